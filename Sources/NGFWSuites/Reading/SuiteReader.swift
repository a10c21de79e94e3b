public import NGFWCore
internal import NGFWPANOS
internal import NGFWPolicy
internal import Yams

/// Reads rule suites from YAML files.
///
///     let (suite, diagnostics) = SuiteReader.read(path: "Suites/segmentation.yaml")
///
/// A suite with errors is none: what it would have checked is not known. Every message has line and column. Anchors, aliases and
/// tags are refused; a file has at most ``Limits/suiteBytes``.
public struct SuiteReader {
    let name: String
    /// Where paths in the suite begin; ends with a slash, or is empty.
    let folder: String
    let limits: Limits
    let bytes: [UInt8]
    /// Where each line begins.
    let lineStarts: [Int]
    var diagnostics: Diagnostics
    var suite: SuiteFile

    /// Reads a suite; paths in it are relative to its folder.
    public static func read(path: String, limits: Limits = .standard) -> (suite: SuiteFile?, diagnostics: Diagnostics) {
        let (bytes, problem) = InputFile.contents(path: path, limit: limits.suiteBytes)
        if let problem {
            var diagnostics = Diagnostics(limit: limits.diagnostics)
            diagnostics.error("NGFW-S001", "cannot read the suite: \(problem)", at: SourceLocation(file: path))
            return (nil, diagnostics)
        }
        return read(bytes, name: path, folder: path.lastIndex(of: "/").map { String(path[...$0]) } ?? "", limits: limits)
    }

    /// The same from memory.
    ///
    /// - Parameters:
    ///   - name: what messages call it.
    ///   - folder: where paths in it begin.
    public static func read(
        _ bytes: [UInt8], name: String, folder: String, limits: Limits = .standard
    ) -> (suite: SuiteFile?, diagnostics: Diagnostics) {
        var reader = SuiteReader(bytes, name: name, folder: folder, limits: limits)
        reader.read()
        return (reader.diagnostics.hasErrors ? nil : reader.suite, reader.diagnostics)
    }

    private init(_ bytes: [UInt8], name: String, folder: String, limits: Limits) {
        self.name = name
        self.folder = folder.isEmpty || folder.hasSuffix("/") ? folder : folder + "/"
        self.limits = limits
        self.bytes = bytes
        lineStarts = [0] + bytes.indices.filter { bytes[$0] == 0x0a }.map { $0 + 1 }
        diagnostics = Diagnostics(limit: limits.diagnostics)
        suite = SuiteFile(name: name)
    }

    private mutating func read() {
        guard bytes.count <= limits.suiteBytes else {
            return error("S001", "a suite of more than \(limits.suiteBytes) bytes", at: SourceLocation(file: name))
        }
        switch YAMLDocuments.read(bytes) {
        case .failure(let problem):
            error("S002", problem.message, at: SourceLocation(file: name, line: problem.line, column: problem.column))
        case .success(let roots):
            guard let root = roots.first, case .mapping = root else {
                return error("S002", "expected a suite: a mapping with the key 'suite'", at: SourceLocation(file: name, line: 1, column: 1))
            }
            if roots.count > 1 {
                error("S002", "a file holds one suite; write the next one into a file of its own", at: place(roots[1]))
            }
            readSuite(SuiteNode(node: root, file: name))
        }
    }

    private func place(_ node: Node) -> SourceLocation { SuiteNode(node: node, file: name).location }

    // MARK: Top

    static let suiteKeys =
        ["suite", "section", "standing", "about", "configuration"] + inputKeys + ["registrations", "diagnostics", "timeline"]

    private mutating func readSuite(_ root: SuiteNode) {
        var step = SuiteStep(location: root.location)
        var hasTitle = false
        for (key, value) in keys(of: root, known: Self.suiteKeys + Self.stepKeys.filter { !["after", "at"].contains($0) }) {
            switch key {
            case "suite":
                suite.title = text(value, "a title") ?? ""
                suite.location = value.location
                hasTitle = true
            case "section": suite.section = text(value, "a section of the reference")
            case "standing": suite.standing = word(value, ["verified", "secondary", "assumed"])
            case "about": suite.about = text(value, "text")
            case "configuration": suite.configuration = sourceText(value, "a path, or a configuration")
            case "registrations": step.changes += registrations(value)
            case "diagnostics": suite.expectedDiagnostics = diagnosticChecks(value)
            case "timeline": continue
            case _ where Self.inputKeys.contains(key): readInput(key, value)
            default: readStepKey(key, value, &step)
            }
        }
        if !hasTitle { error("S005", "missing key 'suite': what the suite is about, in a sentence", at: root.location) }
        if suite.configuration == nil, !diagnostics.hasErrors {
            error("S005", "missing key 'configuration': a path, or the configuration itself", at: root.location)
        }
        suite.steps = [step]
        if let timeline = root.members?.first(where: { $0.key.text == "timeline" })?.value { readTimeline(timeline) }
        if !diagnostics.hasErrors, !suite.expectsAnything {
            let message = "the suite expects nothing: give its flows 'expect', or say 'diagnostics: []' if loading is all that is tested"
            diagnostics.warning("NGFW-S008", message, at: root.location)
        }
    }

    private mutating func readTimeline(_ node: SuiteNode) {
        for item in list(node, "a list of steps, such as '- after: 60s'") {
            guard suite.steps.count < limits.suiteSteps else {
                return error("S007", "more than \(limits.suiteSteps) steps", at: item.location)
            }
            var step = SuiteStep(location: item.location)
            for (key, value) in keys(of: item, known: Self.stepKeys) { readStepKey(key, value, &step) }
            suite.steps.append(step)
        }
    }

    private mutating func diagnosticChecks(_ node: SuiteNode) -> [SuiteDiagnosticCheck] {
        list(node, "a list of messages, such as '- {code: NGFW-P018, severity: error}'").compactMap { item in
            var check = SuiteDiagnosticCheck(code: "", location: item.location)
            if let code = item.text {
                check.code = code
                return check
            }
            for (key, value) in keys(of: item, known: ["code", "severity", "message", "line"]) {
                switch key {
                case "code": check.code = text(value, "a code such as NGFW-P018") ?? ""
                case "severity":
                    check.severity = word(value, ["error", "warning", "note"]).flatMap { Diagnostic.Severity(rawValue: $0) }
                case "message": check.message = text(value, "a part of the message")
                default: check.line = number(value, "a line", 1...Int(Int32.max))
                }
            }
            if check.code.isEmpty { error("S005", "missing key 'code'", at: item.location) }
            return check
        }
    }

    // MARK: Messages

    mutating func error(_ code: String, _ message: String, at location: SourceLocation) {
        diagnostics.error("NGFW-\(code)", message, at: location)
    }
}
