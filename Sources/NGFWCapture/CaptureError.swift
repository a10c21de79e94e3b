public import NGFWCore

/// Why a capture file or an interface cannot be read, or read further.
///
///     capture 'office.pcap', packet 13: the file ends inside the packet (...); the packets before it are good: ...
///
/// Two errors are equal when their codes are.
public struct CaptureError: Error, Sendable {
    public enum Code: String, Hashable, Sendable, CaseIterable {
        case cannotOpen = "cannot-open"
        /// Neither pcap nor pcapng.
        case unknownFormat = "unknown-format"
        /// The file ends inside a header or packet.
        case truncated
        /// A length or field contradicts the format.
        case damaged
        /// A packet longer than ``Limits/packetBytes``, or more interfaces than a capture has.
        case limit
        case cannotWrite = "cannot-write"
        case noInterface = "no-interface"
        case noPermission = "no-permission"
        /// It is down, was taken down, or is gone.
        case interfaceDown = "interface-down"
        /// Not a filter of libpcap's language, or none for this kind of link.
        case badFilter = "bad-filter"
        case interfaceFailed = "interface-failed"
    }

    public let code: Code
    /// As the caller named it: a file, or an interface.
    public let file: String
    /// From 1: the packet that could not be read; 0 for the file as a whole.
    public let packetNumber: Int
    /// What was found.
    public let detail: String

    public init(_ code: Code, file: String, packetNumber: Int = 0, detail: String) {
        self.code = code
        self.file = file
        self.packetNumber = packetNumber
        self.detail = detail
    }

    /// What to do about it.
    public var remedy: String {
        switch code {
        case .cannotOpen: "check the name and the permissions"
        case .unknownFormat: "give a pcap or pcapng file; other formats: convert with 'editcap -F pcapng FILE NEW'"
        case .truncated: "the packets before it were read; 'editcap FILE NEW' writes a whole file of them"
        case .damaged: "the packets before it were read; repair the file or capture again"
        case .limit: "raise the limit, or cut the packets with 'editcap -s 262144 FILE NEW'"
        case .cannotWrite: "check the directory, its permissions and the free space"
        case .noInterface: "check the name: 'ip link' lists the interfaces"
        case .noPermission: "run it as root, or once: setcap cap_net_raw,cap_net_admin=eip PROGRAM"
        case .interfaceDown: "bring it up with 'ip link set NAME up'; what came before counts"
        case .badFilter: "'man pcap-filter' explains the language"
        case .interfaceFailed: "what came before counts"
        }
    }

    private var diagnosticCode: String {
        switch code {
        case .cannotOpen: "NGFW-C001"
        case .unknownFormat: "NGFW-C002"
        case .truncated: "NGFW-C003"
        case .damaged: "NGFW-C004"
        case .limit: "NGFW-C005"
        case .cannotWrite: "NGFW-C006"
        case .noInterface: "NGFW-C007"
        case .noPermission: "NGFW-C008"
        case .interfaceDown: "NGFW-C009"
        case .badFilter: "NGFW-C010"
        case .interfaceFailed: "NGFW-C011"
        }
    }

    /// `office.pcap: error: packet 13: the file ends inside the packet [NGFW-C003]`, with the remedy as a note.
    public var diagnostic: Diagnostic {
        let place = packetNumber > 0 ? "packet \(packetNumber): " : ""
        return Diagnostic(.error, diagnosticCode, place + detail, at: SourceLocation(file: file), notes: [remedy])
    }
}

extension CaptureError: Equatable {
    public static func == (left: CaptureError, right: CaptureError) -> Bool { left.code == right.code }
}

extension CaptureError: CustomStringConvertible {
    public var description: String {
        "capture '\(file)'\(packetNumber > 0 ? ", packet \(packetNumber)" : ""): \(detail); \(remedy)"
    }
}
