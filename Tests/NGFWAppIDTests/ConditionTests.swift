import NGFWCore
import NGFWTestSupport
import Testing

@testable import NGFWAppID

@Suite("Conditions")
struct ConditionTests {
    static let bytes: [UInt8] = [0x01, 0x02, 0x03, 0x04, 0xFF, 0xFE, 0x80, 0x00]

    static func truth(_ text: String, _ bytes: [UInt8] = bytes, isStream: Bool = false, timeToLive: UInt8 = 64) throws -> Bool {
        let parsed = try ConditionParser.parse(text)
        let expression = isStream ? try #require(parsed.forStream()) : parsed
        let memory = FrozenMemory()
        let condition = try #require(Condition(expression, in: memory))
        return withExtendedLifetime(memory) { condition.holds(bytes.span, timeToLive: timeToLive) }
    }

    @Test(arguments: [
        "u8[0] == 1", "u16be[0] == 0x0102", "u16le[0] == 0x0201", "u24be[0] == 0x010203", "u24le[0] == 0x030201",
        "u32be[0] == 0x01020304", "u32le[0] == 0x04030201", "u32be[4] == 0xfffe8000", "size == 8", "ttl == 64",
        "u8[u8[0]] == 2", "u8[1] + 2 * 3 == 8", "(u8[1] + 2) * 3 == 12", "u8[4] & 0x0f == 15", "u8[6] >> 7 == 1", "u8[3] % 3 == 1",
        "u8[3] / 2 == 2", "u8[0] == 9 or u8[1] == 2 and u8[2] == 3", "not u8[0] == 9", "not (u8[0] == 1 and u8[1] == 1)",
        "u8[0] != 2", "u8[0] < u8[1]", "u8[0] <= 1", "u8[1] > u8[0]", "u8[1] >= 2", "u8[0] == 1 or u8[99] == 0", "u16be[2] - 0x0304 == 0",
    ])
    func theyHold(_ text: String) throws {
        #expect(try Self.truth(text))
    }

    @Test(arguments: [
        "u8[8] == 0", "u16be[7] == 0", "u32be[5] >= 0", "u8[0 - 1] >= 0", "u8[99] == 0 and u8[0] == 1", "not u8[99] == 0", "u8[0] / 0 == 0",
        "u8[0] % 0 == 0", "u8[4294967295 * 4294967295] == 0", "u32be[4] * u32be[4] * u32be[4] * u32be[4] >= 0",
        "u8[0] >> (0 - 1) == 0", "size < 8",
    ])
    func whatCannotBeReadOrComputedDoesNotHold(_ text: String) throws {
        #expect(try !Self.truth(text))
    }

    @Test(arguments: [
        ("u8[2] + 5 == size", true), ("u8[2] + 6 == size", false), ("size >= 8", true), ("size - 5 == u8[2]", true), ("size == 7", true),
        ("size < 3", true), ("u8[0] == 1 and size <= 2", true), ("u8[1] == 1 and size <= 2", false), ("size == 9", false),
    ])
    func sizeOfAStreamIsSomeBeginningOfIt(_ text: String, _ expected: Bool) throws {
        #expect(try Self.truth(text, isStream: true) == expected)
    }

    @Test(arguments: ["10 - size == 3", "u8[size - 1] == 0", "not size == 3", "size * 2 == 4"])
    func someUsesOfSizeHaveNoMeaningOnAStream(_ text: String) throws {
        #expect(try ConditionParser.parse(text).forStream() == nil)
    }

    @Test(arguments: [
        ("", "expected a number or a field, found the end", 0),
        ("u8[0]", "the condition is a number; compare it with something", 0),
        ("u8[0] == ", "expected a number or a field, found the end", 9),
        ("u9[0] == 1", "unknown word 'u9'; there are u8, u16be, u16le, u24be, u24le, u32be, u32le, size, ttl", 0),
        ("u8[0 == 1", "expected ']', found '=='", 5),
        ("u8[0] == 1 and 3", "expected a comparison", 15),
        ("u8[0] == 4294967296", "'4294967296' is not a number up to 0xffffffff", 9),
        ("(u8[0] == 1) + 1 == 2", "the left side of '+' is not a number", 13),
        ("u8[0] == 1 u8", "unexpected 'u8'", 11),
        ("u8[0] = 1", "unexpected character", 6),
    ])
    func mistakesAreSaidAtTheirPlace(_ text: String, _ message: String, _ offset: Int) {
        #expect(throws: ConditionParser.Failure(message: message, offset: offset)) { try ConditionParser.parse(text) }
    }

    @Test func nestingIsLimited() {
        let deep = String(repeating: "(", count: 1_000) + "u8[0] == 1" + String(repeating: ")", count: 1_000)
        #expect(throws: ConditionParser.Failure.self) { try ConditionParser.parse(deep) }
        let wide = Array(repeating: "u8[0] == 1", count: 2_000).joined(separator: " and ")
        #expect((try? Self.truth(wide)) == true)
    }

    @Test func anyBytesAreAnswered() throws {
        let expression = try ConditionParser.parse(
            "u8[u16be[u8[0]]] * u32le[u32be[1]] + u24be[3] - size == u16le[ttl] or u32le[0] % u8[1] == u8[2] / u8[3]")
        let memory = FrozenMemory()
        defer { withExtendedLifetime(memory) {} }
        let condition = try #require(Condition(expression, in: memory))
        var generator = SplitMix64(seed: 7)
        for round in 0..<2_000 {
            let bytes = generator.bytes(round % 64)
            _ = condition.holds(bytes.span, timeToLive: UInt8(round & 255))
        }
    }
}
