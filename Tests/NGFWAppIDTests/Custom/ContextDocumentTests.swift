import Foundation
import NGFWCore
import NGFWTestSupport
import Testing

@testable import NGFWAppID

/// Docs/CUSTOM-APPLICATIONS.md against the table of contexts, and the inputs kept for the fuzzer.
@Suite("Contexts of custom applications")
struct ContextDocumentTests {
    private static let rows: [[String]] = {
        let url = SignatureFolder.url.deletingLastPathComponent().appending(path: "Docs/CUSTOM-APPLICATIONS.md")
        let text = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").filter { $0.hasPrefix("| `") }.map { line in
            line.split(separator: "|").map { $0.replacing("`", with: "").trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        }
    }()

    @Test("the document has every evaluated context as the code has it, and no other")
    func evaluated() {
        let documented = Set(Self.rows.filter { $0.count == 4 }.map { $0.joined(separator: " | ") })
        let code = SignatureContext.all.filter { $0.standing == .evaluated }.map {
            "\($0.name) | \($0.decoder) | \($0.kind.rawValue) | \($0.about)"
        }
        #expect(code.count > 90)
        #expect(documented == Set(code))
        #expect(Set(code).count == code.count)
    }

    @Test("and every context that is known only")
    func known() {
        let documented = Set(Self.rows.filter { $0.count == 2 && $0[1] == "not evaluated" }.map { $0[0] })
        #expect(documented == Set(SignatureContext.all.filter { $0.standing == .notEvaluated }.map(\.name)))
    }

    @Test("each field belongs to one context, but header lines, which qualifiers choose")
    func fields() {
        let fields = SignatureContext.all.compactMap(\.field)
        #expect(Set(fields).count == fields.count)
        let missing = Set(ContextField.allCases).subtracting(fields)
        #expect(missing == [.httpRequestHeaderLine, .httpResponseHeaderLine])
    }

    @Test("every seed of the fuzzer is a pattern, or refused with a reason")
    func seeds() throws {
        let seeds = fuzzSeeds("custom")
        #expect(seeds.count >= 8)
        let contexts = SignatureContext.all.filter { $0.kind == .text }
        for seed in seeds {
            let rules = PatternRules(seed.bytes[0] & 1 == 0 ? .classic : .enhanced)
            let text = String(decoding: seed.bytes[2...].prefix { $0 != 0 }, as: UTF8.self)
            guard let pattern = try? SignaturePattern(text, rules) else { continue }
            let condition = CustomCondition(context: contexts[Int(seed.bytes[1]) % contexts.count].name, .pattern(pattern))
            let lab = try CustomLab([custom("fuzz", [condition])])
            let payload = Array(seed.bytes[2...].drop { $0 != 0 }.dropFirst())
            #expect(!lab.name([client(payload), server(payload)]).isEmpty, "\(seed.name)")
        }
    }
}
