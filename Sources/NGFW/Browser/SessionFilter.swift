public import NGFWCore

/// A question about sessions and traffic log records, in the words of the monitor tab or of the command line.
///
///     let filter = try SessionFilter("( addr.src in 10.0.0.0/8 ) and ( app eq ssh )")
///     let same = try SessionFilter("source in 10.0.0.0/8 and application eq ssh")
///     records.filter { filter.matches($0) }
///
/// Comparisons are `field operator value`, joined by `and`, `or` and `not`; `and` binds more tightly than `or`. Operators: `eq`, `neq`,
/// `in`, `notin`, `leq`, `geq`, `lt`, `gt`, `contains`. `in` takes an address, a prefix, a range, a list of ports, or the name of an
/// address group. Values with blanks stand in quotes, in which a doubled quote is one. A field that a record does not have is
/// never equal to anything. Docs/LOGS.md lists the fields.
///
/// - Complexity: a question costs O(comparisons), without allocation.
public struct SessionFilter: Hashable, Sendable {
    let root: FilterNode

    /// What a filter is read with.
    public struct Options: Sendable {
        /// Names of address groups that exist; `nil` when nobody knows, and any name will do.
        public var groups: Set<String>?
        /// The clock of times without an offset of their own.
        public var clock = TimeZoneRules.utc
        public var limits = Limits.standard

        public init() {}
    }

    /// - Throws: ``SessionFilterError``
    public init(_ text: String, options: Options = Options()) throws(SessionFilterError) {
        var parser = try FilterParser(text, options: options)
        root = try parser.filter()
    }

    public func matches(_ record: TrafficLogRecord) -> Bool { root.matches(record) }

    public func matches(_ session: LiveSession) -> Bool { root.matches(session) }

    /// What a name can be of.
    public enum NameKind: String, Sendable, CaseIterable {
        case application, rule, zone
    }

    /// The names that sessions are compared with by `eq` or `neq`, in order: one that nobody has is a slip of the pen.
    public func names(of kind: NameKind) -> [String] { root.tests.filter { $0.nameKind == kind }.map(\.value) }
}

extension SessionFilter: CustomStringConvertible {
    /// In the monitor tab's spelling: `( addr.src in '10.0.0.0/8' ) and ( app eq 'ssh' )`.
    public var description: String { root.description }
}

/// The tree of a filter.
indirect enum FilterNode: Hashable, Sendable {
    case all([FilterNode])
    case any([FilterNode])
    case not(FilterNode)
    case test(FilterTest)

    func matches(_ subject: some FilterSubject) -> Bool {
        switch self {
        case .test(let test): test.matches(subject)
        case .not(let node): !node.matches(subject)
        case .all(let nodes): nodes.allSatisfy { $0.matches(subject) }
        case .any(let nodes): nodes.contains { $0.matches(subject) }
        }
    }

    var tests: [FilterTest] {
        switch self {
        case .test(let test): [test]
        case .not(let node): node.tests
        case .all(let nodes), .any(let nodes): nodes.flatMap(\.tests)
        }
    }

    var description: String {
        switch self {
        case .test(let test):
            // Scalar by scalar: a quote and a combining mark behind it are one character.
            var value = String.UnicodeScalarView()
            for scalar in test.value.unicodeScalars { value.append(contentsOf: scalar == "'" ? [scalar, scalar] : [scalar]) }
            return "( \(test.field.names[0]) \(test.spelling.rawValue) '\(String(value))' )"
        case .not(let node): return "not ( \(node.description) )"
        case .all(let nodes): return nodes.map(\.grouped).joined(separator: " and ")
        case .any(let nodes): return nodes.map(\.grouped).joined(separator: " or ")
        }
    }

    private var grouped: String {
        switch self {
        case .test, .not: description
        case .all, .any: "( \(description) )"
        }
    }
}
