internal import Foundation

/// The suite files that paths name.
public enum SuiteFiles {
    private static let limit = 100_000

    /// Files as they are, folders with all `.yaml` and `.yml` files below them, in the order of their paths.
    ///
    ///     try SuiteFiles.find(["Suites", "more/nat.yaml"])     // ["Suites/a.yaml", "Suites/b/c.yml", "more/nat.yaml"]
    public static func find(_ paths: [String]) throws(SuiteFilesError) -> [String] {
        var files: [String] = []
        for path in paths {
            var isFolder: ObjCBool = false
            guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {  // the flag outlives the call
                throw SuiteFilesError(description: "cannot read '\(path)': no such file or folder")
            }
            guard isFolder.boolValue else {
                files.append(path)
                continue
            }
            let found = try below(path)
            if found.isEmpty { throw SuiteFilesError(description: "'\(path)' has no suites: no file in it ends with .yaml or .yml") }
            files += found
        }
        return files
    }

    /// A path without detours, so that suites of several folders call one file by one name: `Suites/web/../fw.xml` is
    /// `Suites/fw.xml`. Kept as it is where that would be another file, as behind a symbolic link.
    static func shortest(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
        }
        let short = (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
        if short == path { return path }
        func identity(_ path: String) -> [Int?] {
            let attributes = try? FileManager.default.attributesOfItem(atPath: path)
            return [FileAttributeKey.systemNumber, .systemFileNumber].map { (attributes?[$0] as? NSNumber)?.intValue }
        }
        return identity(short) == identity(path) ? short : path
    }

    private static func below(_ folder: String) throws(SuiteFilesError) -> [String] {
        var found: [String] = []
        let root = folder.hasSuffix("/") ? folder : folder + "/"
        guard let enumerator = FileManager.default.enumerator(atPath: folder) else { return [] }
        while let path = enumerator.nextObject() as? String {
            guard path.hasSuffix(".yaml") || path.hasSuffix(".yml") else { continue }
            guard enumerator.fileAttributes?[.type] as? FileAttributeType != .typeDirectory else { continue }
            guard found.count < limit else { throw SuiteFilesError(description: "'\(folder)' has more than \(limit) suites") }
            found.append(root + path)
        }
        return found.sorted()
    }
}

/// A path that names no suite.
public struct SuiteFilesError: Error, CustomStringConvertible {
    public let description: String
}
