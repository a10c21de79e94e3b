/// A seeded generator of random numbers (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014).
///
///     var random = SplitMix64(seed: 7)
///     let port = UInt16.random(in: 1...9, using: &random)      // the same on every machine
public struct SplitMix64: RandomNumberGenerator, Sendable {
    private var state: UInt64

    public init(seed: UInt64) { state = seed }

    public mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    public mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
    }

    /// The bytes with one to eight random changes: bits flipped, bytes set to edge values, cut, doubled.
    public mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
        var result = bytes
        for _ in 0..<Int.random(in: 1...8, using: &self) where !result.isEmpty {
            let place = Int.random(in: 0..<result.count, using: &self)
            switch Int.random(in: 0..<6, using: &self) {
            case 0: result[place] ^= 1 << UInt8.random(in: 0..<8, using: &self)
            case 1: result[place] = [0, 1, 0x7f, 0x80, 0xff].randomElement(using: &self) ?? 0
            case 2: result[place] = UInt8(truncatingIfNeeded: next())
            case 3: result.removeSubrange(place...)
            case 4: result.remove(at: place)
            default: result.insert(contentsOf: result[place..<min(place + 8, result.count)], at: place)
            }
        }
        return result
    }
}
