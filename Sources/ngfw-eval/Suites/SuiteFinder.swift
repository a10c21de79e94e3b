import Foundation

/// The suite files that arguments name.
enum SuiteFinder {
    private static let limit = 100_000

    /// Files as they are, folders with all `.yaml` and `.yml` files below them, in the order of their paths.
    static func paths(_ arguments: [String]) throws -> [String] {
        var paths: [String] = []
        for argument in arguments {
            var isFolder: ObjCBool = false
            guard unsafe FileManager.default.fileExists(atPath: argument, isDirectory: &isFolder) else {  // the flag outlives the call
                throw InputError("cannot read '\(argument)': no such file or folder")
            }
            guard isFolder.boolValue else {
                paths.append(argument)
                continue
            }
            let found = try files(below: argument)
            if found.isEmpty { throw InputError("'\(argument)' has no suites: no file in it ends with .yaml or .yml") }
            paths += found
        }
        return paths
    }

    private static func files(below folder: String) throws -> [String] {
        var found: [String] = []
        let root = folder.hasSuffix("/") ? folder : folder + "/"
        guard let enumerator = FileManager.default.enumerator(atPath: folder) else { return [] }
        while let path = enumerator.nextObject() as? String {
            guard path.hasSuffix(".yaml") || path.hasSuffix(".yml") else { continue }
            guard enumerator.fileAttributes?[.type] as? FileAttributeType != .typeDirectory else { continue }
            guard found.count < limit else { throw InputError("'\(folder)' has more than \(limit) suites") }
            found.append(root + path)
        }
        return found.sorted()
    }
}
