import NGFWCore
import NGFWPolicy
import Testing

@testable import NGFWPANOS

/// Configurations that want the reader's memory or time.
@Suite struct HostileConfigurationTests {
    /// The same unknown names at many places that the table knows.
    private func foreignNames(_ count: Int) -> String {
        let names = (0..<count).map { "<n\($0)/>" }.joined()
        let leaves = (0..<count).map { "<n\($0)>x</n\($0)>" }.joined()
        return """
            <config><shared>\(names)<address>\(leaves)<entry name='a'><fqdn>x</fqdn>\(leaves)</entry></address><pre-rulebase>\(names)\
            <security>\(names)<rules>\(names)</rules></security></pre-rulebase></shared><devices>\(names)\
            <entry name='d'>\(leaves)<vsys>\(names)<entry name='vsys1'>\(leaves)</entry></vsys></entry></devices></config>
            """
    }

    @Test func `what is remembered of a document grows with its names, not with names times places`() {
        let table = ElementTable.configuration
        var finder = PlaceFinder(table)
        let names = (0..<5_000).map { "n\($0)" } + table.names
        for place in stride(from: 0, to: table.placeCount, by: 37) {
            for name in names.indices {
                if finder.child(of: place, UInt32(name), names) != table.place(names[name], below: place) { Issue.record("place \(place)") }
            }
        }
        #expect(finder.knownCount == names.count)
    }

    @Test func `unknown elements without end are told about in a limited number of messages`() {
        let imported = importText(foreignNames(1_200), name: "c.xml")
        let (warnings, errors) = (imported.diagnostics.warningCount, imported.diagnostics.errorCount)
        #expect(warnings == 1_000)
        #expect(errors == 1_000, "unknown elements where entries are expected are errors, behind whatever flood")
        #expect(imported.policy.addresses.map(\.name) == ["a"])
    }

    @Test func `a flood of warnings hides no error`() {
        let flood = (0..<2_500).map { "<n\($0)>x</n\($0)>" }.joined()
        let text =
            "<config><devices><entry name='d'><vsys><entry name='vsys1'>\(flood)<zone/><zone/></entry></vsys></entry></devices></config>"
        let codes = Set(importText(text, name: "c.xml").diagnostics.all.map(\.code))
        #expect(codes.contains("NGFW-X038"))
    }

    private static let manyNames: [String] = [
        "<config>" + (0..<60).map { "<n\($0)/>" }.joined() + "</config>",
        (0..<60).map { "set n\($0) x\n" }.joined(),
        "{\"config\": {" + (0..<60).map { "\"n\($0)\": 1" }.joined(separator: ", ") + "}}",
    ]

    @Test(arguments: manyNames)
    func `more different names than the limit are refused`(text: String) {
        var limits = Limits()
        limits.xmlNames = 50
        let importer = ConfigurationImporter(catalogue: builtIn, limits: limits)
        let found = importer.read(Array(text.utf8), name: "c").diagnostics
        #expect(found.all.contains { $0.severity == .error && $0.message.contains("more than 50 different names") }, "\(found.all)")
        limits.xmlNames = 70
        let enough = ConfigurationImporter(catalogue: builtIn, limits: limits).read(Array(text.utf8), name: "c").diagnostics
        #expect(!enough.all.contains { $0.message.contains("different names") })
    }

    // MARK: Set format

    @Test func `quotation marks without end are looked at once, not once for each`() {
        // Each line opens a value that no later line closes: quadratic when each looks for its own end.
        let text = "set address a fqdn x\n" + String(repeating: "a \"b\n", count: 100_000)
        let imported = importText(text)
        #expect(imported.diagnostics.errorCount == 100_000)
        #expect(imported.policy.addresses.map(\.name) == ["a"])
    }

    @Test func `a value and a command have a greatest length`() {
        let long = String(repeating: "x", count: Limits.standard.xmlTextBytes + 1)
        for value in [long, "\"\(long)\"", "\"\(long)"] {
            let imported = importText("set address a fqdn \(value)\nset address b fqdn y\n")
            #expect(imported.diagnostics.all.contains { $0.message.contains("a value of more than 1048576 bytes") })
            #expect(imported.policy.addresses.map(\.name) == ["b"])
        }
        let command = "set address-group g static [" + String(repeating: " member", count: 2_500_000) + " ]\n"
        let imported = importText(command + "set address b fqdn y\n")
        #expect(imported.diagnostics.all.contains { $0.message.contains("a command of more than") })
        #expect(imported.policy.addresses.map(\.name) == ["b"])
    }

    @Test(arguments: [1, 2, 3, 7, 64, 1_000])
    func `pieces of set text do not matter`(piece: Int) {
        let text = """
            # remark
            set address "a b" fqdn x.example\r
            set address c description "two
            lines" tag [ x "y z" ]
            set address c fqdn y.example
            set address d description "no end
            set address e fqdn "z.example"
            nonsense [ here
            set rulebase security rules r from any to any source any destination any application any service any action allow
            move rulebase security rules r top
            """
        func read(_ size: Int) -> (String, [String]) {
            var reader = SetReader(name: "c.txt", limits: .standard)
            let bytes = Array(text.utf8)
            for start in stride(from: 0, to: bytes.count, by: size) {
                _ = reader.feed(Array(bytes[start..<min(start + size, bytes.count)]))
            }
            let tree = reader.finish()
            let spelt = (try? XMLWriter.write(tree.root)).map { String(decoding: $0, as: UTF8.self) } ?? ""
            return (spelt, reader.diagnostics.all.map(\.description))
        }
        let whole = read(text.utf8.count)
        #expect(whole.1.count == 2)
        #expect(whole.0.contains("<entry name=\"a b\">"))
        let pieces = read(piece)
        #expect(pieces.0 == whole.0)
        #expect(pieces.1 == whole.1)
    }

    @Test func `elements that are set and deleted again and again leave nothing behind`() {
        let text = (0..<20_000).map { "set address a\($0 % 7) fqdn x\ndelete address a\($0 % 7)\n" }.joined()
        let imported = importText(text + "set address b fqdn x\n")
        #expect(imported.diagnostics.isEmpty)
        #expect(imported.policy.addresses.map(\.name) == ["b"])
    }

    // MARK: Braces

    @Test(arguments: [
        "address {\n  web1 {\n    ip-netmask 10.0.0.5;\n  }\n}\nrulebase {\n  security {\n  }\n}\n",
        "  deviceconfig {\r\n  system {\r\n    hostname fw;\r\n  }\r\n}\r\n",
        "admin@fw# show\n\naddress {\n  a {\n    fqdn x;\n  }\n}\n[edit]\nadmin@fw#\n",
        "[edit]\naddress {\n  a {\n    fqdn x;\n  }\n}\n",
        "set cli pager off\naddress {\n  a {\n    fqdn x;\n  }\n}\n",
    ])
    func `a configuration in braces gets one message with a way out`(text: String) {
        let found = importText(text).diagnostics.all.filter { $0.severity == .error }
        #expect(found.map(\.code).filter { $0 != "NGFW-X027" } == ["NGFW-X018"], "\(found)")
        #expect(found.first?.location?.line == text.prefix { $0 != "{" }.split(separator: "\n", omittingEmptySubsequences: false).count)
        #expect(found.first?.notes.isEmpty == false)
    }

    // MARK: Other files and floods

    @Test func `the groups of a user are looked through once`() {
        let text = (0..<60_000).map { "eve; g\($0)\n" }.joined()
        let groups = UserGroupFile.read(Array((text + text).utf8), name: "g").groups
        #expect(groups["eve"]?.count == 60_000)
        var limits = Limits()
        limits.groupMemberships = 10
        let few = UserGroupFile.read(Array(text.utf8), name: "g", limits: limits)
        #expect(few.groups["eve"]?.count == 10)
        #expect(few.diagnostics.all.map(\.code) == ["NGFW-X071"])
    }

    @Test func `lines without end are read one after another`() {
        let lines = TextLines.lines(Array((String(repeating: "\n", count: 300_000) + "  a, b # c\r\n// d\n;e\nf").utf8), name: "l")
        let found = lines.map { "\($0.location.line):\($0.location.column) \($0.words.joined(separator: "+"))" }
        #expect(found == ["300001:3 a+b", "300004:1 f"])
    }

    @Test func `many templates, tags and parts are looked up, not searched for`() {
        let names = (0..<12_000).map { "t\($0)" }
        let entries = names.map { "<entry name='\($0)'/>" }.joined()
        let members = names.map { "<member>\($0)</member>" }.joined()
        let panorama = """
            <config><mgt-config><devices><entry name='1'><tags>\(members)</tags></entry></devices></mgt-config><devices><entry name='d'>
            <template>\(entries)</template><template-stack><entry name='s'><templates>\(members)</templates><devices><entry name='1'/></devices>
            </entry></template-stack><device-group><entry name='g'><devices><entry name='1'/></devices><pre-rulebase><security><rules>
            <entry name='r'><target><tags>\((0..<12_000).map { "<member>u\($0)</member>" }.joined())</tags></target></entry>
            </rules></security></pre-rulebase></entry></device-group></entry></devices></config>
            """
        var options = ImportOptions()
        options.serial = "1"
        #expect(importText(panorama, options, name: "p.xml").diagnostics.isEmpty)
        let parts = "<result><address/>" + (0..<12_000).map { "<n\($0)/>" }.joined() + "</result>"
        let found = importText(parts, name: "p.xml").diagnostics.all.first { $0.code == "NGFW-X013" }
        #expect((found?.message.utf8.count ?? 0) < 1_000)
    }
}
