import Crypto
import NGFWCore
import NGFWTestSupport
import Testing

@testable import NGFWAppID

@Suite("Inside QUIC")
struct QUICTests {
    let runner = SampleRunner(library: SignatureFolder.library)
    static let name = "www.youtube.com"

    private func run(_ datagrams: [[UInt8]], side: Side = .client) -> SampleResult {
        runner.run(.payload(.udp, startsMidStream: false, steps: datagrams.map { Sample.Step(side: side, bytes: $0) }))
    }

    private func bytes(_ key: SymmetricKey) -> [UInt8] { unsafe key.withUnsafeBytes { unsafe [UInt8]($0) } }

    /// RFC 9001 appendix A.1.
    @Test func keysAreThoseOfTheStandard() throws {
        let version = try #require(QUICVersion.numbered(1))
        let keys = QUICInitialKeys(version, destination: [0x83, 0x94, 0xC8, 0xF0, 0x3E, 0x51, 0x57, 0x08])
        #expect(keys.nonce == [0xFA, 0x04, 0x4B, 0x2F, 0x42, 0xA3, 0xFD, 0x3B, 0x46, 0xFB, 0x25, 0x5C])
        #expect(
            bytes(keys.packet) == [0x1F, 0x36, 0x96, 0x13, 0xDD, 0x76, 0xD5, 0x46, 0x77, 0x30, 0xEF, 0xCB, 0xE3, 0xB1, 0xA2, 0x2D])
        #expect(
            bytes(keys.header) == [0x9F, 0x50, 0x44, 0x9E, 0x04, 0xA0, 0xE8, 0x10, 0x28, 0x3A, 0x1E, 0x99, 0x33, 0xAD, 0xED, 0xD2])
    }

    @Test(arguments: [QUICFirstFlights.one, QUICFirstFlights.two])
    func aRealClientIsNamedByTheServerItAsksFor(datagram: [UInt8]) {
        let result = run([datagram])
        #expect(result.application == "youtube-base" && result.base == "quic" && result.path == ["quic", "youtube-base"])
        #expect(result.evidence == "host name youtube.com")
    }

    @Test func oneFlippedBitAnywhereBehindTheHeaderHidesTheName() throws {
        let flight = QUICFirstFlights.one
        let packet = QUICInitialHeader.packet(flight.span, at: 0)
        let end = try #require(packet?.end)
        for place in stride(from: 30, to: end, by: 37) {
            var datagram = QUICFirstFlights.one
            datagram[place] ^= 1
            let result = run([datagram])
            #expect(result.application == "quic", "\(place)")
        }
    }

    @Test(
        arguments: [1, 0x6B33_43CF, 0xFF00_001D, 0xFF00_0020, 0xFF00_0017, 0xFACE_B002, 0xFF00_0016, 0xFACE_B001, 0x5430_3530] as [UInt32])
    func everyVersionsHelloIsRead(version: UInt32) throws {
        let frames = QUICClient.crypto(QUICClient.hello(Self.name), at: 0) + QUICClient.padding
        let result = run([try QUICClient(version: version).datagram(frames)])
        #expect(result.application == "youtube-base" && result.base == "quic")
    }

    @Test func piecesComeInAnyOrderBetweenOtherFrames() throws {
        let hello = QUICClient.hello(Self.name)
        let acknowledgement: [UInt8] = [2, 5, 0, 1, 0, 0, 0]
        let frames =
            [1] + QUICClient.crypto(hello[60...], at: 60) + [0, 0, 1] + acknowledgement + QUICClient.crypto(hello[20..<70], at: 20)
            + [1, 0] + QUICClient.crypto(hello[..<20], at: 0) + QUICClient.padding
        #expect(run([try QUICClient().datagram(frames)]).application == "youtube-base")
    }

    @Test func aHelloOfSeveralDatagramsIsReadInAnyOrder() throws {
        let hello = QUICClient.hello(Self.name, protocols: (0..<100).map { "protocol-\($0)" })
        let client = QUICClient()
        let pieces = stride(from: 0, to: hello.count, by: 300).map { start in
            QUICClient.crypto(hello[start..<min(hello.count, start + 300)], at: start) + QUICClient.padding
        }
        let datagrams = try pieces.enumerated().map { try client.datagram($0.element, number: UInt8($0.offset)) }
        #expect(run(datagrams).application == "youtube-base")
        #expect(run(datagrams.reversed()).application == "youtube-base")
        // The name stands at the end, so all but the last say nothing.
        #expect(run(Array(datagrams.dropLast())).application == "quic")
    }

    /// Nothing more comes: what there is counts.
    @Test func aHelloThatIsCutBehindItsNameNamesTheSessionAtItsEnd() throws {
        var hello = QUICClient.hello(Self.name)
        hello[3] += 20
        let frames = QUICClient.crypto(hello, at: 0) + QUICClient.padding
        #expect(run([try QUICClient().datagram(frames)]).application == "youtube-base")
    }

    @Test func afterARetryTheKeysFollowTheNewConnection() throws {
        let hello = QUICClient.hello(Self.name)
        let first = QUICClient.crypto(hello[..<10], at: 0) + QUICClient.padding
        let second = QUICClient.crypto(hello, at: 0) + QUICClient.padding
        let datagrams = [
            try QUICClient().datagram(first), try QUICClient(destination: [1, 2, 3, 4], token: [9, 9]).datagram(second),
        ]
        #expect(run(datagrams).application == "youtube-base")
    }

    @Test func packetsOfTheServerNameNothing() throws {
        let frames = QUICClient.crypto(QUICClient.hello(Self.name), at: 0) + QUICClient.padding
        let client = try QUICClient().datagram(frames)
        var steps = [Sample.Step(side: .client, bytes: try QUICClient().datagram([1] + QUICClient.padding))]
        steps.append(Sample.Step(side: .server, bytes: client))
        #expect(runner.run(.payload(.udp, startsMidStream: false, steps: steps)).application == "quic")
    }

    @Test func aHelloOfGooglesHandshakeIsReadInClearAndSealed() throws {
        let clear: [UInt8] = [0x0D, 1, 2, 3, 4, 5, 6, 7, 8] + Array("Q043".utf8) + [1] + QUICClient.googleHello(Self.name)
        #expect(run([clear]).application == "youtube-base")
        let frames = QUICClient.crypto(QUICClient.googleHello(Self.name), at: 0) + QUICClient.padding
        #expect(run([try QUICClient(version: 0x5130_3530).datagram(frames)]).application == "youtube-base")
        // A table that ends beyond the datagram has no name.
        #expect(run([Array(clear.dropLast(12))]).application == "quic")
    }

    @Test func aSignatureMayAskForTheHello() throws {
        var diagnostics = Diagnostics()
        let text = """
            application: dns-over-quic
            category: networking / infrastructure / network-protocol
            reference: RFC 9250 section 4.1.1
            signature: protocol
            over: udp
            ssl-req-chello-alpn: ^\\x03doq
            """
        let quic = try #require(SignatureFolder.sources.first { $0.name == "quic.app" })
        let library = SignatureLibrary(compiling: [quic, SignatureSource(name: "t.app", text: text)], diagnostics: &diagnostics)
        #expect(diagnostics.all.isEmpty)
        let frames = QUICClient.crypto(QUICClient.hello("dns.example", protocols: ["doq"]), at: 0) + QUICClient.padding
        let step = Sample.Step(side: .client, bytes: try QUICClient().datagram(frames))
        let result = SampleRunner(library: library).run(.payload(.udp, startsMidStream: false, steps: [step]))
        #expect(result.path == ["quic", "dns-over-quic"] && result.base == "quic")
    }

    @Test func aSessionWhoseHelloNeverComesIsDecidedSoon() throws {
        var classifier = Classifier(SignatureFolder.library)
        var inspection = Inspection(ipProtocol: .udp, startsMidStream: false)
        let datagram = try QUICClient().datagram([1] + QUICClient.padding)
        var count = 0
        repeat {
            _ = classifier.inspect(&inspection, datagram.span, .clientToServer, timeToLive: 64)
            count += 1
        } while inspection.classification.state != .final && count < 100
        #expect(count == 10)
        #expect(!inspection.holdsMemory)
    }

    @Test func anyBytesOfFramesAreBounded() {
        var random = SplitMix64(seed: 20)
        for _ in 0..<20_000 {
            var stream = CryptoStream()
            let frames = (0..<Int.random(in: 0..<60, using: &random)).map { _ in
                Bool.random(using: &random) ? UInt8.random(in: 0...7, using: &random) : UInt8.random(in: 0...255, using: &random)
            }
            stream.addFrames(frames.span)
            stream.addFrames(frames.reversed().span)
            #expect(stream.bytes.count <= CryptoStream.maximumBytes && stream.prefixCount <= stream.bytes.count)
        }
    }
}

@Suite("Handshake bytes of QUIC")
struct CryptoStreamTests {
    private func stream(_ pieces: (String, Int)...) -> CryptoStream {
        var stream = CryptoStream()
        for (text, offset) in pieces { stream.add(Array(text.utf8).span, at: offset) }
        return stream
    }

    private func prefix(_ stream: CryptoStream) -> String { String(decoding: stream.bytes.prefix(stream.prefixCount), as: UTF8.self) }

    @Test func piecesMeet() {
        #expect(prefix(stream(("cd", 2), ("ab", 0))) == "abcd")
        #expect(prefix(stream(("ab", 0), ("ef", 4))) == "ab")
        #expect(prefix(stream(("ab", 0), ("ef", 4), ("cd", 2))) == "abcdef")
        #expect(prefix(stream(("cd", 2))) == "")
    }

    @Test func ofTwoVersionsTheFirstStays() {
        #expect(prefix(stream(("cd", 2), ("ABCDEF", 0))) == "ABcdEF")
        #expect(prefix(stream(("ab", 0), ("ef", 4), ("--------", 0))) == "ab--ef--")
        #expect(prefix(stream(("abcd", 0), ("XY", 1))) == "abcd")
    }

    @Test func whatGoesBeyondTheBoundIsLeftOut() {
        var stream = CryptoStream()
        stream.add([1, 2, 3].span, at: CryptoStream.maximumBytes - 1)
        stream.add([1, 2, 3].span, at: CryptoStream.maximumBytes)
        #expect(stream.bytes.count == CryptoStream.maximumBytes && stream.prefixCount == 0)
        for offset in 0..<1_000 { stream.add([1].span, at: 2 * offset) }
        #expect(stream.prefixCount == 1)
    }
}
