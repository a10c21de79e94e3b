import NGFW
import NGFWCore
import NGFWPolicy

/// Sums of a replay, in words.
struct ReplayTally {
    private var received = FirewallCounters.Count()
    private var outside: [(reason: PacketReason, packets: UInt64)] = []
    private var sessions = 0
    private var allowed = 0

    mutating func count(_ session: SessionSummary) {
        sessions += 1
        if session.action.isAllow { allowed += 1 }
    }

    mutating func count(_ counters: FirewallCounters) {
        received.packets += counters.received.packets
        received.bytes += counters.received.bytes
        for reason in PacketReason.allCases {
            let packets = counters.withoutSession(reason).packets
            guard packets > 0 else { continue }
            if let index = outside.firstIndex(where: { $0.reason == reason }) {
                outside[index].packets += packets
            } else {
                outside.append((reason, packets))
            }
        }
    }

    var text: String {
        let head = "\(grouped(received.packets)) packets, \(grouped(received.bytes)) bytes; "
        let body = "\(grouped(sessions)) sessions: \(grouped(allowed)) allowed, \(grouped(sessions - allowed)) blocked"
        let tail = outside.map { "\(grouped($0.packets)) \($0.reason)" }.joined(separator: ", ")
        return head + body + (tail.isEmpty ? "" : "; packets without a session: " + tail)
    }
}
