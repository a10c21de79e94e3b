import Foundation

/// The checkout that the tests were built from.
enum Repository {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Paths relative to the root of all files that git tracks or would track; outside a checkout all that are not built.
    static let files: [String] = {
        let tracked = gitFiles()
        return tracked.isEmpty ? allFiles() : tracked
    }()

    private static func gitFiles() -> [String] {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        // The checkout may belong to another user than the one who tests it.
        process.arguments = [
            "git", "-c", "safe.directory=*", "-C", root.path, "ls-files", "--cached", "--others", "--exclude-standard",
        ]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return [] }
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
            .filter { FileManager.default.fileExists(atPath: root.appending(path: $0).path) }
    }

    private static func allFiles() -> [String] {
        guard let enumerator = FileManager.default.enumerator(atPath: root.path) else { return [] }
        var found: [String] = []
        while let path = enumerator.nextObject() as? String {
            if path.split(separator: "/").contains(where: { $0.hasPrefix(".build") || $0 == ".git" }) {
                enumerator.skipDescendants()
            } else if enumerator.fileAttributes?[.type] as? FileAttributeType == .typeRegular {
                found.append(path)
            }
        }
        return found
    }

    static func files(under folder: String, suffix: String = ".swift") -> [String] {
        files.filter { $0.hasPrefix(folder) && $0.hasSuffix(suffix) }
    }

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    static func lines(_ path: String) throws -> [Substring] {
        try text(path).split(separator: "\n", omittingEmptySubsequences: false)
    }
}
