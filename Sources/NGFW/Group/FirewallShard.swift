internal import NGFWCore

/// One firewall of a group, and its part of the batch in hand.
///
/// Unchecked: while a batch is worked on only one thread touches a shard, else only the group's owner.
final class FirewallShard: @unchecked Sendable {
    var firewall: Firewall
    private let number: Int
    private var part = Part()
    private var verdicts: [Verdict] = []

    init(_ number: Int, _ firewall: consuming Firewall) {
        self.number = number
        self.firewall = firewall
    }

    /// Works on its part of a stretch.
    ///
    /// - Parameters:
    ///   - start: The latest time before the stretch: for packets that are older it is that late.
    ///   - last: The latest time so far: what ages does so in every shard.
    /// - Complexity: O(*n*) in the packets of all workers, but a few instructions each for those of others.
    func run(_ batch: SharedBatch, _ stretch: Range<Int>, from start: Timestamp, until last: Timestamp) {
        part.take(batch, stretch, of: number, from: start)
        let bytes = unsafe batch.bytes.span
        firewall.process(bytes, packets: part.packets.span, into: &verdicts)
        part.give(verdicts, to: batch)
        firewall.moveClock(to: last)
    }

    /// PERF: apart, so that access to the shard is checked once a stretch and not with each packet.
    private struct Part {
        var packets: [PacketDescriptor] = []
        /// Where each stands in the whole batch.
        private var positions: [Int] = []

        mutating func take(_ batch: SharedBatch, _ stretch: Range<Int>, of worker: Int, from start: Timestamp) {
            packets.removeAll(keepingCapacity: true)
            positions.removeAll(keepingCapacity: true)
            var clock = start
            for position in stretch {
                var packet = batch[position]
                clock = max(clock, packet.time)
                guard batch.mark(position).worker == worker else { continue }
                packet.time = clock
                packets.append(packet)
                positions.append(position)
            }
        }

        func give(_ verdicts: [Verdict], to batch: SharedBatch) {
            for (index, position) in positions.enumerated() { batch.setVerdict(position, verdicts[index]) }
        }
    }
}
