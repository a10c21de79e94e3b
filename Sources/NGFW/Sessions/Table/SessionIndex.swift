/// Which record a hash may belong to: buckets of one cache line, each with eight tags and the numbers of eight records.
///
///     bucket   tag ×8 (2 bytes, 0 is free) | record number + 1 ×8 (4 bytes) | how many went past it ×16 (1 byte)
///
/// A session that finds its home bucket full goes on to another, and each bucket it passes counts that, so that a search
/// ends at the first bucket nobody went past: nearly always the home. At most ``probeLimit`` buckets are looked at:
/// a crowd of colliding keys is refused and counted, never searched.
///
/// The other bucket is a step away that the tag says: buckets in a row fill up together, and eight of them refused one of
/// 3,000 sessions of a full table. Who went past is counted by four bits of the tag: a fifth of the buckets of a full table is
/// passed by somebody, so with one counter every fifth search for a session that is not there read another line of memory.
struct SessionIndex: ~Copyable {
    static let probeLimit = 16
    /// Sessions a bucket on average when the table is full, of eight.
    private static let meanLoad = 6
    private static let longestStep = 64

    // Not private: 6.3.1 makes code that its own verifier rejects when a private type is the element of another file's generic.
    struct Bucket: BitwiseCopyable {
        var tags: (low: UInt64, high: UInt64)
        var numbers: InlineArray<8, UInt32>
        /// A counter that has reached 255 stays there: searches go on then, for nothing at worst.
        var passed: InlineArray<16, UInt8>
    }

    private var buckets: Slab<Bucket>
    private let probeLimit: Int
    private let stepMask: UInt16

    init(capacity: Int, probeLimit: Int = SessionIndex.probeLimit) {
        let count = max(1, (capacity + Self.meanLoad - 1) / Self.meanLoad)
        let limit = min(max(1, probeLimit), count)
        buckets = Slab(count: count)
        self.probeLimit = limit
        // Where steps could lead in a circle, buckets follow one another.
        stepMask = count > Self.longestStep * limit ? UInt16(Self.longestStep - 1) : 0
    }

    var byteCount: Int { buckets.count * MemoryLayout<Bucket>.stride }

    /// The bucket a hash belongs into: its upper half, scaled.
    @inline(__always)
    private func home(_ hash: UInt64) -> Int {
        Int(truncatingIfNeeded: (hash >> 32).multipliedFullWidth(by: UInt64(buckets.count) << 32).high)
    }

    @inline(__always)
    private func tag(_ hash: UInt64) -> UInt16 {
        let tag = UInt16(truncatingIfNeeded: hash)
        return tag == 0 ? 1 : tag
    }

    @inline(__always)
    private func next(_ place: Int, _ tag: UInt16) -> Int {
        let next = place + 1 + Int(tag & stepMask)
        return next < buckets.count ? next : next - buckets.count
    }

    /// Which of the counters is a tag's: by other bits than those of the step.
    @inline(__always)
    private func kind(_ tag: UInt16) -> Int { Int(tag >> 8 & 15) }

    private static let everyLane: UInt64 = 0x0001_0001_0001_0001

    /// The lanes of a word that are equal to a tag, by their highest bits. The lowest one found is right; above it a lane
    /// may seem equal that is not: who looks for a record compares keys anyway.
    ///
    /// PERF: words, because Swift 6.3 takes lanes out of a vector through memory.
    @inline(__always)
    private static func matches(_ tags: UInt64, _ tag: UInt16) -> UInt64 {
        let difference = tags ^ (UInt64(tag) &* everyLane)
        return (difference &- everyLane) & ~difference & 0x8000_8000_8000_8000
    }

    /// Record numbers whose tags are those of a hash, until one is the right one.
    ///
    /// - Parameter isRight: Whether a record is the one looked for.
    @inline(__always)
    func find(_ hash: UInt64, _ isRight: (Int) -> Bool) -> Int? {
        let tag = tag(hash)
        var place = home(hash)
        for _ in 0..<probeLimit {
            var found = Self.matches(buckets[place].tags.low, tag)
            while found != 0 {
                let number = Int(buckets[place].numbers[found.trailingZeroBitCount >> 4]) - 1
                if number >= 0, isRight(number) { return number }
                found &= found - 1
            }
            found = Self.matches(buckets[place].tags.high, tag)
            while found != 0 {
                let number = Int(buckets[place].numbers[4 + (found.trailingZeroBitCount >> 4)]) - 1
                if number >= 0, isRight(number) { return number }
                found &= found - 1
            }
            if buckets[place].passed[kind(tag)] == 0 { return nil }
            place = next(place, tag)
        }
        return nil
    }

    @inline(__always)
    func prefetch(_ hash: UInt64) { buckets.prefetch(home(hash)) }

    /// A record that the hash may belong to, by its tag in the home bucket alone: what is worth asking memory for. If there is
    /// none there, but perhaps in the next bucket, that is asked for.
    @inline(__always)
    func candidate(_ hash: UInt64) -> Int? {
        let place = home(hash)
        let tag = tag(hash)
        guard let lane = Self.lane(of: tag, buckets[place].tags) else {
            if buckets[place].passed[kind(tag)] != 0 { buckets.prefetch(next(place, tag)) }
            return nil
        }
        return Int(buckets[place].numbers[lane]) - 1
    }

    /// The first lane that holds a tag.
    @inline(__always)
    private static func lane(of tag: UInt16, _ tags: (low: UInt64, high: UInt64)) -> Int? {
        let low = matches(tags.low, tag)
        if low != 0 { return low.trailingZeroBitCount >> 4 }
        let high = matches(tags.high, tag)
        return high == 0 ? nil : 4 + (high.trailingZeroBitCount >> 4)
    }

    /// - Returns: False when no bucket within the limit has room.
    mutating func insert(_ number: Int, _ hash: UInt64) -> Bool {
        let tag = tag(hash)
        var place = home(hash)
        for probe in 0..<probeLimit {
            if let lane = Self.lane(of: 0, buckets[place].tags) {
                setTag(tag, place, lane)
                buckets[place].numbers[lane] = UInt32(truncatingIfNeeded: number + 1)
                count(1, hash, buckets: probe)
                return true
            }
            place = next(place, tag)
        }
        return false
    }

    /// Takes out a record that is in.
    mutating func remove(_ number: Int, _ hash: UInt64) {
        let wanted = UInt32(truncatingIfNeeded: number + 1)
        let tag = tag(hash)
        var place = home(hash)
        for probe in 0..<probeLimit {
            if let lane = lane(of: wanted, tag, place) {
                setTag(0, place, lane)
                buckets[place].numbers[lane] = 0
                count(-1, hash, buckets: probe)
                return
            }
            place = next(place, tag)
        }
        preconditionFailure("a record is where it was put")
    }

    /// The lane of a bucket that has a record.
    @inline(__always)
    private func lane(of wanted: UInt32, _ tag: UInt16, _ place: Int) -> Int? {
        var found = Self.matches(buckets[place].tags.low, tag)
        while found != 0 {
            let lane = found.trailingZeroBitCount >> 4
            if buckets[place].numbers[lane] == wanted { return lane }
            found &= found - 1
        }
        found = Self.matches(buckets[place].tags.high, tag)
        while found != 0 {
            let lane = 4 + (found.trailingZeroBitCount >> 4)
            if buckets[place].numbers[lane] == wanted { return lane }
            found &= found - 1
        }
        return nil
    }

    private mutating func setTag(_ tag: UInt16, _ place: Int, _ lane: Int) {
        let shift = UInt64(lane & 3) * 16
        let mask = ~(UInt64(0xffff) << shift)
        if lane < 4 {
            buckets[place].tags.low = buckets[place].tags.low & mask | UInt64(tag) << shift
        } else {
            buckets[place].tags.high = buckets[place].tags.high & mask | UInt64(tag) << shift
        }
    }

    /// Notes that a session went past its first buckets, or no longer does.
    private mutating func count(_ change: Int, _ hash: UInt64, buckets passed: Int) {
        let tag = tag(hash)
        var place = home(hash)
        for _ in 0..<passed {
            let count = buckets[place].passed[kind(tag)]
            if count != .max { buckets[place].passed[kind(tag)] = UInt8(truncatingIfNeeded: Int(count) + change) }
            place = next(place, tag)
        }
    }
}
