import NGFW
import NGFWCore

/// Packets one after the other, as a ring of a network card or a capture has them.
struct PacketBuffer {
    private(set) var bytes: [UInt8] = []
    private(set) var packets: [PacketDescriptor] = []

    mutating func add(_ packet: [UInt8], wireLength: Int? = nil, at time: Timestamp) {
        packets.append(
            PacketDescriptor(offset: bytes.count, length: packet.count, wireLength: wireLength ?? packet.count, time: time))
        bytes += packet
    }

    mutating func add(_ other: PacketBuffer) {
        for var packet in other.packets {
            packet.offset += bytes.count
            packets.append(packet)
        }
        bytes += other.bytes
    }

    mutating func moveOn(by seconds: Int64) {
        for index in packets.indices {
            packets[index].time = Timestamp(nanoseconds: packets[index].time.nanoseconds + seconds * 1_000_000_000)
        }
    }

    /// Has a firewall take all of them, a batch at a time, and `sink` whatever it reports after each.
    func run(
        through firewall: inout Firewall, verdicts: inout [Verdict], batch: Int = 256, _ sink: (inout Firewall) -> Void
    ) -> Int {
        var passed = 0
        var start = 0
        while start < packets.count {
            let end = min(start + batch, packets.count)
            firewall.process(bytes.span, packets: packets.span.extracting(start..<end), into: &verdicts)
            for verdict in verdicts where verdict.disposition.isPass { passed &+= 1 }
            sink(&firewall)
            start = end
        }
        return passed
    }
}
