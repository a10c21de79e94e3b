/// What the options of a SYN agree on for the connection (RFC 9293 section 3.2, RFC 7323, RFC 7413, RFC 8684).
public struct SYNOptions: Hashable, Sendable {
    /// How far the sender's windows are to be shifted left, at most 14; `nil` without the option.
    public var windowScale: UInt8?
    public var hasFastOpen = false
    public var hasMultipath = false
    /// The capture, or a malformed option, ends them early: what is missing is unknown.
    public var isCut = false

    public init() {}
}

extension SYNOptions {
    private enum Kind {
        static let end: UInt8 = 0
        static let noOperation: UInt8 = 1
        static let windowScale: UInt8 = 3
        static let multipath: UInt8 = 30
        static let fastOpen: UInt8 = 34
        /// Shared by experiments, told apart by a magic number (RFC 6994); 0xf989 is Fast Open before it had its own kind.
        static let experiment: UInt8 = 254
    }
    private static let fastOpenMagic: UInt16 = 0xf989
    /// RFC 7323 section 2.3: a larger shift is taken as this.
    private static let largestShift: UInt8 = 14

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
            case Kind.windowScale where length == 3: windowScale = windowScale ?? min(bytes[here + 2], Self.largestShift)
            case Kind.windowScale:
                isCut = true
                return
            case Kind.multipath: hasMultipath = true
            case Kind.fastOpen: hasFastOpen = true
            case Kind.experiment where length >= 4 && bytes.u16(here + 2) == Self.fastOpenMagic: hasFastOpen = true
            default: break
            }
            here += length
        }
    }
}
