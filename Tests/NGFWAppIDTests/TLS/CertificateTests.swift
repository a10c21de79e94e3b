import NGFWCore
import NGFWTestSupport
import Testing

@testable import NGFWAppID

@Suite("Certificates of TLS servers")
struct CertificateTests {
    let runner = SampleRunner(library: SignatureFolder.library)

    // MARK: Messages

    private static func record(_ messages: [UInt8], type: UInt8 = 22) -> [UInt8] {
        [type, 3, 3, UInt8(messages.count >> 8), UInt8(messages.count & 0xFF)] + messages
    }

    private static func message(_ type: UInt8, _ body: [UInt8]) -> [UInt8] {
        [type, UInt8(body.count >> 16), UInt8(body.count >> 8 & 0xFF), UInt8(body.count & 0xFF)] + body
    }

    private static func serverHello(_ extensions: [UInt8] = []) -> [UInt8] {
        let size = [UInt8(extensions.count >> 8), UInt8(extensions.count & 0xFF)]
        return message(2, [3, 3] + [UInt8](repeating: 9, count: 32) + [0, 0xC0, 0x2F, 0] + size + extensions)
    }

    private static func certificate(_ bytes: [UInt8]) -> [UInt8] {
        func sized(_ bytes: [UInt8]) -> [UInt8] { [0, UInt8(bytes.count >> 8), UInt8(bytes.count & 0xFF)] + bytes }
        return message(11, sized(sized(bytes) + sized([1, 2, 3])))
    }

    private static func client(_ name: String?) -> Sample.Step {
        Sample.Step(side: .client, bytes: record(QUICClient.hello(name, protocols: ["http/1.1"])))
    }

    private static func server(_ bytes: [UInt8]) -> Sample.Step { Sample.Step(side: .server, bytes: bytes) }

    private func run(_ steps: [Sample.Step], midStream: Bool = false) -> SampleResult {
        runner.run(.payload(.tcp, startsMidStream: midStream, steps: steps))
    }

    // MARK: What names a session

    @Test func theSubjectNamesTheSessionOfAClientThatNamesNobody() {
        let flight = Self.record(Self.serverHello() + Self.certificate(Certificates.subject))
        let result = run([Self.client(nil), Self.server(flight)])
        #expect(result.path == ["ssl", "waze"] && result.base == "ssl" && result.evidence == "certificate of waze.com")
    }

    @Test(
        arguments: [
            (nil, Certificates.several, "waze"), ("shop.example", Certificates.several, "ssl"), (nil, Certificates.mixed, "ssl"),
            ("shop.example", Certificates.subject, "waze"), ("zoom.us", Certificates.subject, "zoom"),
        ] as [(String?, [UInt8], String)])
    func alternativesCountWhenTheyAgreeAndNobodyWasNamed(name: String?, certificate: [UInt8], expected: String) {
        let flight = Self.record(Self.serverHello() + Self.certificate(certificate))
        #expect(run([Self.client(name), Self.server(flight)]).application == expected)
    }

    @Test func messagesMayBeSpreadOverRecordsAndSegments() {
        let messages = Self.serverHello() + Self.message(22, [1, 0, 0, 0]) + Self.certificate(Certificates.subject)
        let records = stride(from: 0, to: messages.count, by: 50).flatMap {
            Self.record(Array(messages[$0..<min(messages.count, $0 + 50)]))
        }
        let kind = Sample.Kind.payload(.tcp, startsMidStream: false, steps: [Self.client(nil), Self.server(records)])
        #expect(runner.run(kind).application == "waze")
        for place in stride(from: 1, to: records.count, by: 7) {
            let cut = runner.run(kind) { step in
                place < step.bytes.count ? [step.bytes[..<place], step.bytes[place...]] : [step.bytes[...]]
            }
            #expect(cut.path == ["ssl", "waze"], "cut at \(place)")
        }
    }

    @Test func aServerWithoutItsClientIsNamedToo() {
        let flight = Self.record(Self.serverHello() + Self.certificate(Certificates.subject))
        #expect(run([Self.server(flight)], midStream: true).application == "waze")
    }

    // MARK: When nothing more is waited for

    @Test(
        arguments: [
            record(serverHello([0, 43, 0, 2, 3, 4])), record(serverHello()) + record([1], type: 20),
            record(serverHello() + message(14, [])), record(serverHello() + message(12, [1, 2])),
            record(serverHello() + message(11, [0, 0, 0])),
        ] as [[UInt8]])
    func withoutACertificateTheSessionIsDecidedAtOnce(flight: [UInt8]) {
        var classifier = Classifier(SignatureFolder.library)
        var inspection = Inspection(ipProtocol: .tcp, startsMidStream: false)
        _ = classifier.inspect(&inspection, Self.client(nil).bytes.span, .clientToServer, timeToLive: 64)
        #expect(inspection.classification.state == .identified)
        _ = classifier.inspect(&inspection, flight.span, .serverToClient, timeToLive: 64)
        #expect(inspection.classification.state == .final)
    }

    // MARK: Names

    private func names(_ certificate: [UInt8]) -> (subject: String, alternatives: [String]) {
        let names = CertificateNames(certificate.span)
        func text(_ range: Range<Int>) -> String { String(decoding: certificate[range], as: UTF8.self) }
        return (text(names.commonName), names.alternatives.map(text))
    }

    @Test func namesAreRead() {
        #expect(names(Certificates.subject) == ("*.waze.com", ["*.waze.com", "waze.com"]))
        #expect(names(Certificates.several) == ("", ["cdn.example.net", "*.waze.com", "www.waze.com"]))
        #expect(names(Certificates.mixed) == ("cdn.example.net", ["*.waze.com", "zoom.us"]))
    }

    @Test func whatIsCutOrBentIsReadAsFarAsItGoes() {
        for count in 0..<Certificates.subject.count { _ = names(Array(Certificates.subject[..<count])) }
        var random = SplitMix64(seed: 6)
        for _ in 0..<5_000 {
            var bent = Certificates.several
            for _ in 0..<3 { bent[Int.random(in: 0..<bent.count, using: &random)] = UInt8.random(in: 0...255, using: &random) }
            let result = names(bent)
            #expect(result.alternatives.count <= CertificateNames.maximumAlternatives)
        }
    }
}
