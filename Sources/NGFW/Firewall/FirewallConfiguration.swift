public import NGFWAppID
public import NGFWCore
public import NGFWPolicy

/// What a ``Firewall`` is told once, besides signatures and policy.
public struct FirewallConfiguration: Sendable {
    public var limits = Limits.standard
    public var settings = SessionSettings()
    /// Whether packets with a wrong checksum are dropped where ``TCPSettings/isChecksumStrict`` says so. Not where packets are seen
    /// before the network card has filled the sums in, as in captures taken at a sender.
    public var verifiesChecksums = false
    /// What control sessions may announce of others: reference section 4.6.
    public var negotiation = NegotiationSettings()
    /// Where zones of packets and of flows without zones come from.
    public var zones = ZoneMap.empty
    public var device = DeviceIdentity()
    /// Whether ended sessions wait for ``Firewall/takeEndedSessions()``; turn it off when nobody takes them.
    public var keepsEndedSessions = true
    /// Whether ``ReferenceEvaluator`` answers instead of the compiled lookup: slow, for suites that hold one against the other.
    public var asksReferenceEvaluator = false
    /// Secret of the session table's hash. Draw it at random for traffic from outside; tests fix it.
    public var hashSeed: UInt64

    public init(hashSeed: UInt64) { self.hashSeed = hashSeed }
}
