import NGFW
import NGFWCore
import NGFWPolicy
import NGFWTestSupport
import Testing

@Suite("SCTP sessions")
struct SCTPSessionTests {
    private static let client = PacketBuilder(from: "10.1.0.1", to: "10.2.0.1")
    private static let rules = [Lab.rule("all", .allow) { $0.services = ["any"] }]

    /// A chunk without contents that matter here.
    private static func chunk(_ type: UInt8, length: UInt8 = 8) -> [UInt8] {
        [type, 0, 0, length] + Array(repeating: 1, count: (Int(length) + 3) / 4 * 4 - 4)
    }

    private static func fromClient(_ types: UInt8...) -> [UInt8] { client.sctp(2_905, 2_906, chunks: types.flatMap { chunk($0) }) }
    private static func fromServer(_ types: UInt8...) -> [UInt8] {
        client.reply.sctp(2_906, 2_905, chunks: types.flatMap { chunk($0) })
    }

    /// Seconds that the association lives after these packets.
    private static func lifetime(_ packets: [[UInt8]], rules: [SecurityRule] = rules) -> Int64? {
        var lab = Lab(rules: rules)
        lab.send(packets)
        return lab.firewall.sessions().first?.timeout
    }

    private static let handshake = [fromClient(1), fromServer(2), fromClient(10), fromServer(11)]

    @Test("Each phase has its timeout, until data or the end")
    func phases() {
        #expect(Self.lifetime([Self.fromClient(1)]) == 5)
        #expect(Self.lifetime(Array(Self.handshake.prefix(2))) == 5)
        #expect(Self.lifetime(Array(Self.handshake.prefix(3))) == 60)
        #expect(Self.lifetime(Self.handshake) == 3_600)
        #expect(Self.lifetime(Self.handshake + [Self.fromClient(0), Self.fromServer(3)]) == 3_600)
        for end in [6, 7] as [UInt8] {
            #expect(Self.lifetime(Self.handshake + [Self.fromServer(end)]) == 60)
            #expect(Self.lifetime(Self.handshake + [Self.fromServer(end), Self.fromClient(0)]) == 3_600)
        }
        #expect(Self.lifetime([Self.fromClient(1)], rules: [Lab.rule("none", .deny) { $0.services = ["any"] }]) == 30)
    }

    @Test("Chunks are found behind others, of odd lengths too, up to a broken one")
    func bundles() {
        let first = Self.client.sctp(2_905, 2_906, chunks: Self.chunk(1, length: 21) + Self.chunk(10))
        #expect(Self.lifetime([first]) == 60)
        #expect(Self.lifetime([first, Self.fromServer(11, 3)]) == 3_600)
        let broken = Self.client.sctp(2_905, 2_906, chunks: [1, 0, 0, 3, 10, 0, 0, 4])
        #expect(Self.lifetime([broken]) == 5)
        #expect(Self.lifetime([Self.client.sctp(2_905, 2_906, chunks: [1, 0, 0])]) == 30)
    }

    @Test("Who was not seen to begin, or answers itself, keeps no session for long")
    func begun() {
        #expect(Self.lifetime([Self.fromClient(0)]) == 30)
        #expect(Self.lifetime([Self.fromClient(11)]) == 30)
        #expect(Self.lifetime([Self.fromClient(1, 10, 11)]) == 60)
        #expect(Self.lifetime([Self.fromClient(1), Self.fromServer(10)]) == 5)
        // No association is ended before it began.
        #expect(Self.lifetime([Self.fromClient(1), Self.fromServer(6)]) == 5)
    }
}
