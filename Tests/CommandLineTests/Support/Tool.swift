import Foundation

/// The built `ngfw-eval`, run as a process.
struct Tool {
    struct Result {
        var status: Int32
        var output: String
        var errors: String

        var lines: [String] { output.split(separator: "\n", omittingEmptySubsequences: true).map(String.init) }
        /// The output's lines as JSON objects.
        func objects() throws -> [[String: Any]] {
            try lines.map { try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] ?? [:] }
        }
    }

    /// Beside the test bundle, where the build puts all products.
    static let executable: URL = {
        let arguments = ProcessInfo.processInfo.arguments
        let bundle = arguments.first { $0.hasSuffix(".xctest") } ?? arguments[0]
        return URL(filePath: bundle).deletingLastPathComponent().appending(path: "ngfw-eval")
    }()

    static let example = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../Examples/web-app-segmentation").standardized

    /// Runs with `folder` as current directory and the bytes on standard input; output goes through files, so it may be long.
    static func run(_ arguments: [String], in folder: URL, input: [UInt8] = []) throws -> Result {
        let scratch = try Folder()
        let files = try ["in", "out", "err"].map { name in
            let url = scratch.url.appending(path: name)
            try Data(name == "in" ? input : []).write(to: url)
            return url
        }
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C"]
        process.standardInput = try FileHandle(forReadingFrom: files[0])
        process.standardOutput = try FileHandle(forWritingTo: files[1])
        process.standardError = try FileHandle(forWritingTo: files[2])
        try process.run()
        process.waitUntilExit()
        return Result(
            status: process.terminationStatus, output: String(decoding: try Data(contentsOf: files[1]), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: files[2]), as: UTF8.self))
    }

    /// Runs a line of bash with the tool on the path.
    static func shell(_ line: String, in folder: URL = example) throws -> Result {
        let scratch = try Folder()
        let files = try ["out", "err"].map { name in
            try scratch.write(name, "")
            return try FileHandle(forWritingTo: scratch.url.appending(path: name))
        }
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = ["-c", line]
        process.currentDirectoryURL = folder
        process.environment = ["PATH": executable.deletingLastPathComponent().path + ":/usr/bin:/bin"]
        (process.standardOutput, process.standardError) = (files[0], files[1])
        try process.run()
        process.waitUntilExit()
        return Result(status: process.terminationStatus, output: try scratch.read("out"), errors: try scratch.read("err"))
    }

    /// Runs in the folder of the example.
    static func example(_ arguments: String..., input: String = "") throws -> Result {
        try run(arguments, in: example, input: Array(input.utf8))
    }
}

/// A folder of one test, gone with it.
final class Folder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "ngfw-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func read(_ name: String) throws -> String { String(decoding: try Data(contentsOf: url.appending(path: name)), as: UTF8.self) }

    func write(_ name: String, _ text: String) throws { try write(name, Array(text.utf8)) }

    func write(_ name: String, _ bytes: [UInt8]) throws {
        let file = url.appending(path: name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
    }

    func run(_ arguments: String..., input: String = "") throws -> Tool.Result {
        try Tool.run(arguments, in: url, input: Array(input.utf8))
    }

    /// A configuration with rules, objects and device settings between its elements.
    func writeConfiguration(_ name: String = "fw.xml", objects: String = "", rules: String = "", settings: String = "") throws {
        try write(
            name,
            """
            <config version="10.1.0"><devices><entry name="localhost.localdomain">
            \(settings.isEmpty ? "" : "<deviceconfig><setting>\(settings)</setting></deviceconfig>")
            <vsys><entry name="vsys1">
            <zone><entry name="in"><network><layer3/></network></entry><entry name="out"><network><layer3/></network></entry></zone>
            \(objects)
            <rulebase><security><rules>
            \(rules)
            </rules></security></rulebase>
            </entry></vsys></entry></devices></config>
            """)
    }

    /// A rule of the configuration above.
    static func rule(_ name: String, source: String = "any", application: String = "any", action: String = "allow") -> String {
        """
        <entry name="\(name)"><from><member>any</member></from><to><member>any</member></to><source><member>\(source)</member></source>
        <destination><member>any</member></destination><source-user><member>any</member></source-user>
        <category><member>any</member></category><application><member>\(application)</member></application>
        <service><member>any</member></service><action>\(action)</action></entry>
        """
    }
}
