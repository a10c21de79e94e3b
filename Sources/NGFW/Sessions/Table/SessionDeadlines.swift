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
    private static let span: Int64 = 1 << 31

    private var seconds: Slab<InlineArray<8, UInt32>>
    /// One more than the highest record number filed so far.
    private var end = 0
    /// What the values count from: a second before the first time seen.
    private var epoch: Int64?
    /// The second up to which everything has been looked through.
    private var swept: UInt32 = 0
    /// Where the sweep of ``swept`` stands, `end` when it is through.
    private var position = 0

    init(capacity: Int) {
        seconds = Slab(count: (capacity + 7) / 8)
    }

    var byteCount: Int { seconds.count * MemoryLayout<InlineArray<8, UInt32>>.stride }

    /// Files a record under a deadline; one that is filed already moves.
    mutating func file(_ index: Int, deadline: Timestamp, now: Timestamp) {
        let value = max(second(rounding: deadline, from: start(now)), swept &+ 1)
        while end <= index {
            set(end, Self.never)
            end += 1
        }
        set(index, value)
    }

    mutating func remove(_ index: Int) {
        if index < end { set(index, Self.never) }
    }

    /// The next record that may be due; it is no longer filed then. `nil` when the second is looked through.
    mutating func take(at now: Timestamp) -> Int? {
        guard var epoch else { return nil }
        if now.seconds.subtractingSaturated(epoch) > Self.span { epoch = restart(at: now) }
        let due = UInt32(clamping: now.seconds.subtractingSaturated(epoch))
        if due > swept {
            // What an unfinished sweep has left is due now as well.
            swept = due
            position = 0
        }
        while position < end {
            // Lanes before the position were taken.
            for lane in (position & 7)..<8 where seconds[position >> 3][lane] <= swept {
                let index = position & ~7 | lane
                guard index < end else { break }
                position = index
                set(index, Self.never)
                return index
            }
            position = (position & ~7) + 8
            skip()
        }
        return nil
    }

    /// Counts from another second, because the clock has come, or jumped, so far; all records are asked anew.
    private mutating func restart(at now: Timestamp) -> Int64 {
        let first = now.seconds.subtractingSaturated(1)
        epoch = first
        swept = 0
        for index in 0..<end where seconds[index >> 3][index & 7] != Self.never { set(index, 1) }
        return first
    }

    /// Passes over groups of eight in which nothing is due.
    @inline(__always)
    private mutating func skip() {
        let limit = SIMD8(repeating: swept)
        var group = position >> 3
        let groups = (end + 7) >> 3
        while group < groups {
            // Both are eight numbers of 32 bits in order.
            let values = unsafe unsafeBitCast(seconds[group], to: SIMD8<UInt32>.self)
            if any(values .<= limit) { break }
            group += 1
        }
        position = group << 3
    }

    /// Records filed under the second that is running: what an exact look at the clock has to examine besides.
    func entries(inSecondOf now: Timestamp) -> [Int] {
        guard let epoch else { return [] }
        let due = UInt32(clamping: now.seconds.subtractingSaturated(epoch)).addingReportingOverflow(1).partialValue
        return (0..<end).filter { seconds[$0 >> 3][$0 & 7] == due }
    }

    private mutating func start(_ now: Timestamp) -> Int64 {
        if let epoch { return epoch }
        let first = now.seconds.subtractingSaturated(1)
        epoch = first
        return first
    }

    /// Rounded up: when the second has come, so has the deadline.
    private func second(rounding deadline: Timestamp, from epoch: Int64) -> UInt32 {
        let whole = deadline.seconds.subtractingSaturated(epoch)
        let isWhole = deadline.nanoseconds % 1_000_000_000 == 0
        return min(UInt32(clamping: isWhole || whole == .max ? whole : whole + 1), Self.farthest)
    }

    @inline(__always)
    private mutating func set(_ index: Int, _ value: UInt32) { seconds[index >> 3][index & 7] = value }
}

extension Int64 {
    fileprivate func subtractingSaturated(_ other: Int64) -> Int64 {
        let (difference, overflow) = subtractingReportingOverflow(other)
        return overflow ? (self < 0 ? .min : .max) : difference
    }
}
