import NGFWCore
import NGFWPANOS
import NGFWPolicy
import Testing

/// `rulebase/tunnel-inspect`.
@Suite struct TunnelInspectionImportTests {
    private func read(_ rules: String) -> ImportedConfiguration {
        let text = """
            <config version="11.1.0"><devices><entry name="localhost.localdomain"><vsys><entry name="vsys1">
            <zone><entry name="in"/><entry name="out"/></zone>
            <address><entry name="edge"><ip-netmask>10.0.0.0/8</ip-netmask></entry></address>
            <rulebase><tunnel-inspect><rules>\(rules)</rules></tunnel-inspect></rulebase></entry></vsys></entry></devices></config>
            """
        return ConfigurationImporter(catalogue: builtIn).read(Array(text.utf8), name: "c.xml")
    }

    private let ends = """
        <from><member>in</member></from><to><member>out</member></to><source><member>edge</member></source>
        <destination><member>any</member></destination>
        """

    private var whole: String {
        """
        <entry name="open" uuid="u-1">\(ends)<source-user><member>any</member></source-user>
        <application><member>gre</member><member>gtp-u</member></application><negate-source>yes</negate-source>
        <inspect-options><max-level-inspection>2</max-level-inspection><drop-over-max>yes</drop-over-max>
        <drop-unknown-protocol>yes</drop-unknown-protocol><drop-strict-checking>yes</drop-strict-checking>
        <return-scan-vxlan-tunnel-to-source>no</return-scan-vxlan-tunnel-to-source></inspect-options>
        <zone-assign><source-zone>in</source-zone><destination-zone>out</destination-zone></zone-assign>
        <monitor-name>lab</monitor-name><description>x</description></entry>
        <entry name="closed">\(ends)<application><member>any</member></application><disabled>yes</disabled></entry>
        """
    }

    @Test func tunnelInspectionRulesAreRead() throws {
        let imported = read(whole)
        #expect(imported.diagnostics.isEmpty)
        #expect(imported.policy.tunnelInspections.map(\.name) == ["open", "closed"])
        let rule = try #require(imported.policy.tunnelInspections.first)
        #expect((rule.from, rule.to, rule.source, rule.negateSource) == (["in"], ["out"], ["edge"], true))
        #expect((rule.protocols, rule.uuid, rule.monitorName) == (["gre", "gtp-u"], "u-1", "lab"))
        #expect((rule.innerSourceZone, rule.innerDestinationZone) == ("in", "out"))
        var options = TunnelInspectionRule.Options()
        options.maximumLevels = 2
        (options.dropsOverMaximum, options.dropsUnknownProtocol, options.dropsStrictViolation) = (true, true, true)
        #expect(rule.options == options)
        #expect(imported.policy.tunnelInspections[1].isDisabled && imported.policy.tunnelInspections[1].options == .init())
        let resolved = ResolvedPolicy(imported.policy)
        #expect(!resolved.diagnostics.hasErrors && resolved.tunnelInspections.map(\.isInForce) == [true, false])
    }

    @Test(arguments: ConfigurationFormat.allCases)
    func tunnelInspectionRulesSurviveAnExport(format: ConfigurationFormat) {
        let imported = read(whole)
        let export = ConfigurationExporter().export(imported, as: format)
        #expect(export.diagnostics.isEmpty)
        let again = ConfigurationImporter(catalogue: builtIn).read(export.text, name: "again")
        #expect(again.policy.tunnelInspections == ConfigurationExporter.flattened(imported).tunnelInspections)
        #expect(again.policy.tunnelInspections.count == 2)
    }

    @Test(arguments: [
        "<application><member>smtp</member></application>", "",
        "<application><member>gre</member></application><inspect-options><max-level-inspection>3</max-level-inspection></inspect-options>",
        "<application><member>gre</member></application><inspect-options><drop-over-max>maybe</drop-over-max></inspect-options>",
        "<application><member>gre</member></application><inspect-options><deeper>yes</deeper></inspect-options>",
        "<application><member>gre</member></application><colour>red</colour>",
    ])
    func aTunnelInspectionRuleThatIsNotUnderstoodIsAnError(content: String) {
        let imported = read("<entry name=\"open\">\(ends)\(content)</entry>")
        #expect(imported.diagnostics.hasErrors)
        #expect(imported.policy.tunnelInspections.first?.flaw != nil)
        #expect(ResolvedPolicy(imported.policy).tunnelInspections.allSatisfy { !$0.isInForce })
    }

    @Test func namesThatATunnelInspectionRuleCannotFindAreErrors() {
        for change in [{ $0.source = ["nobody"] }, { $0.from = ["in", "any"] }] as [(inout TunnelInspectionRule) -> Void] {
            var policy = read(whole).policy
            change(&policy.tunnelInspections[0])
            let resolved = ResolvedPolicy(policy)
            #expect(resolved.diagnostics.hasErrors && !resolved.tunnelInspections[0].isInForce)
        }
        var policy = read(whole).policy
        policy.tunnelInspections[1].name = "open"
        #expect(ResolvedPolicy(policy).tunnelInspections.count == 1)
    }
}
