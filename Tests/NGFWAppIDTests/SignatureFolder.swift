import Foundation
import NGFWCore

@testable import NGFWAppID

/// The texts of `Signatures/` as they stand in the working copy, which may be newer than the generated ones.
enum SignatureFolder {
    static let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Signatures")

    static let sources: [SignatureSource] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
        return names.filter { $0.hasSuffix(".app") }.sorted().map { SignatureSource(name: $0, text: text($0)) }
    }()

    static func text(_ name: String) -> String {
        (try? String(contentsOf: url.appending(path: name), encoding: .utf8)) ?? ""
    }

    static let files: [SignatureFile] = {
        var diagnostics = Diagnostics()
        return sources.map { SignatureParser.parse($0, limits: .standard, diagnostics: &diagnostics) }
    }()

    static let compiled: (library: SignatureLibrary, diagnostics: Diagnostics) = {
        var diagnostics = Diagnostics()
        let listed = ListedApplications.parse(SignatureSource(name: "listed.csv", text: text("listed.csv")), diagnostics: &diagnostics)
        let library = SignatureLibrary(compiling: sources, listed: listed, diagnostics: &diagnostics)
        return (library, diagnostics)
    }()

    static var library: SignatureLibrary { compiled.library }

    static let applications: [ApplicationDefinition] = files.flatMap(\.applications)
}
