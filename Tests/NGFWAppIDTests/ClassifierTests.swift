import NGFWCore
import NGFWTestSupport
import Testing

@testable import NGFWAppID

/// Signatures small enough to see through.
private let text = """
    application: web-browsing
    category: x / y / z
    reference: r
    priority: 30
    final: no
    signature: request
    client: ^(?:GET|POST) [!-~]
    decoder: http
    signature: response
    server: ^HTTP/1
    decoder: http

    application: ssl
    category: x / y / z
    reference: r
    priority: 30
    final: no
    signature: hello
    client: ^\\x16\\x03
    decoder: tls
    signature: server-hello
    server: ^\\x16\\x03
    decoder: tls

    application: shop
    category: x / y / z
    reference: r
    hosts: shop.example

    application: payments
    category: x / y / z
    reference: r
    signature: path
    http-req-uri-path: ^/pay
    priority: 80

    application: coins
    category: x / y / z
    reference: r
    signature: query
    http-req-uri: [?&]coin=
    priority: 80

    application: talk
    category: x / y / z
    reference: r
    signature: both
    over: tcp udp
    client: ^ASK
    server: ^TELL

    application: counted
    category: x / y / z
    reference: r
    signature: three
    over: udp
    either: ^C
    packets: 3

    application: general
    category: x / y / z
    reference: r
    signature: g
    client: ^MAGIC
    priority: 10
    final: no

    application: precise
    category: x / y / z
    reference: r
    signature: p
    client: ^MAGIC[0-9]
    priority: 20

    application: early
    category: x / y / z
    reference: r
    signature: e
    client: ^ABCD

    application: late
    category: x / y / z
    reference: r
    signature: l
    client: ^ABCDEFGH
    priority: 90

    application: weak
    category: x / y / z
    reference: r
    signature: w
    client: ^XY
    signature: strong
    client: ^(?:a+)+$

    application: hops
    category: x / y / z
    reference: r
    signature: low
    over: udp
    either: ^h
    where: ttl <= 3

    application: carrier
    category: x / y / z
    reference: r
    ip-protocol: 132

    application: passenger
    category: x / y / z
    reference: r
    signature: s
    over: sctp
    either: ^\\x00\\x03

    application: echo
    category: x / y / z
    reference: r
    icmp-type: 8, 0

    application: control
    category: x / y / z
    reference: r
    ip-protocol: 1
    """

@Suite("Classifier")
struct ClassifierTests {
    static let library: SignatureLibrary = {
        var diagnostics = Diagnostics()
        let library = SignatureLibrary(compiling: [SignatureSource(name: "t.app", text: text)], diagnostics: &diagnostics)
        if !diagnostics.isEmpty { Issue.record("\(diagnostics.all)") }
        return library
    }()

    /// One session fed step by step.
    final class Session {
        var classifier: Classifier
        var inspection: Inspection

        init(_ ipProtocol: IPProtocol = .tcp, startsMidStream: Bool = false, limits: Limits = .standard) {
            classifier = Classifier(ClassifierTests.library, limits: limits)
            inspection = Inspection(ipProtocol: ipProtocol, startsMidStream: startsMidStream)
        }

        /// `>` text from the first sender, `<` from the other. The name after the last step.
        func feed(_ steps: String..., timeToLive: UInt8 = 64) -> String {
            for step in steps { send(Array(step.utf8.dropFirst()), step.hasPrefix(">") ? .clientToServer : .serverToClient, timeToLive) }
            return name
        }

        func send(_ bytes: [UInt8], _ direction: FlowDirection, _ timeToLive: UInt8 = 64) {
            _ = classifier.inspect(&inspection, bytes.span, direction, timeToLive: timeToLive)
        }

        func end() -> String {
            _ = classifier.finish(&inspection)
            return name
        }

        var name: String { ClassifierTests.library.catalogue.name(inspection.classification.application) }
        var path: [String] { inspection.path.map(ClassifierTests.library.catalogue.name) }
        var isFinal: Bool { inspection.classification.state == .final }
    }

    @Test func aHostNameShiftsWebBrowsing() {
        let session = Session()
        #expect(session.feed(">GET / HTTP/1.1\r\n") == "web-browsing")
        #expect(!session.isFinal)
        #expect(session.feed(">Accept: */*\r\nHOST:\t www.shop.example:80 \r\n\r\n") == "shop")
        #expect(session.isFinal)
        #expect(session.path == ["web-browsing", "shop"])
        #expect(Self.library.catalogue.name(session.inspection.classification.base) == "web-browsing")
        #expect(Self.library.describe(session.inspection.classification.evidence) == "host name shop.example")
    }

    @Test func aPatternThatKnowsBetterBeatsTheHost() {
        let session = Session()
        #expect(session.feed(">POST /pay HTTP/1.1\r\nHost: shop.example\r\n\r\n") == "payments")
        #expect(session.path == ["web-browsing", "payments"])
        #expect(Self.library.describe(session.inspection.classification.evidence) == "signature 'path' of payments")
    }

    @Test func headersThatNeverEndAreReadAtTheEnd() {
        let session = Session()
        #expect(session.feed(">GET / HTTP/1.1\r\nHost: shop.example") == "web-browsing")
        #expect(session.end() == "shop")
    }

    @Test func webBrowsingIsFinalWhenBothHeadersAreThrough() {
        let session = Session()
        #expect(session.feed(">GET / HTTP/1.1\r\nHost: other.example\r\n\r\n") == "web-browsing")
        #expect(!session.isFinal)
        #expect(session.feed("<HTTP/1.1 200 OK\r\n\r\n") == "web-browsing")
        #expect(session.isFinal)
    }

    @Test(arguments: [1, 5, 9, 40, 400])
    func aHelloIsPutTogetherFromItsRecords(_ recordLength: Int) {
        let session = Session()
        session.send(TLSBytes.records(TLSBytes.hello(name: "a.shop.example"), length: recordLength), .clientToServer)
        #expect(session.name == "shop")
    }

    @Test func rolesAreFixedAfterAHandshake() {
        let session = Session()
        #expect(session.feed(">TELL me", "<ASK me") == "undecided")
        let right = Session()
        #expect(right.feed(">ASK me", "<TELL me") == "talk")
    }

    @Test(arguments: [IPProtocol.tcp, .udp])
    func rolesAreTriedBothWaysAndNotMixed(_ ipProtocol: IPProtocol) {
        let session = Session(ipProtocol, startsMidStream: true)
        #expect(session.feed(">TELL me", "<ASK me") == "talk")
        let mixed = Session(ipProtocol, startsMidStream: true)
        #expect(mixed.feed(">TELL me", ">ASK me") == "undecided")
    }

    @Test func metHalfwayAMessageMayBeginAtEveryTurn() {
        let session = Session(.tcp, startsMidStream: true)
        #expect(session.feed(">rest of something", "<ok", ">GET / HTTP/1.1\r\n") == "web-browsing")
        let fromTheStart = Session(.tcp)
        #expect(fromTheStart.feed(">rest of something", "<ok", ">GET / HTTP/1.1\r\n") == "undecided")
    }

    @Test func datagramsAreCounted() {
        let session = Session(.udp)
        #expect(session.feed(">C1", "<C2") == "undecided")
        #expect(session.feed(">no", ">C3") == "counted")
    }

    @Test func theMorePreciseSignatureFollows() {
        let session = Session()
        #expect(session.feed(">MAGI", ">C") == "general")
        #expect(session.feed(">7") == "precise")
        #expect(session.path == ["general", "precise"])
        let atOnce = Session()
        #expect(atOnce.feed(">MAGIC7") == "precise")
        #expect(atOnce.path == ["general", "precise"])
    }

    @Test func whatMatchesEarlierInTheStreamComesFirst() {
        for cut in 1...8 {
            let session = Session()
            let text = "ABCDEFGH"
            #expect(session.feed(">" + text.prefix(cut), ">" + text.dropFirst(cut)) == "early")
        }
    }

    @Test func nothingIsFoundAfterTheAnswerIsFinal() {
        let session = Session()
        #expect(session.feed(">ABCD") == "early")
        #expect(session.feed(">GET / HTTP/1.1\r\n", "<HTTP/1.1 200 OK\r\n") == "early")
        #expect(session.path == ["early"])
        #expect(session.inspection.fromInitiator.isEmpty && session.inspection.fromResponder.isEmpty)
    }

    @Test(arguments: [("GET /pay?x=1", "payments"), ("GET /?next=/pay", "web-browsing"), ("GET http://a.b/pay", "payments")])
    func aPathIsNotItsQuery(_ line: String, _ expected: String) {
        let session = Session()
        #expect(session.feed(">\(line) HTTP/1.1\r\nHost: x\r\n\r\n") == expected)
    }

    @Test func aURIHasItsQuery() {
        let session = Session()
        #expect(session.feed(">GET /search?coin=7 HTTP/1.1\r\nHost: x\r\n\r\n") == "coins")
    }

    @Test func aHostNameIsEvidence() {
        let session = Session()
        #expect(session.feed(">GET / HTTP/1.1\r\nHost: www.shop.example\r\n\r\n") == "shop")
        #expect(Self.library.describe(session.inspection.classification.evidence) == "host name shop.example")
    }

    @Test func theFirstMessageOfAConnectionThatIsKeptNamesIt() {
        let session = Session()
        let first = session.feed(">GET / HTTP/1.1\r\nHost: x\r\n\r\n", "<HTTP/1.1 200 OK\r\n\r\n", ">GET /pay HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(first == "web-browsing")
        #expect(session.isFinal)
    }

    @Test func theTimeToLiveIsACondition() {
        let far = Session(.udp)
        #expect(far.feed(">hello", timeToLive: 4) == "undecided")
        let near = Session(.udp)
        #expect(near.feed(">hello", timeToLive: 3) == "hops")
    }

    // MARK: The end

    @Test func littlePayloadIsInsufficient() {
        for ipProtocol in [IPProtocol.tcp, .udp, .sctp] {
            let session = Session(ipProtocol)
            #expect(session.feed(">?") == (ipProtocol == .sctp ? "carrier" : "undecided"))
            #expect(session.end() == (ipProtocol == .sctp ? "carrier" : "insufficient-data"))
            #expect(session.isFinal)
        }
    }

    @Test func enoughPayloadIsUnknown() {
        let stream = Session()
        #expect(stream.feed(">?", "<?", ">?", "<?") == "undecided")
        #expect(stream.end() == "unknown-tcp")
        let bulk = Session(.tcp, startsMidStream: true)
        bulk.send(Array(repeating: 0, count: 2_000), .clientToServer)
        #expect(bulk.end() == "unknown-tcp")
        let datagrams = Session(.udp)
        #expect(datagrams.feed(">?", ">?", ">?", ">?") == "undecided")
        #expect(datagrams.end() == "unknown-udp")
    }

    @Test func theSearchEnds() {
        var limits = Limits.standard
        limits.inspectedPackets = 5
        let datagrams = Session(.udp, limits: limits)
        for _ in 0..<5 { datagrams.send([0x3F], .clientToServer) }
        #expect(datagrams.isFinal && datagrams.name == "unknown-udp")
        let turns = Session(.tcp, limits: limits)
        for turn in 0..<6 { turns.send([0x3F], turn % 2 == 0 ? .clientToServer : .serverToClient) }
        #expect(turns.isFinal && turns.name == "unknown-tcp")
        let stream = Session(.tcp)
        for _ in 0..<8_191 { stream.send([0x3F], .clientToServer) }
        #expect(!stream.isFinal)
        stream.send([0x3F], .clientToServer)
        #expect(stream.isFinal && stream.name == "unknown-tcp")
    }

    @Test func emptyPayloadChangesNothing() {
        let session = Session()
        session.send([], .clientToServer)
        #expect(session.inspection.turnCount == 0)
        #expect(session.end() == "insufficient-data")
    }

    @Test func tenMegabytesAndAHostilePatternAreBounded() {
        let session = Session()
        session.send(Array(repeating: UInt8(ascii: "a"), count: 10 << 20), .clientToServer)
        #expect(session.isFinal && session.name != "undecided")
        let hostile = Session()
        hostile.send(Array(repeating: UInt8(ascii: "a"), count: 4_000) + [0], .clientToServer)
        #expect(hostile.classifier.undecidedMatchCount > 0)
        #expect(hostile.inspection.heldBytes(.clientToServer) == 4_001)
        let datagram = Session(.udp)
        datagram.send(Array(repeating: 0, count: 10 << 20), .clientToServer)
        #expect(datagram.name == "undecided")
    }

    // MARK: Protocols

    @Test func protocolNumbersName() {
        let library = Self.library
        let name = { (ipProtocol: IPProtocol, type: UInt8?) in
            library.application(forIPProtocol: ipProtocol, icmpType: type).map(library.catalogue.name)
        }
        #expect(name(.icmp, 8) == "echo")
        #expect(name(.icmp, 3) == "control")
        #expect(name(.icmp, nil) == "control")
        #expect(name(.sctp, nil) == "carrier")
        #expect(name(.gre, nil) == nil)
        #expect(name(.tcp, 8) == nil)
        let session = Session(.icmp)
        #expect(session.feed(">x") == "control")
        #expect(session.isFinal)
        let other = Session(.gre)
        #expect(other.feed(">x") == "insufficient-data")
    }

    @Test func sctpMayCarrySomethingPrecise() {
        let session = Session(.sctp)
        session.send([1], .clientToServer)
        #expect(session.path == ["carrier"])
        session.send([0, 3, 0, 4], .serverToClient)
        #expect(session.path == ["carrier", "passenger"])
        #expect(session.isFinal)
    }

    @Test func theRevisionTellsTextsApart() {
        var diagnostics = Diagnostics()
        let library = { (text: String, name: String) in
            SignatureLibrary(compiling: [SignatureSource(name: name, text: text)], diagnostics: &diagnostics)
        }
        let first = library(text, "t.app").revision
        #expect(first == Self.library.revision)
        #expect(first != library(text + "\n# x", "t.app").revision)
        #expect(first != library(text, "u.app").revision)
    }
}

/// Hellos for tests.
enum TLSBytes {
    static func hello(name: String, protocols: [String] = []) -> [UInt8] {
        let host = Array(name.utf8)
        var extensions: [UInt8] = [0, 0] + number(host.count + 5) + number(host.count + 3) + [0] + number(host.count) + host
        if !protocols.isEmpty {
            let list = protocols.flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) }
            extensions += [0, 16] + number(list.count + 2) + number(list.count) + list
        }
        let body: [UInt8] =
            [3, 3] + Array(repeating: 7, count: 32) + [0] + [0, 2, 0x13, 0x01] + [1, 0] + number(extensions.count) + extensions
        return [1, 0] + number(body.count) + body
    }

    /// A handshake message in records of at most so many bytes.
    static func records(_ message: [UInt8], length: Int) -> [UInt8] {
        var result: [UInt8] = []
        var rest = message[...]
        while !rest.isEmpty {
            let part = rest.prefix(length)
            result += [22, 3, 1] + number(part.count) + part
            rest = rest.dropFirst(length)
        }
        return result
    }

    private static func number(_ value: Int) -> [UInt8] { [UInt8(value >> 8), UInt8(value & 255)] }
}
