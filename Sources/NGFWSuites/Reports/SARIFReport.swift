public import NGFWCore

/// Findings as SARIF 2.1.0, which code hosts show beside the lines of a merge request.
///
///     var report = SARIFReport()
///     report.add(results)
///     report.add(coverage)
///     report.add(mutation)
///     let text = report.text
///
/// Source: OASIS, "Static Analysis Results Interchange Format Version 2.1.0", sections 3.13-3.30.
public struct SARIFReport: Sendable {
    /// What a finding is about; the raw value is its `ruleId`.
    enum Rule: String, CaseIterable {
        case expectation = "failed-expectation"
        case broken = "broken-suite"
        case uncovered = "uncovered-rule"
        case survivor = "surviving-mutant"

        var text: String {
            switch self {
            case .expectation: "An answer of the policy is not the one that a suite expects."
            case .broken: "A suite, its configuration or one of its questions cannot be used."
            case .uncovered: "A rule in force decides none of the flows that the suites ask."
            case .survivor: "A changed rule goes unnoticed: no expectation of the suites fails."
            }
        }
    }

    private var findings: [JSONOutput] = []

    public init() {}

    /// Every check that failed, at its expectation.
    public mutating func add(_ results: [SuiteResult]) {
        for result in results {
            for check in result.checks {
                guard let failure = check.failure else { continue }
                let text = ([failure] + check.details).joined(separator: "\n")
                add(check.isBroken ? .broken : .expectation, "error", text, at: check.location, key: "\(result.file)#\(check.name)")
            }
        }
    }

    /// What reading a suite had to say.
    public mutating func add(_ diagnostics: Diagnostics) {
        for diagnostic in diagnostics.all where diagnostic.severity == .error {
            add(.broken, "error", "\(diagnostic.message) [\(diagnostic.code)]", at: diagnostic.location, key: "\(diagnostic)")
        }
    }

    mutating func add(_ rule: Rule, _ level: String, _ text: String, at location: SourceLocation?, key: String) {
        var members: [(String, JSONOutput)] = [
            ("ruleId", .string(rule.rawValue)), ("ruleIndex", .number(Int64(Rule.allCases.firstIndex(of: rule) ?? 0))),
            ("level", .string(level)), ("message", .object([("text", .string(text))])),
        ]
        if let location { members.append(("locations", .array([Self.place(location)]))) }
        members.append(("partialFingerprints", .object([("ngfw/v1", .string(key))])))
        findings.append(.object(members))
    }

    public var text: String {
        let rules = Rule.allCases.map { rule in
            JSONOutput.object([("id", .string(rule.rawValue)), ("shortDescription", .object([("text", .string(rule.text))]))])
        }
        let driver = JSONOutput.object([("name", .string("ngfw-eval")), ("rules", .array(rules))])
        let run = JSONOutput.object([
            ("tool", .object([("driver", driver)])), ("columnKind", .string("unicodeCodePoints")), ("results", .array(findings)),
        ])
        return JSONOutput.object([
            ("$schema", .string("https://json.schemastore.org/sarif-2.1.0.json")), ("version", .string("2.1.0")), ("runs", .array([run])),
        ]).text + "\n"
    }

    private static func place(_ location: SourceLocation) -> JSONOutput {
        var region: [(String, JSONOutput)] = []
        if location.line > 0 { region.append(("startLine", .number(Int64(location.line)))) }
        if location.line > 0, location.column > 0 { region.append(("startColumn", .number(Int64(location.column)))) }
        var physical: [(String, JSONOutput)] = [("artifactLocation", .object([("uri", .string(uri(location.file)))]))]
        if !region.isEmpty { physical.append(("region", .object(region))) }
        return .object([("physicalLocation", .object(physical))])
    }

    /// A path as a URI reference (RFC 3986): what is not unreserved is percent-encoded.
    static func uri(_ path: String) -> String {
        var result = ""
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x30...0x39, UInt8(ascii: "-"),
                UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                result += "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }
        return path.hasPrefix("/") ? "file://" + result : result
    }
}
