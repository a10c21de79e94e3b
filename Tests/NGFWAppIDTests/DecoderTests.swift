import NGFWCore
import NGFWTestSupport
import Testing

@testable import NGFWAppID

@Suite("Decoders")
struct DecoderTests {
    /// Payloads of every sample, as seeds.
    static let payloads: [[UInt8]] = SignatureFolder.applications.flatMap(\.samples).flatMap { sample -> [[UInt8]] in
        guard case .payload(_, _, let steps) = sample.kind else { return [] }
        return steps.map(\.bytes)
    }

    private func examine(_ bytes: [UInt8]) {
        for decoder in ProtocolDecoder.allCases {
            for transport in Transport.allCases {
                for side in [Side.client, .server] { _ = decoder.examine(bytes.span, side: side, transport: transport) }
            }
        }
    }

    private func examine(_ decoder: ProtocolDecoder, _ bytes: [UInt8], _ side: Side, _ transport: Transport) -> ProtocolDecoder.Verdict {
        decoder.examine(bytes.span, side: side, transport: transport)
    }

    private func isMessage(_ bytes: [UInt8]) -> Bool { DNSMessage.read(bytes.span) != nil }

    @Test func everyBytesAreAnswered() {
        var generator = SplitMix64(seed: 1)
        for length in 0..<300 { examine(generator.bytes(length)) }
        for payload in Self.payloads {
            examine(generator.mutated(payload))
            if payload.count < 200 { for length in 0..<payload.count { examine(Array(payload.prefix(length))) } }
        }
    }

    @Test(arguments: ProtocolDecoder.allCases)
    func whatAStreamDecoderAcceptsItGoesOnAccepting(_ decoder: ProtocolDecoder) {
        for payload in Self.payloads where payload.count < 400 {
            for side in [Side.client, .server] {
                var accepted = false
                for length in 1...payload.count {
                    let verdict = examine(decoder, Array(payload[..<length]), side, .tcp)
                    // One record that ends where the bytes end is evidence of its own; see `examineRecords`.
                    if accepted, decoder != .tlsRecords, decoder != .dtls, decoder != .quic, decoder != .mdns, decoder != .llmnr {
                        #expect(verdict == .accepted, "\(decoder) at \(length) of \(payload)")
                    }
                    if verdict == .accepted { accepted = true }
                }
            }
        }
    }

    @Test func dnsNamesMayNotGoInCircles() {
        let header: [UInt8] = [0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]
        let question: [UInt8] = [0, 1, 0, 1]
        let names: [([UInt8], Bool)] = [
            ([1, 0x61, 0], true), ([0xC0, 12], false), ([1, 0x61, 0xC0, 12], false), ([1, 0x61, 0xC0, 14], false), ([0xC0, 0], false),
            ([0x40, 0x61, 0], false), ([63, 0x61, 0], false), ([0], true),
        ]
        for (name, expected) in names {
            #expect(isMessage(header + name + question) == expected, "\(name)")
        }
        let label: [UInt8] = [63] + Array(repeating: 0x61, count: 63)
        let long: [UInt8] = label + label + label + label + [0]
        #expect(!isMessage((header + long + question)))
    }

    @Test func dnsCountsMustBeThere() {
        let message: [UInt8] = [
            0, 1, 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0x61, 0, 0, 1, 0, 1, 0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 9, 0, 4, 1, 2, 3, 4,
        ]
        #expect(isMessage(message))
        for index in [5, 7, 9, 11] {
            var wrong = message
            wrong[index] += 1
            #expect(!isMessage(wrong))
        }
        #expect(isMessage((message + [0, 0])))
        #expect(!isMessage((message + [1])))
        for length in 0..<message.count { #expect(!isMessage(Array(message[..<length]))) }
    }

    @Test func theHelloGivesItsNames() {
        let message = TLSBytes.hello(name: "www.example.org", protocols: ["h2", "http/1.1"])
        var hello = TLSClientHello()
        let isHello = hello.decode(message.span)
        #expect(isHello)
        #expect(String(decoding: message[hello.serverName], as: UTF8.self) == "www.example.org")
        #expect(String(decoding: message[hello.protocols], as: UTF8.self) == "\u{2}h2\u{8}http/1.1")
        var scratch: [UInt8] = []
        for length in 1..<20 {
            let records = TLSBytes.records(message, length: length)
            let first = TLSDecoder.firstMessage(records.span, into: &scratch)
            #expect(first?.isComplete == true, "records of \(length)")
            #expect(scratch == message)
        }
    }

    @Test func theHeadersGiveTheirFields() {
        let text = "GET /a?b HTTP/1.1\nhost: x.example\r\nUser-Agent:  agent/1 \r\nHost: second\r\nContent-Type: text/plain\r\n\r\nbody"
        let bytes = Array(text.utf8)
        var request = HTTPRequest()
        let isComplete = request.decode(bytes.span, isEnd: false)
        #expect(isComplete)
        let field = { (range: Range<Int>) in String(decoding: bytes[range], as: UTF8.self) }
        #expect(field(request.method) == "GET" && field(request.target) == "/a?b")
        #expect(field(request.headers.host) == "x.example" && field(request.headers.userAgent) == "agent/1")
        #expect(field(request.headers.contentType) == "text/plain" && request.headers.server.isEmpty)
    }

    @Test func dnp3ChecksumsAreVerified() {
        let frame: [UInt8] = [0x05, 0x64, 0x05, 0xC0, 0x01, 0x00, 0x00, 0x04, 0xE9, 0x21]
        #expect(examine(.dnp3, frame, .client, .udp) == .accepted)
        for index in 2..<10 {
            var wrong = frame
            wrong[index] ^= 1
            #expect(examine(.dnp3, wrong, .client, .udp) == .rejected)
        }
    }
}

@Suite("Noise")
struct NoiseTests {
    @Test func randomFlowsHaveNoName() {
        let library = SignatureFolder.library
        var classifier = Classifier(library)
        var generator = SplitMix64(seed: 20_261_123)
        var named: [String] = []
        for flow in 0..<2_000 {
            let ipProtocol: IPProtocol = flow % 2 == 0 ? .tcp : .udp
            var inspection = Inspection(ipProtocol: ipProtocol, startsMidStream: flow % 3 == 0)
            for step in 0..<6 {
                let payload = generator.bytes(Int(generator.next() % 600) + 1)
                _ = classifier.inspect(&inspection, payload.span, step % 2 == 0 ? .clientToServer : .serverToClient, timeToLive: 64)
            }
            let answer = classifier.finish(&inspection)
            if !answer.application.isPseudo {
                named.append("\(library.catalogue.name(answer.application)) by \(library.describe(answer.evidence))")
            }
        }
        #expect(named.count <= 5, "\(named)")
    }
}
