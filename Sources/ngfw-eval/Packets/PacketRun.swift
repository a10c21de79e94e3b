import NGFW
import NGFWCapture
import NGFWCore

/// The one way from packets to a group of firewalls, from wherever they come.
struct PacketRun {
    let console: Console

    /// - Parameters:
    ///   - endsSessions: Whether the sessions end with the source, or stay to be looked at.
    ///   - begin: called once, with the source's first moment; no packet has gone through yet.
    ///   - see: is shown every packet before the firewalls are.
    ///   - drain: takes what the firewalls have to tell: after every block, so that they need not keep it.
    ///   - tick: called once a second of a source with a clock; false when there is no need to go on.
    /// - Returns: False when the source failed; what came before counts.
    func run<Source: PacketSource & ~Copyable>(
        _ source: inout Source, _ firewalls: FirewallGroup, endsSessions: Bool = true, progress: inout Progress,
        begin: (Timestamp) -> Void, see: ((Span<UInt8>, PacketDescriptor) -> Void)? = nil, drain: () throws -> Void,
        tick: (Timestamp) throws -> Bool = { _ in true }
    ) throws -> Bool {
        var block = PacketBlock()
        var skipped = SkippedPackets()
        var clock = RunClock()
        var hasStarted = false
        var isWhole = true
        var isMore = true
        while isMore {
            do throws(CaptureError) {
                isMore = try source.fill(&block)
            } catch {
                (isMore, isWhole) = (false, false)
                progress.end()
                console.write(error.diagnostic)
            }
            if !hasStarted, let time = source.start {
                hasStarted = true
                begin(time)
            }
            progress.advance(by: block.packets.count)
            if let see { Self.show(block, see) }
            Self.process(&block, firewalls, &skipped)
            let second = source.horizon.flatMap { clock.second($0) }
            if let second { firewalls.advance(to: second) }
            try drain()
            if let second {
                tell(clock.due(firewalls.takeResourceEvents(), at: second), of: source.name, &progress)
                if try !tick(second) { isMore = false }
            }
        }
        if endsSessions { firewalls.finish() }
        try drain()
        if let skipped = skipped.text {
            progress.end()
            console.writeError("note: \(source.name): packets without a session: \(skipped)")
        }
        tell(clock.rest(firewalls.takeResourceEvents()), of: source.name, &progress)
        return isWhole
    }

    private func tell(_ events: [ResourceEvent], of name: String, _ progress: inout Progress) {
        guard !events.isEmpty else { return }
        progress.end()
        for event in events { console.writeError("warning: \(name): \(event)") }
    }

    private static func show(_ block: borrowing PacketBlock, _ see: (Span<UInt8>, PacketDescriptor) -> Void) {
        let bytes = block.bytes.span
        for packet in block.packets { see(bytes.extracting(packet.offset..<packet.offset + packet.length), packet) }
    }

    private static func process(_ block: inout PacketBlock, _ firewalls: FirewallGroup, _ skipped: inout SkippedPackets) {
        guard !block.packets.isEmpty else { return }
        var verdicts: [Verdict] = []
        firewalls.process(block.bytes.span, packets: block.packets.span, into: &verdicts)
        for (packet, verdict) in zip(block.packets, verdicts) where verdict.reason == .undecodable {
            skipped.count(block.bytes.span.extracting(packet.offset..<packet.offset + packet.length), linkType: packet.linkType)
        }
        block.removeAll()
    }
}

/// What is due once a second, and once a minute.
private struct RunClock {
    private static let secondsBetweenWarnings: Int64 = 60

    private var nextSecond = Timestamp.distantPast
    private var nextWarning = Timestamp.distantPast
    private var waiting: [ResourceEvent] = []

    /// The time, if a second is over.
    mutating func second(_ time: Timestamp) -> Timestamp? {
        guard time >= nextSecond else { return nil }
        nextSecond = time.advanced(bySeconds: 1)
        return time
    }

    /// The events that it is time to tell: a flood of them is one line a minute.
    mutating func due(_ events: [ResourceEvent], at time: Timestamp) -> [ResourceEvent] {
        ResourceEvent.merge(events, into: &waiting)
        guard !waiting.isEmpty, time >= nextWarning else { return [] }
        nextWarning = time.advanced(bySeconds: Self.secondsBetweenWarnings)
        defer { waiting = [] }
        return waiting
    }

    mutating func rest(_ events: [ResourceEvent]) -> [ResourceEvent] {
        ResourceEvent.merge(events, into: &waiting)
        return waiting
    }
}
