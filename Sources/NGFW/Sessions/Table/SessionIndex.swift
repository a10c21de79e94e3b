/// Which record a hash may belong to: buckets of one cache line, each with eight tags and the numbers of eight records.
///
///     bucket   tag ×8 (2 bytes, 0 is free) | record number + 1 ×8 (4 bytes) | how many went past it | spare
///
/// A session that finds its home bucket full goes on to the next, and each bucket it passes counts that, so that a search
/// ends at the first bucket nobody went past: nearly always the home. At most ``probeLimit`` buckets are looked at:
/// a crowd of colliding keys is refused and counted, never searched.
struct SessionIndex: ~Copyable {
    static let probeLimit = 8
    /// Sessions a bucket on average when the table is full, of eight: more than eight buckets in a row are never full then.
    private static let meanLoad = 6

    // Not private: 6.3.1 makes code that its own verifier rejects when a private type is the element of another file's generic.
    struct Bucket: BitwiseCopyable {
        var tags: SIMD8<UInt16>
        var numbers: SIMD8<UInt32>
        var passed: UInt32
        var spare: (UInt32, UInt32, UInt32)
    }

    private var buckets: Slab<Bucket>
    private let probeLimit: Int

    init(capacity: Int, probeLimit: Int = SessionIndex.probeLimit) {
        let count = max(1, (capacity + Self.meanLoad - 1) / Self.meanLoad)
        let limit = min(max(1, probeLimit), count)
        buckets = Slab(count: count)
        self.probeLimit = limit
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
    private func next(_ place: Int) -> Int { place + 1 == buckets.count ? 0 : place + 1 }

    /// Which of eight tags are equal to one: the lowest bit of byte n for tag n.
    @inline(__always)
    private static func matches(_ tags: SIMD8<UInt16>, _ tag: UInt16) -> UInt64 {
        let mask = tags .== SIMD8(repeating: tag)
        // A mask of 16-bit lanes is eight numbers, 0 or -1; both types are eight plain bytes after narrowing.
        let bytes = unsafe SIMD8<Int8>(truncatingIfNeeded: unsafeBitCast(mask, to: SIMD8<Int16>.self))
        return unsafe unsafeBitCast(bytes, to: UInt64.self) & 0x0101_0101_0101_0101
    }

    /// Record numbers whose tags are those of a hash, until one is the right one.
    ///
    /// - Parameter isRight: Whether a record is the one looked for.
    @inline(__always)
    func find(_ hash: UInt64, _ isRight: (Int) -> Bool) -> Int? {
        let tag = tag(hash)
        var place = home(hash)
        for _ in 0..<probeLimit {
            var found = Self.matches(buckets[place].tags, tag)
            while found != 0 {
                let number = Int(buckets[place].numbers[found.trailingZeroBitCount >> 3]) - 1
                if isRight(number) { return number }
                found &= found - 1
            }
            if buckets[place].passed == 0 { return nil }
            place = next(place)
        }
        return nil
    }

    @inline(__always)
    func prefetch(_ hash: UInt64) { buckets.prefetch(home(hash)) }

    /// A record that the hash may belong to, by its tag in the home bucket alone: what is worth asking memory for.
    @inline(__always)
    func candidate(_ hash: UInt64) -> Int? {
        let place = home(hash)
        let found = Self.matches(buckets[place].tags, tag(hash))
        return found == 0 ? nil : Int(buckets[place].numbers[found.trailingZeroBitCount >> 3]) - 1
    }

    /// - Returns: False when no bucket within the limit has room.
    mutating func insert(_ number: Int, _ hash: UInt64) -> Bool {
        let start = home(hash)
        var place = start
        for probe in 0..<probeLimit {
            let free = Self.matches(buckets[place].tags, 0)
            if free != 0 {
                let lane = free.trailingZeroBitCount >> 3
                buckets[place].tags[lane] = tag(hash)
                buckets[place].numbers[lane] = UInt32(truncatingIfNeeded: number + 1)
                count(1, from: start, buckets: probe)
                return true
            }
            place = next(place)
        }
        return false
    }

    /// Takes out a record that is in.
    mutating func remove(_ number: Int, _ hash: UInt64) {
        let start = home(hash)
        let wanted = UInt32(truncatingIfNeeded: number + 1)
        var place = start
        for probe in 0..<probeLimit {
            var found = Self.matches(buckets[place].tags, tag(hash))
            while found != 0 {
                let lane = found.trailingZeroBitCount >> 3
                if buckets[place].numbers[lane] == wanted {
                    buckets[place].tags[lane] = 0
                    buckets[place].numbers[lane] = 0
                    count(-1, from: start, buckets: probe)
                    return
                }
                found &= found - 1
            }
            place = next(place)
        }
        preconditionFailure("a record is where it was put")
    }

    /// Notes that a session went past the first buckets, or no longer does.
    private mutating func count(_ change: Int, from start: Int, buckets passed: Int) {
        var place = start
        for _ in 0..<passed {
            buckets[place].passed = UInt32(truncatingIfNeeded: Int(buckets[place].passed) + change)
            place = next(place)
        }
    }
}
