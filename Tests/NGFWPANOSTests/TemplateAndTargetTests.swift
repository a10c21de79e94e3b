import NGFWCore
import NGFWPANOS
import NGFWPolicy
import Testing

@Suite struct TemplateAndTargetTests {
    private static let rest = "from any to any source any destination any application any service any"

    private func read(_ text: String, _ change: (inout ImportOptions) -> Void = { _ in }) -> ImportedConfiguration {
        var options = ImportOptions()
        change(&options)
        return importText(text, options)
    }

    private let stack = """
        set template-stack S templates [ top bottom ]
        set template-stack S devices 001
        set template-stack S config devices localhost.localdomain deviceconfig system hostname of-the-stack
        set template top config devices localhost.localdomain vsys vsys1 zone trust network layer3 ethernet1/1
        set template top config devices localhost.localdomain deviceconfig system hostname of-the-top
        set template bottom config devices localhost.localdomain vsys vsys1 zone trust enable-user-identification yes
        set template bottom config devices localhost.localdomain vsys vsys1 zone trust network layer3 ethernet1/2
        set template bottom config devices localhost.localdomain vsys vsys1 zone dmz network layer3 ethernet1/2
        set template bottom config devices localhost.localdomain network interface ethernet ethernet1/1 layer3 ip $inside
        set template bottom config devices localhost.localdomain network interface ethernet ethernet1/2 layer3 ip 10.2.0.1/24
        set template bottom config devices localhost.localdomain deviceconfig setting session timeout-udp 40
        set template bottom variable $inside type ip-netmask 10.1.0.1/24
        set template other variable $inside type ip-netmask 10.9.0.1/24
        set device-group DG devices 001

        """

    @Test func templatesOfAStackAreMergedElementByElement() {
        let imported = read(stack) { $0.serial = "001" }
        #expect(imported.diagnostics.all.map(\.description) == [])
        #expect(imported.hostname == "of-the-stack")
        #expect(imported.timeouts.udp == 40)
        #expect(imported.policy.zones?.map { "\($0.name) \($0.identifiesUsers)" } == ["trust true", "dmz false"])
        #expect(imported.zoneMap.entries.map { "\($0.prefix) \($0.zone)" } == ["10.1.0.0/24 trust", "10.2.0.0/24 dmz"])
    }

    @Test func variablesOfTemplatesGiveAddressesToInterfaces() {
        let changed = read(stack + "set template-stack S devices 001 variable $inside type ip-netmask 10.3.0.1/24") { $0.serial = "001" }
        #expect(changed.diagnostics.isEmpty)
        #expect(changed.zoneMap.entries.map { "\($0.prefix) \($0.zone)" } == ["10.2.0.0/24 dmz", "10.3.0.0/24 trust"])
        let without = read(stack + "delete template bottom variable $inside") { $0.serial = "001" }
        #expect(without.diagnostics.all.map(\.code) == ["NGFW-X060"])
    }

    @Test func variablesOfTemplatesStandForAddressesAndInterfaces() {
        let more = """
            set template bottom variable $if type interface ethernet1/7
            set template bottom variable $range type ip-range 10.5.0.1-10.5.0.9
            set template-stack S variable $name type fqdn WWW.example.com
            set template bottom variable $name type fqdn other.example.com
            set template bottom variable $none type ip-netmask None
            set template bottom variable $group type group-id 7
            set template bottom config devices localhost.localdomain vsys vsys1 zone dmz network layer3 $if
            set template bottom config devices localhost.localdomain network interface ethernet ethernet1/7 layer3 ip 10.7.0.1/24
            set template bottom config devices localhost.localdomain network virtual-router r routing-table ip static-route s destination 10.8.0.0/16
            set template bottom config devices localhost.localdomain network virtual-router r routing-table ip static-route s interface $if
            set device-group DG address net ip-netmask $inside
            set device-group DG address range ip-range $range
            set device-group DG address name fqdn $name

            """
        let imported = read(stack + more) { $0.serial = "001" }
        #expect(imported.diagnostics.all.map(\.description) == [])
        #expect(
            imported.policy.addresses.map(\.value)
                == [
                    IPPrefix("10.1.0.1/24").map { .prefix($0) }, IPRange("10.5.0.1-10.5.0.9").map { .range($0) }, .fqdn("www.example.com"),
                ].compactMap(\.self))
        let zones = imported.zoneMap.entries.map { "\($0.prefix) \($0.zone)" }
        #expect(zones.contains("10.7.0.0/24 dmz"))
        #expect(zones.contains("10.8.0.0/16 dmz"))
    }

    @Test(arguments: ["ip-netmask $none", "ip-netmask $range", "ip-range $inside", "fqdn $missing", "ip-wildcard $inside"])
    func aVariableWithoutValueOrOfAnotherTypeLeavesTheAddressUnread(value: String) {
        let more = """
            set template bottom variable $none type ip-netmask None
            set template bottom variable $range type ip-range 10.5.0.1-10.5.0.9
            set device-group DG address a \(value)
            """
        let imported = read(stack + more) { $0.serial = "001" }
        #expect(imported.diagnostics.all.map(\.code) == ["NGFW-X064"])
        #expect(imported.policy.addresses.isEmpty)
        #expect(imported.policy.incompleteAddresses.contains("a"))
    }

    @Test func templatesThatNameTemplatesAreNotFollowed() {
        let chain = (0..<20_000).map { "set template t\($0) templates t\($0 + 1)\n" }.joined()
        let imported = read(
            chain + "set template-stack S templates t0\nset template-stack S devices 001\nset device-group DG devices 001\n"
        ) {
            $0.serial = "001"
        }
        let codes = Set(imported.diagnostics.all.map(\.code))
        #expect(codes == ["NGFW-X031"], "a template has no templates")
    }

    private let targets = """
        set device-group DG devices 001
        set device-group DG pre-rulebase security rules edge \(rest) action allow target tags [ edge dmz ]
        set device-group DG pre-rulebase security rules others \(rest) action allow target tags edge negate yes
        set device-group DG pre-rulebase security rules all \(rest) action deny
        set device-group DG pre-rulebase application-override rules o from any to any source any destination any protocol tcp
        set device-group DG pre-rulebase application-override rules o port 80 application ssh target tags edge
        set device-group DG pre-rulebase application-override rules p from any to any source any destination any protocol tcp
        set device-group DG pre-rulebase application-override rules p port 80 application ssh target devices 002 negate no

        """

    @Test func deviceTagsOfTheFileChooseAmongTargets() {
        let edge = read(targets + "set mgt-config devices 001 vsys vsys1 tags [ paris edge ]") { $0.serial = "001" }
        #expect(edge.diagnostics.all.map(\.description) == [])
        #expect(edge.policy.rules.map(\.name) == ["edge", "all"])
        #expect(edge.policy.applicationOverrides.map(\.name) == ["o"])
        let bare = read(targets + "set mgt-config devices 001") { $0.serial = "001" }
        #expect(bare.policy.rules.map(\.name) == ["others", "all"])
        #expect(bare.policy.applicationOverrides.isEmpty)
        let given = read(targets) { $0.deviceTags = ["dmz"] }
        #expect(given.policy.rules.map(\.name) == ["edge", "others", "all"])
    }

    @Test func withoutKnownTagsSuchRulesAreErrorsAndMatchNothing() {
        let imported = read(targets) { $0.serial = "001" }
        #expect(imported.policy.rules.map { $0.flaw != nil } == [true, true, false])
        #expect(imported.policy.applicationOverrides.map { $0.flaw != nil } == [true])
        #expect(imported.diagnostics.all.map(\.code) == ["NGFW-X044", "NGFW-X044", "NGFW-X044"])
    }

    @Test func anObjectThatMayNotBeOverriddenStays() {
        let imported = read(
            """
            set shared address web ip-netmask 10.0.0.1 disable-override yes
            set shared address db ip-netmask 10.0.0.2 disable-override no
            set device-group DG address web ip-netmask 10.9.9.9
            set device-group DG address db ip-netmask 10.9.9.8
            """)
        #expect(imported.policy.addresses.map { "\($0.name) \($0.value)" }.count == 2)
        #expect(imported.policy.addresses.first { $0.name == "web" }?.value == IPPrefix("10.0.0.1").map { .prefix($0) })
        #expect(imported.policy.addresses.first { $0.name == "db" }?.value == IPPrefix("10.9.9.8").map { .prefix($0) })
        #expect(
            imported.diagnostics.all.map(\.description) == [
                "c.txt:3:29: error: address 'web' may not be overridden (disable-override); this one is left out [NGFW-X045]\n"
                    + "  note: it is defined at c.txt:1:20"
            ])
    }

    @Test func applicationOverridesAndUserGroupsAreRead() {
        let imported = read(
            """
            set application-override-is-no-element x
            set rulebase application-override rules first from trust to dmz source 10.0.0.0/8 negate-source yes destination any
            set rulebase application-override rules first protocol udp port 53,5353 application dns-like disabled yes tag t source-user eve
            set rulebase application-override rules second port 8080 application web-browsing
            set dynamic-user-group risky filter "'risky' or 'contractor'"
            """)
        let overrides = imported.policy.applicationOverrides
        #expect(overrides.map(\.name) == ["first", "second"])
        #expect((overrides[0].from, overrides[0].to, overrides[0].source) == (["trust"], ["dmz"], ["10.0.0.0/8"]))
        #expect((overrides[0].negateSource, overrides[0].ipProtocol, overrides[0].isDisabled) == (true, .udp, true))
        #expect((overrides[0].ports.description, overrides[0].application) == ("53,5353", "dns-like"))
        #expect((overrides[0].users, overrides[0].tags, overrides[0].layer) == (["eve"], ["t"], "vsys1"))
        #expect((overrides[1].ipProtocol, overrides[1].from) == (.tcp, ["any"]))
        #expect(imported.policy.dynamicUserGroups.map { "\($0.name): \($0.filter)" } == ["risky: 'risky' or 'contractor'"])
        #expect(imported.policy.catalogue.id(named: "dns-like") != nil, "an application that nobody knows stays a name")
        #expect(imported.diagnostics.all.map(\.code) == Array(repeating: "NGFW-X040", count: 4) + ["NGFW-X050", "NGFW-X031"])
    }

    @Test(arguments: [
        "port 80", "application ssh", "port 80 application ssh protocol sctp", "port x application ssh", "port 80 application any",
        "port 80 application ssh frobnicate yes", "port 80 application ssh from",
    ])
    func anOverrideThatCannotBeReadWholeIsAnError(text: String) {
        let imported = read("set rulebase application-override rules r \(text)")
        #expect(imported.policy.applicationOverrides.map { $0.flaw != nil } == [true])
        #expect(imported.diagnostics.all.contains { $0.code == "NGFW-X041" })
    }

    @Test func listsOfURLsAreNamesOfCategories() {
        let imported = read(
            """
            set external-list bad-urls type url url http://h/l
            set external-list bad-names type domain url http://h/d
            set profiles custom-url-category own list [ example.com example.net ]
            set rulebase security rules r \(Self.rest) action deny category [ bad-urls own ]
            """)
        #expect(imported.diagnostics.all.map(\.description) == [])
        #expect(imported.policy.rules.map(\.categories) == [["bad-urls", "own"]])
        #expect(ResolvedPolicy(imported.policy).diagnostics.isEmpty)
    }

    @Test func aFixedOffsetOfTheDeviceIsTheClockOfSchedules() {
        let imported = read(
            """
            set deviceconfig system timezone Etc/GMT-2
            set address a fqdn x
            set schedule office schedule-type recurring daily 08:00-17:00
            """)
        #expect(imported.policy.timeZone == TimeZoneRules(offset: 7_200))
        #expect(imported.diagnostics.isEmpty)
    }
}
