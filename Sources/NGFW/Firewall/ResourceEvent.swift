public import NGFWCore

/// A limit was reached: something was refused or given up, and this says how often since it was last told.
public struct ResourceEvent: Hashable, Sendable {
    public enum Kind: UInt8, Hashable, Sendable, CaseIterable {
        /// A session was refused: ``Limits/sessions``.
        case sessionTableFull
        /// A session was refused: its place in the hash table is crowded.
        case probeLimit
        /// An inspection was ended early: ``Limits/inspectedSessions``.
        case inspectedSessions
        /// A traffic log record was lost: ``Limits/pendingRecords``.
        case pendingRecords
        /// An ended session was not kept: ``Limits/pendingRecords``.
        case pendingSessions
        /// A fragment could not be put together: a limit of reassembly, or an illegal overlap.
        case fragments
        /// A session was not read for what it negotiates: ``Limits/controlSessions``.
        case controlSessions
        /// An announced session is not awaited: ``Limits/predictedSessions``.
        case predictedSessions
    }

    public var kind: Kind
    public var count: UInt64
    public var first: Timestamp
    public var last: Timestamp

    /// Adds events to others, one of a kind.
    public static func merge(_ events: [ResourceEvent], into all: inout [ResourceEvent]) {
        for event in events {
            if let index = all.firstIndex(where: { $0.kind == event.kind }) {
                all[index].count &+= event.count
                all[index].first = min(all[index].first, event.first)
                all[index].last = max(all[index].last, event.last)
            } else {
                all.append(event)
            }
        }
    }
}

extension ResourceEvent: CustomStringConvertible {
    public var description: String {
        let what =
            switch kind {
            case .sessionTableFull: "sessions refused: the session table is full"
            case .probeLimit: "sessions refused: hash probe limit"
            case .inspectedSessions: "inspections ended early: too many sessions under inspection"
            case .pendingRecords: "traffic log records lost: nobody took them"
            case .pendingSessions: "ended sessions lost: nobody took them"
            case .fragments: "fragments that could not be reassembled"
            case .controlSessions: "control sessions not read for what they negotiate: too many"
            case .predictedSessions: "announced sessions not awaited: too many, or another session's"
            }
        return "\(what) (\(count) times from \(first) to \(last))"
    }
}
