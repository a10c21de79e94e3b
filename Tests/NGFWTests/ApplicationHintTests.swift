import NGFW
import NGFWAppID
import NGFWCore
import NGFWPacket
import NGFWTestSupport
import Testing

@Suite("Hints")
struct ApplicationHintTests {
    private static let resolver = IPAddress(v4: 0xC000_0235)
    private static let client = IPAddress(v4: 0xC000_020A)
    private static let server = IPAddress(v4: 0xC633_6407)

    private static func big(_ number: Int) -> [UInt8] { [UInt8(number >> 8 & 0xFF), UInt8(number & 0xFF)] }
    private static func name(_ text: String) -> [UInt8] {
        text.split(separator: ".").flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) } + [0]
    }

    /// An answer with an alias, and addresses behind it.
    private static func answer(_ asked: String, _ addresses: [[UInt8]], flags: Int = 0x8180) -> [UInt8] {
        let alias = big(0xC00C) + big(5) + big(1) + [0, 0, 0, 60] + big(9) + name("a.cdn.x")
        let records = addresses.map { address in
            name("a.cdn.x") + big(address.count == 4 ? 1 : 28) + big(1) + [0, 0, 0, 60] + big(address.count) + address
        }
        let counts = big(1) + big(1 + records.count) + big(0) + big(0)
        return big(7) + big(flags) + counts + name(asked) + big(1) + big(1) + alias + records.flatMap(\.self)
    }

    private static let serverBytes: [UInt8] = [198, 51, 100, 7]

    private static func hints(_ sources: ApplicationHints.Sources = [.names]) throws -> ApplicationHints {
        ApplicationHints(sources, try SignatureLibrary.builtIn())
    }

    private static func udp(_ payload: [UInt8]) -> [UInt8] {
        PacketBuilder(from: resolver, to: client).udp(53, 40_000, payload: payload)
    }

    private static func session(
        _ application: String, base: String? = nil, port: UInt16 = 443, start: Int64 = 20, to server: IPAddress = server,
        _ ipProtocol: IPProtocol = .tcp
    ) -> SessionSummary {
        let tuple = FiveTuple(source: client, sourcePort: 40_001, destination: server, destinationPort: port, ipProtocol: ipProtocol)
        var session = SessionSummary(id: 1, tuple: tuple, start: Timestamp(seconds: start))
        session.application = application
        session.base = base ?? application
        return session
    }

    private static let wikipedia = ApplicationHints.Hint(application: "wikipedia", source: .name("www.wikipedia.org"))

    @Test(arguments: ["ssl", "quic", "web-browsing", "incomplete", "unknown-tcp", "insufficient-data"])
    func aNameThatTheServersAddressWasAnsweredForIsAHint(application: String) throws {
        var hints = try Self.hints()
        let packet = Self.udp(Self.answer("www.wikipedia.org", [[198, 51, 100, 6], Self.serverBytes]))
        hints.read(packet.span, linkType: .ethernet, at: Timestamp(seconds: 10))
        #expect(hints.hint(for: Self.session(application)) == Self.wikipedia)
        #expect("\(Self.wikipedia.source)" == "name www.wikipedia.org in an answer of DNS")
    }

    @Test(arguments: [("facebook-base", "ssl"), ("ssh", "ssh"), ("smtp", "smtp")])
    func whatHasANameHasNoHint(application: String, base: String) throws {
        var hints = try Self.hints([.names, .ports])
        hints.read(Self.udp(Self.answer("www.wikipedia.org", [Self.serverBytes])).span, linkType: .ethernet, at: Timestamp(seconds: 10))
        #expect(hints.hint(for: Self.session(application, base: base)) == nil)
    }

    @Test func onlyWhatWasSaidBeforeCounts() throws {
        var hints = try Self.hints()
        for (name, time) in [("www.wikipedia.org", 10), ("www.example.invalid", 12), ("www.facebook.com", 30)] {
            let packet = Self.udp(Self.answer(name, [Self.serverBytes]))
            hints.read(packet.span, linkType: .ethernet, at: Timestamp(seconds: Int64(time)))
        }
        #expect(hints.hint(for: Self.session("ssl", start: 9)) == nil)
        #expect(hints.hint(for: Self.session("ssl", start: 10)) == Self.wikipedia)
        #expect(hints.hint(for: Self.session("ssl", start: 31))?.application == "facebook-base")
        #expect(hints.hint(for: Self.session("ssl", to: IPAddress(v4: 0xC633_6408))) == nil)
    }

    @Test func overIPv6AndTCP() throws {
        var hints = try Self.hints()
        let address = IPAddress(v6High: 0x2001_0DB8_0000_0000, low: 7)
        let message = Self.answer("www.wikipedia.org", [[0x20, 1, 0x0D, 0xB8] + [UInt8](repeating: 0, count: 11) + [7]])
        let packet = PacketBuilder(from: Self.resolver, to: Self.client).tcp(
            53, 40_000, flags: [.ack, .psh], sequence: 1, acknowledgment: 1, payload: Self.big(message.count) + message)
        hints.read(packet.span, linkType: .ethernet, at: Timestamp(seconds: 10))
        #expect(hints.hint(for: Self.session("ssl", to: address)) == Self.wikipedia)
    }

    @Test func queriesErrorsAndBrokenAnswersSayNothing() throws {
        var hints = try Self.hints()
        let whole = Self.answer("www.wikipedia.org", [Self.serverBytes])
        let others = [
            Self.answer("www.wikipedia.org", [Self.serverBytes], flags: 0x0100), Self.answer("www.wikipedia.org", [], flags: 0x8180),
            Self.answer("www.wikipedia.org", [Self.serverBytes], flags: 0x8183), whole.dropLast(),
        ]
        for message in others.map(Array.init) + (0..<whole.count).map({ Array(whole[..<$0]) }) {
            hints.read(Self.udp(message).span, linkType: .ethernet, at: Timestamp(seconds: 10))
        }
        var random = SplitMix64(seed: 9)
        for _ in 0..<3_000 {
            var changed = whole
            // Not the address itself.
            for _ in 0..<3 { changed[Int(random.next() % UInt64(changed.count - 4))] = UInt8(truncatingIfNeeded: random.next()) }
            hints.read(Self.udp(changed).span, linkType: .ethernet, at: Timestamp(seconds: 10_000))
        }
        #expect(hints.hint(for: Self.session("ssl")) == nil)
    }

    @Test(
        arguments: [
            (IPProtocol.tcp, 22, "ssh"), (.tcp, 443, "ssl"), (.tcp, 80, "web-browsing"), (.udp, 53, "dns"), (.tcp, 3389, "ms-rdp"),
            (.udp, 161, "snmp-base"), (.udp, 443, "quic"),
        ])
    func portsAreAskedOnlyWhenWanted(ipProtocol: IPProtocol, port: UInt16, application: String) throws {
        let session = Self.session("unknown-tcp", port: port, ipProtocol)
        var without = try Self.hints([.names])
        #expect(without.hint(for: session) == nil)
        var hints = try Self.hints([.ports])
        let expected = ApplicationHints.Hint(application: application, source: .port(ipProtocol, port))
        #expect(hints.hint(for: session) == expected)
        #expect(hints.hint(for: session) == expected, "the second time too")
        #expect(hints.hint(for: Self.session("unknown-tcp", port: 1, ipProtocol)) == nil)
        #expect(hints.hint(for: Self.session("ssl", port: port, ipProtocol)) == nil)
    }
}
