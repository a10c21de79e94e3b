import NGFWCore

/// The time of a live capture: the system's clock as it was at the start, going on steadily.
///
/// Packets come with the system's clock, which somebody may set: forward, and all sessions would be over; back, and none would age.
/// So a step of that clock is taken out again, and told.
struct LiveClock {
    /// More than the clock is slewed between two looks.
    private static let smallestStep: Int64 = 500_000_000
    /// How far a packet may be ahead of the last look.
    private static let lead: Int64 = 1_000_000_000

    private(set) var now: Timestamp
    /// Nanoseconds that the system's clock is ahead of this one.
    private var steps: Int64 = 0
    private var system: Timestamp
    private var steady: Int64

    init(system: Timestamp, steady: Int64) {
        now = system
        self.system = system
        self.steady = steady
    }

    /// Looks at both clocks, some times a second.
    ///
    /// - Returns: the nanoseconds that the system's clock was set by since the last look, or `nil`.
    mutating func look(system: Timestamp, steady: Int64) -> Int64? {
        let passed = max(0, steady &- self.steady)
        let (change, isTooLarge) = system.nanoseconds.subtractingReportingOverflow(self.system.nanoseconds)
        let step = isTooLarge ? 0 : change &- passed
        self.system = system
        self.steady = steady
        guard step.magnitude >= UInt64(Self.smallestStep) else {
            // What slewing does is followed.
            now = Self.time(system, minus: steps)
            return nil
        }
        steps &+= step
        now = Self.time(system, minus: steps)
        return step
    }

    /// When a packet came, which has the system's time.
    func time(of packet: Timestamp) -> Timestamp {
        // Packets that waited in the kernel while the clock was set have the time of before.
        min(Self.time(packet, minus: steps), Self.time(now, minus: -Self.lead))
    }

    private static func time(_ time: Timestamp, minus nanoseconds: Int64) -> Timestamp {
        let (difference, overflow) = time.nanoseconds.subtractingReportingOverflow(nanoseconds)
        return overflow ? time : Timestamp(nanoseconds: difference)
    }
}
