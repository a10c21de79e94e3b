import NGFWCore
import NGFWTestSupport
import Testing

@testable import NGFWAppID

/// The values of the fingerprint's own description ("JA4: TLS Client Fingerprinting").
@Suite("Fingerprints of clients")
struct FingerprintTests {
    private static let suites = [
        0x1301, 0x1302, 0x1303, 0xC02B, 0xC02F, 0xC02C, 0xC030, 0xCCA9, 0xCCA8, 0xC013, 0xC014, 0x009C, 0x009D, 0x002F, 0x0035,
    ]
    private static let algorithms = [0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0806, 0x0601]
    private static let published = "t13d1516h2_8daaf6152771_e5627efa2ab1"

    private static func sized(_ bytes: [UInt8]) -> [UInt8] { big(bytes.count) + bytes }
    private static func big(_ number: Int) -> [UInt8] { [UInt8(number >> 8), UInt8(number & 0xFF)] }

    /// A hello that offers what the description's example does.
    private static func hello(
        suites: [Int] = suites,
        order: [Int] = [
            0x0A0A, 0, 0x17, 0xFF01, 0x0A, 0x0B, 0x23, 0x10, 0x05, 0x0D, 0x12, 0x33, 0x2D, 0x2B, 0x1B, 0x4469, 0x15,
        ], application: String = "h2", versions: [Int]? = [0x3A3A, 0x0304, 0x0303]
    ) -> [UInt8] {
        let extensions = order.flatMap { type -> [UInt8] in
            let body: [UInt8] =
                switch type {
                case 0: sized([0] + sized(Array("a.example".utf8)))
                case 0x0D: sized(algorithms.flatMap(big))
                case 0x10: sized([UInt8(application.utf8.count)] + Array(application.utf8))
                case 0x2B: versions.map { [UInt8($0.count * 2)] + $0.flatMap(big) } ?? []
                default: []
                }
            return big(type) + sized(body)
        }
        let list = sized(([0x1A1A] + suites).flatMap(big))
        let body = [3, 3] + [UInt8](repeating: 7, count: 32) + [32] + [UInt8](repeating: 9, count: 32) + list + [1, 0] + sized(extensions)
        return [1, 0] + sized(body)
    }

    private static func of(_ message: [UInt8], over carrier: ClientFingerprint.Carrier = .tcp) -> String? {
        ClientFingerprint.of(message.span, over: carrier)
    }

    @Test func thePublishedExampleHasItsValue() {
        #expect(Self.of(Self.hello()) == Self.published)
    }

    @Test func theOrderOfWhatIsOfferedChangesNothing() {
        let message = Self.hello(
            suites: Self.suites.reversed(),
            order: [0x15, 0x10, 0, 0x1B, 0x2B, 0x0A0A, 0x12, 0x05, 0x23, 0x0B, 0x33, 0x0A, 0x2D, 0xFF01, 0x17, 0x0D, 0x4469])
        #expect(Self.of(message) == Self.published)
    }

    @Test(
        arguments: [
            (hello(order: []), "t12i150000_8daaf6152771_000000000000"),
            (hello(suites: [], order: [0x2B]), "t13i000100_000000000000_"),
            (hello(application: "x\u{1}"), "t13d151671_"), (hello(application: "z"), "t13d1516zz_"),
            (hello(versions: [0x0301, 0x0302]), "t11d1516h2_"), (hello(versions: [0xFEFC, 0xFEFD]), "td3d1516h2_"),
        ])
    func partsThatAreNotThere(message: [UInt8], head: String) {
        #expect(Self.of(message)?.hasPrefix(head) == true, "\(Self.of(message) ?? "nil")")
    }

    @Test func carriersDiffer() {
        #expect(Self.of(Self.hello(), over: .quic) == "q" + Self.published.dropFirst())
        #expect(Self.of(Self.hello(), over: .dtls) == "d" + Self.published.dropFirst())
    }

    @Test func cutAndChangedHellosEndNothing() {
        let whole = Self.hello()
        for count in whole.indices { _ = Self.of(Array(whole[..<count])) }
        var random = SplitMix64(seed: 4)
        for _ in 0..<2_000 {
            var changed = whole
            for _ in 0..<4 { changed[Int(random.next() % UInt64(changed.count))] = UInt8(truncatingIfNeeded: random.next()) }
            _ = Self.of(changed)
        }
        #expect(Self.of([2] + whole.dropFirst()) == nil && Self.of([]) == nil)
    }

    @Test(arguments: [1, 7, 100, 5_000]) func aReaderPutsASessionsHelloTogether(length: Int) {
        let message = Self.hello()
        // Two records, as a hello may be cut (RFC 8446 section 5.1).
        let stream = [22, 3, 1] + Self.sized(Array(message[..<50])) + [22, 3, 1] + Self.sized(Array(message[50...]))
        var reader = FingerprintReader()
        func tell(_ direction: FlowDirection, _ bytes: some Collection<UInt8>) {
            reader.take(InspectedPayload(label: 7, ipProtocol: .tcp, direction: direction, timeToLive: 64, bytes: Array(bytes)))
        }
        for start in stride(from: 0, to: stream.count, by: length) {
            tell(.clientToServer, stream[start..<min(start + length, stream.count)])
            tell(.serverToClient, [21, 3, 3, 0, 2, 1, 0])
        }
        tell(.clientToServer, stream)
        #expect(reader.takeFingerprint(ofSession: 7) == Self.published)
        #expect(reader.takeFingerprint(ofSession: 7) == nil)
    }

    @Test func aReaderOpensQUIC() throws {
        let message = Self.hello()
        let client = QUICClient()
        var reader = FingerprintReader()
        for datagram in [
            try client.datagram(QUICClient.crypto(message[60...], at: 60)),
            try client.datagram(QUICClient.crypto(message[..<60], at: 0), number: 1),
        ] {
            reader.take(
                InspectedPayload(label: 1, ipProtocol: .udp, direction: .clientToServer, timeToLive: 64, bytes: datagram))
        }
        #expect(reader.takeFingerprint(ofSession: 1) == "q" + Self.published.dropFirst())
    }

    @Test func otherSessionsHaveNone() {
        var reader = FingerprintReader()
        for ipProtocol in [IPProtocol.tcp, .udp, .sctp] {
            for _ in 0..<40 {
                reader.take(
                    InspectedPayload(
                        label: 2, ipProtocol: ipProtocol, direction: .clientToServer, timeToLive: 64, bytes: Array("SSH-2.0-a\r\n".utf8)))
            }
        }
        #expect(reader.takeFingerprint(ofSession: 2) == nil)
    }
}
