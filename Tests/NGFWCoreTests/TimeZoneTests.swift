import NGFWCore
import Testing

@Suite("Time zones")
struct TimeZoneTests {
    @Test(
        "a POSIX rule tells the offset of a time",
        arguments: [
            ("CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T00:59:59Z", 3_600), ("CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T01:00:00Z", 7_200),
            ("CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-25T00:59:59Z", 7_200), ("CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-25T01:00:00Z", 3_600),
            ("EST5EDT,M3.2.0,M11.1.0", "2026-07-01T12:00:00Z", -14_400), ("EST5EDT,M3.2.0,M11.1.0", "2026-01-01T12:00:00Z", -18_000),
            ("NZST-12NZDT,M9.5.0,M4.1.0/3", "2026-01-01T12:00:00Z", 46_800),
            ("NZST-12NZDT,M9.5.0,M4.1.0/3", "2026-07-01T12:00:00Z", 43_200),
            ("<+0530>-5:30", "2026-07-01T12:00:00Z", 19_800), ("UTC0", "2026-07-01T12:00:00Z", 0),
            ("AAA3BBB,J60,J300", "2028-02-29T12:00:00Z", -10_800), ("AAA3BBB,59,300", "2028-02-29T12:00:00Z", -7_200),
        ])
    func offsets(rule: String, time: String, offset: Int) throws {
        let zone = try #require(TimeZoneRules(posix: rule))
        #expect(zone.offset(at: try #require(Timestamp(time))) == offset)
    }

    @Test(
        "what is no POSIX rule is refused",
        arguments: [
            "", "CET", "C-1", "CET-1CEST", "CET-1CEST,M13.1.0,M10.5.0", "CET-1CEST,M3.5.0", "CET-1CEST,M3.5.0,M10.5.0,", "<CET-1", "CET-x",
        ])
    func refused(text: String) {
        #expect(TimeZoneRules(posix: text) == nil)
    }

    @Test("a table of changes counts from each change on")
    func changes() {
        let zone = TimeZoneRules(
            offset: 3_600, changes: [.init(from: Timestamp(seconds: 200), offset: 0), .init(from: Timestamp(seconds: 100), offset: 7_200)])
        #expect([0, 100, 199, 200].map { zone.offset(at: Timestamp(seconds: $0)) } == [3_600, 7_200, 7_200, 0])
    }
}
