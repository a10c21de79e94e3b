import Testing

@testable import NGFWPANOS

/// Docs/IMPORT.md against the tables that the importers work by.
@Suite struct ImportDocumentTests {
    private struct Row: Hashable {
        var path: String
        var state: String
        var section: String
        var test: String
    }

    private static func text(_ path: String) -> String {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        return String(decoding: InputFile.contents(path: "\(root)/\(path)", limit: 1 << 20).bytes, as: UTF8.self)
    }

    private let document = text("Docs/IMPORT.md")

    /// Rows of four cells whose first is a path in code and whose second is a state.
    private var rows: [Row] {
        document.split(separator: "\n").compactMap { line in
            let cells = line.replacing("\\|", with: "\u{1}").split(separator: "|").map {
                $0.replacing("\u{1}", with: "|").replacing("`", with: "").trimmed
            }
            guard cells.count == 4, ElementTable.State(rawValue: cells[1]) != nil else { return nil }
            return Row(path: cells[0], state: cells[1], section: cells[2], test: cells[3])
        }
    }

    @Test func everyElementOfTheCodeIsInTheDocumentAndViceVersa() {
        let code = (ElementTable.configuration.rows + ElementTable.registrations.rows).map {
            "\($0.path) \($0.state.rawValue) \($0.section)"
        }
        let documented = rows.map { "\($0.path) \($0.state) \($0.section)" }
        #expect(code.count > 100)
        #expect(Set(code).count == code.count)
        #expect(Set(code).subtracting(documented).sorted() == [])
        #expect(Set(documented).subtracting(code).sorted() == [])
    }

    @Test func theTestsThatTheDocumentNamesExist() {
        let sources = [
            "NGFWPANOSTests/FirewallImportTests", "NGFWPANOSTests/ImportErrorTests", "NGFWPANOSTests/PanoramaImportTests",
            "NGFWPANOSTests/RegistrationReaderTests", "NGFWPANOSTests/CustomApplicationTests", "NGFWPANOSTests/NeverWiderTests",
            "NGFWPANOSTests/TemplateAndTargetTests", "NGFWPANOSTests/UnreadObjectTests", "NGFWAppIDTests/Custom/CustomHTTPTests",
            "NGFWPANOSTests/SetFormatTests", "NGFWPANOSTests/SettingTests", "NGFWPANOSTests/TunnelInspectionImportTests",
            "NGFWPANOSTests/PartialConfigurationTests",
            "NGFWPolicyTests/VectorTests",
            "NGFWPolicyTests/ResolutionTests", "NGFWPolicyTests/CriteriaTests", "NGFWPolicyTests/RegistryTests",
            "NGFWPolicyTests/TagExpressionTests",
            "NGFWTests/ProtocolApplicationTests", "NGFWTests/CategoryTests",
        ].map { Self.text("Tests/\($0).swift") }.joined()
        let named = document.split(separator: "\n").filter { $0.hasPrefix("|") }.compactMap { line -> String? in
            let last = line.split(separator: "|").last.map(String.init)?.trimmed ?? ""
            return last.hasPrefix("`") && last.hasSuffix("`") && !last.contains("/") ? last.replacing("`", with: "") : nil
        }
        #expect(named.count > 100)
        for name in Set(named).sorted() where !sources.contains("func \(name)(") && !sources.contains("func `\(name)`(") {
            Issue.record("no test \(name)")
        }
    }
}

extension StringProtocol {
    fileprivate var trimmed: String {
        var text = self[...]
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
