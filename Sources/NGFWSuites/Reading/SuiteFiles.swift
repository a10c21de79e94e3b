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
