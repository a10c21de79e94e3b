/// What the options of a SYN agree on for the connection (RFC 9293 section 3.2, RFC 7323, RFC 8684).
///
/// PERF: sixteen bits, so that a segment without SYN costs the decoder one store of zero (benchmark `decode`).
public struct SYNOptions: Hashable, Sendable {
    private enum Bit {
        static let scale: UInt16 = 0x000f
        static let hasScale: UInt16 = 0x0010
        static let multipath: UInt16 = 0x0040
        static let cut: UInt16 = 0x0080
        /// Tells options without any of the others from no options.
        static let present: UInt16 = 0x8000
    }
    /// Never zero.
    private(set) var bits = Bit.present

    public init() {}

    init?(bits: UInt16) {
        guard bits != 0 else { return nil }
        self.bits = bits
    }

    /// How far the sender's windows are to be shifted left, 0…14; `nil` without the option. A larger shift is taken as 14
    /// (RFC 7323 section 2.3).
    public var windowScale: UInt8? {
        get { has(Bit.hasScale) ? UInt8(truncatingIfNeeded: bits & Bit.scale) : nil }
        set { bits = bits & ~(Bit.scale | Bit.hasScale) | (newValue.map { UInt16(min($0, 14)) | Bit.hasScale } ?? 0) }
    }
    /// The connection may be one of several that carry one stream between them.
    public var hasMultipath: Bool {
        get { has(Bit.multipath) }
        set { set(Bit.multipath, newValue) }
    }
    /// The capture, or a malformed option, ends them early: what is missing is unknown.
    public var isCut: Bool {
        get { has(Bit.cut) }
        set { set(Bit.cut, newValue) }
    }

    private func has(_ bit: UInt16) -> Bool { bits & bit != 0 }

    private mutating func set(_ bit: UInt16, _ value: Bool) { bits = value ? bits | bit : bits & ~bit }
}

extension SYNOptions {
    private enum Kind {
        static let end: UInt8 = 0
        static let noOperation: UInt8 = 1
        static let windowScale: UInt8 = 3
        static let multipath: UInt8 = 30
    }

    /// Reads the options; of a repeated one the first counts.
    ///
    /// - Parameters:
    ///   - start: Where they start, within the bytes.
    ///   - end: Where the TCP header says that they end; they are cut when the bytes end before.
    /// - Complexity: O(1): at most forty steps.
    @inline(never)
    init(_ bytes: Span<UInt8>, from start: Int, to end: Int) {
        self.init()
        let captured = min(end, bytes.count)
        isCut = captured < end
        var isScaleMalformed = false
        defer { if isScaleMalformed { isCut = true } }
        var here = start
        while here < captured {
            let kind = bytes[here]
            if kind == Kind.end {
                isCut = false
                return
            }
            if kind == Kind.noOperation {
                here += 1
                continue
            }
            let length = here + 1 < captured ? Int(bytes[here + 1]) : 0
            guard length >= 2, length <= captured - here else {
                isCut = true
                return
            }
            switch kind {
            case Kind.windowScale where length == 3: windowScale = windowScale ?? bytes[here + 2]
            // Receivers go on to the next.
            case Kind.windowScale: isScaleMalformed = true
            case Kind.multipath: hasMultipath = true
            default: break
            }
            here += length
        }
    }
}
