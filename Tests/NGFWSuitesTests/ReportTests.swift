import Foundation
import NGFWCore
import NGFWSuites
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite("Reports of suites")
struct ReportTests {
    private func results() throws -> [SuiteResult] {
        let configuration = SuiteFixture.block(SuiteFixture.configuration([SuiteFixture.rule("r", from: "a")]))
        let flow = "source: 10.0.0.1, destination: 10.0.0.2, protocol: udp, destinationPort: 1, from: a, to: b"
        let text = """
            suite: "a <b> & \\"c\\" \\e[31m \\0"
            \(configuration)
            flows:
              - {\(flow), name: "<x> & \\e", expect: deny}
              - {\(flow), expect: allow}
              - {\(flow), application: shh, expect: allow}
            """
        return try [SuiteFixture.run(text), SuiteFixture.run(text, evaluator: .reference)]
    }

    /// The elements of a document with their attributes.
    private final class Elements: NSObject, XMLParserDelegate {
        var found: [(name: String, attributes: [String: String])] = []
        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?, attributes: [String: String]
        ) { found.append((name, attributes)) }
    }

    @Test("JUnit is well-formed whatever names and messages hold, and its counts are those of its cases")
    func junit() throws {
        let text = JUnitReport(try results()).text
        #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
        let parser = XMLParser(data: Data(text.utf8))
        let elements = Elements()
        parser.delegate = elements
        #expect(parser.parse(), "\(text)")
        let root = try #require(elements.found.first)
        #expect(root.name == "testsuites")
        #expect(root.attributes["tests"] == "6" && root.attributes["failures"] == "2" && root.attributes["errors"] == "2")
        #expect(elements.found.count { $0.name == "testsuite" } == 2)
        #expect(elements.found.count { $0.name == "testcase" } == 6)
        #expect(elements.found.count { $0.name == "failure" } == 2)
        #expect(elements.found.count { $0.name == "error" } == 2)
        let first = try #require(elements.found.first { $0.name == "testcase" })
        #expect(first.attributes["name"] == "<x> & \u{fffd}")
        #expect(Int(first.attributes["line"] ?? "") ?? 0 > 10)
        #expect(first.attributes["file"] == "s.yaml")
    }

    @Test("SARIF has what its schema requires, and every finding its rule and place")
    func sarif() throws {
        var report = SARIFReport()
        report.add(try results())
        report.add(SuiteReader.read(path: "/no where/ä.yaml").diagnostics)
        let root = try #require(try JSONSerialization.jsonObject(with: Data(report.text.utf8)) as? [String: Any])
        #expect(root["version"] as? String == "2.1.0")
        let run = try #require((root["runs"] as? [[String: Any]])?.first)
        let driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
        #expect(driver["name"] as? String == "ngfw-eval")
        let rules = try #require(driver["rules"] as? [[String: Any]]).compactMap { $0["id"] as? String }
        let findings = try #require(run["results"] as? [[String: Any]])
        #expect(findings.count == 5)
        var places: [String] = []
        for finding in findings {
            let rule = try #require(finding["ruleId"] as? String)
            #expect(rules[try #require(finding["ruleIndex"] as? Int)] == rule)
            #expect(["none", "note", "warning", "error"].contains(finding["level"] as? String ?? ""))
            #expect((finding["message"] as? [String: Any])?["text"] as? String != nil)
            let place = try #require((finding["locations"] as? [[String: Any]])?.first?["physicalLocation"] as? [String: Any])
            let uri = try #require((place["artifactLocation"] as? [String: Any])?["uri"] as? String)
            places.append("\(rule) \(uri)")
            if let region = place["region"] as? [String: Any] {
                #expect(region["startLine"] as? Int ?? 0 > 0)
                #expect(region["startColumn"] as? Int ?? 1 > 0)
            }
        }
        #expect(Set(places) == ["failed-expectation s.yaml", "broken-suite s.yaml", "broken-suite file:///no%20where/%C3%A4.yaml"])
    }
}
