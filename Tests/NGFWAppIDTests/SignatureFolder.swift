import Foundation
import NGFWCore

@testable import NGFWAppID

/// The texts of `Signatures/` as they stand in the working copy, which may be newer than the generated ones.
enum SignatureFolder {
    static let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Signatures")

    static let sources = texts(".app")
    static let hosts = texts(".hosts")
    static let lists = texts(".csv")

    private static func texts(_ suffix: String) -> [SignatureSource] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
        return names.filter { $0.hasSuffix(suffix) }.sorted().map { SignatureSource(name: $0, text: text($0)) }
    }

    static func text(_ name: String) -> String {
        (try? String(contentsOf: url.appending(path: name), encoding: .utf8)) ?? ""
    }

    static let files: [SignatureFile] = {
        var diagnostics = Diagnostics()
        return sources.map { SignatureParser.parse($0, limits: .standard, diagnostics: &diagnostics) }
    }()

    static let compiled: (library: SignatureLibrary, diagnostics: Diagnostics) = {
        var diagnostics = Diagnostics()
        let listed = lists.flatMap { ListedApplications.parse($0, diagnostics: &diagnostics) }
        let library = SignatureLibrary(compiling: sources, hosts: hosts, listed: listed, diagnostics: &diagnostics)
        return (library, diagnostics)
    }()

    static let hostFiles: [HostFile] = {
        var diagnostics = Diagnostics()
        return hosts.map { HostFile.parse($0, diagnostics: &diagnostics) }
    }()

    static var library: SignatureLibrary { compiled.library }

    static let applications: [ApplicationDefinition] = files.flatMap(\.applications)
}
