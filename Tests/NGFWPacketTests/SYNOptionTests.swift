import NGFWCore
import NGFWPacket
import NGFWTestSupport
import Testing

@Suite("TCP options of a SYN")
struct SYNOptionTests {
    private static func options(
        scale: UInt8? = nil, multipath: Bool = false, isCut: Bool = false
    ) -> SYNOptions {
        var options = SYNOptions()
        options.windowScale = scale
        options.hasMultipath = multipath
        options.isCut = isCut
        return options
    }

    static let table: [(bytes: [UInt8], expected: SYNOptions)] = [
        ([], options()), ([2, 4, 5, 180, 1, 3, 3, 7], options(scale: 7)),
        // A shift beyond 14 is taken as 14 (RFC 7323 section 2.3).
        ([3, 3, 15], options(scale: 14)), ([3, 3, 255], options(scale: 14)), ([3, 3, 0], options(scale: 0)),
        // Of two the first counts.
        ([3, 3, 2, 3, 3, 9], options(scale: 2)),
        // What follows the end of the list is padding.
        ([0, 3, 3, 7], options()), ([1, 1, 0, 30, 2], options()),
        // Fast Open (RFC 7413) agrees on nothing that lasts.
        ([34, 10, 1, 2, 3, 4, 5, 6, 7, 8], options()),
        ([30, 12, 0, 1] + Array(repeating: 9, count: 8), options(multipath: true)),
        ([4, 2, 8, 10, 0, 0, 0, 1, 0, 0, 0, 0, 3, 3, 8], options(scale: 8)),
        // Malformed: no length, a length of one, a length beyond the header, a window scale of four bytes.
        ([1, 1, 1, 3], options(isCut: true)), ([2, 1, 3, 3, 7], options(isCut: true)), ([2, 0], options(isCut: true)),
        ([3, 3, 4, 30, 40], options(scale: 4, isCut: true)), ([3, 4, 7, 0], options(isCut: true)),
        // What follows an odd window scale is read.
        ([3, 4, 7, 1, 30, 3, 0], options(multipath: true, isCut: true)), ([3, 2, 3, 3, 4], options(scale: 4, isCut: true)),
    ]

    @Test("options are read from the usual packet and from any other", arguments: clients, 0..<table.count)
    func read(builder: PacketBuilder, row: Int) throws {
        let (bytes, expected) = Self.table[row]
        for link in [LinkHeader.ethernet, .vlan([1])] {
            for flags in [TCPFlags.syn, [.syn, .ack]] {
                let packet = try decode(builder.link(link).tcp(1, 2, flags: flags, options: bytes))
                #expect(packet.tcp?.options == expected, "\(link)")
            }
        }
    }

    @Test("only segments with SYN have options", arguments: clients)
    func others(builder: PacketBuilder) throws {
        for link in [LinkHeader.ethernet, .vlan([1])] {
            for flags in [TCPFlags.ack, .rst, [.fin, .ack], []] {
                #expect(try decode(builder.link(link).tcp(1, 2, flags: flags, options: [3, 3, 7])).tcp?.options == nil)
            }
        }
    }

    @Test("a capture that ends within the options says so", arguments: [(34, true), (36, true), (38, true), (39, true), (40, false)])
    func cut(length: Int, isCut: Bool) throws {
        let whole = client.link(.raw).tcp(1, 2, flags: .syn, options: [2, 4, 5, 180, 3, 3, 7, 1], payload: hello)
        let packet = try decode(Array(whole[..<(length + 8)]), .raw)
        #expect(packet.tcp?.options?.isCut == isCut)
        #expect(packet.tcp?.options?.windowScale == (length + 8 >= 47 ? 7 : nil))
    }

    @Test("bytes behind the datagram are no options")
    func padding() throws {
        var segment = client.tcpSegment(1, 2, flags: .syn)
        segment[12] = 0x60
        // The header claims four bytes of options that the datagram does not have.
        let bytes = client.packet(.tcp, payload: segment) + [3, 3, 7, 0]
        #expect(throws: PacketError(.malformed, at: 0)) { try decode(bytes) }
        let first = client.fragment(.tcp, payload: segment + [0, 0, 0, 0], offset: 0, moreFollow: true) + [3, 3, 7, 0]
        #expect(try decode(first).tcp?.options?.windowScale == nil)
    }

    @Test("the urgent pointer is read where it was captured", arguments: clients)
    func urgent(builder: PacketBuilder) throws {
        for link in [LinkHeader.ethernet, .vlan([1])] {
            var bytes = builder.link(link).tcp(1, 2, flags: [.urg, .ack], payload: hello)
            let header = bytes.count - hello.count - 20
            bytes.set(bigEndian: 3, at: header + 18)
            #expect(try decode(bytes).tcp?.urgentPointer == 3)
            #expect(try decode(Array(bytes[..<(header + 18)])).tcp?.urgentPointer == 0)
        }
    }
}
