import Foundation
import NGFWCore

/// The only place that asks the machine what time it is.
enum SystemClock {
    static var now: Timestamp { Timestamp(seconds: exact.seconds) }

    /// To the nanosecond, as far as the machine has them.
    static var exact: Timestamp {
        var time = timespec()
        // The call writes one structure of this kind.
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(seconds: Int64(time.tv_sec), nanoseconds: Int64(time.tv_nsec))
    }

    /// Nanoseconds since some moment; nobody sets this clock.
    static var steady: Int64 {
        let (seconds, attoseconds) = (ContinuousClock.now - origin).components
        return seconds &* 1_000_000_000 &+ attoseconds / 1_000_000_000
    }

    private static let origin = ContinuousClock.now
}
