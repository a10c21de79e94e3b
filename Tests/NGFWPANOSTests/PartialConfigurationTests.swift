import NGFWCore
import NGFWPANOS
import NGFWPolicy
import Testing

@Suite struct PartialConfigurationTests {
    private static let rule = """
        <entry name="r1"><from><member>any</member></from><to><member>any</member></to><source><member>web</member></source>
        <destination><member>any</member></destination><application><member>any</member></application><service><member>any</member></service>
        <action>allow</action></entry>
        """
    private static let address = "<address><entry name=\"web\"><ip-netmask>10.0.0.1</ip-netmask></entry></address>"
    private static let security = "<security><rules>\(rule)</rules></security>"

    /// What a fragment reads as: names of rules with their layers, names of addresses.
    private static let fragments: [(String, [String], [String])] = [
        ("<rules>\(rule)</rules>", ["vsys1: r1"], []),
        (rule, ["vsys1: r1"], []),
        (rule + rule.replacing("r1", with: "r2"), ["vsys1: r1", "vsys1: r2"], []),
        (security, ["vsys1: r1"], []),
        ("<rulebase>\(security)</rulebase>", ["vsys1: r1"], []),
        (address + "<rulebase>\(security)</rulebase>", ["vsys1: r1"], ["web"]),
        ("<?xml version='1.0'?>\n<!-- two -->\n\(address)\n<rulebase>\(security)</rulebase>\n", ["vsys1: r1"], ["web"]),
        ("<config>\(address)<rulebase>\(security)</rulebase></config>", ["vsys1: r1"], ["web"]),
        ("<vsys><entry name='vsys3'>\(address)<rulebase>\(security)</rulebase></entry></vsys>", ["vsys3: r1"], ["web"]),
        ("<entry name='vsys4'>\(address)<rulebase>\(security)</rulebase></entry>", ["vsys4: r1"], ["web"]),
        ("<shared>\(address)</shared>", [], ["web"]),
        ("<shared>\(address)</shared><rulebase>\(security)</rulebase>", ["vsys1: r1"], ["web"]),
        ("<shared>\(address)<pre-rulebase>\(security)</pre-rulebase></shared>", ["shared pre: r1"], ["web"]),
        (
            "<device-group><entry name='DG'>\(address)<pre-rulebase>\(security)</pre-rulebase></entry></device-group>", ["DG pre: r1"],
            ["web"]
        ),
        ("<entry name='DG'>\(address)<post-rulebase>\(security)</post-rulebase></entry>", ["DG post: r1"], ["web"]),
        (
            "<entry name='web'><ip-netmask>10.0.0.1</ip-netmask></entry><entry name='net'><ip-range>10.0.0.1-10.0.0.9</ip-range></entry>",
            [], ["web", "net"]
        ),
        ("<response status='success'><result total-count='1' count='1'><rules>\(rule)</rules></result></response>", ["vsys1: r1"], []),
        ("<response status='success'><result><entry name='web'><fqdn>x</fqdn></entry></result></response>", [], ["web"]),
    ]

    @Test(arguments: fragments.indices)
    func partsOfAConfigurationAreReadWhereTheyBelong(index: Int) {
        let (text, rules, addresses) = Self.fragments[index]
        let imported = importText(text, name: "c.xml")
        #expect(imported.policy.rules.map { "\($0.layer): \($0.name)" } == rules)
        #expect(imported.policy.addresses.map(\.name) == addresses)
        #expect(imported.diagnostics.all.filter { $0.severity != .note }.map(\.description) == [])
        #expect(imported.diagnostics.all.contains { $0.severity == .note && ["NGFW-X013", "NGFW-X019"].contains($0.code) })
    }

    @Test func aNoteSaysWhereThePartsAreRead() {
        let imported = importText("<!-- x -->\n \(Self.address)<rules>\(Self.rule)</rules>", name: "c.xml")
        #expect(
            imported.diagnostics.all.map(\.description) == [
                "c.xml:2:2: note: this is a part of a configuration: it is read 'address' as of 'vsys/vsys1', "
                    + "'rules' as of 'vsys/vsys1/rulebase/security' [NGFW-X013]"
            ])
    }

    @Test func placesInAPartAreThoseOfItsText() {
        let imported = importText(" <address><entry name='a'><ip-netmask>x</ip-netmask></entry>\n<entry/></address>", name: "c.xml")
        #expect(
            imported.diagnostics.all.filter { $0.severity == .error }.map { $0.location?.description ?? "" } == ["c.xml:1:27", "c.xml:2:1"])
    }

    @Test(arguments: [
        ("<rules><entry></rules>", "NGFW-X003"), ("<rules>", "NGFW-X003"), ("<rules></rules></rules>", "NGFW-X003"),
        ("<frobnicate/>", "NGFW-X020"), ("<entry name='x'/>", "NGFW-X020"), ("", "NGFW-X003"), ("<!DOCTYPE x><rules/>", "NGFW-X004"),
        ("<response status='error'><msg><line>no such node</line></msg></response>", "NGFW-X016"),
    ])
    func whatBelongsNowhereIsRefused(text: String, code: String) {
        let imported = importText(text, name: "c.xml")
        #expect(imported.diagnostics.all.contains { $0.code == code && $0.severity == .error }, "\(imported.diagnostics.all)")
        #expect(imported.policy.rules.isEmpty)
    }

    @Test func aWholeConfigurationInAnAnswerIsNoPart() {
        let config = "<config><devices><entry name='l'><vsys><entry name='vsys1'>\(Self.address)</entry></vsys></entry></devices></config>"
        for text in [config, "<response status='success'><result>\(config)</result></response>"] {
            let imported = importText(text, name: "c.xml")
            #expect(imported.policy.addresses.map(\.name) == ["web"])
            #expect(imported.diagnostics.isEmpty)
        }
    }

    // MARK: JSON

    private static let json = """
        {"address": {"entry": [{"@name": "web", "ip-netmask": "10.0.0.1", "tag": {"member": ["a", "b"]}}]},
         "rulebase": {"security": {"rules": {"entry": {"@name": "r 1", "@uuid": "3f0c1c1e-0d4b-4f6e-9a77-0a6f0f1d2c3b",
           "from": {"member": "any"}, "to": {"member": ["any"]}, "source": {"member": ["web"]}, "destination": {"member": ["any"]},
           "application": {"member": ["any"]}, "service": {"member": ["any"]}, "action": "allow", "disabled": "no"}}}}}
        """

    @Test func jsonIsTheSameTree() {
        let imported = importText(Self.json, name: "c.json")
        #expect(imported.diagnostics.all.map(\.code) == ["NGFW-X013"])
        #expect(imported.policy.rules.map(\.name) == ["r 1"])
        #expect(imported.policy.rules.first?.uuid == "3f0c1c1e-0d4b-4f6e-9a77-0a6f0f1d2c3b")
        #expect(imported.policy.addresses.map(\.tags) == [["a", "b"]])
        #expect(imported.policy.addresses.first?.location?.description == "c.json:1:24")
    }

    @Test(arguments: [
        ("{\"rules\": {\"entry\": [{\"@name\": \"r\", \"action\": \"allow\"", "NGFW-X017", "c.json:1:54"),
        ("{\"address\": {\"entry\": [{\"@name\": \"a\",\n \"ip-netmask\": \"x\"}]}}", "NGFW-X036", "c.json:2:2"),
        ("{\"rules\": {\"entry\": [{\"@name\": \"r\",\n \"disabled\": true}]}}", "NGFW-X017", "c.json:2:14"),
        ("{\"rules\": {\"entry\": [[]]}}", "NGFW-X017", "c.json:1:22"),
        ("{\"rules\": {\"#text\": \"x\", \"entry\": []}}", "NGFW-X017", "c.json:1:12"),
        ("{\"@status\": {}, \"rules\": {}}", "NGFW-X017", "c.json:1:13"),
        ("{}", "NGFW-X027", "c.json:1:1"),
    ])
    func jsonThatIsNoConfigurationIsToldAboutAtItsPlace(text: String, code: String, place: String) {
        let found = importText(text, name: "c.json").diagnostics.all.filter { $0.severity == .error }
        #expect(found.contains { $0.code == code && $0.location?.description == place }, "\(found)")
    }

    @Test func nestingInJSONIsLimited() {
        let text = String(repeating: "{\"a\":", count: 5_000) + "1" + String(repeating: "}", count: 5_000)
        #expect(importText(text, name: "c.json").diagnostics.all.map(\.code) == ["NGFW-X017"])
    }
}
