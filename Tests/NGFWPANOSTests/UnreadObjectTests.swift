import NGFWCore
import NGFWPANOS
import NGFWPolicy
import Testing

/// Objects of which something is not understood: an error, and where errors are let pass exactly the rules that name them,
/// themselves or by a group, match nothing.
@Suite struct UnreadObjectTests {
    /// An object `o`, and the child of a rule that names it.
    struct Case: CustomTestStringConvertible {
        var object: String
        var child: String
        var testDescription: String { object }
    }

    private static func cases(_ child: String, _ objects: [String]) -> [Case] {
        objects.map { Case(object: $0, child: "<\(child)><member>o</member></\(child)>") }
    }

    private static let signature = """
        <signature><entry name='s'><and-condition><entry name='1'><or-condition><entry name='2'><operator><pattern-match>
        <context>http-req-host-header</context><pattern>abcdefgh</pattern><zz/></pattern-match></operator></entry></or-condition>
        </entry></and-condition></entry></signature>
        """

    static let all: [Case] =
        cases(
            "source",
            [
                "<address><entry name='o'><ip-netmask>10.0.0.0/8</ip-netmask><except>10.0.0.5</except></entry></address>",
                "<address><entry name='o'><ip-netmask>10.0.0.0/8</ip-netmask><not/></entry></address>",
                "<address><entry name='o'><ip-netmask>10.0.0.0/8</ip-netmask><tag><member>a</member></tag><tag/></entry></address>",
                "<address><entry name='o'><ip-netmask>10.0.0.0/99</ip-netmask></entry></address>",
                "<address-group><entry name='o'><static><member>10.0.0.0/8</member></static><except>x</except></entry></address-group>",
                "<address-group><entry name='o'><dynamic><filter>'a'</filter><except>x</except></dynamic></entry></address-group>",
                "<address-group><entry name='o'><static><member>10.0.0.0/8</member><member/></static></entry></address-group>",
                "<region><entry name='o'><address><member>10.0.0.0/8</member></address><except>x</except></entry></region>",
                "<external-list><entry name='o'><type><ip><url>x</url><only>1</only></ip></type></entry></external-list>",
                "<external-list><entry name='o'><type>addresses</type></entry></external-list>",
                "<external-list><entry name='o'><url>x</url></entry></external-list>",
                """
                <address><entry name='i'><ip-netmask>10.0.0.0/8</ip-netmask><zz/></entry></address>
                <address-group><entry name='o'><static><member>i</member><member>10.9.9.9</member></static></entry></address-group>
                """,
            ])
        + cases(
            "service",
            [
                "<service><entry name='o'><protocol><tcp><port>80</port></tcp></protocol><only>x</only></entry></service>",
                "<service><entry name='o'><protocol><tcp><port>80</port><flags>x</flags></tcp></protocol></entry></service>",
                "<service><entry name='o'><protocol><tcp><port>8O</port></tcp></protocol></entry></service>",
                "<service-group><entry name='o'><members><member>service-http</member></members><only/></entry></service-group>",
                "<service-group><entry name='o'><members><member>service-http</member><x>y</x></members></entry></service-group>",
                """
                <service><entry name='i'><protocol><tcp><port>80</port></tcp></protocol><zz/></entry></service>
                <service-group><entry name='o'><members><member>i</member><member>service-http</member></members></entry></service-group>
                """,
            ])
        + cases(
            "application",
            [
                "<application><entry name='o'><risk>1</risk><only>x</only></entry></application>",
                "<application><entry name='o'><default><port><member>tcp/8O</member></port></default></entry></application>",
                "<application><entry name='o'>\(signature)</entry></application>",
                "<application-group><entry name='o'><members><member>ssh</member></members><except>ssl</except></entry></application-group>",
                "<application-filter><entry name='o'><risk><member>1</member></risk><new-appid>yes</new-appid></entry></application-filter>",
                """
                <application><entry name='i'><evasive-behavior>perhaps</evasive-behavior></entry></application>
                <application-group><entry name='o'><members><member>i</member><member>ssh</member></members></entry></application-group>
                """,
            ])
        + cases(
            "source-user",
            [
                "<dynamic-user-group><entry name='o'><filter>'a'</filter><except>eve</except></entry></dynamic-user-group>",
                "<dynamic-user-group><entry name='o'/></dynamic-user-group>",
            ])
        + [
            Case(
                object: "<schedule><entry name='o'><schedule-type><recurring><daily><member>00:00-24:00</member></daily><except>x</except>"
                    + "</recurring></schedule-type></entry></schedule>", child: "<schedule>o</schedule>")
        ]

    private func imported(_ example: Case, _ action: String) -> ImportedConfiguration {
        func rule(_ name: String, _ child: String, _ action: String) -> String {
            let lists = ["from", "to", "source", "destination", "application", "service"].filter { !child.hasPrefix("<\($0)>") }
            return "<entry name='\(name)'>" + lists.map { "<\($0)><member>any</member></\($0)>" }.joined() + child
                + "<action>\(action)</action></entry>"
        }
        var options = ImportOptions()
        options.externalLists["o"] = [IPRange("10.0.0.0-10.255.255.255")].compactMap(\.self)
        let rules = rule("using", example.child, action) + rule("rest", "", action == "allow" ? "drop" : "allow")
        return importVsys("\(example.object)<rulebase><security><rules>\(rules)</rules></security></rulebase>", options)
    }

    @Test(arguments: all, ["allow", "drop"])
    func `an object that is not understood is an error at its place, and takes exactly the rules that name it out`(
        example: Case, action: String
    ) {
        let imported = imported(example, action)
        let errors = imported.diagnostics.all.filter { $0.severity == .error }
        #expect(!errors.isEmpty)
        #expect(errors.allSatisfy { ($0.location?.line ?? 0) > 0 && ($0.location?.column ?? 0) > 0 })
        let lenient = ResolvedPolicy(imported.policy, lenient: true)
        #expect(lenient.rules.map(\.isInForce) == [false, true])
        #expect(lenient.diagnostics.all.contains { $0.code == "NGFW-P030" && $0.message.contains("'using'") })
        for format in ConfigurationFormat.allCases {
            let export = ConfigurationExporter().export(imported, as: format)
            let again = ConfigurationImporter(catalogue: builtIn).read(export.text, name: "again")
            // Not written as if it were whole.
            let isRefused =
                export.diagnostics.hasErrors || again.diagnostics.hasErrors || ResolvedPolicy(again.policy).diagnostics.hasErrors
            #expect(isRefused, "\(format)")
        }
    }

    private static let taggedObjects = [
        "<address><entry name='o'><ip-netmask>10.0.0.0/99</ip-netmask><tag><member>secret</member></tag></entry></address>",
        "<address><entry name='o'><ip-netmask>10.0.0.0/8</ip-netmask><tag>secret</tag></entry></address>",
        "<address><entry name='o'><ip-netmask>10.0.0.0/8</ip-netmask><tags><member>Secret</member></tags></entry></address>",
        "<address><entry name='o'><ip-netmask>10.0.0.0/8</ip-netmask><tag><entry name='secret'/></tag></entry></address>",
        "<address><entry><ip-netmask>10.0.0.0/8</ip-netmask><tag><member>secret</member></tag></entry></address>",
        "<address-group><entry name='o'><static><member>10.0.0.1</member><member/></static><tag><member>secret</member></tag></entry></address-group>",
    ]

    @Test(arguments: taggedObjects, ["'secret'", "secret and prod", "(\"secret\" or 'x y')"])
    func `an object that is not understood takes the dynamic groups out that it may be in`(object: String, filter: String) {
        let groups = """
            <address-group><entry name='D'><dynamic><filter>\(filter)</filter></dynamic></entry>
            <entry name='S'><static><member>D</member></static></entry><entry name='E'><dynamic><filter>'secrets'</filter></dynamic></entry>
            </address-group>
            """
        func rule(_ name: String, _ group: String) -> String {
            """
            <entry name='\(name)'><from><member>any</member></from><to><member>any</member></to><source><member>any</member></source>
            <destination><member>\(group)</member></destination><negate-destination>yes</negate-destination><application><member>any</member>
            </application><service><member>any</member></service><action>allow</action></entry>
            """
        }
        let rules = rule("d", "D") + rule("s", "S") + rule("e", "E")
        // The group's container may stand twice only in this text.
        let own = object.hasPrefix("<address-group>")
        let objects = own ? groups.replacing("<address-group>", with: object.replacing("</address-group>", with: "")) : object + groups
        let imported = importVsys("\(objects)<rulebase><security><rules>\(rules)</rules></security></rulebase>")
        #expect(imported.diagnostics.hasErrors)
        #expect(ResolvedPolicy(imported.policy, lenient: true).rules.map(\.isInForce) == [false, false, true])
    }

    @Test func `an object of a nearer scope that is sound is not doubted for one behind it that is not`() {
        let text = """
            <config><shared><address><entry name='o'><ip-netmask>10.0.0.0/8</ip-netmask><zz/></entry></address></shared><devices>
            <entry name='d'><vsys><entry name='vsys1'><address><entry name='o'><ip-netmask>10.0.0.0/8</ip-netmask></entry></address>
            </entry></vsys></entry></devices></config>
            """
        let imported = importText(text)
        #expect(imported.diagnostics.all.map(\.code) == ["NGFW-X031"])
        #expect(imported.policy.unreadNames == UnreadNames())
    }

    @Test(arguments: [
        "<action>allow</action><action>deny</action>", "<action>alow</action>", "<action>allow</action><source><member>x</member></source>",
        "<action>allow</action><only-by-day>yes</only-by-day>", "<action>allow</action><icmp-unreachable>perhaps</icmp-unreachable>",
    ])
    func `an override of a default rule that is not understood blocks`(children: String) {
        let imported = importVsys(
            "<rulebase><default-security-rules><rules><entry name='interzone-default'>\(children)</entry></rules></default-security-rules></rulebase>"
        )
        #expect(imported.diagnostics.hasErrors)
        #expect(!imported.policy.interzoneDefault.action.isAllow)
    }

    @Test(arguments: ["\\", "corp\\", "\\eve", "corp\\\\eve", " \\ "])
    func `a user name with an empty part names nobody, which is an error`(name: String) {
        let rule = """
            <entry name='r'><from><member>any</member></from><to><member>any</member></to><source><member>any</member></source>
            <destination><member>any</member></destination><application><member>any</member></application><service><member>any</member></service>
            <source-user><member>corp\\bob</member><member>\(name)</member></source-user><action>drop</action></entry>
            """
        let imported = importVsys("<rulebase><security><rules>\(rule)</rules></security></rulebase>")
        #expect(ResolvedPolicy(imported.policy).diagnostics.all.map(\.code) == ["NGFW-P036"])
        #expect(ResolvedPolicy(imported.policy, lenient: true).rules.map(\.isInForce) == [false])
    }

    @Test func `a backslash in a distinguished name is no mistake`() {
        var policy = Policy(name: "p", catalogue: builtIn)
        policy.rules = [SecurityRule(name: "r")]
        policy.rules[0].users = ["cn=a\\\\b,ou=x,dc=corp", "corp\\eve", "eve@corp"]
        #expect(ResolvedPolicy(policy).diagnostics.isEmpty)
    }
}
