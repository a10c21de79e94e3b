import NGFWCore
import Testing

@Suite("Addresses")
struct AddressTests {
    @Test(
        "valid text is parsed and printed canonically",
        arguments: [
            ("10.0.0.1", "10.0.0.1"), ("::", "::"), ("::1", "::1"), ("2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
            ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"), ("1::", "1::"), ("::ffff:1.2.3.4", "::ffff:102:304"),
            ("fe80::1:2:3:4", "fe80::1:2:3:4"), ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"),
        ])
    func roundTrip(text: String, canonical: String) {
        #expect(IPAddress(text)?.description == canonical)
    }

    @Test(
        "invalid text is refused",
        arguments: [
            "", "10.0.0", "10.0.0.256", "10.0.0.1.2", "1.2.3.4/8", ":", ":::", "1::2::3", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::",
            "g::1", "12345::", "::1%eth0", "+1.2.3.4", "1.2.3.4::", "0x1.2.3.4", " 1.2.3.4",
        ])
    func refused(text: String) { #expect(IPAddress(text) == nil) }

    @Test("IPv4 is a subset of IPv6 in policy, never the reverse")
    func familySubset() throws {
        let v4 = try #require(IPAddress("10.1.1.1"))
        let v6 = try #require(IPAddress("2001:db8::1"))
        #expect(try #require(IPPrefix("::/0")).contains(v4))
        #expect(try #require(IPPrefix("::/96")).contains(v4))
        #expect(try #require(IPPrefix("::a00:0/104")).contains(v4))
        #expect(try #require(IPPrefix("0.0.0.0/0")).contains(v4))
        #expect(try !#require(IPPrefix("0.0.0.0/0")).contains(v6))
        #expect(try !#require(IPPrefix("0.0.0.0/0")).contains(#require(IPAddress("::1"))))
    }

    @Test("host bits are cleared and edges belong to the prefix")
    func prefixEdges() throws {
        let prefix = try #require(IPPrefix("10.1.1.7/24"))
        #expect(prefix.description == "10.1.1.0/24")
        #expect(prefix.contains(try #require(IPAddress("10.1.1.0"))))
        #expect(prefix.contains(try #require(IPAddress("10.1.1.255"))))
        #expect(!prefix.contains(try #require(IPAddress("10.1.2.0"))))
        #expect(IPPrefix("10.0.0.0/33") == nil)
        #expect(IPPrefix("10.0.0.0/") == nil)
        #expect(IPPrefix("10.0.0.0/+8") == nil)
        for length in ["-0", "0008", "8/8", " 8", "256", "0.0.0.255", "٨"] { #expect(IPPrefix("10.0.0.0/\(length)") == nil, "\(length)") }
        #expect(IPPrefix("2001:db8::/-0") == nil && IPPrefix("::ffff:10.0.0.1/112")?.length == 112)
    }

    @Test("wildcard 10.132.1.1/0.0.2.255 matches 10.132.1.x and 10.132.3.x only")
    func wildcard() throws {
        let wildcard = try #require(IPWildcard("10.132.1.1/0.0.2.255"))
        for (text, expected) in [("10.132.1.9", true), ("10.132.3.200", true), ("10.132.2.1", false), ("10.133.1.1", false)] {
            #expect(wildcard.contains(try #require(IPAddress(text))) == expected, "\(text)")
        }
        #expect(IPWildcard("1.1.1.1/255.0.0.0")?.fixesFirstBit == false)
    }
}

@Suite("Ports, protocols, default ports")
struct PortTests {
    @Test("port lists are merged and searched")
    func portSets() throws {
        let set = try #require(PortSet("443,80,8000-8010,8005-8020,81"))
        #expect(set.description == "80-81,443,8000-8020")
        #expect(PortSet(" 80, 443 ,8000 - 8001")?.description == "80,443,8000-8001")
        #expect([79, 80, 81, 82, 443, 8020, 8021].map { set.contains($0) } == [false, true, true, false, true, true, false])
        let broken = ["", "1-", "-1", "70000", "5-4", "a", "1,,2", "1-2-3", "8 0", "80 80", "1 - 2 3", " "]
        for text in broken { #expect(PortSet(text) == nil, "\(text)") }
    }

    @Test("default port members of every kind", arguments: ["tcp/22", "udp/5000-5010,6000", "tcp/dynamic", "icmp/8", "ip/47"])
    func defaultPorts(text: String) { #expect(DefaultPort(text)?.description == text) }

    @Test("broken port members are refused", arguments: ["tcp", "tcp/", "22", "6/22", "gre/1", "ip/300", "tcp/1/2"])
    func brokenDefaultPorts(text: String) { #expect(DefaultPort(text) == nil) }
}

@Suite("Time")
struct TimeTests {
    @Test(
        "times are written and read back",
        arguments: ["1970-01-01T00:00:00.000Z", "2024-02-29T23:59:59.500Z", "1969-12-31T23:59:59.999Z", "2100-03-01T00:00:00.001Z"])
    func roundTrip(text: String) { #expect(Timestamp(text)?.description == text) }

    @Test("offsets are applied, broken dates refused")
    func offsets() {
        #expect(Timestamp("2026-11-22T10:00:00+01:00") == Timestamp("2026-11-22T09:00:00Z"))
        for text in ["2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-11-22", "2026-11-22T10:00:00", "x"] {
            #expect(Timestamp(text) == nil, "\(text)")
        }
    }

    @Test("22 November 2026 is a Sunday")
    func weekday() throws {
        #expect(CalendarDate(try #require(Timestamp("2026-11-22T00:00:00Z"))).weekday == 0)
    }
}
