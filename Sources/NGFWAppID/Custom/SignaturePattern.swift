/// The pattern language that a signature is written in. Source: reference section 2.10.
public enum PatternDialect: String, Hashable, Sendable, CaseIterable {
    /// Before PAN-OS 10.0: seven fixed bytes, few operators.
    case classic
    /// From PAN-OS 10.0 on: more of the usual regular expressions, shorter literals.
    case enhanced

    /// The dialect of a configuration by its `version` attribute, such as `10.1.0`; without one the newer.
    public init(configurationVersion version: String?) {
        let major = version.flatMap { Int($0.prefix { $0.isNumber }) }
        self = (major ?? 10) < 10 ? .classic : .enhanced
    }
}

/// What a pattern may be.
public struct PatternRules: Hashable, Sendable {
    public var dialect: PatternDialect
    /// Consecutive fixed bytes that every pattern must contain.
    ///
    /// Seven before 10.0 is documented. For later versions the vendor's signature guide says "shorter"; its help on data patterns
    /// for the same engine says two. Source: reference section 2.10 and Unverified 12.
    public var minimumLiteral: Int
    /// Characters of a pattern.
    public var maximumLength = 127

    public init(_ dialect: PatternDialect) {
        self.dialect = dialect
        minimumLiteral = dialect == .classic ? 7 : 2
    }
}

/// A pattern of the vendor's language that was checked, and what it is in PCRE2.
///
///     let pattern = try SignaturePattern(#"payroll\.corp\.example"#, PatternRules(.classic))
///     let hex = try SignaturePattern(#"\x4a 50 41 59 00 01 02\x"#, PatternRules(.classic))
public struct SignaturePattern: Hashable, Sendable {
    /// As written.
    public let text: String
    /// For PCRE2 in bytes mode, `.` matching every byte.
    let expression: String
    /// Byte strings one of which every match contains, in one case or the other.
    let literals: [[UInt8]]

    /// - Throws: every reason for which the vendor would refuse the pattern.
    public init(_ text: String, _ rules: PatternRules) throws(PatternError) {
        var translator = PatternTranslator(text, rules)
        let (expression, literals) = try translator.translate()
        self.text = text
        self.expression = expression
        self.literals = literals
    }
}

/// Why a pattern is refused.
public struct PatternError: Error, Hashable, Sendable {
    public struct Problem: Hashable, Sendable {
        /// Bytes before the place.
        public var offset: Int
        public var message: String
        /// A way out.
        public var remedy: String
    }

    /// At least one, by offset.
    public let problems: [Problem]
}
