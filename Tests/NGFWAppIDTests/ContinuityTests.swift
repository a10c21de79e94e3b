import NGFWCore
import Testing

@testable import NGFWAppID

@Suite("A constant and a rising field from datagram to datagram")
struct ContinuityTests {
    /// One byte of version, a counter of two bytes, a source.
    private static let text = """
        application: stream
        category: x / y / z
        reference: r
        signature: run
        over: udp
        either: ^\\x80.{3}
        packets: 3
        constant: u8[3]
        rising: u16be[1]
        """

    struct Datagram: Sendable {
        var direction = FlowDirection.clientToServer
        var counter: UInt16
        var source: UInt8 = 1
    }

    private static func name(_ datagrams: [Datagram]) throws -> String {
        var diagnostics = Diagnostics()
        let library = SignatureLibrary(compiling: [SignatureSource(name: "t.app", text: text)], diagnostics: &diagnostics)
        try #require(diagnostics.all.isEmpty)
        var classifier = Classifier(library)
        var inspection = Inspection(ipProtocol: .udp, startsMidStream: false)
        for datagram in datagrams {
            let bytes: [UInt8] = [0x80, UInt8(datagram.counter >> 8), UInt8(truncatingIfNeeded: datagram.counter), datagram.source]
            _ = classifier.inspect(&inspection, bytes.span, datagram.direction, timeToLive: 64)
        }
        return library.catalogue.name(classifier.finish(&inspection).application)
    }

    @Test(
        "a run of one direction is named",
        arguments: [[1, 2, 3], [1, 1, 2, 3], [7, 39, 40], [65_534, 65_535, 0], [900, 5, 6, 7]] as [[UInt16]])
    func named(_ counters: [UInt16]) throws {
        #expect(try Self.name(counters.map { Datagram(counter: $0) }) == "stream")
    }

    @Test(
        "gaps, falling and standing counters are not",
        arguments: [[1, 2], [1, 34, 67], [3, 2, 1], [5, 5, 5], [1, 2, 900, 901]] as [[UInt16]])
    func notNamed(_ counters: [UInt16]) throws {
        #expect(try Self.name(counters.map { Datagram(counter: $0) }) != "stream")
    }

    @Test func anotherSourceStartsAnotherRun() throws {
        #expect(try Self.name([Datagram(counter: 1), Datagram(counter: 2), Datagram(counter: 3, source: 2)]) != "stream")
    }

    @Test func theDirectionsCountForThemselves() throws {
        let there = { Datagram(counter: $0) }
        let back = { Datagram(direction: .serverToClient, counter: $0, source: 9) }
        #expect(try Self.name([there(1), back(500), there(2), back(501)]) != "stream")
        #expect(try Self.name([there(1), back(500), there(2), back(501), there(3)]) == "stream")
    }

    @Test(arguments: [
        ("packets: 2\nconstant: u8[0] == 1", "expected a field such as u16be[2]"),
        ("packets: 2\nrising: 5", "expected a field such as u16be[2]"),
        ("rising: u8[0]", "'packets' must be 2 or more"),
    ])
    func wrongLinesAreReported(_ lines: String, _ message: String) {
        var diagnostics = Diagnostics()
        let text = "application: a\ncategory: x / y / z\nreference: r\nsignature: s\nover: udp\neither: ^a\n" + lines
        _ = SignatureLibrary(compiling: [SignatureSource(name: "t.app", text: text)], diagnostics: &diagnostics)
        #expect(diagnostics.all.contains { $0.message.contains(message) }, "\(diagnostics.all.map(\.description))")
    }
}
