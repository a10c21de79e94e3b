import NGFWCore
import NGFWPANOS
import NGFWPolicy
import Testing

@Suite struct JSONFormatTests {
    private func rule(_ source: String) -> ImportedConfiguration {
        importText(
            """
            {"rules": {"entry": [{"@name": "r", "from": {"member": ["any"]}, "to": {"member": ["any"]}, "source": \(source),
             "destination": {"member": "any"}, "application": {"member": ["any"]}, "service": {"member": ["any"]}, "action": "allow"}]}}
            """, name: "c.json")
    }

    @Test func membersAreAnArrayOrOneValue() {
        #expect(rule("{\"member\": [\"a\", \"b\"]}").policy.rules.map(\.source) == [["a", "b"]])
        #expect(rule("{\"member\": \"a\"}").policy.rules.map(\.source) == [["a"]])
        #expect(rule("{\"member\": [\"a\"]}").policy.rules.map(\.flaw) == [nil])
    }

    @Test(arguments: [
        "[]", "{}", "{\"member\": []}", "null", "\"\"", "\"any\"", "[\"any\", \"any\"]", "{\"member\": [\"\"]}", "{\"member\": [null]}",
    ])
    func anEmptyListIsNeverAny(source: String) {
        let imported = rule(source)
        #expect(imported.diagnostics.hasErrors)
        #expect(imported.policy.rules.map { $0.flaw != nil } == [true])
    }

    @Test func emptySectionsAreNothing() {
        let imported = importText("{\"address\": {\"entry\": []}, \"rulebase\": {\"security\": {\"rules\": {\"entry\": []}}}}")
        #expect(!imported.diagnostics.hasErrors)
        #expect(imported.policy.rules.isEmpty)
    }

    @Test func attributesMayStandBehindElements() {
        let imported = importText(
            """
            {"config": {"devices": {"entry": {"vsys": {"entry": [
              {"address": {"entry": [{"ip-netmask": "10.0.0.1", "tag": {"member": ["x"]}, "@name": "a"}, {"@name": "b", "fqdn": "x", "@loc": "l"},
                {"fqdn": "y", "@name": "c"}]}, "@name": "vsys2"}]}, "@name": "d"}}, "@version": "10.1.0"}}
            """)
        #expect(imported.diagnostics.all.map(\.description) == [])
        #expect(imported.policy.addresses.map(\.name) == ["a", "b", "c"])
        #expect(imported.policy.addresses.map(\.tags) == [["x"], [], []])
        #expect(imported.vsysName == "vsys2")
    }

    @Test(arguments: [
        ("{\"@name\": \"a\", \"fqdn\": \"x\", \"@name\": \"b\"}", "1:56"),
        ("{\"@name\": \"a\", \"#text\": \"x\", \"fqdn\": \"y\"}", "1:43"),
        ("{\"@name\": \"a\", \"fqdn\": \"y\", \"#text\": \"x\"}", "1:56"),
        ("{\"@name\": \"a\", \"#text\": \"x\", \"#text\": \"y\"}", "1:57"),
        ("{\"@name\": \"a\", \"fqdn\": true}", "1:51"), ("{\"@name\": [\"a\"]}", "1:38"), ("[{\"@name\": \"a\"}]", "1:28"),
        ("{\"@name\": \"a\", \"fqdn\": [[\"x\"]]}", "1:52"), ("{\"@name\": \"a\",}", "1:42"), ("{\"@name\": \"a\" \"fqdn\": 1}", "1:42"),
    ])
    func whatIsNoElementIsRefusedAtItsPlace(entry: String, place: String) {
        let found = importText("{\"address\": {\"entry\": [    \(entry)]}}").diagnostics.all
        #expect(found.map(\.code) == ["NGFW-X017"])
        #expect(found.first?.location.map { "\($0.line):\($0.column)" } == place, "\(found)")
    }

    @Test func everyTruncationIsAnError() {
        let text = Array("{\"address\": {\"entry\": [{\"@name\": \"a\", \"fqdn\": \"x\\u0041\", \"n\": [1, -2.5e3, null]}]}}".utf8)
        for count in 1..<text.count {
            let found = ConfigurationImporter(catalogue: builtIn).read(Array(text[..<count]), name: "c.json").diagnostics
            #expect(found.hasErrors, "\(count) bytes")
        }
    }

    @Test func nestingIsBounded() {
        let deep = String(repeating: "{\"a\": ", count: 100_000)
        #expect(importText(deep).diagnostics.all.map(\.code) == ["NGFW-X017"])
        #expect(importText("{\"a\": " + String(repeating: "[", count: 100_000)).diagnostics.all.map(\.code) == ["NGFW-X017"])
    }

    @Test func `a document in JSON has a limit of its own, because it is held whole`() {
        var limits = Limits()
        limits.configurationJSONBytes = 1_000
        let importer = ConfigurationImporter(catalogue: builtIn, limits: limits)
        func text(_ length: Int) -> [UInt8] {
            Array(#"{"config": {"shared": {"address": {}}}}"#.utf8) + [UInt8](repeating: 0x20, count: length)
        }
        let long = importer.read(text(1_000), name: "c.json").diagnostics.all
        #expect(long.map(\.code) == ["NGFW-X002"])
        #expect(long.first?.notes.isEmpty == false)
        #expect(!importer.read(text(900), name: "c.json").diagnostics.all.contains { $0.code == "NGFW-X002" })
        let xml = "<config><shared/></config>" + String(repeating: " ", count: 2_000)
        #expect(!importer.read(Array(xml.utf8), name: "c.xml").diagnostics.all.contains { $0.code == "NGFW-X002" })
    }
}
