/// Records that may be due, on their way to the end: three groups, so that the memory that each step needs was asked for a step ago.
///
///     next ..< followed ..< hashed ..< end
///
/// Of those before `hashed` the hash is known and the home bucket asked for, of those before `followed` the other bucket too, if they
/// are not at home; of the rest the records are asked for.
struct DueRecords {
    static let group = 32
    private static let room = 128

    private var numbers = InlineArray<128, UInt32>(repeating: 0)
    private var hashes = InlineArray<128, UInt64>(repeating: 0)
    private(set) var next = 0
    var followed = 0
    private(set) var hashed = 0
    private(set) var end = 0
    /// From here on no record can have gone to another session since its hash was taken.
    private var firstRight = 0

    /// Whether the next group is wanted: fewer wait to be ended than one has.
    @inline(__always)
    var isLow: Bool { hashed &- next < Self.group }

    /// Adds the first few of some numbers; there is room for one group when ``isLow`` and everything is hashed.
    @inline(__always)
    mutating func append(_ taken: borrowing InlineArray<32, UInt32>, count: Int) {
        for place in 0..<count { numbers[(end &+ place) & (Self.room - 1)] = taken[place] }
        end &+= count
    }

    @inline(__always)
    func number(_ place: Int) -> Int { Int(numbers[place & (Self.room - 1)]) }

    @inline(__always)
    func hash(_ place: Int) -> UInt64 { hashes[place & (Self.room - 1)] }

    /// Notes the hash of the first one that has none.
    @inline(__always)
    mutating func note(_ hash: UInt64) {
        hashes[hashed & (Self.room - 1)] = hash
        hashed &+= 1
    }

    /// The first one whose hash is noted; the hash only if it is still the record's.
    @inline(__always)
    mutating func removeFirst() -> (number: Int, hash: UInt64?)? {
        guard next < hashed else { return nil }
        let first = (number(next), next >= firstRight ? hash(next) : nil)
        next &+= 1
        return first
    }

    /// A record went to another session.
    @inline(__always)
    mutating func forgetHashes() { firstRight = hashed }
}
