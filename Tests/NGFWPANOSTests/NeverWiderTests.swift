import NGFWCore
import NGFWPANOS
import NGFWPolicy
import Testing

/// Whatever an import cannot read, does not know or may not use never makes a rule match more than its text says.
@Suite struct NeverWiderTests {
    private func read(_ text: String, _ options: ImportOptions = ImportOptions()) -> ImportedConfiguration {
        ConfigurationImporter(catalogue: builtIn, options: options).read(Array(text.utf8), name: "c.xml")
    }

    /// The name of the rule that decides for a TCP session between two zones.
    private func winner(_ imported: ImportedConfiguration, from source: String = "10.0.0.1", port: UInt16 = 80) -> String {
        let engine = PolicyEngine(ResolvedPolicy(imported.policy))
        guard let source = IPAddress(source) else { return "" }
        let tuple = FiveTuple(
            source: source, sourcePort: 40_000, destination: IPAddress(v4: 0x0a00_0063), destinationPort: port, ipProtocol: .tcp)
        let zones = engine.policy.zonePair(from: "A", to: "B")
        return engine.explain(MatchInput(tuple: tuple, from: zones.from, to: zones.to, time: Timestamp(seconds: 0))).winner
    }

    @Test(arguments: [
        "<schedule/>", "<schedule><member>office</member></schedule>", "<source-imsi><member>1</member></source-imsi>",
        "<source-nw-slice><sst>1</sst></source-nw-slice>", "<saas-tenant-list><member>corp</member></saas-tenant-list>",
        "<source><member>10.1.0.0/16</member></source>", "<action>allow</action>", "<frobnicate/>", "<frobnicate>any</frobnicate>",
    ])
    func aRuleWithACriterionThatCannotBeUsedIsNotUsed(children: String) {
        let imported = importRule(children)
        #expect(imported.policy.rules.map { $0.flaw != nil } == [true])
        #expect(imported.diagnostics.all.contains { $0.code == "NGFW-X041" })
        #expect(winner(imported) == "interzone-default")
    }

    @Test(arguments: [
        "<source-imsi><member>any</member></source-imsi>", "<source-device><member>any</member></source-device>", "<saas-user-list/>",
    ])
    func aCriterionThatAsksForNothingIsNoHindrance(children: String) {
        #expect(importRule(children).diagnostics.isEmpty)
        #expect(winner(importRule(children)) == "r")
    }

    @Test(arguments: [
        "<hip-profiles><member>managed</member></hip-profiles><source-hip><member>any</member></source-hip>",
        "<source-hip><member>any</member></source-hip><hip-profiles><member>managed</member></hip-profiles>",
        "<source-hip><member>managed</member></source-hip><hip-profiles><member>any</member></hip-profiles>",
        "<source-hip><member>managed</member></source-hip><hip-profiles><member>no-hip</member></hip-profiles>",
    ])
    func ofTheOldAndTheNewHostProfilesBothCount(children: String) {
        let imported = importRule(children)
        #expect(!imported.policy.rules[0].isDisabled)
        #expect(winner(imported) == "interzone-default")
    }

    @Test(arguments: [
        "<service><entry name='service-http'><protocol><tcp><port>81-</port></tcp></protocol></entry></service>",
        "<service><entry name='service-http'><protocol><icmp/></protocol></entry></service>",
        "<service><entry name='service-http'/></service>",
        "<service><entry name='service-http'><protocol><tcp><port>80</port><source-port>x</source-port></tcp></protocol></entry></service>",
    ])
    func aServiceThatCannotBeReadIsNotReplacedByTheBuiltInOne(service: String) {
        let rule = """
            <rulebase><security><rules><entry name='r'><from><member>any</member></from><to><member>any</member></to>
            <source><member>any</member></source><destination><member>any</member></destination>
            <application><member>any</member></application><service><member>service-http</member></service><action>allow</action>
            </entry></rules></security></rulebase>
            """
        #expect(winner(importVsys(rule)) == "r")
        #expect(winner(importVsys(service + rule)) == "interzone-default")
    }

    private static let incomplete = [
        "<address-group><entry name='x'><static><member>10.9.0.0/16</member><member/></static></entry></address-group>",
        "<address-group><entry name='x'/></address-group>",
        "<address><entry name='x'><fqdn>www.example.com</fqdn></entry></address>",
        "<address><entry name='x'><ip-netmask>10.9.0.0/99</ip-netmask></entry></address>",
        "<region><entry name='x'><address><member>10.9.0.0/16</member><member>10.0.0</member></address></entry></region>",
        "<external-list><entry name='x'><type><ip><url>http://h/l</url></ip></type></entry></external-list>",
        "<external-list><entry name='x'><type><url><url>http://h/l</url></url></type></entry></external-list>",
        "",
    ]

    @Test(arguments: incomplete.indices)
    func anAllowRuleThatNegatesWhatIsNotWhollyKnownMatchesNothing(index: Int) {
        func imported(_ action: String) -> ImportedConfiguration {
            importVsys(
                Self.incomplete[index] + """
                    <rulebase><security><rules><entry name='r'><from><member>any</member></from><to><member>any</member></to>
                    <source><member>x</member></source><destination><member>any</member></destination><negate-source>yes</negate-source>
                    <application><member>any</member></application><service><member>any</member></service><action>\(action)</action>
                    </entry></rules></security></rulebase>
                    """)
        }
        #expect(winner(imported("allow")) == "interzone-default")
        #expect(winner(imported("drop")) == "r")
    }

    @Test func aListWithoutEntriesIsNotKnownAndOneThatIsGivenEmptyIs() {
        func imported(_ name: String, _ entries: [IPRange]?, _ lists: String = "") -> ImportedConfiguration {
            var options = ImportOptions()
            options.externalLists[name] = entries
            let text =
                lists + """
                    <rulebase><security><rules><entry name='r'><from><member>any</member></from><to><member>any</member></to>
                    <source><member>\(name)</member></source><destination><member>any</member></destination>
                    <negate-source>yes</negate-source><application><member>any</member></application><service><member>any</member></service>
                    <action>allow</action></entry></rules></security></rulebase>
                    """
            return importVsys(text, options)
        }
        let list = "<external-list><entry name='bad'><type><ip/></type></entry></external-list>"
        let own = IPRange("10.0.0.1-10.0.0.1").map { [$0] } ?? []
        #expect(winner(imported("bad", [], list)) == "r")
        #expect(winner(imported("bad", nil, list)) == "interzone-default")
        #expect(winner(imported("bad", own, list)) == "interzone-default")
        // A list of the vendor's, and a country, which configurations name without defining them.
        for name in ["panw-highrisk-ip-list", "DE"] {
            #expect(winner(imported(name, own)) == "interzone-default")
            #expect(winner(imported(name, own), from: "10.0.0.2") == "r")
            #expect(!ResolvedPolicy(imported(name, own).policy).diagnostics.hasErrors)
        }
        #expect(ResolvedPolicy(imported("panw-known-ip-list", nil).policy).diagnostics.all.map(\.code) == ["NGFW-P025", "NGFW-P027"])
        #expect(ResolvedPolicy(imported("DE", nil).policy).diagnostics.all.map(\.code) == ["NGFW-P007", "NGFW-P027"])
    }

    @Test func whatStandsTwiceInAnElementIsAnErrorAtTheSecondPlace() {
        let rules = "<rules><entry name='r'><action>deny</action></entry></rules>"
        let imported = importVsys("<rulebase><security>\n\(rules)\n\(rules)</security></rulebase>")
        #expect(
            imported.diagnostics.all.filter { $0.severity == .error }.map(\.description) == [
                "c.xml:4:1: error: 'vsys/entry/rulebase/security/rules' stands a second time in the same element; "
                    + "join the two, only one counts [NGFW-X038]"
            ])
    }

    @Test func rulesBesideTheLocalOnesAreReadOrToldAbout() {
        func rulebase(_ kind: String, _ name: String) -> String {
            "<\(kind)><security><rules><entry name='\(name)'><action>deny</action></entry></rules></security></\(kind)>"
        }
        let merged = importVsys(rulebase("post-rulebase", "post") + rulebase("rulebase", "own") + rulebase("pre-rulebase", "pre"))
        #expect(merged.policy.rules.map(\.name) == ["pre", "own", "post"])

        let group = "<device-group><entry name='DG'>\(rulebase("rulebase", "lost"))</entry></device-group>"
        let panorama = read(
            "<config><devices><entry name='l'>\(group)<vsys><entry name='vsys1'>\(rulebase("rulebase", "lost too"))</entry></vsys>"
                + "</entry></devices></config>")
        #expect(panorama.policy.rules.isEmpty)
        #expect(panorama.diagnostics.all.map(\.code) == ["NGFW-X048", "NGFW-X031"])
        #expect(panorama.diagnostics.all.last?.message.contains("'device-group/entry/rulebase'") == true)

        let defaults = importVsys(
            "<pre-rulebase><default-security-rules><rules><entry name='intrazone-default'><action>deny</action></entry></rules>"
                + "</default-security-rules></pre-rulebase>")
        #expect(defaults.policy.intrazoneDefault.action == .allow)
        #expect(defaults.diagnostics.all.map(\.code) == ["NGFW-X031"])
    }

    @Test func aRuleForOtherDevicesDoesNotTakeItsName() {
        func rule(_ serial: String, _ negate: String, _ port: String) -> String {
            """
            <entry name='r'><target><devices><entry name='\(serial)'/></devices><negate>\(negate)</negate></target>
            <from><member>any</member></from><to><member>any</member></to><source><member>any</member></source>
            <destination><member>any</member></destination><application><member>any</member></application>
            <service><member>\(port)</member></service><action>allow</action></entry>
            """
        }
        func imported(_ rules: String) -> ImportedConfiguration {
            var options = ImportOptions()
            options.serial = "001"
            return read(
                "<config><shared><pre-rulebase><security><rules>\(rules)</rules></security></pre-rulebase></shared></config>", options)
        }
        let two = imported(rule("002", "no", "any") + rule("001", "no", "service-http"))
        #expect(two.policy.rules.map(\.services) == [["service-http"]])
        #expect(!two.diagnostics.all.contains { $0.code == "NGFW-X034" })
        let unclear = imported(rule("002", "maybe", "any"))
        #expect(unclear.policy.rules.map(\.flaw) == ["nobody knows whether it is for this device"])
        #expect(unclear.diagnostics.hasErrors)
    }

    @Test func zonesOfTemplatesTellWhereUsersAreLookedUp() {
        let imported = read(
            """
            <config><devices><entry name='l'>
            <device-group><entry name='DG'><reference-templates><member>T</member></reference-templates>
            <pre-rulebase><security><rules><entry name='r'><from><member>A</member><member>elsewhere</member></from><to><member>any</member></to>
            <source><member>any</member></source><destination><member>any</member></destination><source-user><member>known-user</member></source-user>
            <application><member>any</member></application><service><member>any</member></service><action>allow</action></entry></rules></security>
            </pre-rulebase></entry></device-group>
            <template><entry name='T'><config><devices><entry name='l'><vsys><entry name='vsys1'><zone>
            <entry name='A'/><entry name='U'><enable-user-identification>yes</enable-user-identification></entry></zone></entry></vsys>
            </entry></devices></config></entry></template></entry></devices></config>
            """)
        #expect(imported.diagnostics.isEmpty)
        let resolved = ResolvedPolicy(imported.policy)
        #expect(resolved.diagnostics.isEmpty, "a rule may name a zone of a template that is not there")
        let zones = ["A", "U", "elsewhere"].map { resolved.identifiesUsers(in: resolved.zoneID(named: $0)) }
        #expect(zones == [false, true, true])
    }

    // MARK: Rules and texts that nobody reads

    private static let rule = """
        <entry name='deny'><from><member>any</member></from><to><member>any</member></to><source><member>any</member></source>
        <destination><member>any</member></destination><application><member>any</member></application>
        <service><member>any</member></service><action>deny</action></entry>
        """

    @Test(arguments: [
        "<prerulebase><security><rules>RULE</rules></security></prerulebase>",
        "<pre-rulebase><securty><rules>RULE</rules></securty></pre-rulebase>",
        "<pre-rulebase><security><rule>RULE</rule></security></pre-rulebase>", "<pre-rulebase><security>RULE</security></pre-rulebase>",
        "<pre-rulebase><rules>RULE</rules></pre-rulebase>", "<security><rules>RULE</rules></security>",
        "<policies><a><b><c>RULE</c></b></a></policies>",
    ])
    func rulesWhereNoneAreReadAreAnError(text: String) {
        let imported = importVsys(text.split(separator: "RULE", omittingEmptySubsequences: false).joined(separator: Self.rule))
        let errors = imported.diagnostics.all.filter { $0.severity == .error }
        #expect(errors.map(\.code) == ["NGFW-X031"], "\(errors)")
        #expect(errors.allSatisfy { $0.location?.line == 2 })
    }

    @Test(arguments: [
        "set shared rulebase security rules d action deny", "set rulebase securty rules d action deny",
        "set rulebase security rule d action deny", "set prerulebase security rules d action deny",
        "set rulebase rules d action deny", "set policy panorama device-group DG pre-rulebase security rules d action deny",
    ])
    func commandsForRulesWhereNoneAreReadAreAnError(command: String) {
        let text = "\(command)\nset rulebase security rules r action allow\n"
        let imported = ConfigurationImporter(catalogue: builtIn).read(Array(text.utf8), name: "c.txt")
        let errors = imported.diagnostics.all.filter { $0.severity == .error }
        #expect(errors.map { "\($0.code) \($0.location?.line ?? 0)" } == ["NGFW-X031 1"], "\(imported.diagnostics.all)")
    }

    @Test(arguments: [
        "<x><y>rules of the house</y></x>", "<frobnicate><entry name='a'><action>forward</action></entry></frobnicate>", "<rulebases/>",
    ])
    func whatHoldsNoRulesIsStillAWarning(text: String) {
        #expect(!importVsys(text).diagnostics.hasErrors)
    }

    @Test(arguments: [
        "<source><member>10.9.0.0/16</member>10.0.0.0/8</source>", "<source>10.0.0.0/8<member>10.9.0.0/16</member></source>",
        "<source><!-- --><member>10.9.0.0/16</member><![CDATA[10.0.0.0/8]]></source>",
    ])
    func textBetweenMembersIsAnErrorAndTakesTheRuleOut(source: String) {
        let rule = """
            <entry name="r"><from><member>any</member></from><to><member>any</member></to>\(source)<negate-source>yes</negate-source>
            <destination><member>any</member></destination><application><member>any</member></application>
            <service><member>any</member></service><action>allow</action></entry>
            """
        let imported = importVsys("<rulebase><security><rules>\(rule)</rules></security></rulebase>")
        #expect(imported.diagnostics.all.filter { $0.severity == .error }.map(\.code) == ["NGFW-X041", "NGFW-X010"])
        #expect(winner(imported) == "interzone-default")
    }

    @Test func textBetweenElementsOfAnObjectTakesItsRulesOut() {
        let imported = importVsys("<address><entry name='o'>x<ip-netmask>10.0.0.0/8</ip-netmask></entry></address>")
        #expect(imported.diagnostics.all.map(\.code) == ["NGFW-X010"])
        #expect(imported.policy.unreadNames.addresses == ["o"])
    }

    // MARK: What is not known

    @Test(arguments: [
        "<negate-source>yes</negate-source><source><member>10.9.0.0/16</member><entry name='10.0.0.0/8'/></source>",
        "<negate-source>yes</negate-source><source><member>10.9.0.0/16</member><x>10.0.0.0/8</x></source>",
    ])
    func aMemberThatIsNoneIsNotLeftOutOfANegation(children: String) {
        let rule = """
            <entry name="r"><from><member>any</member></from><to><member>any</member></to>\(children)<destination><member>any</member></destination>
            <application><member>any</member></application><service><member>any</member></service><action>allow</action></entry>
            """
        let imported = importVsys("<rulebase><security><rules>\(rule)</rules></security></rulebase>")
        #expect(imported.diagnostics.hasErrors)
        #expect(winner(imported) == "interzone-default")
    }

    /// Objects that say something that nobody knows, in negated or allowing rules.
    private static let objects: [String] = [
        "<address-group><entry name='o'><static><member>10.9.0.1</member><entry name='10.0.0.1'/></static></entry></address-group>",
        "<address-group><entry name='o'><static><member>10.9.0.1</member><members>10.0.0.1</members></static></entry></address-group>",
        "<region><entry name='o'><address><member>10.9.0.0/16</member><prefix>10.0.0.0/8</prefix></address></entry></region>",
        "<external-list><entry name='o'><type><ip><url>x</url><exception-list><entry name='10.0.0.1'/></exception-list></ip></type></entry></external-list>",
    ]

    @Test(arguments: objects)
    func anObjectWithSomethingUnknownInItsListIsAnError(object: String) {
        let rule = """
            <entry name="r"><from><member>any</member></from><to><member>any</member></to><source><member>o</member></source>
            <negate-source>yes</negate-source><destination><member>any</member></destination>
            <application><member>any</member></application><service><member>any</member></service><action>allow</action></entry>
            """
        let imported = importVsys("\(object)<rulebase><security><rules>\(rule)</rules></security></rulebase>")
        #expect(imported.diagnostics.hasErrors)
        #expect(winner(imported) == "interzone-default")
    }

    @Test(arguments: [
        "<tagging/>", "<tagging><tag/></tagging>", "<category/>", "<risk/>", "<category><entry name='x'/></category>",
        "<exclude><entry name='ssh'/></exclude>", "<exclude><member/></exclude>", "<tagging><tag><entry name='x'/></tag></tagging>",
        "<category><member>x</member><x>y</x></category>", "<category><member/></category>",
    ])
    func anApplicationFilterWithACriterionThatIsNotUnderstoodMatchesNothing(criterion: String) {
        let imported = importVsys("<application-filter><entry name='f'>\(criterion)</entry></application-filter>")
        #expect(imported.diagnostics.hasErrors)
        #expect(imported.policy.applicationFilters.map(\.risks) == [[0]])
    }

    @Test(arguments: [
        "<service><entry name='s'><protocol><tcp><port>80</port><zz>1</zz></tcp></protocol></entry></service>",
        "<service><entry name='s'><protocol><zz>1</zz><tcp><port>80</port></tcp></protocol></entry></service>",
        "<schedule><entry name='s'><schedule-type><recurring><weekly><funday><member>08:00-09:00</member></funday></weekly></recurring></schedule-type></entry></schedule>",
        "<service-group><entry name='s'><members><member>a</member><entry name='b'/></members></entry></service-group>",
        "<application-group><entry name='s'><members><member>ssh</member><x>b</x></members></entry></application-group>",
    ])
    func whatAServiceAGroupOrAScheduleAsksForMustBeKnown(object: String) {
        #expect(importVsys(object).diagnostics.hasErrors)
    }

    @Test(arguments: [
        "<recurring><daily/></recurring>", "<recurring><weekly/></recurring>", "<recurring><weekly><monday/></weekly></recurring>",
        "<non-recurring/>",
    ])
    func aScheduleWithoutTimesIsAnError(type: String) {
        let imported = importVsys("<schedule><entry name='s'><schedule-type>\(type)</schedule-type></entry></schedule>")
        #expect(imported.diagnostics.all.map(\.code) == ["NGFW-X037"])
    }

    @Test func ofTwoSystemsOrDeviceGroupsOfOneNameNeitherIsTakenSilently() {
        let deny = "<rulebase><security><rules><entry name='no'><action>deny</action></entry></rules></security></rulebase>"
        var options = ImportOptions()
        options.vsys = "vsys1"
        let systems = read(
            "<config><devices><entry name='d'><vsys><entry name='vsys1'/><entry name='vsys1'>\(deny)</entry></vsys></entry></devices></config>",
            options)
        #expect(systems.diagnostics.all.contains { $0.code == "NGFW-X034" && $0.severity == .error })
        let pushed = read(
            """
            <config><devices><entry name='d'><vsys><entry name='vsys1'/></vsys></entry></devices><panorama><vsys><entry name='vsys1'/>
            <entry name='vsys1'><pre-rulebase/></entry></vsys></panorama></config>
            """)
        #expect(pushed.diagnostics.all.contains { $0.code == "NGFW-X034" && $0.severity == .error })
        options = ImportOptions()
        options.deviceGroup = "A"
        let groups = read(
            "<config><devices><entry name='d'><device-group><entry name='A'/><entry name='A'/></device-group></entry></devices></config>",
            options)
        #expect(groups.diagnostics.all.contains { $0.code == "NGFW-X034" && $0.severity == .error })
        let parents = read(
            """
            <config><devices><entry name='d'><device-group><entry name='A'/><entry name='B'/><entry name='C'/></device-group></entry></devices>
            <readonly><devices><entry name='d'><device-group><entry name='A'><parent-dg>B</parent-dg></entry>
            <entry name='A'><parent-dg>C</parent-dg></entry></device-group></entry></devices></readonly></config>
            """, options)
        #expect(parents.diagnostics.all.map(\.code) == ["NGFW-X026"])
    }

    @Test(arguments: [
        "<pattern>abcdefgh</pattern><negate>YES</negate>", "<pattern>abcdefgh</pattern><negate/>", "<pattern>abcdefgh</pattern><zz>1</zz>",
        "<pattern>abcdefgh</pattern><qualifier><member>http-method</member></qualifier>",
    ])
    func aSignatureWithSomethingThatIsNotUnderstoodIsAnError(test: String) {
        let imported = importVsys(
            """
            <application><entry name="a"><signature><entry name="s"><and-condition><entry name="1"><or-condition><entry name="2"><operator>
            <pattern-match><context>http-req-host-header</context>\(test)</pattern-match></operator></entry></or-condition></entry></and-condition>
            </entry></signature></entry></application>
            """)
        #expect(imported.diagnostics.hasErrors)
    }

    @Test(arguments: ["<geo-location><latitude>1</latitude></geo-location>", "<address/>", ""])
    func aRegionWithoutNetworksIsNotNowhere(content: String) {
        let rule = """
            <entry name="r"><from><member>any</member></from><to><member>any</member></to><source><member>home</member></source>
            <negate-source>yes</negate-source><destination><member>any</member></destination>
            <application><member>any</member></application><service><member>any</member></service><action>allow</action></entry>
            """
        let imported = importVsys(
            "<region><entry name='home'>\(content)</entry></region><rulebase><security><rules>\(rule)</rules></security></rulebase>")
        #expect(imported.policy.incompleteAddresses.contains("home"))
        #expect(winner(imported) == "interzone-default")
        for format in ConfigurationFormat.allCases {
            let again = importText(String(decoding: ConfigurationExporter().export(imported, as: format).text, as: UTF8.self))
            #expect(again.policy.regions == imported.policy.regions)
            #expect(again.policy.incompleteAddresses == imported.policy.incompleteAddresses)
        }
    }
}
