import NGFWCore
import NGFWPANOS
import NGFWPolicy
import NGFWTestSupport
import Testing

/// What a registration client can send at its worst: junk, floods, huge values. Small here, gigabytes in `make soak`.
@Suite(.serialized) struct RegistrationFloodTests {
    private static let good = bytes("<uid-message><payload><register>" + entry("10.0.0.1", "ok") + "</register></payload></uid-message>")

    private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
    private static func entry(_ ip: String, _ tag: String) -> String { "<entry ip=\"\(ip)\"><tag><member>\(tag)</member></tag></entry>" }

    // MARK: Junk on the stream

    enum Junk: String, CaseIterable, CustomTestStringConvertible {
        case noise, text, beginnings, nested, neverEnding, lines, otherDocuments, manyNames

        var testDescription: String { rawValue }

        /// About 64 KiB, to be sent over and over.
        func piece() -> [UInt8] {
            var random = SplitMix64(seed: 3)
            switch self {
            case .noise: return (0..<65_536).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            case .text: return RegistrationFloodTests.bytes(String(repeating: "GET / HTTP/1.1 ", count: 4_369))
            case .beginnings: return RegistrationFloodTests.bytes(String(repeating: "<uid-message <", count: 512))
            case .nested: return RegistrationFloodTests.bytes(String(repeating: "<uid-message>", count: 5_041))
            case .neverEnding: return RegistrationFloodTests.bytes("<uid-message>" + String(repeating: "<!-- more -->", count: 5_041))
            case .lines: return RegistrationFloodTests.bytes("<uid-message>" + String(repeating: "\n", count: 65_536))
            case .otherDocuments:
                return RegistrationFloodTests.bytes(String(repeating: "<response status='success'><result/></response>\n", count: 1_365))
            case .manyNames:
                let names = (0..<5_000).map { _ in "<n\(random.next() % 1_000_000)/>" }.joined()
                return RegistrationFloodTests.bytes("<uid-message><payload>\(names)</payload></uid-message>")
            }
        }
    }

    @Test(arguments: Junk.allCases)
    func `junk is thrown away as it comes, counted, and the message behind it is read`(junk: Junk) {
        var limits = Limits()
        if !Soak.isOn { limits.registrationBytes = 1 << 20 }
        // Cheap junk makes up the bulk of the soak's two gigabytes; an attempt to parse at every few bytes is dear.
        let isDear = junk == .beginnings || junk == .nested
        let total = Soak.size(isDear ? 64 << 10 : 3 << 20, soak: isDear ? 50 << 20 : 350 << 20)
        let piece = junk.piece()
        var reader = RegistrationReader(name: "stream", limits: limits)
        let before = Soak.residentBytes
        var highest = before
        var sent = 0
        while sent < total {
            let updates = reader.feed(piece)
            #expect(!updates.contains { !$0.operations.isEmpty })
            sent += piece.count
            highest = max(highest, Soak.residentBytes)
        }
        // An unfinished message is closed by what no message may hold.
        var updates = reader.feed(Self.bytes("<<<"))
        updates = reader.feed([UInt8](repeating: 0x20, count: 128 << 10) + Self.good)
        #expect(updates.map(\.operations.count) == [1], "\(junk)")
        reader.finish()
        #expect(reader.diagnostics.all.count <= 2 * limits.diagnostics)
        #expect(junk == .neverEnding || junk == .lines || !reader.diagnostics.isEmpty)
        if Soak.isOn { #expect(highest - before < 1 << 30, "\(junk): \((highest - before) >> 20) MiB more") }
    }

    // MARK: Messages full of mistakes

    @Test func `a message of nothing but bad entries keeps the first complaints and counts the rest`() {
        let count = Soak.size(5_000, soak: 2_000_000)
        let text = "<uid-message><payload><register>" + String(repeating: "<entry/>", count: count) + "</register></payload></uid-message>"
        let (updates, diagnostics) = RegistrationReader.read(Self.bytes(text), name: "flood")
        #expect(updates.map(\.operations.count) == [0])
        #expect(diagnostics.all.count == Limits.standard.diagnostics)
        #expect(diagnostics.suppressedCount == count - Limits.standard.diagnostics)
    }

    @Test(arguments: [128, 10_000, 60_000])
    func `a long tag is refused with its place and without repeating it whole`(length: Int) {
        let text =
            "<uid-message><payload><register>" + Self.entry("10.0.0.1", String(repeating: "t", count: length))
            + Self.entry("10.0.0.2", "ok") + "</register></payload></uid-message>"
        let (updates, diagnostics) = RegistrationReader.read(Self.bytes(text), name: "r.xml")
        #expect(updates.flatMap(\.operations).count == 1)
        #expect(diagnostics.all.map(\.code) == ["NGFW-R006"])
        #expect(diagnostics.all.first?.location?.column == 59)
        #expect((diagnostics.all.first?.description.utf8.count ?? .max) < 300)
    }

    @Test(arguments: ["ip", "user", "name"])
    func `a long name is refused without repeating it whole`(attribute: String) {
        let section = ["ip": "register", "user": "register-user", "name": "login"][attribute] ?? ""
        let long = String(repeating: "9", count: 10_000)
        let others = attribute == "name" ? " ip=\"10.0.0.1\"" : ""
        let text =
            "<uid-message><payload><\(section)><entry \(attribute)=\"\(long)\"\(others)><tag><member>t</member></tag></entry>"
            + "</\(section)></payload></uid-message>"
        let (updates, diagnostics) = RegistrationReader.read(Self.bytes(text), name: "r.xml")
        var registry = AddressRegistry()
        let outcomes = updates.flatMap { registry.apply($0, at: .zero) }
        #expect(registry.addressCount == 0)
        #expect(!outcomes.contains { !$0.isRefusal })
        #expect(!outcomes.isEmpty || diagnostics.hasErrors)
        #expect(!diagnostics.all.contains { $0.description.utf8.count >= 300 })
    }

    // MARK: Floods

    @Test func `more addresses than the limit are refused one by one, and those that are there still change`() {
        var limits = Limits()
        limits.registeredAddresses = Soak.size(1_000, soak: Limits.standard.registeredAddresses)
        let flood = limits.registeredAddresses * 3
        var registry = AddressRegistry(limits: limits)
        var reader = RegistrationReader(name: "flood", limits: limits)
        var refused = 0
        for start in stride(from: 0, to: flood, by: 1_000) {
            let entries = (start..<start + 1_000).map { Self.entry("10.\($0 >> 16).\($0 >> 8 & 255).\($0 & 255)", "tag-\($0 % 100)") }
            let message = "<uid-message><payload><register>" + entries.joined() + "</register></payload></uid-message>"
            for update in reader.feed(Self.bytes(message)) {
                refused += registry.apply(update, at: .zero).count { $0.result == .refused(.tooManyAddresses) }
            }
        }
        #expect(reader.diagnostics.isEmpty)
        #expect(registry.addressCount == limits.registeredAddresses)
        #expect(refused == flood - limits.registeredAddresses)
        let late = RegistrationUpdate([.register(.host(IPAddress(v4: 0x0a00_0000)), [TagRegistration("late")])])
        #expect(registry.apply(late, at: .zero).map(\.result) == [.added])
    }

    @Test func `more different tags than the limit are refused, known ones are not`() {
        var limits = Limits()
        limits.registeredTags = Soak.size(500, soak: Limits.standard.registeredTags)
        var registry = AddressRegistry(limits: limits)
        var refused = 0
        for number in 0..<limits.registeredTags * 2 {
            let object = RegisteredObject.host(IPAddress(v4: 0x0a00_0000 + UInt32(number / 16)))
            let update = RegistrationUpdate([.register(object, [TagRegistration("tag-\(number)")])])
            refused += registry.apply(update, at: .zero).count { $0.result == .refused(.tooManyTagNames) }
        }
        #expect(refused == limits.registeredTags)
        let known = RegistrationUpdate([.register(.host(IPAddress(v4: 1)), [TagRegistration("tag-3")])])
        #expect(registry.apply(known, at: .zero).map(\.result) == [.added])
        // A name that nobody uses any more makes room for another.
        registry.apply(RegistrationUpdate([.clearAddresses]), at: .zero)
        let new = RegistrationUpdate([.register(.host(IPAddress(v4: 1)), [TagRegistration("new")])])
        #expect(registry.apply(new, at: .zero).map(\.result) == [.added])
    }

    @Test func `a timeout that is renewed over and over is kept once`() {
        var registry = AddressRegistry()
        let host = RegisteredObject.host(IPAddress(v4: 0x0a00_0001))
        let before = Soak.residentBytes
        for second in 0..<Soak.size(20_000, soak: 5_000_000) {
            let update = RegistrationUpdate([.register(host, [TagRegistration("t", timeout: 2_000_000)])])
            _ = registry.apply(update, at: Timestamp(seconds: Int64(second) / 10))
        }
        #expect(registry.addressCount == 1)
        if Soak.isOn { #expect(Soak.residentBytes - before < 64 << 20) }
    }
}
