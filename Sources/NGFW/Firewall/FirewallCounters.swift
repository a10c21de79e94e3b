/// Totals of a firewall since it began.
///
/// The books balance: bytes received, reassembled and opened are bytes of sessions, of held fragments and of packets without a
/// session.
public struct FirewallCounters: Hashable, Sendable {
    /// Packets and bytes of one kind; bytes are those of IP datagrams, or of the whole packet when it holds none.
    public struct Count: Hashable, Sendable {
        public var packets: UInt64 = 0
        public var bytes: UInt64 = 0

        public init() {}

        @inline(__always)
        mutating func add(_ byteCount: Int) {
            packets &+= 1
            bytes &+= UInt64(max(0, byteCount))
        }

        mutating func add(_ other: Count) {
            packets &+= other.packets
            bytes &+= other.bytes
        }
    }

    public var received = Count()
    /// Fragments that went into reassembly, and whole datagrams that came out of it.
    public var fragmentsHeld = Count()
    public var reassembled = Count()
    /// Datagrams that were found in tunnels and dealt with as sessions of their own.
    public var opened = Count()
    /// Packets of tunnels that are inspected.
    public var tunnels = TunnelCounters()
    /// Packets that belong to a session, whether they passed or not.
    public var inSessions = Count()
    /// Of those, the ones the policy let pass, and blocked.
    public var passed = Count()
    public var blocked = Count()
    private var outsideSessions = [Count](repeating: Count(), count: PacketReason.allCases.count)

    public var sessionsCreated: UInt64 = 0
    public var sessionsEnded: UInt64 = 0
    /// Sessions whose application was never inspected, or not to the end, because too many were under inspection.
    public var inspectionsCutShort: UInt64 = 0
    /// Sessions that control sessions announced; of those the ones that began, and that never came.
    public var sessionsPredicted: UInt64 = 0
    public var predictionsFulfilled: UInt64 = 0
    public var predictionsExpired: UInt64 = 0
    /// Announcements of control sessions that were not believed, or for which there was no room.
    public var announcementsRefused: UInt64 = 0
    /// Segments whose bytes contradicted those of an earlier one.
    public var conflictingSegments: UInt64 = 0
    /// Segments that pass without their urgent pointer: ``Verdict/clearsUrgentPointer``.
    public var urgentPointersCleared: UInt64 = 0
    /// SYNs that pass without their Multipath TCP option: ``Verdict/stripsMultipath``.
    public var multipathOptionsStripped: UInt64 = 0
    public init() {}

    /// Packets that belong to no session, by reason.
    public func withoutSession(_ reason: PacketReason) -> Count { outsideSessions[Int(reason.rawValue)] }

    mutating func addWithoutSession(_ reason: PacketReason, _ byteCount: Int) {
        outsideSessions[Int(reason.rawValue)].add(byteCount)
    }

    /// Adds those of another firewall.
    mutating func add(_ other: FirewallCounters) {
        received.add(other.received)
        fragmentsHeld.add(other.fragmentsHeld)
        reassembled.add(other.reassembled)
        opened.add(other.opened)
        tunnels.add(other.tunnels)
        inSessions.add(other.inSessions)
        passed.add(other.passed)
        blocked.add(other.blocked)
        for index in outsideSessions.indices { outsideSessions[index].add(other.outsideSessions[index]) }
        sessionsCreated &+= other.sessionsCreated
        sessionsEnded &+= other.sessionsEnded
        inspectionsCutShort &+= other.inspectionsCutShort
        conflictingSegments &+= other.conflictingSegments
        urgentPointersCleared &+= other.urgentPointersCleared
        multipathOptionsStripped &+= other.multipathOptionsStripped
        sessionsPredicted &+= other.sessionsPredicted
        predictionsFulfilled &+= other.predictionsFulfilled
        predictionsExpired &+= other.predictionsExpired
        announcementsRefused &+= other.announcementsRefused
    }
}
