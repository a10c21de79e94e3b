import NGFWCore
import NGFWPANOS
import NGFWPolicy
import Testing

/// Reads text of any format.
func importText(_ text: String, _ options: ImportOptions = ImportOptions(), name: String = "c.txt") -> ImportedConfiguration {
    ConfigurationImporter(catalogue: builtIn, options: options).read(Array(text.utf8), name: name)
}

@Suite struct SetFormatTests {
    private let example = """
        # a firewall of one virtual system
        set deviceconfig system hostname fw1
        set zone trust network layer3 [ ethernet1/1 ethernet1/2 ]
        set zone dmz network layer3 ethernet1/3
        set network interface ethernet ethernet1/3 layer3 ip 10.9.0.1/16
        set shared service tcp-8443 protocol tcp port 8443 source-port 1024-65535
        set address web1 ip-netmask 10.0.0.5
        set address web1 tag [ web prod ]
        set address-group DAG-WEB dynamic filter "'web' and 'prod'"
        set address-group STATIC static [ web1 DAG-WEB ]
        set application-group ag members [ ssh web-browsing ]
        set rulebase security rules "web in" from trust
        set rulebase security rules "web in" to dmz
        set rulebase security rules "web in" source any
        set rulebase security rules "web in" destination [ web1 10.9.0.0/16 10.1.1.1-10.1.1.9 ]
        set rulebase security rules "web in" application [ ssl web-browsing ]
        set rulebase security rules "web in" service application-default
        set rulebase security rules "web in" action allow
        set rulebase security rules r2 from any to any source any destination any application ag service tcp-8443 action drop
        set rulebase default-security-rules rules interzone-default action drop
        """

    @Test func theCommandsOfTheReferenceAreRead() throws {
        let imported = importText(example)
        #expect(imported.diagnostics.all.map(\.description) == [])
        let policy = imported.policy
        #expect(imported.hostname == "fw1")
        #expect(policy.zones?.map(\.name) == ["trust", "dmz"])
        #expect(imported.zoneMap.entries.map { "\($0.prefix) \($0.zone)" } == ["10.9.0.0/16 dmz"])
        #expect(
            policy.services.map { "\($0.name) \($0.destinationPorts) \($0.sourcePorts?.description ?? "any")" } == [
                "tcp-8443 8443 1024-65535"
            ])
        #expect(policy.addresses.map(\.tags) == [["web", "prod"]])
        #expect(policy.addressGroups.map(\.content) == [.filter("'web' and 'prod'"), .members(["web1", "DAG-WEB"])])
        #expect(policy.rules.map(\.name) == ["web in", "r2"])
        let first = try #require(policy.rules.first)
        #expect(first.destination == ["web1", "10.9.0.0/16", "10.1.1.1-10.1.1.9"])
        #expect((first.from, first.to, first.services) == (["trust"], ["dmz"], ["application-default"]))
        #expect(policy.rules[1].action == .drop)
        #expect(policy.interzoneDefault.action == .drop)
    }

    @Test func placesAreThoseOfTheWords() {
        let imported = importText(
            """
            set address a ip-netmask 10.0.0.1
              set address b ip-netmask 10.0.0.0/33
            set address c ip-netmsk 10.0.0.1
            set rulebase security rules r action allow
            set rulebase security rules r frm trust
            """)
        #expect(
            imported.diagnostics.all.filter { $0.code != "NGFW-X040" }.map(\.description) == [
                "c.txt:2:17: error: '10.0.0.0/33' is not an address or prefix such as '10.0.0.0/8' [NGFW-X036]",
                "c.txt:3:13: error: address 'c' has no 'ip-netmask' or 'ip-range' or 'fqdn' or 'ip-wildcard' and is left out [NGFW-X035]",
                "c.txt:4:29: error: rule 'r' could not be read whole, so it matches nothing: its 'frm' cannot be understood [NGFW-X041]",
                "c.txt:3:15: error: 'vsys/entry/address/entry/ip-netmsk' is not known, and what it stands for is left out [NGFW-X031]",
                "c.txt:5:31: warning: 'vsys/entry/rulebase/security/rules/entry/frm' is not known and has no effect [NGFW-X031]",
            ])
    }

    private static let problems: [(String, String)] = [
        ("set [", "c.txt:1:5: error: not a configuration in set format: expected what to set"),
        ("rename address a to b", "c.txt:1:1: error: not well-formed XML"),
        (
            "set address a ip-netmask 10.0.0.1\nrename address a to b",
            "c.txt:2:1: error: not a configuration in set format: 'rename' is none"
        ),
        (
            "set address a ip-netmask [ 10.0.0.1 10.0.0.2 ]",
            "c.txt:1:26: error: not a configuration in set format: 'ip-netmask' takes one value"
        ),
        ("set address a tag [ x y", "c.txt:1:19: error: not a configuration in set format: a list without its ']'"),
        ("set address a tag [ x [ y ] ]", "c.txt:1:23: error: not a configuration in set format: a list in a list"),
        (
            "set address a tag [x y]",
            "c.txt:1:19: error: not a configuration in set format: expected a value; brackets of a list stand alone"
        ),
        ("set address a tag x y", "c.txt:1:21: error: not a configuration in set format: 'y' is not expected here"),
        ("set address a tag ]", "c.txt:1:19: error: not a configuration in set format: expected a value"),
        ("set address [ a b ] fqdn x", "c.txt:1:13: error: not a configuration in set format: expected the name of one entry"),
        (
            "set address a description \"x\nset address b fqdn y",
            "c.txt:1:27: error: not a configuration in set format: a quotation mark without"
        ),
        ("move rulebase security rules r top", "c.txt:1:6: error: there is no 'rulebase' to move"),
        ("set address a fqdn x\nmove address a", "c.txt:2:14: error: not a configuration in set format: expected 'top', 'bottom'"),
        ("set address a fqdn x\nmove address a before b", "c.txt:2:23: error: there is no 'b' to move"),
        ("set address a fqdn x\ndelete address b", "c.txt:2:16: error: there is no 'b' to delete"),
        ("set address a fqdn x\ndelete addres b", "c.txt:2:8: error: there is no 'addres' to delete"),
    ]

    @Test(arguments: problems)
    func whatIsNoCommandIsToldAboutAtItsPlace(text: String, expected: String) {
        let found = importText(text).diagnostics.all.map(\.description)
        #expect(found.contains { $0.hasPrefix(expected) }, "\(found)")
    }

    @Test func repeatedCommandsAppendToListsAndReplaceValues() {
        let policy = importText(
            """
            set rulebase security rules r from a to b source s destination d application any service any
            set rulebase security rules r from [ c a ]
            set rulebase security rules r action deny
            set rulebase security rules r action drop
            set address x ip-netmask 10.0.0.1
            set address x ip-netmask 10.0.0.2
            """
        ).policy
        #expect(policy.rules.map(\.from) == [["a", "c"]])
        #expect(policy.rules.map(\.action) == [.drop])
        #expect(policy.addresses.map(\.value) == [IPPrefix("10.0.0.2").map { .prefix($0) }])
    }

    @Test func theFirstMentionPlacesARuleAndMoveChangesIt() {
        func order(_ commands: String) -> [String] {
            let rules = ["r1", "r2", "r3"].map { "set rulebase security rules \($0) description \($0)\n" }.joined()
            return importText(rules + "set rulebase security rules r1 action deny\n" + commands).policy.rules.map(\.name)
        }
        #expect(order("") == ["r1", "r2", "r3"])
        #expect(order("move rulebase security rules r3 before r2") == ["r1", "r3", "r2"])
        #expect(order("move rulebase security rules r1 after r2") == ["r2", "r1", "r3"])
        #expect(order("move rulebase security rules r1 after r3") == ["r2", "r3", "r1"])
        #expect(order("move rulebase security rules r2 before r3") == ["r1", "r2", "r3"])
        #expect(order("move rulebase security rules r2 after r1") == ["r1", "r2", "r3"])
        #expect(order("move rulebase security rules r3 top") == ["r3", "r1", "r2"])
        #expect(order("move rulebase security rules r1 top") == ["r1", "r2", "r3"])
        #expect(order("move rulebase security rules r1 bottom") == ["r2", "r3", "r1"])
        #expect(order("move rulebase security rules r3 bottom") == ["r1", "r2", "r3"])
        #expect(order("move rulebase security rules r3 before r3") == ["r1", "r2", "r3"])
    }

    @Test func aCommandThatCannotBeReadIsToldOnceAndTakesItsObjectOut() {
        let imported = importText(
            """
            set service s protocol tcp port 80 flags x
            set rulebase security rules r from any to any source any destination any application any service s action allow
            set rulebase security rules q from any to any source any destination any application any service any action allow
            set rulebase security rules q schedule day night
            """)
        #expect(imported.diagnostics.all.filter { $0.severity == .error }.map(\.code) == ["NGFW-X014", "NGFW-X014", "NGFW-X041"])
        #expect(imported.diagnostics.all.last?.message.contains("a command about it cannot be read") == true)
        #expect(ResolvedPolicy(imported.policy, lenient: true).rules.map(\.isInForce) == [false, false])
    }

    @Test func deleteTakesAwayMembersValuesAndEntries() {
        let imported = importText(
            """
            set rulebase security rules r1 from any to any source [ a b c ] destination any application any service any action allow
            set rulebase security rules r2 from any to any source [ a b ] destination any application any service any action deny
            set rulebase security rules r3 from any to any source a destination any application any service any action allow
            set rulebase security rules r1 schedule office
            delete rulebase security rules r1 source [ a c ]
            delete rulebase security rules r1 schedule
            delete rulebase security rules r2
            delete rulebase security rules r3 source a
            """)
        #expect(imported.policy.rules.map(\.name) == ["r1", "r3"])
        #expect(imported.policy.rules.map(\.source) == [["b"], ["(unreadable)"]], "an emptied list does not become any")
        #expect(imported.policy.rules.map(\.schedule) == [nil, nil])
        #expect(imported.diagnostics.all.filter { $0.severity == .error }.map(\.code) == ["NGFW-X037", "NGFW-X041"])
    }

    @Test(arguments: [
        ("\"two words\"", "two words"), ("\"say \"hi\" now\"", nil), ("\"say \"hi\"\"", "say \"hi\""), ("bare\"quote", "bare\"quote"),
        ("\"one\ntwo\"", "one\ntwo"), ("\"]\"", "]"), ("\"grün ✓\"", "grün ✓"), ("\"#1\"", "#1"), ("#1", "#1"), ("\"'q'\"", "'q'"),
    ])
    func valuesAreReadAsTheDevicePrintsThem(spelling: String, value: String?) {
        let imported = importText("set address a fqdn x\nset address a tag \(spelling)\nset address b fqdn y\n")
        #expect(imported.policy.addresses.first?.tags == value.map { [$0] } ?? ["say \"hi"])
        #expect(imported.diagnostics.hasErrors == (value == nil), "what is ambiguous is an error")
        #expect(imported.policy.addresses.count == 2)
    }

    @Test func severalVirtualSystemsAndPushedPolicyAreRead() {
        let text = """
            set vsys vsys1 zone a network layer3 ethernet1/1
            set vsys vsys2 zone b network layer3 ethernet1/2
            set vsys vsys2 rulebase security rules local from b to b source any destination any application any service any action allow
            set policy panorama pre-rulebase security rules first from any to any source any destination any application any service any
            set policy panorama pre-rulebase security rules first action deny
            set policy panorama address pushed ip-netmask 10.7.0.1
            """
        #expect(importText(text).diagnostics.all.map(\.code) == ["NGFW-X021"])
        var options = ImportOptions()
        options.vsys = "vsys2"
        let imported = importText(text, options)
        #expect(imported.diagnostics.isEmpty)
        #expect(imported.policy.zones?.map(\.name) == ["b"])
        #expect(imported.policy.rules.map { "\($0.layer): \($0.name)" } == ["shared pre: first", "vsys2: local"])
        #expect(imported.policy.addresses.map(\.name) == ["pushed"])
    }

    @Test func aPanoramaIsReadWithItsHierarchyAndTemplates() {
        let rule = "from any to any source any destination any application any service any action deny"
        let text = """
            set shared address web ip-netmask 10.0.0.1
            set shared pre-rulebase security rules "shared first" \(rule)
            set device-group DC pre-rulebase security rules dc \(rule)
            set device-group DC address web ip-netmask 10.0.0.2
            set device-group DC-WEB devices 001234567890 vsys vsys1
            set device-group DC-WEB reference-templates T-DC
            set device-group DC-WEB pre-rulebase security rules web \(rule)
            set device-group DC-WEB pre-rulebase security rules web target negate no
            set device-group DC-WEB post-rulebase default-security-rules rules interzone-default action reset-both log-end no
            set template T-DC config devices localhost.localdomain vsys vsys1 zone trust network layer3 ethernet1/1
            set template T-DC config devices localhost.localdomain network interface ethernet ethernet1/1 layer3 ip 10.1.0.1/24
            set readonly devices localhost.localdomain device-group DC-WEB parent-dg DC
            """
        var options = ImportOptions()
        options.serial = "001234567890"
        let imported = importText(text, options)
        #expect(imported.diagnostics.all.map(\.description) == [])
        #expect(imported.policy.rules.map { "\($0.layer): \($0.name)" } == ["shared pre: shared first", "DC pre: dc", "DC-WEB pre: web"])
        #expect(imported.policy.addresses.map(\.value) == [IPPrefix("10.0.0.2").map { .prefix($0) }])
        #expect((imported.policy.interzoneDefault.action, imported.policy.interzoneDefault.logEnd) == (.resetBoth, false))
        #expect(imported.zoneMap.entries.map { "\($0.prefix) \($0.zone)" } == ["10.1.0.0/24 trust"])
    }

    @Test func whatIsLeftOutDoesNotTakeAlongWhatFollows() {
        let imported = importText(
            """
            set address a description "all of it" ip-netmask 10.0.0.1 tag x
            set rulebase security rules r from any to any source any destination any application any service any profile-setting group g action deny
            set rulebase security rules r option disable-server-response-inspection no log-start yes
            set profiles virus strict decoder ftp action drop
            set address b ip-netmask 10.0.0.2 # a remark
            set cli config-output-format set
            """)
        #expect(imported.diagnostics.all.map(\.description) == [])
        #expect(imported.policy.addresses.map(\.name) == ["a", "b"])
        #expect(imported.policy.addresses.first?.tags == ["x"])
        #expect(imported.policy.rules.map(\.action) == [.deny])
        #expect(imported.policy.rules.map(\.logStart) == [true])
    }

    @Test func aCriterionThatIsNotSupportedDoesNotSwallowTheAction() {
        let imported = importText(
            "set rulebase security rules r from any to any source any destination any application any service any source-imsi [ 1 2 ] action deny"
        )
        #expect(imported.policy.rules.map(\.action) == [.deny])
        #expect(imported.policy.rules.map(\.flaw) == ["its 'source-imsi' cannot be understood"])
    }

    @Test(arguments: [
        "source [ a b", "source [ a", "source a b", "source \"a", "source \"a\nset address x fqdn y", "source [x y]",
        "negate-source [ yes ]",
        "frobnicate", "source a frobnicate", "schedule", "source",
    ])
    func aRuleWithACommandThatCannotBeReadMatchesNothing(text: String) {
        let whole = "from any to any destination any application any service any action allow"
        let imported = importText("set rulebase security rules r \(whole)\nset rulebase security rules r \(text)\n")
        #expect(imported.diagnostics.hasErrors)
        #expect(imported.policy.rules.map { $0.flaw != nil } == [true])
    }

    @Test func everyTruncationIsReadOrToldAbout() {
        let bytes = Array(example.utf8)
        for count in 0..<bytes.count {
            let imported = ConfigurationImporter(catalogue: builtIn).read(Array(bytes[..<count]), name: "c.txt")
            #expect(imported.policy.rules.count <= 2)
        }
    }
}
