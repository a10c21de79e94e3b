import NGFW
import NGFWCapture
import NGFWCore

/// Some packets in one piece, as a group of firewalls takes them.
struct PacketBlock {
    private static let packetCount = 8_192
    private static let byteCount = 8 << 20

    private(set) var bytes: [UInt8] = []
    private(set) var packets: [PacketDescriptor] = []

    var isFull: Bool { packets.count >= Self.packetCount || bytes.count >= Self.byteCount }
    /// Packets that it takes before it is full, if they are not long.
    var room: Int { isFull ? 0 : Self.packetCount - packets.count }

    mutating func add(_ packet: CapturedPacket, _ content: Span<UInt8>, at time: Timestamp) {
        packets.append(
            PacketDescriptor(
                offset: bytes.count, length: content.count, wireLength: packet.wireLength, time: time, linkType: packet.linkType))
        // Only read, and only while it is there.
        unsafe content.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    }

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        packets.removeAll(keepingCapacity: true)
    }
}
