public import NGFWCore

/// One way to make a field of a rule hold that fails for a flow: every change of it, in words and as data.
///
///     remedy.words      // "register tag 'web' for 10.0.1.9"
///     remedy.changes    // [.register(10.0.1.9, ["web"])]
///
/// Each one was tried before it is offered: with its changes the field holds and no other field begins to fail.
public struct Remedy: Hashable, Sendable {
    /// What would have to be different, of the flow, the registrations or the rule.
    public enum Change: Hashable, Sendable {
        case enableRule
        case time(Timestamp)
        /// A zone by name; `multicast` is the pseudo zone.
        case from(String)
        case to(String)
        case source(IPAddress)
        case destination(IPAddress)
        case register(IPAddress, tags: [String])
        case unregister(IPAddress, tags: [String])
        /// Tags of the user at the source, for dynamic user groups.
        case registerUser(String, tags: [String])
        /// A user or group that applies to the source; `nil` is any user at all.
        case user(String?)
        case noUser
        /// A host information profile that the host matches; `nil` is none at all.
        case sourceHIP(String?)
        case destinationHIP(String?)
        case category(String)
        case application(String)
        case service(IPProtocol, destinationPort: UInt16, icmpType: UInt8?)
        case sourcePort(UInt16)
        case decrypted(Bool)
    }

    public var changes: [Change]
    public var words: String

    public init(_ changes: [Change], _ words: String) {
        self.changes = changes
        self.words = words
    }
}
