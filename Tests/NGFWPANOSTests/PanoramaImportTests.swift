import NGFWCore
import NGFWPANOS
import NGFWPolicy
import Testing

@Suite struct PanoramaImportTests {
    private func read(_ change: (inout ImportOptions) -> Void) -> ImportedConfiguration {
        var options = ImportOptions()
        change(&options)
        return ConfigurationImporter(catalogue: builtIn, options: options).read(path: fixture("panorama.xml"))
    }

    private func value(_ name: String, _ imported: ImportedConfiguration) -> AddressObject.Value? {
        imported.policy.addresses.first { $0.name == name }?.value
    }

    /// Reference section 8, vector 17.
    @Test func layersStandInTheOrderOfTheReference() {
        let imported = read {
            $0.deviceGroup = "DC-WEB"
            $0.serial = "001234567890"
        }
        #expect(texts(imported.diagnostics, "panorama.xml") == [])
        #expect(imported.policy.rules.map(\.name) == ["shared-pre", "dc-pre", "web-pre", "web-post", "dc-post", "shared-post"])
        #expect(
            imported.policy.rules.map(\.layer) == ["shared pre", "DC pre", "DC-WEB pre", "DC-WEB post", "DC post", "shared post"])
    }

    /// Reference section 8, vector 18.
    @Test func theNearestObjectWins() {
        let imported = read { $0.deviceGroup = "DC-WEB" }
        #expect(value("web1", imported) == IPPrefix("10.1.0.1").map { .prefix($0) })
        #expect(value("dns1", imported) == IPPrefix("10.0.0.53").map { .prefix($0) })
        #expect(imported.policy.addresses.count == 3)
    }

    @Test func ancestorsWinWhenTheOptionSaysSo() {
        let imported = read {
            $0.deviceGroup = "DC-WEB"
            $0.objectPrecedence = .ancestors
        }
        #expect(value("web1", imported) == IPPrefix("10.0.0.1").map { .prefix($0) })
    }

    @Test func theNearestOverrideOfADefaultRuleWins() {
        let leaf = read { $0.deviceGroup = "DC-WEB" }.policy
        #expect((leaf.interzoneDefault.action, leaf.interzoneDefault.logEnd) == (.resetBoth, true))
        #expect((leaf.intrazoneDefault.action, leaf.intrazoneDefault.logEnd) == (.deny, false))
        let branch = read { $0.deviceGroup = "BRANCH" }.policy
        #expect((branch.interzoneDefault.action, branch.interzoneDefault.logEnd) == (.drop, false))
    }

    @Test func rulesForOtherDevicesAreLeftOut() {
        let own = read { $0.serial = "001234567890" }
        #expect(own.policy.rules.map(\.name).contains("dc-pre"))
        #expect(!own.policy.rules.map(\.name).contains("dc-pre-others"))
        let other = read {
            $0.deviceGroup = "DC"
            $0.serial = "009999999999"
        }
        #expect(other.policy.rules.map(\.name) == ["shared-pre", "dc-pre-others", "dc-post", "shared-post"])
    }

    @Test func withoutASerialTargetsAreReadAsForADeviceThatNobodyNames() {
        let imported = read { $0.deviceGroup = "DC" }
        #expect(imported.policy.rules.map(\.name) == ["shared-pre", "dc-pre-others", "dc-post", "shared-post"])
        #expect(
            texts(imported.diagnostics, "panorama.xml") == [
                "panorama.xml:40:17: warning: rules with target devices are read as for a device that no target names "
                    + "(2 times, first here); give the serial number to choose one [NGFW-X043]"
            ])
    }

    @Test func theSerialChoosesDeviceGroupAndTemplates() {
        let imported = read { $0.serial = "001234567890" }
        #expect(imported.policy.rules.map(\.name).contains("web-pre"))
        #expect(imported.hostname == "dc-fw")
        #expect(imported.serial == "001234567890")
        #expect(imported.zoneMap.entries.map { "\($0.prefix) \($0.zone)" } == ["10.0.0.0/8 dmz"])
        #expect(imported.policy.zones?.map(\.name) == ["dmz"])
        #expect(imported.policy.zonesMayBeMissing)
    }

    @Test func severalDeviceGroupsAndNoChoiceIsAnErrorThatListsThem() {
        let imported = read { _ in }
        #expect(
            texts(imported.diagnostics, "panorama.xml") == [
                "panorama.xml:35:9: error: this Panorama has several device groups; choose one of 'DC', 'DC-WEB', 'BRANCH' "
                    + "(--device-group) [NGFW-X023]"
            ])
        #expect(imported.policy.rules.isEmpty)
    }

    @Test func anUnknownDeviceGroupIsAnErrorThatListsThem() {
        let imported = read { $0.deviceGroup = "DCWEB" }
        #expect(
            texts(imported.diagnostics, "panorama.xml") == [
                "panorama.xml:35:9: error: there is no device group 'DCWEB'; choose one of 'DC', 'DC-WEB', 'BRANCH' "
                    + "(--device-group) [NGFW-X024]"
            ])
    }

    @Test func sharedAloneIsAView() {
        #expect(read { $0.deviceGroup = "shared" }.policy.rules.map(\.name) == ["shared-pre", "shared-post"])
    }

    @Test func elementsOutsideTheViewAreNotLookedAt() {
        let codes = read { $0.deviceGroup = "BRANCH" }.diagnostics.all.map(\.code)
        #expect(codes == ["NGFW-X036", "NGFW-X031"])
    }

    private func hierarchy(_ entries: String, old: Bool = false) -> ImportedConfiguration {
        let tree =
            old
            ? "<dg-meta-data><dginfo>\(entries)</dginfo></dg-meta-data>"
            : "<devices><entry name='l'><device-group>\(entries)</device-group></entry></devices>"
        let rule = { (name: String) in
            "<pre-rulebase><security><rules><entry name='\(name)'><action>deny</action></entry></rules></security></pre-rulebase>"
        }
        let text = """
            <config><devices><entry name='l'><device-group>
            <entry name='A'>\(rule("a"))</entry><entry name='B'>\(rule("b"))</entry>
            </device-group></entry></devices><readonly>\(tree)</readonly></config>
            """
        var options = ImportOptions()
        options.deviceGroup = "B"
        return ConfigurationImporter(catalogue: builtIn, options: options).read(Array(text.utf8), name: "p.xml")
    }

    @Test func theHierarchyOfSevenIsReadToo() {
        let imported = hierarchy("<entry name='B'><dg-id>2</dg-id><parent-dg>A</parent-dg></entry>", old: true)
        #expect(imported.policy.rules.map(\.name) == ["a", "b"])
    }

    @Test(arguments: [
        ("<entry name='B'><parent-dg>A</parent-dg></entry><entry name='A'><parent-dg>B</parent-dg></entry>", ["NGFW-X026"]),
        ("<entry name='B'><parent-dg>C</parent-dg></entry>", ["NGFW-X026"]),
        ("", ["NGFW-X025"]),
    ])
    func aBrokenHierarchyIsToldAbout(entries: String, codes: [String]) {
        let found = hierarchy(entries).diagnostics.all.map(\.code).filter { $0.hasPrefix("NGFW-X02") }
        #expect(found == codes)
    }
}
