internal import NGFWCore

/// Results as JUnit XML, the schema that build servers read: a `testsuite` a suite, a `testcase` a check.
///
///     let text = JUnitReport(results).text
///
/// Checks that could not be asked are `error`s, wrong answers `failure`s. Times are not told: runs are not timed.
public struct JUnitReport: Sendable {
    private let results: [SuiteResult]

    public init(_ results: [SuiteResult]) { self.results = results }

    public var text: String {
        let checks = results.flatMap(\.checks)
        var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<testsuites name=\"ngfw-eval\" \(Self.counts(checks)) time=\"0\">"]
        for result in results { lines += Self.suite(result) }
        lines.append("</testsuites>")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func suite(_ result: SuiteResult) -> [String] {
        let name = result.evaluator == .reference ? "\(result.title) (reference evaluator)" : result.title
        var lines = [
            "  <testsuite name=\"\(escaped(name))\" \(counts(result.checks)) skipped=\"0\" time=\"0\" file=\"\(escaped(result.file))\">"
        ]
        for check in result.checks {
            let place = "classname=\"\(escaped(result.file))\" file=\"\(escaped(check.location.file))\" line=\"\(check.location.line)\""
            let head = "    <testcase name=\"\(escaped(check.name))\" \(place) time=\"0\""
            guard let failure = check.failure else {
                lines.append("\(head)/>")
                continue
            }
            let element = check.isBroken ? "error" : "failure"
            let body = ["\(check.location): \(failure)"] + check.details
            lines.append("\(head)>")
            lines.append("      <\(element) message=\"\(escaped(failure))\" type=\"\(check.kind.rawValue)\">")
            lines.append(escaped(body.joined(separator: "\n"), isAttribute: false) + "</\(element)>")
            lines.append("    </testcase>")
        }
        lines.append("  </testsuite>")
        return lines
    }

    private static func counts(_ checks: [SuiteCheck]) -> String {
        let errors = checks.count { $0.isBroken }
        let failures = checks.count { $0.failure != nil && !$0.isBroken }
        return "tests=\"\(checks.count)\" failures=\"\(failures)\" errors=\"\(errors)\""
    }

    /// XML 1.0 forbids most control characters, escaped or not: they become U+FFFD.
    static func escaped(_ text: String, isAttribute: Bool = true) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\n", "\t", "\r":
                if isAttribute || scalar == "\r" { result += "&#\(scalar.value);" } else { result.unicodeScalars.append(scalar) }
            default:
                let isLegal = scalar.value >= 0x20 && !(0x7f..<0xa0).contains(scalar.value) && scalar.value & 0xfffe != 0xfffe
                result.unicodeScalars.append(isLegal ? scalar : "\u{fffd}")
            }
        }
        return result
    }
}
