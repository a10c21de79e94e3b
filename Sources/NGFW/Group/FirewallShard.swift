internal import NGFWCore

/// One firewall of a group, and its part of the batch in hand.
///
/// Unchecked: while a batch is worked on only one thread touches a shard, else only the group's owner.
final class FirewallShard: @unchecked Sendable {
    var firewall: Firewall
    private var packets: [PacketDescriptor] = []
    /// Where each stands in the whole batch.
    private var positions: [Int] = []
    private var verdicts: [Verdict] = []

    init(_ firewall: consuming Firewall) { self.firewall = firewall }

    func add(_ packet: PacketDescriptor, _ position: Int) {
        packets.append(packet)
        positions.append(position)
    }

    var hasWork: Bool { !packets.isEmpty }

    /// Works on its part.
    ///
    /// - Parameter last: The latest time of the whole batch: what ages does so in every shard.
    func run(_ batch: BatchBytes, until last: Timestamp) {
        let bytes = unsafe batch.buffer.span
        firewall.process(bytes, packets: packets.span, into: &verdicts)
        firewall.moveClock(to: last)
    }

    /// Puts its verdicts where they belong.
    func give(_ all: inout [Verdict]) {
        for (index, position) in positions.enumerated() { all[position] = verdicts[index] }
        packets.removeAll(keepingCapacity: true)
        positions.removeAll(keepingCapacity: true)
    }
}

/// The bytes of a batch while all shards work on it: they only read, and the batch is waited for.
@safe
struct BatchBytes: @unchecked Sendable {
    let buffer: UnsafeBufferPointer<UInt8>

    init(_ buffer: UnsafeBufferPointer<UInt8>) { unsafe self.buffer = unsafe buffer }
}
