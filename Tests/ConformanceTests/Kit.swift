import Foundation
import NGFWCore
import NGFWSuites
import Testing

/// A file of Tests/Conformance.
struct KitFile: CustomTestStringConvertible, Sendable {
    /// Below Tests/Conformance: `1-rules/1.3-interzone-any.yaml`.
    let path: String
    /// From the name: `1.3`.
    let section: String

    init(_ path: String) {
        self.path = path
        let name = path.split(separator: "/").last.map(String.init) ?? path
        section = String(name.prefix { $0.isNumber || $0 == "." })
    }

    var testDescription: String { path }
    var url: URL { Kit.folder.appending(path: path) }

    func read() throws -> SuiteFile {
        let (suite, diagnostics) = SuiteReader.read(path: url.path)
        for diagnostic in diagnostics.all { Issue.record("\(path): \(diagnostic)") }
        return try #require(suite, "\(path)")
    }
}

/// The conformance kit.
enum Kit {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    static let folder = root.appending(path: "Tests/Conformance")

    /// In the order of the reference.
    static let files: [KitFile] = {
        let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return paths.filter { $0.hasSuffix(".yaml") }.map { KitFile($0) }.sorted { left, right in
            let (first, second) = (numbers(left.section), numbers(right.section))
            return first == second ? left.path < right.path : first.lexicographicallyPrecedes(second)
        }
    }()

    /// File → why it fails today.
    static let knownGaps: [String: String] = {
        let text = (try? String(contentsOf: folder.appending(path: "known-gaps.txt"), encoding: .utf8)) ?? ""
        var gaps: [String: String] = [:]
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let parts = line.split(separator: " ", maxSplits: 1)
            gaps[String(parts[0])] = parts.count > 1 ? String(parts[1]) : ""
        }
        return gaps
    }()

    private static func numbers(_ section: String) -> [Int] { section.split(separator: ".").compactMap { Int($0) } }
}
