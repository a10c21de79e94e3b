internal import NGFWCore

/// Answers of the RPC endpoint mapper: the port of an interface (C706 chapter 12 and appendix O; [MS-RPCE] section 2.2.1.2).
///
/// Only answers to `ept_map` (operation 3) count, on a connection bound to the mapper's interface, whole in one PDU. An answer
/// is a list of towers; a tower of TCP has the floors interface, encoding, protocol 0x0B, port 0x07, address 0x09 (appendix L).
struct EndpointMapperDialogue {
    private static let headLength = 16
    /// e1af8308-5d1f-11c9-91a4-08002b14a0fa as little-endian and as big-endian writers send it.
    private static let mapper: [[UInt8]] = [
        [0x08, 0x83, 0xAF, 0xE1, 0x1F, 0x5D, 0xC9, 0x11, 0x91, 0xA4, 0x08, 0x00, 0x2B, 0x14, 0xA0, 0xFA],
        [0xE1, 0xAF, 0x83, 0x08, 0x5D, 0x1F, 0x11, 0xC9, 0x91, 0xA4, 0x08, 0x00, 0x2B, 0x14, 0xA0, 0xFA],
    ]

    private var client = MessageStream()
    private var server = MessageStream()
    private var isBound = false
    /// The call that waits for its answer.
    private var call: Int?
    private(set) var isOver = false

    mutating func read(_ payload: Span<UInt8>, _ direction: FlowDirection, _ negotiation: inout Negotiation) {
        var isBound = isBound
        var call = call
        if direction == .clientToServer {
            client.read(payload, keptBytes: negotiation.keptBytes, headLength: Self.headLength, Self.head) { pdu in
                Self.request(pdu, &isBound, &call)
            }
        } else {
            server.read(payload, keptBytes: negotiation.keptBytes, headLength: Self.headLength, Self.head) { pdu in
                Self.response(pdu, &call, &negotiation)
                return true
            }
        }
        self.isBound = isBound
        self.call = call
        isOver = client.isBroken || server.isBroken
    }

    private static func isLittle(_ pdu: Span<UInt8>) -> Bool { pdu.u8(4) == 0x10 }
    private static func u16(_ pdu: Span<UInt8>, _ offset: Int) -> Int? { isLittle(pdu) ? pdu.u16le(offset) : pdu.u16be(offset) }
    private static func u32(_ pdu: Span<UInt8>, _ offset: Int) -> Int? { isLittle(pdu) ? pdu.u32le(offset) : pdu.u32be(offset) }

    private static func head(_ pdu: Span<UInt8>) -> MessageStream.Head? {
        guard pdu.u8(0) == 5, let type = pdu.u8(2), let length = u16(pdu, 8) else { return nil }
        return MessageStream.Head(length: length, isWanted: type == 0 || type == 2 || type == 11 || type == 14)
    }

    /// - Returns: False when the connection is to another interface than the mapper's.
    private static func request(_ pdu: Span<UInt8>, _ isBound: inout Bool, _ call: inout Int?) -> Bool {
        switch pdu.u8(2) {
        case 11:
            // Interfaces begin behind the fragment sizes, the group and the count: each context 4 bytes, then the interface.
            isBound = mapper.contains { uuid in pdu.holds(16, at: 32) && uuid.indices.allSatisfy { pdu[32 + $0] == uuid[$0] } }
            return isBound
        case 0:
            // The first of several fragments has the operation too, but its answer may be to more than we saw.
            let isWhole = (pdu.u8(3) ?? 0) & 3 == 3
            call = isBound && isWhole && u16(pdu, 22) == 3 ? u32(pdu, 12) : nil
            return true
        default: return true
        }
    }

    private static func response(_ pdu: Span<UInt8>, _ call: inout Int?, _ negotiation: inout Negotiation) {
        guard pdu.u8(2) == 2, let wanted = call, u32(pdu, 12) == wanted else { return }
        call = nil
        // Handle (20 bytes), count of towers, then the array: room, offset, count, and a pointer each.
        guard (pdu.u8(3) ?? 0) & 3 == 3, let count = u32(pdu, 24 + 32), count <= 64 else { return negotiation.refuse() }
        var offset = 24 + 36 + 4 * count
        for _ in 0..<count {
            // Behind the handle, everything is aligned to the stub's beginning, which is at 24.
            guard let length = u32(pdu, offset + 4), pdu.holds(length, at: offset + 8) else { return negotiation.refuse() }
            tower(pdu.extracting((offset + 8)..<(offset + 8 + length)), &negotiation)
            offset += 8 + (length + 3) & ~3
        }
    }

    /// Towers are little-endian whatever the PDU is, but for ports and addresses, which are in network order.
    private static func tower(_ tower: Span<UInt8>, _ negotiation: inout Negotiation) {
        guard let floors = tower.u16le(0), floors <= 8 else { return negotiation.refuse() }
        var offset = 2
        var port: (ipProtocol: IPProtocol, number: Int)?
        var address: IPAddress?
        for _ in 0..<floors {
            guard let left = tower.u16le(offset), left >= 1, let kind = tower.u8(offset + 2), let right = tower.u16le(offset + 2 + left),
                tower.holds(right, at: offset + 4 + left)
            else { return negotiation.refuse() }
            let value = offset + 4 + left
            switch (kind, right) {
            case (0x07, 2): port = tower.u16be(value).map { (.tcp, $0) }
            case (0x08, 2): port = tower.u16be(value).map { (.udp, $0) }
            case (0x09, 4): address = tower.u32be(value).map { IPAddress(v4: UInt32($0)) }
            default: break
            }
            offset = value + right
        }
        // Named pipes have neither; port 0 says that nobody serves the interface.
        guard let port, port.number != 0 else { return }
        let tuple = negotiation.tuple
        // A mapper that answers for its own host may leave the address open.
        let host = address.map { $0.value == 0 ? tuple.destination : $0 } ?? tuple.destination
        negotiation.announce(port.ipProtocol, from: tuple.source, to: host, of: tuple.destination, port: port.number, application: "msrpc")
    }
}
