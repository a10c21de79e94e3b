import NGFWAppID
import NGFWCore
import NGFWPANOS
import NGFWPolicy
import NGFWTestSupport
import Testing

@Suite struct ExportTests {
    private func read(_ text: [UInt8], _ options: ImportOptions = ImportOptions()) -> ImportedConfiguration {
        ConfigurationImporter(catalogue: builtIn, options: options).read(text, name: "generated")
    }

    /// What an export says again, with the first difference when it does not.
    private func expectSame(_ policy: Policy, _ other: Policy, _ context: String) {
        var other = other
        other.name = policy.name
        guard policy != other else { return }
        Issue.record("\(context): \(policy.firstDifference(to: other))")
    }

    @Test(arguments: ConfigurationFormat.allCases)
    func whatIsWrittenIsReadAsTheSamePolicy(format: ConfigurationFormat) {
        var unspeakable = 0
        for seed in 0..<300 {
            var generator = NamedPolicyGenerator(seed: UInt64(seed))
            let policy = generator.policy(builtIn)
            let export = ConfigurationExporter().export(policy, as: format)
            if format == .set, export.diagnostics.all.map(\.code) == ["NGFW-X080"] {
                unspeakable += 1
                continue
            }
            #expect(export.diagnostics.isEmpty, "seed \(seed): \(export.diagnostics.all)")
            let imported = read(export.text)
            let errors = imported.diagnostics.all.filter { $0.severity == .error }
            #expect(errors.isEmpty || errors.allSatisfy { $0.code == "NGFW-X037" }, "seed \(seed): \(errors)")
            expectSame(policy, imported.policy, "\(format) seed \(seed)")
        }
        #expect(unspeakable < 150)
    }

    private static let fixtures: [(String, @Sendable (inout ImportOptions) -> Void)] = [
        ("firewall.xml", { _ in }),
        ("panorama.xml", { ($0.deviceGroup, $0.serial) = ("DC-WEB", "001234567890") }),
        ("panorama.xml", { $0.deviceGroup = "DC" }),
        ("panorama.xml", { $0.deviceGroup = "shared" }),
        ("../../../Examples/web-app-segmentation/firewall.xml", { _ in }),
    ]

    @Test(arguments: fixtures.indices, ConfigurationFormat.allCases)
    func everyFixtureIsReadAsTheSamePolicyAgain(index: Int, format: ConfigurationFormat) {
        var options = ImportOptions()
        options.externalLists = ["bad-hosts": [IPRange("203.0.113.7-203.0.113.7")].compactMap(\.self)]
        Self.fixtures[index].1(&options)
        let original = ConfigurationImporter(catalogue: builtIn, options: options).read(path: fixture(Self.fixtures[index].0))
        let export = ConfigurationExporter().export(original, as: format)
        #expect(export.diagnostics.isEmpty)
        var again = ImportOptions()
        again.externalLists = options.externalLists
        let imported = read(export.text, again)
        expectSame(ConfigurationExporter.flattened(original.policy), imported.policy, Self.fixtures[index].0)
        #expect(imported.hostname == original.hostname)
        #expect(imported.sessionSettings == original.sessionSettings)
        #expect(imported.vsysName == original.vsysName)
        #expect(!imported.policy.rules.isEmpty)
    }

    @Test func theThreeSpellingsOfADocumentAreOnePolicy() throws {
        let policy = ConfigurationImporter(catalogue: builtIn).read(path: fixture("firewall.xml"))
        let texts = ConfigurationFormat.allCases.map {
            String(decoding: ConfigurationExporter().export(policy, as: $0).text, as: UTF8.self)
        }
        #expect(texts[0].hasPrefix("<?xml version=\"1.0\"?>\n<config version=\"11.1.0\">\n  <devices>\n"))
        #expect(texts[1].contains("\nset address-group DAG-WEB dynamic filter \"'web' and 'prod'\"\n"))
        #expect(texts[2].hasPrefix("{\n  \"config\": {\n    \"@version\": \"11.1.0\",\n"))
    }

    private let signatures = """
        <application><entry name="corp-payroll"><category>business-systems</category><risk>2</risk>
        <default><port><member>tcp/8443</member></port></default>
        <signature><entry name="s one"><scope>session</scope><order-free>yes</order-free><and-condition>
        <entry name="And Condition 1"><or-condition><entry name="Or Condition 1"><operator><pattern-match>
        <context>http-req-host-header</context><pattern> payroll\\.corp\\.example </pattern>
        <qualifier><entry name="http-method"><value>GET</value></entry></qualifier>
        </pattern-match></operator></entry><entry name="Or Condition 2"><operator><pattern-match><context>http-req-uri-path</context>
        <pattern>/payroll/&lt;x&amp;&gt;</pattern></pattern-match></operator></entry></or-condition></entry>
        <entry name="And Condition 2"><or-condition><entry name="Or Condition 1"><operator><equal-to>
        <context>unknown-req-tcp</context><position>second-4bytes</position><mask>0xffffff00</mask><value>0x01020304</value></equal-to></operator></entry>
        </or-condition></entry></and-condition></entry></signature></entry>
        <entry name="corp-ping"><risk>1</risk><default><ident-by-icmp-type><type>8</type><code>0</code></ident-by-icmp-type></default></entry>
        </application>
        """

    @Test(arguments: ConfigurationFormat.allCases)
    func signaturesOfCustomApplicationsAreWritten(format: ConfigurationFormat) {
        func withoutPlaces(_ imported: ImportedConfiguration) -> [CustomApplication] {
            imported.customApplications.map { application in
                var application = application
                application.location = nil
                for index in application.signatures.indices { application.signatures[index].location = nil }
                return application
            }
        }
        let original = importVsys(signatures)
        #expect(original.customApplications.map(\.signatures.count) == [1, 0])
        #expect(!original.diagnostics.hasErrors)
        let export = ConfigurationExporter().export(original, as: format)
        #expect(export.diagnostics.isEmpty)
        let imported = read(export.text)
        #expect(!imported.diagnostics.hasErrors)
        #expect(withoutPlaces(imported) == withoutPlaces(original))
        expectSame(ConfigurationExporter.flattened(original.policy), imported.policy, "\(format)")
    }

    @Test(arguments: ["a \" b", "a\nset x"])
    func whatTheSetFormatCannotSayIsRefused(text: String) {
        var policy = Policy(name: "p", catalogue: builtIn)
        policy.addresses = [AddressObject(name: "a", value: .fqdn("x"), tags: [text])]
        let export = ConfigurationExporter().export(policy, as: .set)
        #expect(export.text.isEmpty)
        #expect(export.diagnostics.all.map(\.code) == ["NGFW-X080"])
        #expect(read(ConfigurationExporter().export(policy, as: .xml).text).policy.addresses.first?.tags == [text])
        #expect(read(ConfigurationExporter().export(policy, as: .json).text).policy.addresses.first?.tags == [text])
    }

    @Test func whatCannotBeSaidIsAnErrorOrAWarning() {
        var policy = Policy(name: "p", catalogue: builtIn)
        policy.addresses = [AddressObject(name: " a", value: .fqdn("x"))]
        #expect(ConfigurationExporter().export(policy, as: .xml).diagnostics.all.map(\.code) == ["NGFW-X081"])
        policy.addresses = [AddressObject(name: "a\u{1}", value: .fqdn("x"))]
        #expect(ConfigurationExporter().export(policy, as: .xml).diagnostics.all.map(\.code) == ["NGFW-X080"])
        policy.addresses = []
        policy.services = [ServiceObject(name: "s", ipProtocol: .tcp, destinationPorts: .none)]
        #expect(ConfigurationExporter().export(policy, as: .xml).diagnostics.hasErrors)
        policy.services = []
        policy.rules = [SecurityRule(name: "r")]
        policy.rules[0].flaw = "its 'x' cannot be understood"
        let export = ConfigurationExporter().export(policy, as: .xml)
        #expect(export.diagnostics.all.map(\.code) == ["NGFW-X083"])
        #expect(read(export.text).policy.rules.map(\.isDisabled) == [true])
        policy.rules = []
        policy.timeZone = TimeZoneRules(offset: 5_400)
        #expect(ConfigurationExporter().export(policy, as: .xml).diagnostics.all.map(\.code) == ["NGFW-X084"])
    }

    private static let unread = [
        ("<address><entry name='10.0.0.1'><ip-netmask>10.0.0.0/99</ip-netmask></entry></address>", "source", "10.0.0.1"),
        (
            "<address><entry name='o'><ip-netmask>10.0.0.0/99</ip-netmask></entry></address><address-group><entry name='g'><static>"
                + "<member>o</member><member>10.9.9.9</member></static></entry></address-group>", "source", "g"
        ),
        ("<region><entry name='DE'><address><member>x</member></address></entry></region>", "destination", "DE"),
        ("<service><entry name='service-http'><protocol><tcp/></protocol></entry></service>", "service", "service-http"),
        ("<application><entry name='facebook'><risk>1</risk></entry></application>", "application", "facebook"),
        ("<application-filter><entry name='f'><tagging><no-tag>yes</no-tag></tagging></entry></application-filter>", "application", "f"),
        ("<dynamic-user-group><entry name='o'/></dynamic-user-group>", "source-user", "O"),
    ]

    @Test(arguments: unread.indices, ConfigurationFormat.allCases)
    func `a lenient export leaves out what was not read whole and disables the rules that name it`(
        index: Int, format: ConfigurationFormat
    ) {
        let (object, field, name) = Self.unread[index]
        func rule(_ rule: String, _ member: String) -> String {
            let lists = ["from", "to", "source", "destination", "application", "service", "source-user"].map { list in
                "<\(list)><member>\(list == field ? member : "any")</member></\(list)>"
            }
            return "<entry name='\(rule)'>\(lists.joined())<action>allow</action></entry>"
        }
        let imported = importVsys(
            "\(object)<rulebase><security><rules>\(rule("names it", name) + rule("does not", "any"))</rules></security></rulebase>")
        #expect(imported.diagnostics.hasErrors)
        #expect(ConfigurationExporter().export(imported, as: format).text.isEmpty)
        let export = ConfigurationExporter(lenient: true).export(imported, as: format)
        #expect(export.diagnostics.all.map(\.code) == ["NGFW-X082", "NGFW-X083"])
        let again = read(export.text)
        #expect(again.policy.rules.map(\.isDisabled) == [true, false])
        #expect(again.policy.rules.map(\.name) == ["names it", "does not"])
    }

    @Test(arguments: ["Europe/Berlin", "Australia/Sydney", "Asia/Kolkata", "Etc/GMT-2"])
    func `clocks are written as a zone that has them`(zone: String) {
        let text = """
            <config><devices><entry name='d'><deviceconfig><system><timezone>\(zone)</timezone></system></deviceconfig>
            <vsys><entry name='vsys1'><schedule><entry name='s'><recurring><daily><member>08:00-09:00</member></daily></recurring>
            </entry></schedule></entry></vsys></entry></devices></config>
            """
        let first = read(Array(text.utf8))
        #expect(first.policy.timeZone != .utc)
        let export = ConfigurationExporter().export(first.policy, as: .xml)
        #expect(export.diagnostics.isEmpty)
        #expect(read(export.text).policy.timeZone == first.policy.timeZone)
        let own = String(decoding: ConfigurationExporter().export(first, as: .set).text, as: UTF8.self)
        #expect(own.contains("set deviceconfig system timezone \(zone)\n"), "of several zones with the same clock the one that was read")
    }
}
