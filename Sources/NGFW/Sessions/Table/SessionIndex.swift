internal import CPrefetch

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
        var tags: InlineArray<8, UInt16>
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
        // Both factors are below 2^32.
        Int(truncatingIfNeeded: ((hash >> 32) &* UInt64(truncatingIfNeeded: buckets.count)) >> 32)
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

    /// The lanes of a bucket that hold a tag, each by the lowest bit of its byte.
    ///
    /// PERF: all eight at once and no branch between them: which half of a bucket a tag is in nobody can foretell, and a wrong guess
    /// that waits for memory keeps the processor from asking for anything else.
    @inline(__always)
    private func lanes(_ place: Int, _ tag: UInt16) -> UInt64 {
        // Both are sixteen bytes.
        let words = unsafe unsafeBitCast(buckets[place].tags, to: (UInt64, UInt64).self)
        return ngfw_equal_lanes(words.0, words.1, tag)
    }

    /// The lane that the lowest bit of some stands for.
    @inline(__always)
    private static func first(_ lanes: UInt64) -> Int { lanes.trailingZeroBitCount >> 3 }

    /// Record numbers whose tags are those of a hash, until one is the right one.
    ///
    /// - Parameter isRight: Whether a record is the one looked for.
    @inline(__always)
    func find(_ hash: UInt64, _ isRight: (Int) -> Bool) -> Int? {
        let tag = tag(hash)
        var place = home(hash)
        for _ in 0..<probeLimit {
            var found = lanes(place, tag)
            while found != 0 {
                let number = Int(buckets[place].numbers[Self.first(found)]) - 1
                if number >= 0, isRight(number) { return number }
                found &= found &- 1
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
        let found = lanes(place, tag)
        if found == 0 {
            if buckets[place].passed[kind(tag)] != 0 { buckets.prefetch(next(place, tag)) }
            return nil
        }
        return Int(buckets[place].numbers[Self.first(found)]) - 1
    }

    /// Asks for the bucket after the home bucket if a session that is in is not at home.
    @inline(__always)
    func prefetchOther(_ hash: UInt64) {
        let place = home(hash)
        let tag = tag(hash)
        if lanes(place, tag) == 0 { buckets.prefetch(next(place, tag)) }
    }

    /// - Returns: False when no bucket within the limit has room.
    @inline(__always)
    mutating func insert(_ number: Int, _ hash: UInt64) -> Bool {
        let place = home(hash)
        let free = lanes(place, 0)
        guard free != 0 else { return insertFarther(number, hash) }
        set(place, Self.first(free), tag(hash), UInt32(truncatingIfNeeded: number + 1))
        return true
    }

    /// Adds a record whose home bucket is full.
    @inline(never)
    private mutating func insertFarther(_ number: Int, _ hash: UInt64) -> Bool {
        let tag = tag(hash)
        var place = home(hash)
        for probe in 0..<probeLimit {
            let free = lanes(place, 0)
            if free != 0 {
                set(place, Self.first(free), tag, UInt32(truncatingIfNeeded: number + 1))
                count(1, hash, buckets: probe)
                return true
            }
            place = next(place, tag)
        }
        return false
    }

    /// Takes out a record that is in.
    @inline(__always)
    mutating func remove(_ number: Int, _ hash: UInt64) {
        let place = home(hash)
        guard !clear(number, place, tag(hash)) else { return }
        removeFarther(number, hash)
    }

    /// Takes out a record that is not in its home bucket.
    @inline(never)
    private mutating func removeFarther(_ number: Int, _ hash: UInt64) {
        let tag = tag(hash)
        var place = home(hash)
        for probe in 1..<probeLimit {
            place = next(place, tag)
            guard clear(number, place, tag) else { continue }
            count(-1, hash, buckets: probe)
            return
        }
        preconditionFailure("a record is where it was put")
    }

    /// Frees the lane of a bucket that has a record, if one has.
    @inline(__always)
    private mutating func clear(_ number: Int, _ place: Int, _ tag: UInt16) -> Bool {
        let wanted = UInt32(truncatingIfNeeded: number + 1)
        var found = lanes(place, tag)
        while found != 0 {
            let lane = Self.first(found)
            if buckets[place].numbers[lane] == wanted {
                set(place, lane, 0, 0)
                return true
            }
            found &= found &- 1
        }
        return false
    }

    @inline(__always)
    private mutating func set(_ place: Int, _ lane: Int, _ tag: UInt16, _ number: UInt32) {
        buckets[place].tags[lane] = tag
        buckets[place].numbers[lane] = number
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
