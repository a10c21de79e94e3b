import Foundation
import NGFW
import NGFWCapture
import NGFWCore

/// The packets of an interface, until somebody wants it to end.
struct InterfacePackets: PacketSource, ~Copyable {
    struct Limits {
        /// Packets; `nil` for no limit.
        var count: Int?
        /// Nanoseconds.
        var duration: Int64?
    }

    /// When the kernel has surely handed over what came before.
    private static let patience = Int64(InterfaceOptions.deliveryMilliseconds) * 2 * 1_000_000

    let start: Timestamp?
    private(set) var horizon: Timestamp?
    private var reader: InterfaceReader
    private var clock: LiveClock
    private var remaining: Int
    /// Packets after it are no longer wanted.
    private var end: Timestamp
    private var nextCheck: Timestamp
    /// Why it ends, if not because somebody wants it to.
    private var failure: CaptureError?
    private let console: Console

    init(_ name: String, options: InterfaceOptions, limits: Limits, _ console: Console) throws(CaptureError) {
        reader = try InterfaceReader(name, options: options)
        console.writeError("listening on \(name); Ctrl-C ends it")
        if let warning = reader.warning { console.writeError("warning: \(name): \(warning)") }
        let now = SystemClock.exact
        clock = LiveClock(system: now, steady: SystemClock.steady)
        start = now
        nextCheck = now
        remaining = limits.count ?? .max
        end = limits.duration.map { Self.time(now, plus: $0) } ?? Timestamp(nanoseconds: .max)
        self.console = console
    }

    var name: String { reader.name }

    /// What the kernel has counted.
    mutating func counters() -> InterfaceCounters { reader.counters() }

    mutating func fill(_ block: inout PacketBlock) throws(CaptureError) -> Bool {
        look()
        var isOver = false
        while !block.isFull, !isOver, try readSome(&block, &isOver) {}
        if isOver || remaining == 0 { return try finish() }
        // While there is more than a block holds, time is what the packets bring.
        guard !block.isFull else {
            horizon = block.packets.last?.time
            return true
        }
        let now = Self.time(clock.now, plus: -Self.patience)
        horizon = now
        if now >= end { return try finish() }
        if block.packets.isEmpty { rest() }
        return true
    }

    /// - Returns: False when no packet is there.
    private mutating func readSome(_ block: inout PacketBlock, _ isOver: inout Bool) throws(CaptureError) -> Bool {
        let (clock, end) = (clock, end)
        do throws(CaptureError) {
            let count = try reader.read(limit: min(remaining, block.room)) { packet, bytes in
                let time = clock.time(of: packet.time)
                if time <= end { block.add(packet, bytes, at: time) } else { isOver = true }
            }
            remaining -= count
            return count > 0
        } catch {
            fail(error)
            return false
        }
    }

    private mutating func rest() {
        // An interface that is gone is always ready to say so.
        if failure == nil {
            reader.wait(milliseconds: InterfaceOptions.deliveryMilliseconds)
        } else {
            Thread.sleep(forTimeInterval: 0.05)
        }
    }

    /// What the kernel took before is still handed over: the failure is told after it.
    private mutating func fail(_ error: CaptureError) {
        if failure == nil { failure = error }
        end = min(end, clock.now)
    }

    private func finish() throws(CaptureError) -> Bool {
        if let failure { throw failure }
        return false
    }

    /// Looks at the clocks, at what somebody wants, and once a second at the interface itself.
    private mutating func look() {
        if let step = clock.look(system: SystemClock.exact, steady: SystemClock.steady) {
            let seconds = step / 1_000_000_000
            console.writeError("warning: the system's clock was set by \(seconds) s; times go on here as if it had not been")
        }
        if Interrupt.isRequested { end = min(end, clock.now) }
        guard clock.now >= nextCheck else { return }
        nextCheck = clock.now.advanced(bySeconds: 1)
        // Counters of 32 bits are asked before they can go round.
        _ = reader.counters()
        do throws(CaptureError) {
            try reader.check()
        } catch {
            fail(error)
        }
    }

    private static func time(_ time: Timestamp, plus nanoseconds: Int64) -> Timestamp {
        let (sum, overflow) = time.nanoseconds.addingReportingOverflow(nanoseconds)
        return overflow ? Timestamp(nanoseconds: nanoseconds < 0 ? .min : .max) : Timestamp(nanoseconds: sum)
    }
}
