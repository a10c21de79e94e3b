/// Everything an outsider can make grow, in one place. Reaching a limit is an event that says so, never silence.
///
/// The defaults fit one firewall of the VM class; embedders change what they need.
public struct Limits: Hashable, Sendable {
    public static let standard = Limits()
    public init() {}

    // Input texts
    /// Diagnostics kept for one input.
    public var diagnostics = 1_000
    /// Bytes of one configuration file.
    public var configurationBytes = 256 << 20
    /// Bytes of one configuration file in JSON, which is held whole: about four bytes of memory each.
    public var configurationJSONBytes = 128 << 20
    /// Nesting of elements in a configuration.
    public var xmlDepth = 64
    /// Elements of one document: 24 bytes each; a large configuration of 100 MB has about two million.
    public var xmlElements = 8_000_000
    /// Different names of elements and attributes in one document; the product has a few thousand.
    public var xmlNames = 65_536
    /// Bytes of one attribute or text node.
    public var xmlTextBytes = 1 << 20
    /// Bytes of one registration message.
    public var registrationBytes = 64 << 20
    /// Bytes of one line of a flow file.
    public var flowLineBytes = 64 << 10
    /// Bytes of a flow file that must be read whole (JSON array, YAML).
    public var flowFileBytes = 64 << 20

    /// Bytes of one file of signatures.
    public var signatureFileBytes = 8 << 20
    /// Bytes of one rule suite.
    public var suiteBytes = 8 << 20
    /// Steps of one rule suite.
    public var suiteSteps = 10_000

    // Logs
    /// Bytes of one line of a log file.
    public var logLineBytes = 64 << 10
    /// Fields of one line of a log; the longest known has 115.
    public var logFields = 1_000
    /// Bytes of a filter over sessions or log records, and nesting of its parentheses.
    public var sessionFilterBytes = 8_192
    public var sessionFilterDepth = 64

    // Policy
    /// Security rules of one policy. Source: reference section 1.1.
    public var rules = 102_400
    /// Entries taken of one external dynamic list. Source: reference section 3.7.
    public var externalListEntries = 150_000
    /// Nesting of groups.
    public var groupDepth = 32
    /// Addresses in one group, expanded.
    public var groupMembers = 1 << 20
    /// Bytes of a dynamic group's filter. Source: reference section 3.3.
    public var filterBytes = 2_047
    /// Nesting of parentheses in a filter.
    public var filterDepth = 32
    /// Members kept of one fqdn, half of them of each family. Source: reference section 3.1.
    public var addressesPerName = 64

    // Registrations
    public var registeredAddresses = 1_000_000
    /// Source: reference section 3.4.
    public var tagsPerAddress = 32
    public var tagBytes = 127
    /// Different tags in use at a time, over all addresses and users.
    public var registeredTags = 1_000_000
    public var users = 1_000_000
    /// Memberships of registered user groups, over all groups.
    public var groupMemberships = 4_000_000
    /// Seconds: 30 days. Source: reference section 3.4.
    public var registrationTimeout: Int64 = 2_592_000

    // Packets and sessions
    /// Bytes of one captured packet.
    public var packetBytes = 262_144
    /// Link-layer tags (VLAN, MPLS) before the network layer.
    public var linkTags = 8
    /// IPv6 extension headers of one packet.
    public var extensionHeaders = 16
    /// Tunnels inside one another.
    public var tunnelDepth = 4
    /// Datagrams under reassembly.
    public var fragmentedDatagrams = 1_024
    /// Bytes of memory that datagrams under reassembly take, overhead included; one is never longer than 65,535.
    public var fragmentBytes = 16 << 20
    /// Fragments of one datagram.
    public var fragmentsPerDatagram = 64
    /// Seconds a datagram waits for its fragments. RFC 791 suggests 15, RFC 8200 60.
    public var fragmentTimeout: Int64 = 30
    public var sessions = 262_144
    /// Sessions with inspection state at a time.
    public var inspectedSessions = 65_536
    /// Payload bytes kept a direction until the application is known.
    public var inspectedBytes = 8_192
    /// Payload packets inspected a session until it is given up.
    public var inspectedPackets = 24
    /// Out-of-order bytes kept a direction while a session is inspected.
    public var reorderBytes = 16_384
    /// Flows that control sessions have announced and whose first packet is awaited.
    public var predictedSessions = 16_384
    /// Of these, those of one control session: a trunk of calls has hundreds.
    public var predictedSessionsPerParent = 1_024
    /// Control sessions that are read at a time.
    public var controlSessions = 8_192
    /// Bytes kept a direction of a control session until a line or a message is whole.
    public var controlBytes = 4_096
    /// Log records kept until somebody takes them.
    public var pendingRecords = 1 << 20
    /// Payload bytes of a session that custom applications are looked for in, both directions together.
    public var customBytes = 1 << 20
    /// Transactions of a session that custom applications are looked for in.
    public var customTransactions = 256

    // Patterns
    /// PCRE2 match limit of one pattern on one subject.
    public var patternMatchLimit: UInt32 = 5_000
    public var patternBytes = 4_096
}
