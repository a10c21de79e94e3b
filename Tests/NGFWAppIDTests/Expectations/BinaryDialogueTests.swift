import NGFWAppID
import NGFWCore
import Testing

@Suite("Ports that TFTP, Oracle and the RPC endpoint mapper negotiate")
struct BinaryDialogueTests {
    @Test("a TFTP request announces the server's answer from another port")
    func tftp() {
        for opcode: UInt8 in [1, 2] {
            var talk = Conversation(.tftp, over: .udp, clientPort: 2_070)
            talk.client([0, opcode] + Array("boot.img\0octet\0blksize\01428\0".utf8))
            #expect(talk.announced == ["udp 198.51.100.20[any] -> 192.0.2.10[2070] tftp"])
        }
    }

    @Test(
        "other datagrams of TFTP announce nothing",
        arguments: [
            [0, 3, 0, 1], [0, 1], [0, 1, 0, 0], [0, 1, 0x61, 0], [0, 1, 0x61, 0, 0], [0, 1, 0x61, 0x62], [], [0], [1, 0, 0x61, 0, 0x62, 0],
        ] as [[UInt8]])
    func noTFTP(_ bytes: [UInt8]) {
        var talk = Conversation(.tftp, over: .udp)
        talk.client(bytes)
        talk.server([0, 1] + Array("a\0octet\0".utf8))
        #expect(talk.announced.isEmpty)
    }

    private static func redirect(_ text: String, type: UInt8 = 5) -> [UInt8] {
        let length = UInt16(text.utf8.count)
        return (length + 10).bytes + [0, 0, type, 0, 0, 0] + length.bytes + Array(text.utf8)
    }

    @Test("an Oracle listener's redirection announces where the client goes")
    func oracle() {
        let text = "(DESCRIPTION=(ADDRESS=(PROTOCOL=tcp)(HOST=198.51.100.20)(PORT=2483)))"
        let bytes = Self.redirect("", type: 11) + Self.redirect(text)
        for size in [1, 7, bytes.count] {
            var talk = Conversation(.oracle)
            for start in stride(from: 0, to: bytes.count, by: size) { talk.server(Array(bytes[start..<min(start + size, bytes.count)])) }
            #expect(talk.announced == ["tcp 192.0.2.10[any] -> 198.51.100.20[2483] oracle"], "pieces of \(size)")
            #expect(talk.dialogue.isOver)
        }
    }

    @Test(
        "a redirection to names, other hosts and known services announces nothing",
        arguments: [
            "(ADDRESS=(PROTOCOL=tcp)(HOST=db2.example)(PORT=2483))", "(ADDRESS=(PROTOCOL=tcp)(HOST=203.0.113.9)(PORT=2483))",
            "(ADDRESS=(PROTOCOL=tcp)(HOST=198.51.100.20)(PORT=22))", "(ADDRESS=(PROTOCOL=tcp)(PORT=2483))", "(HOST=", "(HOST=(PORT=", "",
        ])
    func noOracle(_ text: String) {
        var talk = Conversation(.oracle)
        talk.server(Self.redirect(text))
        #expect(talk.announced.isEmpty)
    }

    @Test("after an acceptance nothing is read any more, nor after nonsense")
    func oracleOver() {
        let redirect = Self.redirect("(ADDRESS=(PROTOCOL=tcp)(HOST=198.51.100.20)(PORT=2483))")
        for first in [Self.redirect("", type: 2), Self.redirect("", type: 6), [0, 0, 0, 0, 5, 0, 0, 0], [0, 7, 0, 0, 5, 0, 0, 0]] {
            var talk = Conversation(.oracle)
            talk.server(first)
            talk.server(redirect)
            #expect(talk.announced.isEmpty && talk.dialogue.isOver)
        }
    }

    // MARK: Endpoint mapper

    private struct Mapper {
        var isLittle = true
        func u16(_ value: UInt16) -> [UInt8] { isLittle ? value.bytes.reversed() : value.bytes }
        func u32(_ value: UInt32) -> [UInt8] { isLittle ? value.bytes.reversed() : value.bytes }

        func pdu(_ type: UInt8, call: UInt32, flags: UInt8 = 3, _ body: [UInt8]) -> [UInt8] {
            [5, 0, type, flags, isLittle ? 0x10 : 0, 0, 0, 0] + u16(UInt16(16 + body.count)) + [0, 0] + u32(call) + body
        }

        func bind(_ interface: UInt32 = 0xE1AF_8308) -> [UInt8] {
            let uuid = u32(interface) + u16(0x5D1F) + u16(0x11C9) + [0x91, 0xA4, 0x08, 0x00, 0x2B, 0x14, 0xA0, 0xFA]
            return pdu(11, call: 1, u16(5_840) + u16(5_840) + u32(0) + [1, 0, 0, 0] + u16(0) + [1, 0] + uuid + u32(3))
        }

        func map(call: UInt32 = 2, operation: UInt16 = 3) -> [UInt8] { pdu(0, call: call, u32(100) + u16(0) + u16(operation) + [1, 2, 3]) }

        func tower(_ port: UInt16, _ address: UInt32?, kind: UInt8 = 7) -> [UInt8] {
            let interface: [UInt8] = [19, 0, 0x0D] + Array(repeating: 1, count: 18) + [2, 0, 0, 0]
            let encoding: [UInt8] = [19, 0, 0x0D] + Array(repeating: 2, count: 18) + [2, 0, 0, 0]
            var floors: [UInt8] = interface + encoding + [1, 0, 0x0B, 2, 0, 0, 0] + [1, 0, kind, 2, 0] + port.bytes
            if let address { floors += [1, 0, 9, 4, 0] + address.bytes }
            return [address == nil ? 4 : 5, 0] + floors
        }

        func answer(call: UInt32 = 2, flags: UInt8 = 3, count: UInt32? = nil, _ towers: [[UInt8]]) -> [UInt8] {
            var body = u32(200) + u16(0) + [0, 0] + [UInt8](repeating: 7, count: 20)
            body += u32(UInt32(towers.count)) + u32(4) + u32(0) + u32(count ?? UInt32(towers.count))
            for index in towers.indices { body += u32(UInt32(index) + 3) }
            for tower in towers {
                body += u32(UInt32(tower.count)) + u32(UInt32(tower.count)) + tower
                body += [UInt8](repeating: 0, count: (4 - tower.count % 4) % 4)
            }
            return pdu(2, call: call, flags: flags, body + u32(0))
        }
    }

    private static func announced(_ client: [[UInt8]], _ server: [[UInt8]], pieces: Int = 10_000) -> [String] {
        var talk = Conversation(.msrpc)
        let sent = client.flatMap(\.self)
        let received = server.flatMap(\.self)
        for start in stride(from: 0, to: sent.count, by: pieces) { talk.client(Array(sent[start..<min(start + pieces, sent.count)])) }
        for start in stride(from: 0, to: received.count, by: pieces) {
            talk.server(Array(received[start..<min(start + pieces, received.count)]))
        }
        return talk.announced
    }

    @Test("an answer of the endpoint mapper announces the interface's ports", arguments: [true, false], [1, 3, 16, 10_000])
    func mapper(isLittle: Bool, pieces: Int) {
        let mapper = Mapper(isLittle: isLittle)
        let answer = mapper.answer([
            mapper.tower(49_664, 0xC633_6414), mapper.tower(49_665, 0), mapper.tower(49_666, nil, kind: 8), mapper.tower(0, 0xC633_6414),
            mapper.tower(49_667, 0xC633_6415), mapper.tower(445, 0xC633_6414), mapper.tower(49_668, 0xC633_6414, kind: 0x0F),
        ])
        let expected = [
            "tcp 192.0.2.10[any] -> 198.51.100.20[49664] msrpc", "tcp 192.0.2.10[any] -> 198.51.100.20[49665] msrpc",
            "udp 192.0.2.10[any] -> 198.51.100.20[49666] msrpc",
        ]
        #expect(Self.announced([mapper.bind(), mapper.map()], [answer], pieces: pieces) == expected)
    }

    @Test("answers to other questions, of other interfaces, in parts, or with lengths that lie announce nothing")
    func noMapper() {
        let mapper = Mapper()
        let tower = mapper.tower(49_664, 0xC633_6414)
        let answer = mapper.answer([tower])
        #expect(Self.announced([mapper.bind(0x1234_5678), mapper.map()], [answer]).isEmpty)
        #expect(Self.announced([mapper.map()], [answer]).isEmpty)
        #expect(Self.announced([mapper.bind(), mapper.map(operation: 2)], [answer]).isEmpty)
        #expect(Self.announced([mapper.bind(), mapper.map(call: 3)], [answer]).isEmpty)
        #expect(Self.announced([mapper.bind(), mapper.map()], [mapper.answer(flags: 1, [tower])]).isEmpty)
        #expect(Self.announced([mapper.bind(), mapper.map()], [mapper.answer(count: 0xFFFF_FFFF, [tower])]).isEmpty)
        #expect(Self.announced([mapper.bind(), mapper.map()], [answer, answer]).count == 1)
        for place in tower.indices {
            var broken = tower
            broken[place] = 0xFF
            let found = Self.announced([mapper.bind(), mapper.map()], [mapper.answer([broken])])
            #expect(found.allSatisfy { $0.hasPrefix("tcp 192.0.2.10[any] -> 198.51.100.20[") }, "\(place)")
        }
        for length in answer.indices { #expect(Self.announced([mapper.bind(), mapper.map()], [Array(answer[..<length])]).isEmpty) }
    }

    @Test("what is missing of a binary dialogue ends it")
    func gap() {
        var talk = Conversation(.msrpc)
        let mapper = Mapper()
        talk.client(mapper.bind())
        talk.dialogue.skip(.clientToServer)
        talk.client(mapper.map())
        talk.server(mapper.answer([mapper.tower(49_664, nil)]))
        #expect(talk.announced.isEmpty && talk.dialogue.isOver)
    }
}

extension FixedWidthInteger {
    fileprivate var bytes: [UInt8] { stride(from: bitWidth - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: self >> Self($0)) } }
}
