import Foundation
import NGFWCore
import Testing

@testable import NGFWAppID

@Suite("Docs/SIGNATURES.md")
struct FormatGuideTests {
    static let guide: String = {
        let url = SignatureFolder.url.deletingLastPathComponent().appending(path: "Docs/SIGNATURES.md")
        return (try? String(contentsOf: url, encoding: .utf8)) ?? ""
    }()

    static let example: SignatureSource = {
        let parts = guide.components(separatedBy: "```signature\n")
        let text = parts.count == 2 ? parts[1].components(separatedBy: "```")[0] : ""
        return SignatureSource(name: "SIGNATURES.md", text: text)
    }()

    @Test func theExampleCompilesAndItsSamplesHold() throws {
        var diagnostics = Diagnostics()
        let file = SignatureParser.parse(Self.example, limits: .standard, diagnostics: &diagnostics)
        let library = SignatureLibrary(compiling: SignatureFolder.sources + [Self.example], diagnostics: &diagnostics)
        #expect(diagnostics.all.filter { $0.severity == .error }.map(\.description) == [])
        let definition = try #require(file.applications.first)
        #expect(definition.samples.count == 5)
        for sample in definition.samples {
            let name = SampleRunner(library: library).run(sample.kind).application
            #expect((name == definition.application.name) == sample.isPositive, "\(sample.location): \(name)")
        }
    }

    @Test func itNamesEveryKeyDecoderAndField() {
        let words =
            SignatureParser.applicationKeys + SignatureParser.signatureKeys + FieldContext.allCases.map(\.rawValue)
            + ProtocolDecoder.allCases.map(\.rawValue)
        for word in words { #expect(Self.guide.contains("`\(word)`") || Self.guide.contains("\(word):"), "\(word)") }
    }
}

@Suite("Docs/guides/write-a-signature.md")
struct SignatureTutorialTests {
    @Test func theFileOfTheGuideIsTheOneInTheExamples() throws {
        let root = SignatureFolder.url.deletingLastPathComponent()
        let guide = try String(contentsOf: root.appending(path: "Docs/guides/write-a-signature.md"), encoding: .utf8)
        let file = try String(contentsOf: root.appending(path: "Examples/signatures/telemetry.app"), encoding: .utf8)
        #expect(guide.contains("```signature-file\n\(file)```"))
    }
}
