import CPCRE2

/// A pattern of a ``PatternSet``, which must be kept as long: nothing counts who refers to it.
@safe
struct CompiledPattern: BitwiseCopyable, @unchecked Sendable {
    // A compiled pattern is never written again, and PCRE2 documents matching against one from several threads as safe:
    // that is the proof for `@unchecked`.
    let code: OpaquePointer
    let hasMachineCode: Bool

    /// Whether every alternative begins with `^`.
    var isAnchored: Bool {
        var options: UInt32 = 0
        // PCRE2_INFO_ALLOPTIONS writes one UInt32.
        let result = unsafe pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_ALLOPTIONS), &options)
        return result == 0 && options & PCRE2_ANCHORED != 0
    }

    /// Whether some byte must occur in whatever matches, so that a search need not try every place.
    var hasLiteral: Bool {
        [PCRE2_INFO_FIRSTCODETYPE, PCRE2_INFO_LASTCODETYPE].contains { question in
            var type: UInt32 = 0
            // Both write one UInt32: 1 for a byte that must occur.
            let result = unsafe pcre2_pattern_info_8(code, UInt32(question), &type)
            return result == 0 && type == 1
        }
    }

    /// The fewest bytes that can match; a lower bound.
    var minimumLength: Int {
        var length: UInt32 = 0
        // PCRE2_INFO_MINLENGTH writes one UInt32.
        let result = unsafe pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_MINLENGTH), &length)
        return result == 0 ? Int(length) : 0
    }
}

/// Compiled patterns by number. They live as long as the set; matching happens in a ``PatternMatcher``.
final class PatternSet: Sendable {
    let all: [CompiledPattern]

    /// Takes the patterns of a builder over.
    init(_ builder: PatternBuilder) { all = builder.takePatterns() }

    subscript(number: Int) -> CompiledPattern { all[number] }

    deinit {
        // Every code was made by pcre2_compile, has no other owner, and is freed here once.
        for pattern in all { unsafe pcre2_code_free_8(pattern.code) }
    }
}

/// Compiles patterns for a ``PatternSet``.
///
/// Bytes mode: no UTF, no Unicode properties, `.` matches every byte, `$` only the very end.
@safe
final class PatternBuilder {
    private var patterns: [CompiledPattern] = []
    private let context: OpaquePointer?

    init(maximumPatternBytes: Int) {
        unsafe context = pcre2_compile_context_create_8(nil)
        if let context = unsafe context {
            unsafe pcre2_set_max_pattern_length_8(context, maximumPatternBytes)
            unsafe pcre2_set_parens_nest_limit_8(context, 100)
        }
    }

    deinit {
        // What was not taken over is freed here, once.
        for pattern in patterns { unsafe pcre2_code_free_8(pattern.code) }
        unsafe pcre2_compile_context_free_8(context)
    }

    /// The patterns, which have a new owner now.
    fileprivate func takePatterns() -> [CompiledPattern] {
        defer { patterns = [] }
        return patterns
    }

    /// Why a pattern does not compile: PCRE2's words and the offset in bytes.
    struct Failure: Error {
        let message: String
        let offset: Int
    }

    /// Adds a pattern and returns its number.
    func compile(_ pattern: String) throws(Failure) -> Int {
        let options = PCRE2_DOTALL | PCRE2_NEVER_UTF | PCRE2_NEVER_UCP | PCRE2_NEVER_BACKSLASH_C | PCRE2_DOLLAR_ENDONLY
        var code: Int32 = 0
        var offset = 0
        let bytes = Array(pattern.utf8)
        // The buffer is valid for `count` bytes during the call; PCRE2 keeps its own copy of what it needs.
        let compiled = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe pcre2_compile_8(buffer.baseAddress, buffer.count, options, &code, &offset, context)
        }
        guard let compiled = unsafe compiled else { throw Failure(message: Self.message(code), offset: offset) }
        // Without JIT (not every machine has it) matching interprets, slower with the same answers.
        let hasMachineCode = unsafe pcre2_jit_compile_8(compiled, PCRE2_JIT_COMPLETE) == 0
        unsafe patterns.append(CompiledPattern(code: compiled, hasMachineCode: hasMachineCode))
        return patterns.count - 1
    }

    /// Whether every alternative of the pattern begins with `^`.
    func isAnchored(_ number: Int) -> Bool { patterns[number].isAnchored }

    /// The fewest bytes that can match; a lower bound.
    func minimumLength(_ number: Int) -> Int { patterns[number].minimumLength }

    static func message(_ code: Int32) -> String {
        let capacity = 256
        let text = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            // PCRE2 writes at most `capacity` bytes and returns the length without the final zero, negative on error.
            let length = unsafe pcre2_get_error_message_8(code, buffer.baseAddress, capacity)
            count = max(0, Int(length))
        }
        return String(decoding: text, as: UTF8.self)
    }
}
