import NGFWCore
import NGFWTestSupport
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

    /// Nested, neighbouring, doubled and empty prefixes of both families, up to the ends of the address space.
    @Test(arguments: 1...40)
    func `any map answers as a search of all its entries does`(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        func prefix() -> IPPrefix {
            let length = Int.random(in: 0...12, using: &random)
            let bits = UInt64.random(in: 0...15, using: &random)
            let high = [0, 0xffff_ffff, 0xa0a0_a0a0].randomElement(using: &random) ?? 0
            if Bool.random(using: &random) {
                let address = IPAddress(v4: UInt32(high) ^ UInt32(bits << 20))
                return IPPrefix(address, length: length) ?? IPPrefix(host: address)
            }
            let address = IPAddress(v6High: UInt64(high) << 32 ^ bits << 52, low: 0)
            return IPPrefix(address, length: length) ?? IPPrefix(host: address)
        }
        let entries = (0..<Int.random(in: 0...30, using: &random)).map { number in
            (prefix(), number % 7 == 0 ? "" : "zone-\(number % 5)")
        }
        let map = ZoneMap(entries: entries)
        var inForce: [IPPrefix: String] = [:]
        for (prefix, zone) in entries { inForce[prefix] = zone }
        let edges = entries.flatMap { [$0.0.address, $0.0.last, $0.0.last.successor].compactMap { $0 } }
        for address in edges + [IPAddress(v4: 0), IPAddress(v4: .max), IPAddress.maximum(.v6), IPAddress(v6High: 0, low: 0)] {
            let holding = inForce.filter { $0.key.address.family == address.family && $0.key.contains(address) }
            let zone = holding.max { $0.key.length < $1.key.length }?.value
            #expect(map.zone(of: address) == (zone == "" ? nil : zone), "\(address) in \(entries)")
        }
    }
}
