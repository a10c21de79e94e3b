public import NGFWCore

/// The match criteria of a dynamic address group.
///
///     let filter = try TagExpression("'web' and ('prod' or 'stage')")
///     filter.isSatisfied { ["web", "stage"].contains($0) }     // true
///     filter.description                                        // "'web' and ('prod' or 'stage')"
///
/// Grammar (reference section 3.3): `or` and `and` in any case, `and` binds tighter, parentheses; a tag stands in single or
/// double quotes or bare up to white space or a parenthesis. Tags compare exactly, by case. `not` is not supported. Each of
/// these readings is an option: `dag-precedence`, `dag-words`, `dag-case`, `dag-not` (``PolicyOptions/table``).
public indirect enum TagExpression: Hashable, Sendable {
    case tag(String)
    /// Two or more.
    case all([TagExpression])
    /// Two or more.
    case any([TagExpression])
    /// Only where ``PolicyOptions/filterNot`` says so, and beside a tag that must be there.
    case not(TagExpression)

    /// Parses match criteria.
    ///
    /// - Throws: ``TagExpressionError`` with the column.
    public init(_ text: String, options: PolicyOptions = PolicyOptions(), limits: Limits = .standard) throws(TagExpressionError) {
        var parser = try TagExpressionParser(text, options: options, limits: limits)
        self = try parser.parse()
        // Without a tag to have, every address that nobody has registered would be a member.
        if !needsTag { throw TagExpressionError(code: .onlyNot, column: 1) }
    }

    /// Whether the expression can hold only where at least one of its tags is there.
    private var needsTag: Bool {
        switch self {
        case .tag: true
        case .all(let parts): parts.contains(where: \.needsTag)
        case .any(let parts): parts.allSatisfy(\.needsTag)
        case .not: false
        }
    }

    /// Whether the expression holds when `has` tells which tags are there.
    public func isSatisfied(by has: (String) -> Bool) -> Bool {
        switch self {
        case .tag(let tag): has(tag)
        case .all(let parts): parts.allSatisfy { $0.isSatisfied(by: has) }
        case .any(let parts): parts.contains { $0.isSatisfied(by: has) }
        case .not(let part): !part.isSatisfied(by: has)
        }
    }

    /// Every tag that occurs, in order of first occurrence.
    public var tags: [String] {
        var found: [String] = []
        var seen: Set<String> = []
        collectTags(&found, &seen)
        return found
    }

    private func collectTags(_ found: inout [String], _ seen: inout Set<String>) {
        switch self {
        case .tag(let tag): if seen.insert(tag).inserted { found.append(tag) }
        case .all(let parts), .any(let parts): for part in parts { part.collectTags(&found, &seen) }
        case .not(let part): part.collectTags(&found, &seen)
        }
    }
}

extension TagExpression: CustomStringConvertible {
    /// Canonical: single quotes, lower-case words, parentheses only where they are needed.
    public var description: String {
        switch self {
        case .tag(let tag): tag.contains("'") ? "\"\(tag)\"" : "'\(tag)'"
        case .all(let parts): parts.map { part in if case .any = part { "(\(part))" } else { part.description } }.joined(separator: " and ")
        case .any(let parts): parts.map(\.description).joined(separator: " or ")
        case .not(.tag(let tag)): "not \(TagExpression.tag(tag))"
        case .not(let part): "not (\(part))"
        }
    }
}

/// Why match criteria were refused; equal when the codes are.
public struct TagExpressionError: Error, Equatable, CustomStringConvertible {
    public enum Code: String, Sendable {
        case empty = "the filter is empty"
        case tooLong = "the filter is too long"
        case tooDeep = "the parentheses nest too deep"
        case notUnsupported = "'not' is not supported in a dynamic group's filter; name the tags that a member must have"
        case onlyNot = "a filter of 'not' alone would hold every address: name a tag that a member must have"
        case unexpectedEnd = "the filter ends where a tag is expected"
        case unexpectedWord = "expected a tag"
        case missingOperator = "expected 'and' or 'or'"
        case unclosedQuote = "the quote is not closed"
        case unclosedParenthesis = "the parenthesis is not closed"
        case unexpectedParenthesis = "unexpected ')'"
        case emptyTag = "the tag is empty"
        case badTag = "not a legal tag"
    }

    public let code: Code
    /// From 1, in bytes of the filter.
    public let column: Int

    public static func == (left: TagExpressionError, right: TagExpressionError) -> Bool { left.code == right.code }

    public var description: String { "\(code.rawValue) (column \(column))" }
}
