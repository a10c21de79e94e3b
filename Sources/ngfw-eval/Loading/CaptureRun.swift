import NGFW
import NGFWCapture
import NGFWCore

/// Puts one capture through a firewall.
struct CaptureRun {
    let path: String
    let console: Console

    /// - Parameters:
    ///   - start: called with the first packet's time, before that packet.
    ///   - drain: called now and then, and at the end after all sessions have ended.
    /// - Returns: False when the capture could not be read to its end; what could be read counts.
    func run(
        _ firewall: inout Firewall, progress: inout Progress, start: (Timestamp, inout Firewall) -> Void,
        drain: (inout Firewall) throws -> Void
    ) throws -> Bool {
        var isWhole = false
        var skipped: String?
        do {
            var reader = try CaptureReader(path: path)
            let run = PacketRun(console: console, until: nil)
            let outcome = try run.feed(&reader, &firewall, progress: &progress, start: start, drain: drain)
            isWhole = outcome.isWhole
            skipped = outcome.skipped.text
        } catch let error as CaptureError {
            progress.end()
            console.write(error.diagnostic)
        }
        firewall.finish()
        try drain(&firewall)
        if let skipped { console.writeError("note: \(path): packets without a session: \(skipped)") }
        for event in firewall.takeResourceEvents() { console.writeError("warning: \(path): \(event)") }
        return isWhole
    }
}

/// Puts ended sessions into the order in which they began, as far as a bounded memory goes.
struct SessionOrder {
    private static let capacity = 1 << 16

    private var held: [SessionSummary] = []

    /// Takes sessions in and gives back those that have waited long enough.
    mutating func add(_ sessions: [SessionSummary]) -> [SessionSummary] {
        held += sessions
        guard held.count >= Self.capacity else { return [] }
        held.sort { $0.id < $1.id }
        let ready = Array(held.prefix(held.count / 2))
        held.removeFirst(ready.count)
        return ready
    }

    mutating func end() -> [SessionSummary] {
        defer { held = [] }
        return held.sorted { $0.id < $1.id }
    }
}
