import NGFWCore
import NGFWPANOS
import NGFWPolicy
import Testing

/// Imports a firewall whose only vsys holds this.
func importVsys(_ inside: String, _ options: ImportOptions = ImportOptions(), limits: Limits = .standard) -> ImportedConfiguration {
    let text = "<config><devices><entry name='l'><vsys><entry name='vsys1'>\n\(inside)\n</entry></vsys></entry></devices></config>"
    return ConfigurationImporter(catalogue: builtIn, options: options, limits: limits).read(Array(text.utf8), name: "c.xml")
}

/// A rulebase of one rule `r`, complete but for the given children, which replace those of the same name.
func importRule(_ children: String, replacing: [String] = []) -> ImportedConfiguration {
    let all = ["from", "to", "source", "destination", "application", "service"]
    let rest = all.filter { !replacing.contains($0) }.map { "<\($0)><member>any</member></\($0)>" }.joined()
    let action = replacing.contains("action") ? "" : "<action>allow</action>"
    return importVsys("<rulebase><security><rules><entry name='r'>\n\(children)\n\(rest)\(action)</entry></rules></security></rulebase>")
}

@Suite struct ImportErrorTests {
    private func errors(_ imported: ImportedConfiguration) -> [String] {
        imported.diagnostics.all.filter { $0.severity == .error }.map(\.description)
    }

    private static let values: [(String, String)] = [
        (
            "<address><entry name='a'><ip-netmask>10.0.0.0/33</ip-netmask></entry></address>",
            "c.xml:2:26: error: '10.0.0.0/33' is not an address or prefix such as '10.0.0.0/8' [NGFW-X036]"
        ),
        (
            "<address><entry name='a'><ip-range>10.0.0.9-10.0.0.1</ip-range></entry></address>",
            "c.xml:2:26: error: '10.0.0.9-10.0.0.1' is not a range such as '10.0.0.1-10.0.0.9' [NGFW-X036]"
        ),
        (
            "<address><entry name='a'><ip-wildcard>10.0.0.0/255.0.0</ip-wildcard></entry></address>",
            "c.xml:2:26: error: '10.0.0.0/255.0.0' is not a wildcard such as '10.132.1.1/0.0.2.255' [NGFW-X036]"
        ),
        (
            "<address><entry name='a'><fqdn>a b</fqdn></entry></address>",
            "c.xml:2:26: error: 'a b' is not a host name [NGFW-X036]"
        ),
        (
            "<address><entry name='a'/></address>",
            "c.xml:2:10: error: address 'a' has no 'ip-netmask' or 'ip-range' or 'fqdn' or 'ip-wildcard' and is left out [NGFW-X035]"
        ),
        (
            "<address><entry name='a'><fqdn>a</fqdn><ip-netmask>1.1.1.1</ip-netmask></entry></address>",
            "c.xml:2:40: error: address 'a' has more than one of 'fqdn', 'ip-netmask' and is left out [NGFW-X039]"
        ),
        ("<address><entry><fqdn>a</fqdn></entry></address>", "c.xml:2:10: error: this address has no name and is left out [NGFW-X032]"),
        (
            "<address><entry name='any'><fqdn>a</fqdn></entry></address>",
            "c.xml:2:10: error: the name 'any' of this address is reserved; it is left out [NGFW-X033]"
        ),
        (
            "<zone><entry name='12345678901234567890123456789012'/></zone>",
            "c.xml:2:7: error: the name '12345678901234567890123456789012' of this zone is longer than 31 bytes; it is left out [NGFW-X033]"
        ),
        (
            "<service><entry name='s'><protocol><tcp><port>80-70</port></tcp></protocol></entry></service>",
            "c.xml:2:41: error: '80-70' is not a port list such as '80,8000-8010' [NGFW-X036]"
        ),
        (
            "<service><entry name='s'><protocol><tcp/></protocol></entry></service>",
            "c.xml:2:36: error: service 's' has no 'port' and is left out [NGFW-X035]"
        ),
        (
            "<schedule><entry name='s'><recurring><daily><member>22:00-22:00</member></daily></recurring></entry></schedule>",
            "c.xml:2:45: error: '22:00-22:00' is not a time of day from start to a later end, as in '08:00-17:30' [NGFW-X036]"
        ),
        (
            "<schedule><entry name='s'><non-recurring><member>2026/02/30@00:00-2026/03/01@00:00</member></non-recurring></entry></schedule>",
            "c.xml:2:42: error: '2026/02/30@00:00-2026/03/01@00:00' is not a time from start to a later end, as in "
                + "'2026/01/01@00:00-2026/01/31@23:59' [NGFW-X036]"
        ),
        (
            "<application><entry name='ssh'/></application>",
            "c.xml:2:14: error: application 'ssh' is built in; the custom one is left out [NGFW-X051]"
        ),
        (
            "<application-filter><entry name='f'><new-appid>yes</new-appid></entry></application-filter>",
            "c.xml:2:37: error: 'new-appid' of application filter 'f' is not supported, so the filter matches nothing [NGFW-X054]\n"
                + "  note: name the applications in an application group instead"
        ),
        (
            "<rulebase><default-security-rules><rules><entry name='x'/></rules></default-security-rules></rulebase>",
            "c.xml:2:42: error: 'x' is no default rule; expected 'intrazone-default' or 'interzone-default' [NGFW-X047]"
        ),
    ]

    @Test(arguments: values.indices)
    func valuesThatCannotBeReadAreErrorsAtTheirPlace(index: Int) {
        let (inside, expected) = Self.values[index]
        #expect(errors(importVsys(inside)) == [expected])
    }

    private static let rules: [(String, String, String)] = [
        ("source", "<source/>", "c.xml:3:1: error: 'source' is empty; write 'any' where any is meant [NGFW-X037]"),
        (
            "source", "<source><member/></source>", "c.xml:3:9: error: '' is not a name of at most 1023 bytes [NGFW-X036]"
        ),
        ("service", "<service></service>", "c.xml:3:1: error: 'service' is empty; write 'any' where any is meant [NGFW-X037]"),
        (
            "rule-type", "<rule-type>intra</rule-type>",
            "c.xml:3:1: error: 'intra' is not 'universal', 'intrazone' or 'interzone' [NGFW-X036]"
        ),
        (
            "negate-source", "<negate-source>maybe</negate-source>", "c.xml:3:1: error: 'maybe' is not 'yes' or 'no' [NGFW-X036]"
        ),
    ]

    @Test(arguments: rules.indices)
    func aRuleThatCannotBeReadWholeIsAnErrorAndMatchesNothing(index: Int) {
        let (field, children, expected) = Self.rules[index]
        let imported = importRule(children, replacing: [field])
        #expect(
            errors(imported) == [
                expected,
                "c.xml:2:28: error: rule 'r' could not be read whole, so it matches nothing: "
                    + "its '\(field)' cannot be understood [NGFW-X041]",
            ])
        #expect(imported.policy.rules.map(\.flaw) == ["its '\(field)' cannot be understood"])
    }

    @Test func aRuleThatBlocksAndCannotBeReadWholeDoesNotBecomeWider() {
        let imported = importRule(
            "<source><member></member><member>web</member></source><action>drop</action>", replacing: ["source", "action"])
        #expect(imported.policy.rules[0].source == ["(unreadable)", "web"])
        #expect(imported.policy.rules[0].flaw != nil)
    }

    @Test func anUnknownActionBlocks() {
        let imported = importRule("<action>permit</action>", replacing: ["action"])
        #expect(imported.policy.rules[0].action == .deny)
        #expect(imported.diagnostics.hasErrors)
    }

    @Test func anObjectThatCannotBeReadIsNotReplacedByOneOfAFartherScope() {
        let text = """
            <config><shared><address><entry name='a'><ip-netmask>10.0.0.0/8</ip-netmask></entry></address></shared>
            <devices><entry name='l'><vsys><entry name='vsys1'>
            <address><entry name='a'><ip-netmask>10.0.0.0/99</ip-netmask></entry></address></entry></vsys></entry></devices></config>
            """
        let imported = ConfigurationImporter(catalogue: builtIn).read(Array(text.utf8), name: "c.xml")
        #expect(imported.policy.addresses.isEmpty)
        #expect(imported.diagnostics.hasErrors)
    }

    /// Reference section 6.5.
    @Test func absentElementsOfARuleHaveTheDefaultsOfTheReference() {
        let imported = importVsys("<rulebase><security><rules><entry name='r'/></rules></security></rulebase>")
        let rule = imported.policy.rules[0]
        #expect((rule.action, rule.type, rule.logStart, rule.logEnd) == (.allow, .universal, false, true))
        #expect((rule.source, rule.applications, rule.services) == (["any"], ["any"], ["application-default"]))
        #expect(imported.diagnostics.all.map(\.code) == Array(repeating: "NGFW-X040", count: 7))
        #expect(
            imported.diagnostics.all.last?.description
                == "c.xml:2:28: warning: rule 'r' has no 'to'; 'any' is taken [NGFW-X040]")
    }

    /// Reference section 2.8.
    @Test func absentElementsOfAnOverrideRuleAreTold() {
        let imported = importVsys(
            "<rulebase><application-override><rules><entry name='o'><port>80</port><application>ssh</application></entry></rules>"
                + "</application-override></rulebase>")
        #expect(imported.policy.applicationOverrides[0].ipProtocol == .tcp)
        #expect(imported.diagnostics.all.map(\.code) == Array(repeating: "NGFW-X040", count: 4))
        #expect(imported.diagnostics.all.first?.description.hasSuffix("rule 'o' has no 'from'; 'any' is taken [NGFW-X040]") == true)
    }

    /// Reference section 8, vector 19.
    @Test(arguments: [("", true), ("<log-end>yes</log-end>", true), ("<log-end>no</log-end>", false)])
    func aRuleLogsAtTheEndUnlessItSaysNo(children: String, logs: Bool) {
        #expect(importRule(children).policy.rules[0].logEnd == logs)
    }

    /// Reference section 8, vector 3.
    @Test func anIntrazoneRuleWithDifferentZonesIsAnError() {
        let imported = importRule(
            "<rule-type>intrazone</rule-type><from><member>A</member></from><to><member>A</member><member>B</member></to>",
            replacing: ["from", "to"])
        let resolved = ResolvedPolicy(imported.policy)
        #expect(resolved.diagnostics.all.filter { $0.severity == .error }.map(\.code) == ["NGFW-P006"])
        #expect(resolved.diagnostics.all.first?.location?.description == "c.xml:2:28")
    }

    /// Reference section 8, vector 13.
    @Test(arguments: [("drop", false), ("reset-both", false), ("deny", true), ("allow", true)])
    func icmpUnreachableIsLegalWithDropAndResetsOnly(action: String, isError: Bool) {
        let imported = importRule("<action>\(action)</action><icmp-unreachable>yes</icmp-unreachable>", replacing: ["action"])
        #expect(ResolvedPolicy(imported.policy).diagnostics.hasErrors == isError)
    }

    /// Reference section 8, vector 16.
    @Test(arguments: [("not 'x'", true), ("'A' or 'B' and 'C'", false), ("a AND b", false), ("'a' and", true)])
    func filtersOfDynamicGroupsAreCheckedAtTheirPlace(filter: String, isError: Bool) {
        let imported = importVsys(
            """
            <address-group><entry name='g'><dynamic>
            <filter>\(filter)</filter></dynamic></entry></address-group>
            <rulebase><security><rules><entry name='r'><source><member>g</member></source></entry></rules></security></rulebase>
            """)
        let errors = ResolvedPolicy(imported.policy).diagnostics.all.filter { $0.severity == .error }
        #expect(errors.map { $0.location?.description } == (isError ? ["c.xml:3:1"] : []))
    }

    @Test func duplicatesStayWithTheFirstAndAreWarnedAbout() {
        let imported = importVsys(
            """
            <address><entry name='a'><ip-netmask>10.0.0.1</ip-netmask></entry><entry name='a'><ip-netmask>10.0.0.2</ip-netmask></entry></address>
            <address-group><entry name='a'><static><member>b</member></static></entry></address-group>
            """)
        #expect(imported.policy.addresses.map(\.value) == [IPPrefix("10.0.0.1").map { .prefix($0) }])
        #expect(
            imported.diagnostics.all.map(\.description) == [
                "c.xml:2:67: warning: address 'a' is defined twice; the first one stays [NGFW-X034]\n  note: the first is at c.xml:2:10",
                "c.xml:3:16: warning: address group 'a' is defined twice; the first one stays [NGFW-X034]\n  note: the first is at c.xml:2:10",
            ])
    }

    @Test func manyElementsOfOneKindAreOneMessageWithTheirCount() {
        let entries = (0..<500).map { "<entry name='a\($0)'><ip-netmask>10.0.0.1</ip-netmask><frobnicate>yes</frobnicate></entry>" }
        let imported = importVsys("<address>\(entries.joined())</address>")
        #expect(
            imported.diagnostics.all.map(\.description) == [
                "c.xml:2:60: error: 'vsys/entry/address/entry/frobnicate' is not known, and what it stands for is left out "
                    + "(500 times, first here) [NGFW-X031]"
            ])
        #expect(imported.policy.addresses.count == 500)
    }

    @Test func moreRulesThanTheLimitAreAnError() {
        var limits = Limits()
        limits.rules = 2
        let rules = (0..<3).map { "<entry name='r\($0)'><action>deny</action></entry>" }.joined()
        let imported = importVsys("<rulebase><security><rules>\(rules)</rules></security></rulebase>", limits: limits)
        #expect(imported.policy.rules.count == 2)
        #expect(errors(imported) == ["c.xml:2:120: error: more than 2 rules; the rest is left out [NGFW-X042]"])
    }

    @Test(arguments: [
        (nil, "c.xml:1:40: error: the firewall has several virtual systems; choose one of 'vsys1', 'vsys2' (--vsys) [NGFW-X021]"),
        ("vsys3", "c.xml:1:40: error: there is no virtual system 'vsys3'; choose one of 'vsys1', 'vsys2' (--vsys) [NGFW-X022]"),
    ])
    func aVsysMustBeChosen(vsys: String?, expected: String) {
        let text = "<config><devices><entry name='l'><vsys><entry name='vsys1'/><entry name='vsys2'/></vsys></entry></devices></config>"
        var options = ImportOptions()
        options.vsys = vsys
        let imported = ConfigurationImporter(catalogue: builtIn, options: options).read(Array(text.utf8), name: "c.xml")
        #expect(errors(imported) == [expected])
    }

    @Test(arguments: [
        ("<configuration/>", "NGFW-X020"), ("<config/>", "NGFW-X027"), ("<config><devices/></config>", "NGFW-X027"),
        ("<config>", "NGFW-X003"),
        ("", "NGFW-X003"),
    ])
    func whatIsNoConfigurationIsRefused(text: String, code: String) {
        let imported = ConfigurationImporter(catalogue: builtIn).read(Array(text.utf8), name: "c.xml")
        #expect(imported.diagnostics.all.map(\.code) == [code])
    }

    @Test func aFileThatIsNotThereIsAnError() {
        let imported = ConfigurationImporter(catalogue: builtIn).read(path: fixture("nothing.xml"))
        #expect(
            texts(imported.diagnostics, "nothing.xml") == [
                "nothing.xml: error: cannot read the file: no such file or directory [NGFW-X001]"
            ])
    }

    @Test func aFirewallHasNoDeviceGroups() {
        var options = ImportOptions()
        options.deviceGroup = "DC"
        #expect(importVsys("", options).diagnostics.all.map(\.code) == ["NGFW-X028"])
    }

    @Test func rulesThatPanoramaPushedStandAroundTheLocalOnes() {
        func rules(_ name: String) -> String { "<security><rules><entry name='\(name)'><action>deny</action></entry></rules></security>" }
        let text = """
            <config><devices><entry name='l'><vsys><entry name='vsys1'><rulebase>\(rules("local"))</rulebase></entry></vsys></entry></devices>
            <panorama><vsys><entry name='vsys1'><address><entry name='p'><ip-netmask>10.0.0.1</ip-netmask></entry></address>
            <pre-rulebase>\(rules("pre"))</pre-rulebase><post-rulebase>\(rules("post"))</post-rulebase></entry></vsys></panorama></config>
            """
        let imported = ConfigurationImporter(catalogue: builtIn).read(Array(text.utf8), name: "c.xml")
        #expect(imported.policy.rules.map(\.name) == ["pre", "local", "post"])
        #expect(imported.policy.addresses.map(\.name) == ["p"])
    }

    private static let zone = """
        <config><devices><entry name='l'><deviceconfig><system>
        <timezone>Europe/Berlin</timezone></system></deviceconfig><vsys><entry name='vsys1'>
        <schedule><entry name='s'><recurring><daily><member>08:00-09:00</member></daily></recurring></entry></schedule>
        </entry></vsys></entry></devices></config>
        """

    @Test func theClockOfSchedulesIsTheDevicesAndAnUnknownZoneIsWarnedAbout() {
        let imported = ConfigurationImporter(catalogue: builtIn).read(Array(Self.zone.utf8), name: "c.xml")
        #expect(imported.diagnostics.isEmpty)
        #expect(imported.policy.timeZone == TimeZoneRules(posix: "CET-1CEST,M3.5.0,M10.5.0/3"))
        let elsewhere = Self.zone.split(separator: "Europe/Berlin").joined(separator: "Mars/Olympus")
        let unknown = ConfigurationImporter(catalogue: builtIn).read(Array(elsewhere.utf8), name: "c.xml")
        #expect(
            unknown.diagnostics.all.map(\.description) == [
                "c.xml:2:1: warning: time zone 'Mars/Olympus' is not known here: schedules are read in UTC [NGFW-X057]"
            ])
        var options = ImportOptions()
        options.timeZoneOffset = 3600
        let offset = ConfigurationImporter(catalogue: builtIn, options: options).read(Array(Self.zone.utf8), name: "c.xml")
        #expect(offset.diagnostics.isEmpty)
        #expect(offset.policy.timeZone == TimeZoneRules(offset: 3600))
    }
}
