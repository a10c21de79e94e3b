import NGFW
import NGFWCore

/// Puts ended sessions into the order in which they began, as far as a bounded memory goes.
struct SessionOrder {
    private static let capacity = 1 << 16

    private var held: [SessionSummary] = []

    /// Takes sessions in and gives back those that have waited long enough.
    mutating func add(_ sessions: [SessionSummary]) -> [SessionSummary] {
        held += sessions
        guard held.count >= Self.capacity else { return [] }
        held.sort(by: Self.comesBefore)
        let ready = Array(held.prefix(held.count / 2))
        held.removeFirst(ready.count)
        return ready
    }

    mutating func end() -> [SessionSummary] {
        defer { held = [] }
        return held.sorted(by: Self.comesBefore)
    }

    /// Of several workers ids alone do not tell.
    private static func comesBefore(_ one: SessionSummary, _ other: SessionSummary) -> Bool {
        (one.start, one.id) < (other.start, other.id)
    }
}
