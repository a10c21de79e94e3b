internal import Yams

/// The documents of a YAML text as nodes with places.
enum YAMLDocuments {
    struct Problem: Error {
        var message: String
        var line: Int
        var column: Int
    }

    /// - Parameter linesBefore: lines of the file before the text.
    static func read(_ bytes: [UInt8], linesBefore: Int = 0) -> Result<[Node], Problem> {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            return .failure(Problem(message: "not UTF-8 text", line: 0, column: 0))
        }
        if let hazard = YAMLGuard.hazard(bytes) {
            return .failure(Problem(message: hazard.message, line: hazard.line + linesBefore, column: hazard.column))
        }
        return compose(text, linesBefore)
    }

    private static func compose(_ text: String, _ linesBefore: Int) -> Result<[Node], Problem> {
        do {
            var sequence = try Yams.compose_all(yaml: text)
            var roots: [Node] = []
            while let root = sequence.next() { roots.append(root) }
            if let error = sequence.error { throw error }
            return .success(roots)
        } catch let YamlError.scanner(_, message, mark, _), let YamlError.parser(_, message, mark, _),
            let YamlError.composer(_, message, mark, _)
        {
            return .failure(Problem(message: "not YAML: \(message)", line: mark.line + linesBefore, column: mark.column))
        } catch let YamlError.duplicatedKeysInMapping(duplicates, context) {
            let message = "key '\(duplicates.first ?? "")' is there twice"
            return .failure(Problem(message: message, line: context.mark.line + linesBefore, column: context.mark.column))
        } catch {
            return .failure(Problem(message: "not YAML that can be read", line: linesBefore + 1, column: 0))
        }
    }
}
