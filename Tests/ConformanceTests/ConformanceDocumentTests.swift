import Foundation
import Testing

/// The document of the kit. `make conformance` runs this suite with `NGFW_WRITE_DOCUMENTS` set, which writes it anew.
@Suite("Conformance document")
struct ConformanceDocumentTests {
    @Test("Docs/CONFORMANCE.md says what the kit and the options say")
    func isFresh() throws {
        let wanted = try ConformanceDocument.text()
        if ProcessInfo.processInfo.environment["NGFW_WRITE_DOCUMENTS"] != nil {
            try wanted.write(to: ConformanceDocument.url, atomically: true, encoding: .utf8)
        }
        let found = try String(contentsOf: ConformanceDocument.url, encoding: .utf8)
        let lines = zip(wanted.split(separator: "\n"), found.split(separator: "\n"))
        let difference = lines.first { $0 != $1 }
        #expect(wanted == found, "run 'make conformance'; first difference: \(difference.map { "\($0)" } ?? "the length")")
    }

    @Test("every setting of every option has a file that names it")
    func optionsHaveFiles() throws {
        let texts = try Kit.files.map { try String(contentsOf: $0.url, encoding: .utf8) }.joined(separator: "\n")
        for (option, value) in OptionSettings.visible {
            #expect(texts.contains("options: {\(option): \(value)}"), "no file has '\(option): \(value)'")
        }
    }
}
