internal import NGFWCore

/// The second from which on each record may be due, four bytes each, looked through whole once a second.
///
/// A packet that moves a session's deadline on writes nothing here: when the second comes the record itself is asked, and
/// filed anew if it is not due yet. Looking through costs less than a tenth of a nanosecond a record, so keeping lists of
/// who is due when would cost more than it saves.
struct SessionDeadlines: ~Copyable {
    private static let never = UInt32.max
    /// Seconds that a value can say, from the epoch on; later ones are looked at then, and filed again.
    private static let farthest = UInt32.max - 1

    /// Seconds after which counting starts anew: 68 years.
    private static let span: UInt64 = 1 << 31

    private var seconds: Slab<InlineArray<8, UInt32>>
    /// One more than the highest record number filed so far.
    private var end = 0
    /// What the values count from: a second before the first time seen.
    private var epoch: Timestamp?
    /// The second up to which everything has been looked through.
    private var swept: UInt32 = 0
    /// Where the sweep of ``swept`` stands: a group of eight records.
    private var group = 0

    init(capacity: Int) {
        seconds = Slab(count: (capacity + 7) / 8)
    }

    var byteCount: Int { seconds.count * MemoryLayout<InlineArray<8, UInt32>>.stride }

    /// Files a record under a deadline; one that is filed already moves.
    mutating func file(_ index: Int, deadline: Timestamp, now: Timestamp) {
        // Rounded up: when the second has come, so has the deadline.
        let (whole, rest) = Self.elapsed(start(now), deadline).quotientAndRemainder(dividingBy: Self.second)
        let second = UInt32(truncatingIfNeeded: min(rest == 0 ? whole : whole + 1, UInt64(Self.farthest)))
        let value = max(second, swept &+ 1)
        while end <= index {
            set(end, Self.never)
            end += 1
        }
        set(index, value)
    }

    mutating func remove(_ index: Int) {
        if index < end { set(index, Self.never) }
    }

    /// Takes records that may be due; they are no longer filed then. None when the second is looked through.
    ///
    /// - Returns: how many, at most 32.
    mutating func take(at now: Timestamp, into numbers: inout InlineArray<32, UInt32>) -> Int {
        guard var epoch else { return 0 }
        if Self.elapsed(epoch, now) / Self.second > Self.span { epoch = restart(at: now) }
        let due = UInt32(clamping: Self.elapsed(epoch, now) / Self.second)
        if due > swept {
            // What an unfinished sweep has left is due now as well.
            swept = due
            group = 0
        }
        var count = 0
        let groups = (end + 7) >> 3
        while count <= 24 {
            skip(groups)
            guard group < groups else { break }
            for lane in 0..<8 where seconds[group][lane] <= swept && group << 3 | lane < end {
                seconds[group][lane] = Self.never
                numbers[count] = UInt32(truncatingIfNeeded: group << 3 | lane)
                count += 1
            }
            group += 1
        }
        return count
    }

    /// Counts from another second, because the clock has come, or jumped, so far; all records are asked anew.
    private mutating func restart(at now: Timestamp) -> Timestamp {
        let first = Self.secondBefore(now)
        epoch = first
        swept = 0
        for index in 0..<end where seconds[index >> 3][index & 7] != Self.never { set(index, 1) }
        return first
    }

    /// Passes over groups of eight in which nothing is due.
    @inline(__always)
    private mutating func skip(_ groups: Int) {
        let limit = SIMD8(repeating: swept)
        while group < groups {
            // Both are eight numbers of 32 bits in order.
            let values = unsafe unsafeBitCast(seconds[group], to: SIMD8<UInt32>.self)
            if any(values .<= limit) { break }
            group += 1
        }
    }

    /// Records filed under the second that is running: what an exact look at the clock has to examine besides.
    func entries(inSecondOf now: Timestamp) -> [Int] {
        guard let epoch else { return [] }
        let due = UInt32(clamping: Self.elapsed(epoch, now) / Self.second).addingReportingOverflow(1).partialValue
        return (0..<end).filter { seconds[$0 >> 3][$0 & 7] == due }
    }

    @inline(__always)
    private mutating func start(_ now: Timestamp) -> Timestamp {
        if let epoch { return epoch }
        let first = Self.secondBefore(now)
        epoch = first
        return first
    }

    private static let second: UInt64 = 1_000_000_000

    /// A whole second, but at the beginning of all time.
    private static func secondBefore(_ now: Timestamp) -> Timestamp { Timestamp(seconds: now.seconds).advanced(bySeconds: -1) }

    /// Nanoseconds from one time to another, 0 if that is earlier.
    @inline(__always)
    private static func elapsed(_ earlier: Timestamp, _ later: Timestamp) -> UInt64 {
        // The difference of two numbers of 64 bits is one without sign.
        later <= earlier ? 0 : UInt64(bitPattern: later.nanoseconds &- earlier.nanoseconds)
    }

    @inline(__always)
    private mutating func set(_ index: Int, _ value: UInt32) { seconds[index >> 3][index & 7] = value }
}
