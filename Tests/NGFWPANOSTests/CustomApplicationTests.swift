import NGFWAppID
import NGFWCore
import NGFWPANOS
import NGFWPolicy
import Testing

/// Custom applications of a configuration. Source: reference sections 2.4, 2.9 and 2.10.
@Suite struct CustomApplicationTests {
    private func read(
        _ application: String, version: String = "10.1.0", shared: String = "", catalogue: ApplicationCatalogue = builtIn
    ) -> ImportedConfiguration {
        let text = """
            <config version="\(version)"><shared>\(shared)</shared><devices><entry name="localhost.localdomain"><vsys><entry name="vsys1">
            <application><entry name="payroll">\(application)</entry></application>
            </entry></vsys></entry></devices></config>
            """
        return ConfigurationImporter(catalogue: catalogue).read(Array(text.utf8), name: "c.xml")
    }

    /// A signature with one operator in each and-condition.
    private func signature(_ operators: String..., options: String = "") -> String {
        let conditions = operators.enumerated().map { number, text in
            "<entry name='And \(number)'><or-condition><entry name='Or'><operator>\(text)</operator></entry></or-condition></entry>"
        }
        return "<signature><entry name='s1'>\(options)<and-condition>\(conditions.joined())</and-condition></entry></signature>"
    }

    private func match(_ context: String, _ pattern: String, _ more: String = "") -> String {
        "<pattern-match><context>\(context)</context><pattern>\(pattern)</pattern>\(more)</pattern-match>"
    }

    @Test func signaturesAreRead() throws {
        let qualifier = "<qualifier><entry name='http-method'><value>GET</value></entry></qualifier>"
        let imported = read(
            "<parent-app>web-browsing</parent-app>"
                + signature(
                    match("http-req-host-header", #"payroll\.corp\.example"#, qualifier),
                    "<greater-than><context>http-rsp-code</context><value>399</value></greater-than>",
                    "<less-than><context>http-rsp-code</context><value>500</value></less-than>",
                    "<equal-to><context>http-req-content-length</context><value>0</value></equal-to>",
                    "<equal-to><context>unknown-req-tcp</context><position>second-4bytes</position><mask>0xffff0000</mask>"
                        + "<value>0x4a504159</value></equal-to>",
                    options: "<comment>c</comment><scope>session</scope><order-free>yes</order-free>"))
        #expect(imported.diagnostics.all == [])
        let application = try #require(imported.customApplications.first)
        #expect(application.name == "payroll")
        #expect(application.parent == "web-browsing")
        let signature = try #require(application.signatures.first)
        #expect(signature.scope == .session)
        #expect(!signature.isOrdered)
        #expect(signature.conditions.map(\.count) == [1, 1, 1, 1, 1])
        let tests = signature.conditions.map { $0[0].test }
        #expect(tests[1...] == [.greater(399), .less(500), .equal(0), .bytes(offset: 4, mask: 0xffff_0000, value: 0x4a50_4159)])
        guard case .pattern(let pattern) = tests[0] else { throw FlowMissing() }
        #expect(pattern.text == #"payroll\.corp\.example"#)
        #expect(signature.conditions[0][0].qualifiers == [.init("http-method", "GET")])
        // The defaults.
        let plain = try #require(read(self.signature(match("http-req-uri-path", "/payslip"))).customApplications.first?.signatures.first)
        #expect(plain.scope == .transaction && plain.isOrdered)
    }

    private struct FlowMissing: Error {}

    @Test func identitiesAndTimeoutsAreRead() throws {
        let imported = read(
            """
            <default><ident-by-icmp-type><type>8</type><code>3</code></ident-by-icmp-type></default><timeout>77</timeout><udp-timeout>9</udp-timeout>
            <tcp-half-closed-timeout>11</tcp-half-closed-timeout><tcp-time-wait-timeout>12</tcp-time-wait-timeout><risk>4</risk>
            """)
        #expect(imported.diagnostics.all == [])
        #expect(imported.customApplications.first?.icmp == .init(.icmp, type: 8, code: 3))
        let known = try #require(imported.policy.catalogue.id(named: "payroll").map { imported.policy.catalogue[$0] })
        #expect([known.tcpTimeout, known.udpTimeout, known.tcpHalfClosedTimeout, known.tcpTimeWaitTimeout] == [77, 9, 11, 12])
        #expect(known.risk == 4)
        #expect(read("<default><ident-by-ip-protocol>47</ident-by-ip-protocol></default>").customApplications.first?.ipProtocol == 47)
        #expect(
            read("<default><ident-by-icmp6-type>128</ident-by-icmp6-type></default>").customApplications.first?.icmp
                == .init(.icmpv6, type: 128))
    }

    @Test func predefinedApplicationsAreTuned() throws {
        let tuning = "<entry name='ssh'><tcp-timeout>99</tcp-timeout><tcp-time-wait-timeout>5</tcp-time-wait-timeout><risk>1</risk></entry>"
        let imported = read("", shared: "<override><application>\(tuning)<entry name='shs'/></application></override>")
        let known = try #require(imported.policy.catalogue.id(named: "ssh").map { imported.policy.catalogue[$0] })
        #expect([known.tcpTimeout, known.tcpTimeWaitTimeout, Int64(known.risk)] == [99, 5, 1])
        #expect(known.category == "networking")
        #expect(imported.diagnostics.all.map(\.code) == ["NGFW-X099"])
        #expect(imported.policy.catalogue.id(named: "ssh") == builtIn.id(named: "ssh"))
    }

    @Test func tagsOfApplicationsAreReadAndFiltersAskForThem() {
        func imported(_ tags: String, _ filter: String) -> ImportedConfiguration {
            importVsys(
                """
                <application><entry name='own'><risk>1</risk></entry></application><application-tag>\(tags)</application-tag>
                <application-filter><entry name='f'><tagging>\(filter)</tagging></entry></application-filter>
                """)
        }
        func found(_ imported: ImportedConfiguration) -> [String] {
            var policy = imported.policy
            policy.rules = [SecurityRule(name: "r")]
            policy.rules[0].applications = ["f"]
            let resolved = ResolvedPolicy(policy, lenient: true)
            var engine = PolicyEngine(resolved)
            return ["ssh", "ms-rdp", "own", "ssl"].filter { name in
                let tuple = FiveTuple(
                    source: IPAddress(v4: 1), sourcePort: 1, destination: IPAddress(v4: 2), destinationPort: 22, ipProtocol: .tcp)
                let input = MatchInput(
                    tuple: tuple, from: .none, to: .none, application: resolved.catalogue.id(named: name), time: Timestamp(seconds: 0))
                return engine.match(input).author == .rule(0)
            }
        }
        let tags = """
            <entry name='ssh'><tag><member>A</member><member>B</member></tag></entry><entry name='own'><tag><member>A</member></tag></entry>
            """
        let both = imported(tags, "<tag><member>A</member><member>B</member></tag>")
        #expect(both.diagnostics.isEmpty && found(both) == ["ssh"])
        #expect(found(imported(tags, "<tag><member>A</member></tag>")) == ["ssh", "own"])
        let codes: [(String, String, [String])] = [
            (tags, "<tag><member>C</member></tag>", ["NGFW-X056"]), ("", "<tag><member>A</member></tag>", ["NGFW-X056"]),
            (tags, "<no-tag>yes</no-tag>", ["NGFW-X054", "NGFW-X030"]), (tags, "", ["NGFW-X037"]),
            (tags + "<entry name='shs'><tag><member>A</member></tag></entry>", "<tag><member>A</member></tag>", ["NGFW-X058"]),
            (tags + "<entry name='ssl'><tags><member>A</member></tags></entry>", "<tag><member>A</member></tag>", ["NGFW-X031"]),
            (tags + "<entry name='ssl'><tag><member/></tag></entry>", "<tag><member>A</member></tag>", ["NGFW-X036"]),
        ]
        for (tags, filter, expected) in codes {
            let imported = imported(tags, filter)
            #expect(imported.diagnostics.all.map(\.code) == expected, "\(filter) \(tags)")
            #expect(found(imported).isEmpty == imported.diagnostics.hasErrors, "\(filter) \(tags)")
        }
    }

    @Test(arguments: ConfigurationFormat.allCases)
    func tuningAndTagsAreWritten(format: ConfigurationFormat) {
        let inside = """
            <application><entry name='own'><risk>3</risk><tcp-half-closed-timeout>33</tcp-half-closed-timeout>
            <tcp-time-wait-timeout>7</tcp-time-wait-timeout></entry></application>
            <application-tag><entry name='ssh'><tag><member>A b</member></tag></entry><entry name='own'><tag><member>C</member></tag></entry>
            </application-tag><override><application><entry name='ssh'><risk>1</risk><timeout>44</timeout>
            <tcp-half-closed-timeout>5</tcp-half-closed-timeout></entry></application></override>
            """
        let original = importVsys(inside)
        #expect(original.diagnostics.isEmpty)
        let export = ConfigurationExporter().export(original, as: format)
        #expect(export.diagnostics.isEmpty)
        let again = ConfigurationImporter(catalogue: builtIn).read(export.text, name: "again")
        #expect(again.diagnostics.isEmpty)
        for name in ["ssh", "own"] {
            let pair = [original, again].map { imported in imported.policy.catalogue.id(named: name).map { imported.policy.catalogue[$0] } }
            #expect(pair[0] == pair[1])
            #expect(pair[0]?.tags.isEmpty == false)
        }
        #expect(again.policy.tunedApplications == ["ssh"])
    }

    @Test(arguments: [["a": "a"], ["a": "b", "b": "a"], ["c": "a", "a": "b", "b": "a"]])
    func anApplicationInsideItselfIsAnErrorAndTakesItsRulesOut(parents: [String: String]) {
        let entries = parents.sorted { $0.key < $1.key }.map { "<entry name='\($0.key)'><parent-app>\($0.value)</parent-app></entry>" }
        let imported = importVsys("<application>\(entries.joined())<entry name='d'><parent-app>ssl</parent-app></entry></application>")
        #expect(imported.diagnostics.all.map { "\($0.code) \($0.location?.line ?? 0)" } == ["NGFW-X052 2"])
        #expect(imported.policy.unreadNames.applications.isSuperset(of: ["a"]))
        #expect(!imported.policy.unreadNames.applications.contains("d"))
    }

    @Test func aCustomApplicationHasNotTheNameOfAContainer() {
        let imported = importVsys("<application><entry name='facebook'><risk>1</risk></entry></application>")
        #expect(imported.diagnostics.all.map(\.code) == ["NGFW-X051"])
        #expect(imported.policy.unreadNames.applications == ["facebook"])
    }

    @Test func thePatternsOfTheVersionAreAsked() {
        let short = signature(match("http-req-uri-path", "/pay"))
        #expect(read(short, version: "10.0.0").diagnostics.isEmpty)
        #expect(read(short, version: "9.1.0").diagnostics.all.map(\.code) == ["NGFW-X090", "NGFW-X096"])
        var options = ImportOptions()
        options.patternRules = PatternRules(.classic)
        let text = "<config version='11.0.0'><shared><application><entry name='p'>\(short)</entry></application></shared>"
        let importer = ConfigurationImporter(catalogue: builtIn, options: options)
        let imported = importer.read(
            Array("\(text)<devices><entry name='d'><vsys><entry name='vsys1'/></vsys></entry></devices></config>".utf8), name: "c.xml")
        #expect(imported.diagnostics.all.contains { $0.code == "NGFW-X090" })
    }

    @Test func aRefusedPatternIsShownAtItsCharacter() throws {
        let imported = read(signature(match("http-req-uri-path", "a&amp;b&lt;abcdefg[z-a]")))
        let refused = try #require(imported.diagnostics.all.first)
        #expect(refused.code == "NGFW-X090")
        #expect(refused.severity == .error)
        #expect(refused.location?.line == 2)
        let line = "<application><entry name=\"payroll\">" + signature(match("http-req-uri-path", "a&amp;b&lt;abcdefg[z-a]"))
        let column = try #require(line.firstRange(of: "z-a]")).lowerBound.utf16Offset(in: line) + 1
        #expect(refused.location?.column == column)
        #expect(!refused.notes.isEmpty)
        #expect(imported.customApplications.first?.signatures.isEmpty == true)
    }

    @Test(arguments: [
        ("<pattern-match><pattern>abcdefg</pattern></pattern-match>", "NGFW-X094"),
        ("<pattern-match><context>http-req-uri</context></pattern-match>", "NGFW-X094"),
        ("<pattern-match><context>http-rsp-code</context><pattern>abcdefg</pattern></pattern-match>", "NGFW-X094"),
        ("<pattern-match><context>http-req-uri</context><pattern>abcdefg</pattern><negate>yes</negate></pattern-match>", "NGFW-X094"),
        ("<less-than><context>http-req-uri</context><value>3</value></less-than>", "NGFW-X094"),
        ("<less-than><context>http-rsp-code</context></less-than>", "NGFW-X094"),
        ("<less-than><context>http-rsp-code</context><value>4294967296</value></less-than>", "NGFW-X036"),
        ("<less-than><context>http-rsp-code</context><value>-1</value></less-than>", "NGFW-X036"),
        ("<equal-to><context>unknown-req-tcp</context><value>0x4a504159</value></equal-to>", "NGFW-X094"),
        ("<equal-to><context>unknown-req-tcp</context><position>last-4bytes</position><value>0x4a504159</value></equal-to>", "NGFW-X036"),
        ("<equal-to><context>unknown-req-tcp</context><position>first-4bytes</position><value>0x4a50</value></equal-to>", "NGFW-X036"),
        (
            "<equal-to><context>unknown-req-tcp</context><position>first-4bytes</position><mask>0x00000000</mask><value>0x4a504159</value></equal-to>",
            "NGFW-X036"
        ),
        ("<matches><context>http-req-uri</context></matches>", "NGFW-X094"), ("", "NGFW-X094"),
    ])
    func mistakesAreSaidAtTheirPlace(operator text: String, code: String) {
        let imported = read(signature(text))
        let errors = imported.diagnostics.all.filter { $0.severity == .error }
        #expect(errors.map(\.code) == [code])
        #expect(errors.allSatisfy { $0.location?.line == 2 })
        #expect(imported.customApplications.first?.signatures.isEmpty == true)
    }

    @Test func whatCannotBeReadLeavesTheSignatureOut() {
        let good = match("http-req-uri-path", "/payslip")
        for options in ["<scope>world</scope>", "<order-free>maybe</order-free>"] {
            #expect(read(signature(good, options: options)).customApplications.first?.signatures.isEmpty == true)
        }
        let many =
            "<signature><entry name='s'><and-condition>"
            + (0..<17).map {
                "<entry name='a\($0)'><or-condition><entry name='o'><operator>\(good)</operator></entry></or-condition></entry>"
            }.joined()
            + "</and-condition></entry></signature>"
        #expect(read(many).diagnostics.all.map(\.code) == ["NGFW-X095", "NGFW-X096"])
        #expect(read("<signature><entry name='s'/></signature>").diagnostics.all.map(\.code) == ["NGFW-X095", "NGFW-X096"])
        #expect(read("<default><ident-by-ip-protocol>6</ident-by-ip-protocol></default>").diagnostics.all.map(\.code) == ["NGFW-X097"])
    }

    @Test(arguments: [
        ("http-req-host-heder", "NGFW-X091", "did you mean 'http-req-host-header'?"), ("file-pdf-body", "NGFW-X092", ""),
    ])
    func contextsThatAreNotEvaluatedAreWarnedAbout(context: String, code: String, note: String) {
        let imported = read(signature(match(context, "abcdefg")))
        #expect(imported.diagnostics.all.map(\.code) == [code, "NGFW-X096"])
        #expect(imported.diagnostics.all.allSatisfy { $0.severity == .warning })
        if !note.isEmpty { #expect(imported.diagnostics.all.first?.notes == [note]) }
        #expect(imported.diagnostics.all.last?.notes.first?.contains("rules that block it do not block it") == true)
    }

    @Test func qualifiersThatAreNotKnownAreWarnedAbout() {
        let imported = read(
            signature(match("http-req-uri", "abcdefg", "<qualifier><entry name='http-metod'><value>GET</value></entry></qualifier>")))
        #expect(imported.diagnostics.all.map(\.code) == ["NGFW-X093", "NGFW-X096"])
        #expect(imported.diagnostics.all.first?.notes == ["did you mean 'http-method'?"])
    }

    @Test func filtersTakeCustomApplicationsIn() throws {
        let text = """
            <config version="10.1.0"><devices><entry name="d"><vsys><entry name="vsys1">
            <application><entry name="payroll"><category>business-systems</category><subcategory>erp-crm</subcategory>
            <technology>browser-based</technology><risk>2</risk><able-to-transfer-file>yes</able-to-transfer-file></entry></application>
            <application-filter><entry name="erp"><subcategory><member>erp-crm</member></subcategory><transfers-files>yes</transfers-files></entry>
            </application-filter>
            <rulebase><security><rules><entry name="r"><from><member>any</member></from><to><member>any</member></to><source><member>any</member></source>
            <destination><member>any</member></destination><application><member>erp</member></application><service><member>any</member></service>
            <action>allow</action></entry></rules></security></rulebase></entry></vsys></entry></devices></config>
            """
        let imported = ConfigurationImporter(catalogue: builtIn).read(Array(text.utf8), name: "c.xml")
        let engine = PolicyEngine(ResolvedPolicy(imported.policy))
        let application = try #require(imported.policy.catalogue.id(named: "payroll"))
        let tuple = FiveTuple(
            source: IPAddress(v4: 1), sourcePort: 1, destination: IPAddress(v4: 2), destinationPort: 80, ipProtocol: .tcp)
        let zones = engine.policy.zonePair(from: "a", to: "b")
        let input = MatchInput(
            tuple: tuple, from: zones.from, to: zones.to, application: application, applicationMayShift: false, time: Timestamp(seconds: 0))
        #expect(engine.explain(input).winner == "r")
    }

    @Test func aLibraryOfTheConfigurationRecognisesItsApplications() throws {
        let known = try SignatureLibrary.builtIn()
        let imported = read(signature(match("http-req-uri-path", "/payslip")), catalogue: known.catalogue)
        let library = imported.library(extending: known)
        var classifier = Classifier(library)
        var inspection = Inspection(ipProtocol: .tcp, startsMidStream: false)
        let request = Array("GET /payslip HTTP/1.1\r\nHost: a.example\r\n\r\n".utf8)
        let answer = classifier.inspect(&inspection, request.span, .clientToServer, timeToLive: 64)
        #expect(imported.policy.catalogue.name(answer.application) == "payroll")
        #expect(answer.state == .final)
        #expect(library.describe(answer.evidence) == "signature 's1' of custom application payroll")
    }
}
