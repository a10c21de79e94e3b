import NGFWCore
import Testing

@testable import NGFWPolicy

@Suite struct ZoneMapTests {
    private let map = ZoneMap(
        entries: [
            ("10.0.0.0/8", "old"), ("10.1.0.0/16", "dmz"), ("0.0.0.0/0", "outside"), ("10.0.0.0/8", "inside"), ("2001:db8::/32", "inside"),
            ("10.1.2.3", "host"),
        ].compactMap { text, zone in IPPrefix(text).map { ($0, zone) } })

    @Test(
        arguments: [
            ("10.1.2.3", "host"), ("10.1.2.4", "dmz"), ("10.2.0.1", "inside"), ("8.8.8.8", "outside"), ("2001:db8::9", "inside"),
            ("2001:db9::9", nil),
        ] as [(String, String?)])
    func `the longest prefix names the zone`(address: String, zone: String?) {
        #expect(map.zone(of: ip(address)) == zone)
    }

    @Test func `an IPv4 address is not inside the IPv6 default route`() {
        let map = ZoneMap(entries: [(.any, "v6")])
        #expect(map.zone(of: ip("10.0.0.1")) == nil)
        #expect(map.zone(of: ip("2001:db8::1")) == "v6")
        #expect(ZoneMap.empty.zone(of: ip("::1")) == nil)
    }
}
