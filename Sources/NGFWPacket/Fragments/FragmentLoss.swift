/// Why a fragment, or a datagram of fragments, came to nothing.
public enum FragmentLoss: String, Hashable, Sendable, CaseIterable {
    /// The capture does not hold the whole fragment.
    case cut
    /// No data, or a length that is no multiple of eight where more is to follow.
    case badLength = "bad-length"
    /// Fragments of IPv6 overlap (RFC 5722).
    case overlap
    /// Fragments of IPv4 overlap and say different things.
    case conflictingOverlap = "conflicting-overlap"
    /// Two last fragments, or data behind the last one.
    case contradictoryEnd = "contradictory-end"
    /// More than the length field of a datagram can say.
    case tooLong = "too-long"
    /// ``Limits/fragmentsPerDatagram``
    case tooManyFragments = "too-many-fragments"
    /// A fragment of a datagram that was dropped already.
    case late
    /// ``Limits/fragmentTimeout``
    case timedOut = "timed-out"
    /// Dropped to make room: ``Limits/fragmentedDatagrams``, ``Limits/fragmentBytes``.
    case evicted
}

extension FragmentReassembler {
    /// What happened so far.
    public struct Counters: Hashable, Sendable {
        public init() {}

        public internal(set) var fragments: UInt64 = 0
        public internal(set) var reassembled: UInt64 = 0
        private var cut: UInt64 = 0
        private var badLength: UInt64 = 0
        private var overlap: UInt64 = 0
        private var conflictingOverlap: UInt64 = 0
        private var contradictoryEnd: UInt64 = 0
        private var tooLong: UInt64 = 0
        private var tooManyFragments: UInt64 = 0
        private var late: UInt64 = 0
        public private(set) var timedOut: UInt64 = 0
        public private(set) var evicted: UInt64 = 0

        /// Fragments with an impossible length, or cut by the snap length.
        public var unusable: UInt64 { cut &+ badLength }
        /// Datagrams dropped because of an overlap or contradicting ends.
        public var conflicting: UInt64 { overlap &+ conflictingOverlap &+ contradictoryEnd }
        /// Datagrams dropped because of their size or their number of fragments.
        public var oversized: UInt64 { tooLong &+ tooManyFragments }
        /// Fragments that were not taken in.
        public var refused: UInt64 { unusable &+ conflicting &+ oversized &+ late }

        /// Fragments or datagrams lost for a cause.
        public subscript(loss: FragmentLoss) -> UInt64 { self[keyPath: Self.path(loss)] }

        mutating func count(_ loss: FragmentLoss) { self[keyPath: Self.path(loss)] &+= 1 }

        private static func path(_ loss: FragmentLoss) -> WritableKeyPath<Counters, UInt64> {
            switch loss {
            case .cut: \.cut
            case .badLength: \.badLength
            case .overlap: \.overlap
            case .conflictingOverlap: \.conflictingOverlap
            case .contradictoryEnd: \.contradictoryEnd
            case .tooLong: \.tooLong
            case .tooManyFragments: \.tooManyFragments
            case .late: \.late
            case .timedOut: \.timedOut
            case .evicted: \.evicted
            }
        }
    }
}
