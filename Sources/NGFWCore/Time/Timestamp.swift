/// A point in time as nanoseconds since 1970-01-01 00:00:00 UTC. Captures, tests and live front ends bring their own.
public struct Timestamp: Hashable, Sendable, Comparable, BitwiseCopyable {
    public let nanoseconds: Int64

    @inlinable
    public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    /// Saturates outside the years 1678…2262, where the capture formats allow times that 64 bits of nanoseconds do not.
    public init(seconds: Int64, nanoseconds: Int64 = 0) {
        let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, carry) = scaled.addingReportingOverflow(nanoseconds)
        self.nanoseconds = overflow || carry ? (seconds < 0 ? .min : .max) : sum
    }

    /// The smallest representable time.
    public static let distantPast = Timestamp(nanoseconds: .min)
    public static let zero = Timestamp(nanoseconds: 0)

    /// Whole seconds since 1970, rounded down.
    public var seconds: Int64 {
        nanoseconds >= 0 ? nanoseconds / 1_000_000_000 : -((-(nanoseconds + 1)) / 1_000_000_000) - 1
    }

    @inlinable
    public static func < (left: Timestamp, right: Timestamp) -> Bool { left.nanoseconds < right.nanoseconds }

    /// Saturating.
    public func advanced(bySeconds seconds: Int64) -> Timestamp {
        let (delta, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        if overflow { return Timestamp(nanoseconds: seconds < 0 ? .min : .max) }
        let (sum, carry) = nanoseconds.addingReportingOverflow(delta)
        return Timestamp(nanoseconds: carry ? (delta < 0 ? .min : .max) : sum)
    }

    /// Whole seconds from an earlier time to this one, saturating, never negative: capture clocks run backwards.
    public func secondsSince(_ earlier: Timestamp) -> Int64 {
        guard self > earlier else { return 0 }
        let (difference, overflow) = nanoseconds.subtractingReportingOverflow(earlier.nanoseconds)
        return (overflow ? .max : difference) / 1_000_000_000
    }
}
