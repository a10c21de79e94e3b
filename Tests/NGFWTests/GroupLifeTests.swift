import NGFWCore
import NGFWPolicy
import NGFWTestSupport
import Testing

@testable import NGFW

/// What a group took is given back with it.
@Suite("A group's life")
struct GroupLifeTests {
    @Test("A group that is gone leaves no worker behind", arguments: [1, 2, 3], [false, true])
    func life(_ workers: Int, _ hasCalls: Bool) {
        weak var first: FirewallShard?
        weak var whole: FirewallGroup?
        weak var kin: Kin?
        do {
            let group = Lab.group(workers, rules: [Lab.rule("all", .allow)])
            (first, whole, kin) = (group.shards.first, group, group.kin.first)
            var simulator = TrafficSimulator(seed: 7, hasCalls: hasCalls)
            var bytes: [UInt8] = []
            var packets: [PacketDescriptor] = []
            for _ in 0..<3_000 {
                let packet = simulator.next()
                packets.append(
                    PacketDescriptor(offset: bytes.count, length: packet.bytes.count, wireLength: packet.bytes.count, time: packet.time))
                bytes += packet.bytes
            }
            var verdicts: [Verdict] = []
            group.process(bytes.span, packets: packets.span, into: &verdicts)
            group.finish()
            #expect(!group.takeRecords().isEmpty)
        }
        let isGone = whole == nil && first == nil && kin == nil
        #expect(isGone)
    }
}
