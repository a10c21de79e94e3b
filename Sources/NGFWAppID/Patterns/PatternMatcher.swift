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
    mutating func matches(_ pattern: CompiledPattern, _ subject: Span<UInt8>) -> Answer {
        let result = run(pattern, subject)
        if result >= 0 { return .match }
        if result == PCRE2_ERROR_NOMATCH { return .noMatch }
        undecidedCount += 1
        return .undecided
    }

    /// Where the first match that begins at an offset or behind it ends; `nil` without one.
    mutating func endOfMatch(_ pattern: CompiledPattern, _ subject: Span<UInt8>, from start: Int) -> Int? {
        guard start <= subject.count else { return nil }
        let result = run(pattern, subject, from: start)
        if result >= 0, let data = unsafe data {
            // After a match the vector of the match data holds one pair of offsets.
            return unsafe pcre2_get_ovector_pointer_8(data)[1]
        }
        if result != PCRE2_ERROR_NOMATCH { undecidedCount += 1 }
        return nil
    }

    /// Whether some bytes that begin with these can match: exact, by partial matching, for a pattern that begins with `^`; any other
    /// may match behind them.
    ///
    /// The byte-by-byte algorithm of PCRE2 is asked: the usual one says "no match" for `.{4}` on fewer than four bytes.
    /// What that algorithm does not support, such as back references, counts as possible.
    func canBegin(_ pattern: CompiledPattern, with bytes: [UInt8]) -> Bool {
        guard let data = unsafe data, pattern.isAnchored, !bytes.isEmpty else { return true }
        var workspace = [Int32](repeating: 0, count: 2_000)
        // The subject and the workspace are as long as said; PCRE2 reports a workspace that is too short.
        let result = unsafe workspace.withUnsafeMutableBufferPointer { space in
            unsafe bytes.withUnsafeBufferPointer { subject in
                unsafe pcre2_dfa_match_8(
                    pattern.code, subject.baseAddress, subject.count, 0, PCRE2_PARTIAL_HARD, data, context, space.baseAddress,
                    space.count)
            }
        }
        return result != PCRE2_ERROR_NOMATCH
    }

    /// The bytes that something which the pattern matches can begin with.
    func firstBytes(_ pattern: CompiledPattern) -> ByteSet {
        guard pattern.isAnchored else { return .all }
        var bytes = ByteSet()
        for byte in UInt8.min...UInt8.max where canBegin(pattern, with: [byte]) { bytes.insert(byte) }
        return bytes
    }

    private func run(_ pattern: CompiledPattern, _ subject: Span<UInt8>, from start: Int = 0) -> Int32 {
        guard let data = unsafe data else { return PCRE2_ERROR_NOMEMORY }
        return unsafe subject.withUnsafeBufferPointer { buffer in
            // Old versions of PCRE2 refuse a null subject even of length zero.
            guard let base = buffer.baseAddress else {
                var empty: UInt8 = 0
                return unsafe pcre2_match_8(pattern.code, &empty, 0, 0, 0, data, context)
            }
            // The subject is `count` bytes long for the time of the call, `start` lies within; the match data has room for one pair.
            if pattern.hasMachineCode {
                return unsafe pcre2_jit_match_8(pattern.code, base, buffer.count, start, 0, data, context)
            }
            return unsafe pcre2_match_8(pattern.code, base, buffer.count, start, 0, data, context)
        }
    }
}
