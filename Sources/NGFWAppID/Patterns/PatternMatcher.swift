import CPCRE2

/// Matches patterns of a ``PatternSet`` within the match limit; has one owner, which reuses its memory.
@safe
struct PatternMatcher: ~Copyable {
    /// What a pattern says of some bytes.
    enum Answer: Equatable {
        case match
        case noMatch
        /// A limit was hit. Not the same as no match, so it is counted.
        case undecided
    }

    private let data: OpaquePointer?
    private let context: OpaquePointer?
    /// How often a limit was hit.
    private(set) var undecidedCount = 0

    init(matchLimit: UInt32) {
        // Without memory for them both are nil, and every match is undecided.
        unsafe data = pcre2_match_data_create_8(1, nil)
        unsafe context = pcre2_match_context_create_8(nil)
        guard let context = unsafe context else { return }
        unsafe pcre2_set_match_limit_8(context, matchLimit)
        // The interpreter's own bounds; JIT code has its 32 KB stack.
        unsafe pcre2_set_depth_limit_8(context, matchLimit)
        unsafe pcre2_set_heap_limit_8(context, 1_024)
    }

    deinit {
        // Both were created in init and are freed once: the type is not copyable.
        unsafe pcre2_match_data_free_8(data)
        unsafe pcre2_match_context_free_8(context)
    }

    /// Whether the pattern matches the bytes; where it may match is the pattern's own affair (`^` or anywhere).
    mutating func matches(_ patterns: PatternSet, _ number: Int, _ subject: Span<UInt8>) -> Answer {
        let result = run(patterns, number, subject, options: 0)
        if result >= 0 { return .match }
        if result == PCRE2_ERROR_NOMATCH { return .noMatch }
        undecidedCount += 1
        return .undecided
    }

    /// The pattern to ask ``canBegin(_:_:with:)`` about. PCRE2 reports no partial match before the first byte, so one byte
    /// would not do for `.{4}`, which is matched as a whole; a look-behind anywhere lifts that rule.
    static func probe(_ pattern: String) -> String { "(?:\(pattern))(?<=.)" }

    /// Whether some bytes that begin with this one can match a ``probe(_:)``: exact, by partial matching of the one byte.
    mutating func canBegin(_ patterns: PatternSet, _ number: Int, with byte: UInt8) -> Bool {
        let subject = [byte]
        return run(patterns, number, subject.span, options: PCRE2_PARTIAL_HARD) != PCRE2_ERROR_NOMATCH
    }

    private func run(_ patterns: PatternSet, _ number: Int, _ subject: Span<UInt8>, options: UInt32) -> Int32 {
        guard let data = unsafe data else { return PCRE2_ERROR_NOMEMORY }
        return unsafe subject.withUnsafeBufferPointer { buffer in
            // Old versions of PCRE2 refuse a null subject even of length zero.
            guard let base = buffer.baseAddress else {
                var empty: UInt8 = 0
                return unsafe pcre2_match_8(patterns.codes[number], &empty, 0, 0, options, data, context)
            }
            // The subject is `count` bytes long for the time of the call; the match data has room for one pair.
            return unsafe pcre2_match_8(patterns.codes[number], base, buffer.count, 0, options, data, context)
        }
    }
}
