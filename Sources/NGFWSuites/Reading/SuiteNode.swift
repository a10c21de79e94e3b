internal import NGFWCore
internal import Yams

/// A node of a suite's YAML tree with its place.
struct SuiteNode {
    let node: Node
    let file: String

    var location: SourceLocation {
        SourceLocation(file: file, line: node.mark?.line ?? 0, column: node.mark?.column ?? 0)
    }

    /// The text of a scalar; `nil` for lists and mappings.
    var text: String? { node.scalar?.string }

    /// An empty value, `~` or `null`.
    var isNull: Bool {
        guard let scalar = node.scalar else { return false }
        return scalar.style == .plain && ["", "~", "null"].contains(scalar.string)
    }

    /// Whether the scalar is a block (`|` or `>`).
    var isBlock: Bool { node.scalar.map { $0.style == .literal || $0.style == .folded } ?? false }
    var isLiteral: Bool { node.scalar?.style == .literal }

    var items: [SuiteNode]? {
        guard case .sequence(let sequence) = node else { return nil }
        return sequence.map { SuiteNode(node: $0, file: file) }
    }

    var members: [(key: SuiteNode, value: SuiteNode)]? {
        guard case .mapping(let mapping) = node else { return nil }
        return mapping.map { (SuiteNode(node: $0.key, file: file), SuiteNode(node: $0.value, file: file)) }
    }

    /// What it is, in words.
    var kind: String {
        switch node {
        case .scalar(let scalar): isNull ? "nothing" : "'\(shortened(scalar.string))'"
        case .sequence: "a list"
        case .mapping: "a mapping"
        default: "an alias"
        }
    }
}
