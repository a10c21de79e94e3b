import NGFWCore

/// A signature ready to match: numbers into the library's tables, no references.
struct CompiledSignature: BitwiseCopyable, Sendable {
    var application: ApplicationID
    /// The wire protocol below the application.
    var base: ApplicationID
    var priority: Int
    var isFinal: Bool
    var packets: Int
    /// The library's ``Continuity`` that counted datagrams must keep, or -1.
    var continuity: Int
    var transports: UInt8
    var firstLine: Int
    var lineCount: Int
    var firstField: Int
    var fieldCount: Int
    /// Decoder families its fields come from, as bits of ``FieldFamily``.
    var families: UInt8
    /// The fields that it needs, as bits of ``FieldContext``.
    var contexts: UInt16
    /// Bytes the patterns need at least, plus conditions: the tie-breaker among equal priorities.
    var strength: Int
    /// Whether it says nothing about who is the client.
    var isSymmetric: Bool
    /// Whether lines for both ends must match.
    var needsBothSides: Bool

    var lines: Range<Int> { firstLine..<firstLine + lineCount }
    var fields: Range<Int> { firstField..<firstField + fieldCount }
}

/// A compiled `client`, `server` or `either` line: numbers into the library's tables, no references.
struct CompiledLine: BitwiseCopyable, Sendable {
    /// `nil`: either end's bytes.
    var side: Side?
    var pattern: Int
    /// -1 for none.
    var streamCondition = -1
    var datagramCondition = -1
    var decoder: ProtocolDecoder?
}

struct CompiledField: BitwiseCopyable, Sendable {
    var context: FieldContext
    var pattern: Int
}

/// What the datagrams of one direction that count for a signature have in common, as RTP's source and sequence number.
struct Continuity: BitwiseCopyable, Sendable {
    /// The same in all of them: the library's ``Condition``, -1 for none.
    var constant = -1
    /// Rises by 1 to ``maximumStep`` from one to the next; -1 for none.
    var rising = -1
    /// The numbers that the rising field can hold: it wraps.
    var modulus: Int64 = 1

    /// Lost and reordered datagrams in between are allowed for.
    static let maximumStep: Int64 = 32
}
