public import NGFWCore

/// A flow stated in words: the input of ``Firewall/decide(_:)``, no packet needed.
///
///     var flow = FlowDescription(source: IPAddress("172.16.10.11")!, destination: IPAddress("172.16.20.11")!, ipProtocol: .tcp)
///     flow.destinationPort = 22
///     flow.application = "ssh"
public struct FlowDescription: Hashable, Sendable {
    public var source: IPAddress
    /// 0 for protocols without ports.
    public var sourcePort: UInt16 = 0
    public var destination: IPAddress
    public var destinationPort: UInt16 = 0
    public var ipProtocol: IPProtocol
    public var icmpType: UInt8?
    /// The App-ID name. `nil` is undecided: the question is then the lookup of a session's first packet.
    public var application: String?
    /// Zone names; `nil` takes them from the firewall's ``ZoneMap``.
    public var from: String?
    public var to: String?
    /// `nil` takes the user that is logged in at the source address.
    public var user: String?
    /// Host information profiles that the source and the destination match, by name; none when there are no reports.
    public var sourceHIP: [String] = []
    public var destinationHIP: [String] = []
    /// URL category; `nil` is unknown.
    public var category: String?
    /// `nil` is the firewall's present time.
    public var time: Timestamp?
    /// Whether the session would be decrypted.
    public var isDecrypted = false

    public init(source: IPAddress, destination: IPAddress, ipProtocol: IPProtocol) {
        self.source = source
        self.destination = destination
        self.ipProtocol = ipProtocol
    }
}

/// A flow description that names something nobody knows.
public struct FlowError: Error, Hashable, CustomStringConvertible {
    public enum Code: String, Hashable, Sendable {
        case unknownApplication
        /// A special name that only sessions and logs carry, such as `incomplete`.
        case applicationNotAllowed
        case noPolicy
        /// The policy numbers applications otherwise than the library.
        case foreignLibrary
    }

    public var code: Code
    /// The name in question.
    public var name: String
    public var suggestion: String?

    public init(_ code: Code, name: String = "", suggestion: String? = nil) {
        self.code = code
        self.name = name
        self.suggestion = suggestion
    }

    public static func == (left: FlowError, right: FlowError) -> Bool { left.code == right.code }
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }

    public var description: String {
        let hint = suggestion.map { "; did you mean '\($0)'?" } ?? ""
        return switch code {
        case .unknownApplication: "unknown application '\(name)'\(hint)"
        case .applicationNotAllowed: "'\(name)' is what a session is called before anything is known: leave the application out\(hint)"
        case .noPolicy: "the firewall has no policy to ask"
        case .foreignLibrary: "the policy was made with other applications than the signatures: make it anew with the library's catalogue"
        }
    }
}
