import NGFW
import NGFWCapture

/// Some packets of a capture in one piece, as a group of firewalls takes them.
struct PacketBlock {
    static let packetCount = 8_192
    private static let byteCount = 8 << 20

    private(set) var bytes: [UInt8] = []
    private(set) var packets: [PacketDescriptor] = []

    var isFull: Bool { packets.count >= Self.packetCount || bytes.count >= Self.byteCount }

    mutating func add(_ packet: CapturedPacket, _ content: Span<UInt8>) {
        packets.append(
            PacketDescriptor(
                offset: bytes.count, length: content.count, wireLength: packet.wireLength, time: packet.time, linkType: packet.linkType))
        // Only read, and only while it is there.
        unsafe content.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    }

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        packets.removeAll(keepingCapacity: true)
    }
}
