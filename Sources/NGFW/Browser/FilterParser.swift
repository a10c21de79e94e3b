internal import NGFWCore

/// Reads a filter by recursive descent.
///
///     filter = sum ; sum = product { "or" product } ; product = factor { "and" factor }
///     factor = ( "not" | "!" ) factor | "(" sum ")" | field operator value
struct FilterParser {
    private let tokens: [FilterTokens.Placed]
    private let options: SessionFilter.Options
    /// Where the text ends, from 1.
    private let endColumn: Int
    private var position = 0
    private var depth = 0

    init(_ text: String, options: SessionFilter.Options) throws(SessionFilterError) {
        guard text.utf8.count <= options.limits.sessionFilterBytes else {
            throw SessionFilterError(
                .tooLarge, column: options.limits.sessionFilterBytes + 1, "a filter has at most \(options.limits.sessionFilterBytes) bytes")
        }
        tokens = try FilterTokens.split(text)
        endColumn = text.utf8.count + 1
        self.options = options
    }

    mutating func filter() throws(SessionFilterError) -> FilterNode {
        let node = try sum()
        guard position == tokens.count else {
            let token = tokens[position]
            if token.token == .close { throw SessionFilterError(.unexpected, column: token.column, "no '(' was opened for this ')'") }
            throw unexpected("'and' or 'or'")
        }
        return node
    }

    private mutating func sum() throws(SessionFilterError) -> FilterNode {
        var nodes = [try product()]
        while skip("or") || skip("||") { nodes.append(try product()) }
        return nodes.count == 1 ? nodes[0] : .any(nodes)
    }

    private mutating func product() throws(SessionFilterError) -> FilterNode {
        var nodes = [try factor()]
        while skip("and") || skip("&&") { nodes.append(try factor()) }
        return nodes.count == 1 ? nodes[0] : .all(nodes)
    }

    private mutating func factor() throws(SessionFilterError) -> FilterNode {
        guard depth < options.limits.sessionFilterDepth else {
            throw SessionFilterError(.tooLarge, column: column, "nested deeper than \(options.limits.sessionFilterDepth)")
        }
        depth += 1
        defer { depth -= 1 }
        if skip("not") || skip("!") { return .not(try factor()) }
        guard position < tokens.count, tokens[position].token == .open else { return .test(try comparison()) }
        let opened = tokens[position].column
        position += 1
        let node = try sum()
        guard position < tokens.count else {
            throw SessionFilterError(.unexpected, column: endColumn, "expected ')' for the '(' of column \(opened)")
        }
        guard tokens[position].token == .close else { throw unexpected("'and', 'or' or ')'") }
        position += 1
        return node
    }

    private mutating func comparison() throws(SessionFilterError) -> FilterTest {
        let field = try field()
        let spelling = try operation(field)
        guard position < tokens.count else { throw unexpected("a value") }
        let placed = tokens[position]
        let value: String
        var isQuoted = false
        switch placed.token {
        case .word(let text): value = text
        case .quoted(let text):
            value = text
            isQuoted = true
        case .open, .close: throw unexpected("a value")
        }
        let reader = FilterValueReader(
            field: field, spelling: spelling, value: value, isQuoted: isQuoted, column: placed.column, options: options)
        let operand = try reader.operand()
        position += 1
        let isNegated = spelling == .notEqual || spelling == .isNotIn
        return FilterTest(field: field, isNegated: isNegated, operand: operand, spelling: spelling, value: value)
    }

    private mutating func field() throws(SessionFilterError) -> FilterField {
        guard position < tokens.count, case .word(let name) = tokens[position].token else {
            throw unexpected("a field such as app or addr.src")
        }
        let lowered = name.lowercased()
        guard let field = FilterField.byName[lowered] else {
            if ["and", "or"].contains(lowered) { throw unexpected("a field such as app or addr.src") }
            let near = nearestName(to: name, in: FilterField.byName.keys).map { "; did you mean '\($0)'?" } ?? ", such as app or addr.src"
            throw SessionFilterError(.unknownField, column: column, "no field is called '\(shortened(name))'\(near)")
        }
        position += 1
        return field
    }

    private mutating func operation(_ field: FilterField) throws(SessionFilterError) -> FilterOperator {
        let allowed = field.kind.operators
        let list = allowed.map(\.rawValue).joined(separator: ", ")
        guard position < tokens.count, case .word(let name) = tokens[position].token,
            let found = FilterOperator.byName[name.lowercased()]
        else { throw unexpected("an operator after '\(field.names[0])': \(list)") }
        guard allowed.contains(found) else {
            throw SessionFilterError(.wrongOperator, column: column, "'\(field.names[0])' does not take '\(name)'; expected one of \(list)")
        }
        position += 1
        return found
    }

    // MARK: Tokens

    private var column: Int { position < tokens.count ? tokens[position].column : endColumn }

    private func unexpected(_ expected: String) -> SessionFilterError {
        let found = position < tokens.count ? "found \(tokens[position].token.shown)" : "found the end"
        return SessionFilterError(.unexpected, column: column, "expected \(expected), \(found)")
    }

    private mutating func skip(_ word: String) -> Bool {
        guard position < tokens.count, case .word(let text) = tokens[position].token, text.lowercased() == word else { return false }
        position += 1
        return true
    }
}
