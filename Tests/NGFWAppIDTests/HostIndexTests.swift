import NGFWCore
import Testing

@testable import NGFWAppID

@Suite("Host index")
struct HostIndexTests {
    static let names: [(String, UInt16)] = [
        ("example.com", 10), ("api.example.com", 11), ("example.co.uk", 12), ("xn--bcher-kva.example", 13),
    ]

    static func find(_ name: String, _ index: HostIndex) -> ApplicationID? {
        let bytes = Array(name.utf8)
        let memory = FrozenMemory()
        let table = HostTable(index, in: memory)
        return withExtendedLifetime(memory) { table.application(of: bytes.span)?.application }
    }

    static func index() -> HostIndex {
        var index = HostIndex()
        for (name, id) in names { #expect(index.insert(name, ApplicationID(rawValue: id)) == nil) }
        return index
    }

    @Test(
        arguments: [
            ("example.com", 10), ("www.example.com", 10), ("a.b.c.example.com", 10), ("API.Example.COM", 11), ("v2.api.example.com", 11),
            ("example.com:8443", 10), ("example.com.", 10), ("badexample.com", nil), ("example.co.uk", 12), ("co.uk", nil), ("com", nil),
            ("", nil),
            (".", nil), ("..example.com", 10), ("example.com.evil.net", nil), ("xn--bcher-kva.example", 13), ("notapi.example.com", 10),
            ("example.com/", nil), ("192.0.2.1", nil), (":443", nil),
        ] as [(String, UInt16?)])
    func namesAreFoundLabelByLabel(_ name: String, _ expected: UInt16?) {
        #expect(Self.find(name, Self.index()) == expected.map { ApplicationID(rawValue: $0) })
    }

    @Test func aTakenNameTellsItsOwner() {
        var index = Self.index()
        #expect(index.insert("EXAMPLE.com", ApplicationID(rawValue: 99)) == ApplicationID(rawValue: 10))
        #expect(index.count == Self.names.count)
    }

    @Test func namesHaveNumbers() {
        let memory = FrozenMemory()
        defer { withExtendedLifetime(memory) {} }
        let table = HostTable(Self.index(), in: memory)
        for (number, (name, _)) in Self.names.enumerated() { #expect(table.name(UInt32(number)) == name) }
        #expect(table.name(UInt32(Self.names.count)) == nil)
    }

    @Test func everyNameOfManyIsFound() {
        var index = HostIndex()
        for number in 0..<3_000 { _ = index.insert("h\(number).example.com", ApplicationID(rawValue: UInt16(number))) }
        let memory = FrozenMemory()
        defer { withExtendedLifetime(memory) {} }
        let table = HostTable(index, in: memory)
        for number in 0..<3_000 {
            let bytes = Array("www.h\(number).example.com".utf8)
            #expect(table.application(of: bytes.span)?.number == UInt32(number))
        }
        #expect(Self.find("h.example.com", index) == nil)
        #expect(Self.find("a.example", HostIndex()) == nil)
    }

    @Test func namesOfAnyLengthAreBounded() {
        let index = Self.index()
        let labels = Array(repeating: "a", count: 100_000).joined(separator: ".") + ".example.com"
        #expect(Self.find(labels, index) == nil)
        let many = Array(repeating: "a", count: 60).joined(separator: ".") + ".example.com"
        #expect(Self.find(many, index) == ApplicationID(rawValue: 10))
    }

    @Test(arguments: [
        ("example.com", true), ("a-b.example", true), ("com", false), ("", false), (".com", false), ("a..b", false), ("a b.com", false),
        ("é.com", false),
    ])
    func onlyHostNamesAreEntries(_ name: String, _ expected: Bool) {
        #expect(HostIndex.isName(name) == expected)
    }
}
