import Foundation
import Testing

/// The repository checks itself: habits of CONTRIBUTING.md that a compiler does not see.
@Suite("Tidiness")
struct TidyTests {
    static let swiftFiles = Repository.files(under: "", suffix: ".swift")
    static let libraryFolders = ["Core", "Packet", "AppID", "Policy", "", "PANOS", "Capture", "Suites"].map { "Sources/NGFW\($0)/" }

    @Test("there are files to check")
    func notVacuous() {
        #expect(Self.swiftFiles.count > 20)
        #expect(Repository.files.contains("Package.swift"))
    }

    @Test("no Swift file is longer than 600 lines, generated ones aside")
    func fileLength() throws {
        for path in Self.swiftFiles where !path.contains("/Generated/") {
            let count = try Repository.lines(path).count
            #expect(count <= 601, "\(path) has \(count) lines")
        }
    }

    @Test("no function is longer than 70 lines")
    func functionLength() throws {
        for path in Self.swiftFiles where path.hasPrefix("Sources/") && !path.contains("/Generated/") {
            for (name, length) in try longFunctions(path, over: 70) {
                Issue.record("\(path): \(name) has \(length) lines")
            }
        }
    }

    @Test("generated files say so in their first line")
    func generatedFilesAreMarked() throws {
        for path in Self.swiftFiles where path.contains("/Generated/") {
            let first = try #require(try Repository.lines(path).first)
            #expect(first.lowercased().contains("generated"), "\(path)")
        }
    }

    @Test("libraries neither print, nor read the clock, nor draw random numbers, nor force")
    func bannedInLibraries() throws {
        let banned = [
            "print(", "Date()", ".random(", "SystemRandomNumberGenerator", "try!", " as! ", "fatalError(", "ContinuousClock",
            "DispatchTime",
        ]
        for path in Self.swiftFiles where Self.libraryFolders.contains(where: path.hasPrefix) && !path.contains("/Generated/") {
            for (number, line) in try Repository.lines(path).enumerated() {
                // A fingerprint is no print.
                let code = (line.split(separator: "//", maxSplits: 1, omittingEmptySubsequences: false).first ?? "")
                    .replacing("ingerprint(", with: "")
                for word in banned where code.contains(word) {
                    Issue.record("\(path):\(number + 1): '\(word)' is banned in library targets")
                }
            }
        }
    }

    @Test("the hot floors do not import Foundation")
    func noFoundation() throws {
        let hot = ["Core", "Packet", "AppID", "Policy", ""].map { "Sources/NGFW\($0)/" }
        for path in Self.swiftFiles where hot.contains(where: path.hasPrefix) {
            #expect(try !Repository.text(path).contains("import Foundation"), "\(path)")
        }
    }

    @Test("texts speak of the project alone: no machine paths, unfinished marks or licence header per file")
    func noForeignWords() throws {
        let machinePaths = ["/tm" + "p/wt", "/wor" + "k/", "/tm" + "p/ngfw"]
        let unfinished = ["TO" + "DO", "FIX" + "ME", "XX" + "X"]
        let endings = [".swift", ".md", ".app", "Makefile", ".sh", ".json", ".xml", ".csv", ".yaml"]
        for path in Repository.files where endings.contains(where: path.hasSuffix) {
            for (number, line) in try Repository.lines(path).enumerated() {
                for word in machinePaths + unfinished where line.contains(word) {
                    Issue.record("\(path):\(number + 1): '\(word)'")
                }
            }
        }
        for path in Self.swiftFiles {
            #expect(try !Repository.lines(path).prefix(5).joined().contains("Licensed under"), "\(path)")
        }
    }

    @Test("nothing large or built is tracked")
    func sizes() throws {
        var total = 0
        for path in Repository.files {
            let size = try #require(
                try FileManager.default.attributesOfItem(atPath: Repository.root.appending(path: path).path)[.size] as? Int)
            #expect(size < 4 << 20, "\(path) has \(size) bytes")
            #expect(!path.hasPrefix(".build") && !path.hasSuffix("Package.resolved"), "\(path)")
            total += size
        }
        #expect(total < 100 << 20)
    }

    /// Functions and initialisers by indentation: from the line that opens the body to the brace in its column.
    private func longFunctions(_ path: String, over limit: Int) throws -> [(String, Int)] {
        let lines = try Repository.lines(path)
        var found: [(String, Int)] = []
        for (start, line) in lines.enumerated() {
            let indentation = line.prefix { $0 == " " }
            let body = line.dropFirst(indentation.count)
            let words = body.split(separator: " ")
            guard let keyword = words.first(where: { !Self.modifiers.contains(String($0)) && !$0.hasPrefix("@") }),
                keyword == "func" || keyword.hasPrefix("init(") || keyword.hasPrefix("init?(")
            else { continue }
            let closing = indentation + "}"
            guard let end = lines[(start + 1)...].firstIndex(where: { $0 == closing }) else { continue }
            if end - start + 1 > limit { found.append((String(body.prefix(60)), end - start + 1)) }
        }
        return found
    }

    private static let modifiers: Set<String> = [
        "public", "package", "internal", "private", "fileprivate", "static", "mutating", "borrowing", "consuming", "override", "final",
        "nonisolated", "unsafe",
    ]
}
