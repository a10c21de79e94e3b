/// SplitMix64: numbers from a seed that look random (Steele, Lea, Flood, 2014).
struct SplitMix {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        let word = Self.mixed(state)
        state &+= 0x9e37_79b9_7f4a_7c15
        return word
    }

    /// The first number of a seed.
    @inline(__always)
    static func mixed(_ seed: UInt64) -> UInt64 {
        var word = seed &+ 0x9e37_79b9_7f4a_7c15
        word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
        return word ^ (word >> 31)
    }
}
