import NGFWCore
import NGFWPANOS
import NGFWPolicy
import Testing

@Suite struct FileTests {
    @Test func aZoneFileMapsPrefixesToZones() {
        let text = "prefix,zone\n# comment\n172.16.10.0/24, web # tail\r\n\n0.0.0.0/0\tuntrust\n2001:db8::/32 v6\n"
        let (zones, diagnostics) = ZoneFile.read(Array(text.utf8), name: "z.csv")
        #expect(diagnostics.isEmpty)
        #expect(zones.entries.map { "\($0.prefix) \($0.zone)" } == ["0.0.0.0/0 untrust", "172.16.10.0/24 web", "2001:db8::/32 v6"])
    }

    @Test func badLinesOfAZoneFileAreErrorsAndTheOthersCount() {
        let text = "10.0.0.0/8 a\n10.0.0.0/8 b\n  300.0.0.0/8 c\n10.1.0.0/16\n10.2.0.0/16 d e\n10.3.0.0/16 f\n"
        let (zones, diagnostics) = ZoneFile.read(Array(text.utf8), name: "z")
        #expect(zones.entries.map(\.zone) == ["a", "f"])
        #expect(
            diagnostics.all.map(\.description) == [
                "z:2:1: error: '10.0.0.0/8' is in zone 'a' already; the line is left out [NGFW-X072]",
                "z:3:3: error: '300.0.0.0/8 c' is not a prefix and a zone, as in '10.0.0.0/8 trust'; the line is left out [NGFW-X070]",
                "z:4:1: error: '10.1.0.0/16' is not a prefix and a zone, as in '10.0.0.0/8 trust'; the line is left out [NGFW-X070]",
                "z:5:1: error: '10.2.0.0/16 d e' is not a prefix and a zone, as in '10.0.0.0/8 trust'; the line is left out [NGFW-X070]",
            ])
    }

    @Test func aResolutionFileGathersAddressesUpToTheLimit() {
        var limits = Limits()
        limits.addressesPerName = 3
        let text = "WWW.example.com 10.0.0.1 10.0.0.2\nwww.example.com 10.0.0.2 2001:db8::1 10.0.0.9\nnone\nbad 10.0.0\n"
        let (names, diagnostics) = ResolutionFile.read(Array(text.utf8), name: "r", limits: limits)
        #expect(names["www.example.com"]?.map(\.from) == [.distantPast])
        #expect(names["www.example.com"]?.first?.addresses.map(\.description) == ["10.0.0.1", "10.0.0.2", "2001:db8::1"])
        #expect(diagnostics.all.map { "\($0.location?.line ?? 0) \($0.code)" } == ["2 NGFW-X071", "3 NGFW-X070", "4 NGFW-X070"])
    }

    /// Reference section 3.1.
    @Test func aResolutionFileHoldsAddressesByTheTimeFromWhichTheyHold() {
        let text = """
            www.example.com 2026-01-05T12:00:00Z 10.0.0.2
            www.example.com 10.0.0.1
            www.example.com 2026-01-05T12:00:00Z,10.0.0.3
            www.example.com 2026-01-05T12:00:00Z
            www.example.com 1767614400 10.0.0.4
            """
        let (names, diagnostics) = ResolutionFile.read(Array(text.utf8), name: "r")
        let sets = names["www.example.com"] ?? []
        #expect(sets.map { $0.addresses.map(\.description) } == [["10.0.0.1"], ["10.0.0.2", "10.0.0.3"]])
        #expect(sets.map(\.from) == [.distantPast, Timestamp(seconds: 1_767_614_400)])
        #expect(diagnostics.all.map { "\($0.location?.line ?? 0) \($0.code)" } == ["4 NGFW-X070", "5 NGFW-X070"])
    }

    /// Reference section 3.8.
    @Test func aRegionFileHoldsPrefixesAndRangesOfEachRegion() {
        let text = "# network, region\n198.51.100.0/24 DE\n2001:db8::/32, DE\n203.0.113.0-203.0.113.7 FR\n10.0.0.0/8\nnowhere DE\n"
        let (regions, diagnostics) = RegionFile.read(Array(text.utf8), name: "r")
        #expect(
            regions.mapValues { $0.map(\.description) } == [
                "DE": ["198.51.100.0-198.51.100.255", "2001:db8::-2001:db8:ffff:ffff:ffff:ffff:ffff:ffff"],
                "FR": ["203.0.113.0-203.0.113.7"],
            ])
        #expect(diagnostics.all.map { "\($0.location?.line ?? 0) \($0.code)" } == ["5 NGFW-X070", "6 NGFW-X070"])
    }

    /// Reference section 3.7.
    @Test func anExternalListHoldsAddressesPrefixesAndRangesWithComments() {
        let text = "10.0.0.1\n10.1.0.0/16 ; comment\n10.2.0.1-10.2.0.9 // x\n# whole\nexample.com\n"
        let (entries, diagnostics) = ExternalListFile.read(Array(text.utf8), name: "l")
        #expect(entries.map(\.description) == ["10.0.0.1", "10.1.0.0-10.1.255.255", "10.2.0.1-10.2.0.9"])
        #expect(
            diagnostics.all.map(\.description)
                == ["l:5:1: warning: 'example.com' is no address, prefix or range; the line is skipped [NGFW-X073]"])
    }

    @Test func aUserGroupFileKeepsWhiteSpaceAndCommasInNames() {
        let text = "# users\nCorp\\Eve; cn=Admins,dc=corp; VPN Users\ncorp\\eve; ops\n\nbob\n"
        let (groups, diagnostics) = UserGroupFile.read(Array(text.utf8), name: "u")
        #expect(groups == ["corp\\eve": ["cn=admins,dc=corp", "vpn users", "ops"]])
        #expect(diagnostics.all.map(\.code) == ["NGFW-X070"])
    }

    @Test func filesThatAreNotThereAreErrors() {
        #expect(ZoneFile.read(path: fixture("none")).diagnostics.all.map(\.code) == ["NGFW-X001"])
        #expect(ResolutionFile.read(path: fixture("none")).diagnostics.hasErrors)
        #expect(ExternalListFile.read(path: fixture("none")).diagnostics.hasErrors)
        #expect(UserGroupFile.read(path: fixture("none")).diagnostics.hasErrors)
        #expect(RegistrationReader.read(path: fixture("none")).diagnostics.hasErrors)
    }
}
