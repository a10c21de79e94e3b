import NGFW
import NGFWCapture
import NGFWCore

/// Puts one capture through a firewall, or several side by side.
struct CaptureRun {
    let path: String
    let console: Console

    /// - Parameters:
    ///   - start: called with the first packet's time, before that packet.
    ///   - drain: called now and then, and at the end after all sessions have ended.
    /// - Returns: False when the capture could not be read to its end; what could be read counts.
    func run(
        _ firewalls: FirewallGroup, progress: inout Progress, start: (Timestamp) -> Void, drain: () throws -> Void
    ) throws -> Bool {
        var isWhole = false
        var skipped = SkippedPackets()
        var block = PacketBlock()
        var hasStarted = false
        do {
            var reader = try CaptureReader(path: path)
            while try reader.next({ packet, bytes in
                if !hasStarted { start(packet.time) }
                hasStarted = true
                block.add(packet, bytes)
            }) {
                progress.advance()
                guard block.isFull else { continue }
                Self.process(&block, firewalls, &skipped)
                try drain()
            }
            isWhole = true
        } catch let error as CaptureError {
            progress.end()
            console.write(error.diagnostic)
        }
        Self.process(&block, firewalls, &skipped)
        firewalls.finish()
        try drain()
        if let skipped = skipped.text { console.writeError("note: \(path): packets without a session: \(skipped)") }
        for event in firewalls.takeResourceEvents() { console.writeError("warning: \(path): \(event)") }
        return isWhole
    }

    private static func process(_ block: inout PacketBlock, _ firewalls: FirewallGroup, _ skipped: inout SkippedPackets) {
        var verdicts: [Verdict] = []
        firewalls.process(block.bytes.span, packets: block.packets.span, into: &verdicts)
        for (packet, verdict) in zip(block.packets, verdicts) where verdict.reason == .undecodable {
            skipped.count(block.bytes.span.extracting(packet.offset..<packet.offset + packet.length), linkType: packet.linkType)
        }
        block.removeAll()
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
