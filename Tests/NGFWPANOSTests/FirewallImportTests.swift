import NGFWCore
import NGFWPANOS
import NGFWPolicy
import Testing

/// The directory of the fixture files, beside this file.
func fixture(_ name: String, file: String = #filePath) -> String {
    file.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/") + "/Fixtures/\(name)"
}

/// A few built-in applications, enough for the fixtures.
let builtIn: ApplicationCatalogue = {
    func application(_ name: String, _ port: String, category: String = "networking", risk: Int = 4) -> Application {
        var application = Application(name: name, category: category, risk: risk, origin: .signature)
        application.defaultPorts = DefaultPort(port).map { [$0] } ?? []
        return application
    }
    var function = application("facebook-base", "tcp/443")
    function.container = "facebook"
    return ApplicationCatalogue([
        application("ssh", "tcp/22"), application("ms-rdp", "tcp/3389"),
        application("web-browsing", "tcp/80", category: "general-internet"),
        application("ssl", "tcp/443"), function,
    ])
}()

/// Diagnostics with the fixture's bare name.
func texts(_ diagnostics: Diagnostics, _ name: String) -> [String] {
    diagnostics.all.map { diagnostic in
        var diagnostic = diagnostic
        if diagnostic.location?.file.hasSuffix(name) == true { diagnostic.location?.file = name }
        return diagnostic.description
    }
}

@Suite struct FirewallImportTests {
    private let imported: ImportedConfiguration
    private var policy: Policy { imported.policy }

    init() {
        var options = ImportOptions()
        options.resolutions = ["portal.example.com": [TimedAddresses([IPAddress(v4: 0xc000_020a)])]]
        options.externalLists = [
            "bad-hosts": ["203.0.113.7-203.0.113.7", "203.0.113.8-203.0.113.9"].compactMap { IPRange($0) }
        ]
        imported = ConfigurationImporter(catalogue: builtIn, options: options).read(path: fixture("firewall.xml"))
    }

    @Test func whatIsNotUsedIsToldAboutOnceAtItsPlace() {
        #expect(
            texts(imported.diagnostics, "firewall.xml") == [
                "firewall.xml:101:84: warning: application 'ms-rdpp' is not known; it is never identified in traffic [NGFW-X050]\n"
                    + "  note: did you mean 'ms-rdp'?",
                "firewall.xml:53:47: warning: interface 'ethernet1/3' takes its address by DHCP or PPPoE; its network is not in the zone map [NGFW-X062]",
                "firewall.xml:66:19: warning: static route 'nowhere' leads to no zone; addresses behind it have none [NGFW-X061]",
                "firewall.xml:70:13: warning: 'network/virtual-router/entry/protocol' is not supported yet and has no effect [NGFW-X030]",
                "firewall.xml:166:19: warning: 'vsys/entry/rulebase/security/rules/entry/source-imsi' is not supported yet and has no effect [NGFW-X030]",
                "firewall.xml:176:13: warning: 'vsys/entry/rulebase/nat' is not supported yet and has no effect [NGFW-X030]",
            ])
    }

    @Test func addressesOfTheVsysWinOverSharedOnes() {
        let values = Dictionary(uniqueKeysWithValues: policy.addresses.map { ($0.name, $0.value) })
        #expect(
            values == [
                "web1": .prefix(IPPrefix(host: IPAddress(v4: 0xac10_0a0b))), "app-net": IPPrefix("172.16.20.0/24").map { .prefix($0) },
                "app-gateway": IPPrefix("172.16.20.0/24").map { .prefix($0) },
                "printers": IPRange("10.1.0.10-10.1.0.20").map { .range($0) },
                "portal": .fqdn("portal.example.com"), "branches": IPWildcard("10.132.1.1/0.0.2.255").map { .wildcard($0) },
                "dns1": IPPrefix("10.9.0.53").map { .prefix($0) },
            ])
        #expect(policy.addresses.first { $0.name == "web1" }?.tags == ["web"])
        #expect(policy.resolutions["portal.example.com"]?.first?.addresses.count == 1)
    }

    @Test func groupsListsAndRegionsAreRead() {
        #expect(policy.addressGroups.map(\.name) == ["DAG-WEB", "servers"])
        #expect(policy.addressGroups.map(\.content) == [.filter("'web' and 'prod'"), .members(["web1", "app-net", "DAG-WEB"])])
        #expect(policy.addressGroups[1].tags == ["prod"])
        #expect(policy.externalLists["bad-hosts"]?.map(\.description) == ["203.0.113.8-203.0.113.9"])
        #expect(policy.externalLists["bad-names"] == [])
        #expect(policy.regions["campus"]?.map(\.description) == ["10.50.0.0-10.50.255.255", "10.60.0.1-10.60.0.9"])
    }

    @Test func servicesAndSchedulesAreRead() {
        #expect(
            policy.services.map { "\($0.name) \($0.ipProtocol)/\($0.destinationPorts)" } == [
                "tcp-8443 tcp/8443,9000-9010", "udp-5000 udp/5000",
            ])
        #expect(policy.services[0].sourcePorts?.description == "1024-65535")
        #expect(policy.services.map(\.timeouts.idle) == [600, nil])
        #expect(policy.serviceGroups.map(\.members) == [["tcp-8443", "udp-5000"]])
        let schedules = policy.schedules.map { "\($0.name) \($0.content)".replacing("NGFWPolicy.Schedule.DayWindow", with: "") }
        #expect(
            schedules == [
                "office daily([(start: 480, end: 720), (start: 780, end: 1050)])",
                "weekend weekly([[(start: 600, end: 720)], [], [], [], [], [], [(start: 0, end: 1440)]])",
                "migration once([Range(1767225600..<1769903940)])",
            ])
    }

    @Test func customApplicationsGroupsAndFiltersAreRead() throws {
        let payroll = policy.catalogue[try #require(policy.catalogue.id(named: "corp-payroll"))]
        #expect(payroll.origin == .custom)
        #expect(payroll.defaultPorts.map(\.description) == ["tcp/8443,9000-9010", "udp/dynamic"])
        #expect(payroll.tcpTimeout == 1800)
        #expect(payroll.characteristics == [.transfersFiles])
        #expect(payroll.parent == "web-browsing")
        let opaque = policy.catalogue[try #require(policy.catalogue.id(named: "ms-rdpp"))]
        #expect(opaque.origin == .opaque)
        #expect(policy.applicationGroups.map(\.members) == [["ssh", "ms-rdpp"]])
        let filter = try #require(policy.applicationFilters.first)
        #expect(filter.categories == ["general-internet"])
        #expect(filter.risks == [4, 5])
        #expect(filter.characteristics == [.evasive])
        #expect(filter.excluded == ["web-browsing"])
    }

    @Test func rulesAreReadInOrderWithAllTheirFields() {
        #expect(policy.rules.map(\.name) == ["ssh-web-to-app", "block-bad", "old"])
        let first = policy.rules[0]
        #expect(first.uuid == "3f0c1c1e-0d4b-4f6e-9a77-0a6f0f1d2c3b")
        #expect((first.from, first.to) == (["web"], ["app"]))
        #expect((first.source, first.destination) == (["DAG-WEB"], ["app-net"]))
        #expect(first.users == ["corp\\eve"])
        #expect((first.applications, first.services) == (["ssh", "corp-payroll"], ["application-default"]))
        #expect((first.schedule, first.logSetting, first.layer) == ("office", "default", "vsys1"))
        #expect((first.action, first.logStart, first.logEnd, first.type) == (.allow, true, true, .universal))
        #expect(first.tags == ["web"])
        #expect(first.location?.line == 121)
        let second = policy.rules[1]
        #expect((second.type, second.action, second.icmpUnreachable) == (.interzone, .drop, true))
        #expect((second.negateSource, second.negateDestination, second.logEnd) == (true, false, false))
        #expect(policy.rules[2].isDisabled)
        #expect(policy.rules[2].type == .intrazone)
    }

    @Test func overridesOfDefaultRulesLogAtTheEndUnlessTheySayNo() {
        #expect(policy.interzoneDefault.action == .deny)
        #expect(policy.interzoneDefault.logEnd)
        #expect(policy.intrazoneDefault.action == .drop)
        #expect(!policy.intrazoneDefault.logEnd)
    }

    @Test(arguments: [
        ("172.16.10.11", "web"), ("172.16.20.5", "app"), ("2001:db8:20::7", "app"), ("10.1.2.3", "app"), ("8.8.8.8", "untrust"),
        ("198.51.100.1", "untrust"), ("10.255.0.1", "app"), ("2001:db8:30::1", nil), ("192.168.1.1", nil),
    ])
    func zonesFollowInterfacesAndRoutes(address: String, zone: String?) throws {
        #expect(imported.zoneMap.zone(of: try #require(IPAddress(address))) == zone)
    }

    @Test func settingsOfTheDeviceAreRead() {
        #expect(imported.hostname == "fw-lab")
        #expect(imported.vsysName == "vsys1")
        #expect((imported.timeouts.tcp, imported.timeouts.udp, imported.timeouts.icmp) == (7200, 45, 6))
        #expect(imported.acceptsNonSYN)
        #expect(policy.zones?.map(\.name) == ["untrust", "web", "app"])
        #expect(policy.zones?.map(\.identifiesUsers) == [false, true, false])
    }

    @Test func theWholeConfigurationResolvesWithoutErrors() {
        let resolved = ResolvedPolicy(policy)
        #expect(resolved.diagnostics.all.filter { $0.severity == .error }.isEmpty)
        #expect(resolved.rules.count == 3)
    }
}
