/// What a lookup knows besides addresses and user, as numbers.
struct MatchContext: Hashable, Sendable {
    /// Which question is asked. Source: reference sections 2.1 and 2.5.
    enum Phase: UInt8 {
        /// The application is not known.
        case undecided
        case explicit
        /// Whether an allow rule names an application that implicitly uses this one.
        case implicit
    }

    var from: UInt16
    var to: UInt16
    var application: UInt16
    var phase: Phase
    /// The application is on its default port.
    var isOnDefault: Bool
    var hasPorts: Bool
    /// Below ``classLimit``, as is the other.
    var portClass: UInt32
    var sourcePortClass: UInt32
    /// `nil` is unknown; 0 when no rule asks.
    var category: UInt16?

    static let empty = MatchContext(
        from: 0, to: 0, application: 0, phase: .undecided, isOnDefault: false, hasPorts: false, portClass: 0, sourcePortClass: 0,
        category: nil)

    /// More classes of ports have no room in keys.
    static let classLimit = (ports: 1 << 20, sourcePorts: 1 << 18)

    @inline(__always)
    var zones: UInt32 { UInt32(from) << 16 | UInt32(to) }

    /// What rules of `application-default` mean by it.
    enum DefaultPorts: UInt64 {
        /// None of them, or all: the application is known.
        case none
        case all
        /// Those that hold an application which may turn out to be the session's.
        case possible
        case possibleWithoutPorts
    }

    @inline(__always)
    var defaultPorts: DefaultPorts {
        phase == .explicit ? (isOnDefault ? .all : .none) : hasPorts ? .possible : .possibleWithoutPorts
    }

    /// Everything that decides which services fit, in 40 bits.
    @inline(__always)
    var serviceClass: UInt64 { UInt64(portClass) << 20 | UInt64(sourcePortClass) << 2 | defaultPorts.rawValue }

    @inline(__always)
    var applicationClass: UInt64 { phase == .undecided ? 0 : UInt64(application) << 2 | UInt64(phase.rawValue) }

    @inline(__always)
    var categoryClass: UInt64 { category.map { UInt64($0) + 1 } ?? 0 }

    /// All of it in 128 bits, of which the lower 20 of the second word are free.
    struct Packed: Hashable, Sendable {
        var first: UInt64
        var second: UInt64
    }

    @inline(__always)
    var packed: Packed {
        let flags = UInt64(phase.rawValue) << 4 | (isOnDefault ? 8 : 0) | (hasPorts ? 4 : 0) | (category == nil ? 2 : 0)
        let category = UInt64(category ?? 0)
        return Packed(
            first: UInt64(from) << 48 | UInt64(to) << 32 | UInt64(application) << 16 | (category & 0x3ff) << 6 | flags,
            second: UInt64(portClass) << 44 | UInt64(sourcePortClass) << 26 | (category >> 10) << 20)
    }
}
