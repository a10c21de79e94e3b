/// What became of packets of tunnels whose rule asks for inspection.
public struct TunnelCounters: Hashable, Sendable {
    /// Datagrams that were found inside and put to the policy.
    public internal(set) var opened: UInt64 = 0
    /// Messages of tunnels themselves, which pass.
    public internal(set) var control: UInt64 = 0
    /// Frames inside without IP, which pass.
    public internal(set) var notIP: UInt64 = 0
    /// Encrypted, or of a version or protocol that is not known; dropped where the rule says so.
    public internal(set) var unreadable: UInt64 = 0
    /// Dropped: what the header promises is not there.
    public internal(set) var malformed: UInt64 = 0
    /// Dropped by `drop-strict-checking`.
    public internal(set) var notStrict: UInt64 = 0
    /// Dropped by `drop-over-max`.
    public internal(set) var overMaximum: UInt64 = 0
    /// Dropped by `drop-unknown-protocol`.
    public internal(set) var unknownProtocol: UInt64 = 0
    /// Dropped: as many tunnels as can be told apart have sessions inside.
    public internal(set) var tooMany: UInt64 = 0
    /// Dropped or held because of what was found inside.
    public internal(set) var blockedInside: UInt64 = 0

    public init() {}

    /// Adds those of another firewall.
    mutating func add(_ other: TunnelCounters) {
        opened &+= other.opened
        control &+= other.control
        notIP &+= other.notIP
        unreadable &+= other.unreadable
        malformed &+= other.malformed
        notStrict &+= other.notStrict
        overMaximum &+= other.overMaximum
        unknownProtocol &+= other.unknownProtocol
        tooMany &+= other.tooMany
        blockedInside &+= other.blockedInside
    }
}
