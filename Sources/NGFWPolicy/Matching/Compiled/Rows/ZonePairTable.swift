/// The number of each zone pair that traffic has shown: open addressing, load at most one half.
struct ZonePairTable: Sendable {
    /// One more than the number in the lower half, zones in the upper; 0 is free.
    private var slots = [UInt64](repeating: 0, count: 64)
    private var count = 0
    private let seed: UInt64

    /// - Parameter seed: a secret keeps outsiders from making zone pairs collide.
    init(seed: UInt64) { self.seed = seed }

    var bytes: Int { slots.capacity * MemoryLayout<UInt64>.stride }

    @inline(__always)
    private func home(_ zones: UInt32) -> Int {
        let product = (UInt64(zones) ^ seed).multipliedFullWidth(by: 0x9e37_79b9_7f4a_7c15)
        return Int(truncatingIfNeeded: product.high ^ product.low) & (slots.count - 1)
    }

    @inline(__always)
    subscript(zones: UInt32) -> UInt32? {
        var index = home(zones)
        while slots[index] != 0 {
            if slots[index] >> 32 == UInt64(zones) { return UInt32(truncatingIfNeeded: slots[index]) - 1 }
            index = (index + 1) & (slots.count - 1)
        }
        return nil
    }

    /// - Precondition: the zones are not in.
    mutating func insert(_ zones: UInt32, _ number: UInt32) {
        count += 1
        if 2 * count > slots.count {
            let old = slots
            slots = Array(repeating: 0, count: old.count * 2)
            for slot in old where slot != 0 { place(slot) }
        }
        place(UInt64(zones) << 32 | UInt64(number) + 1)
    }

    private mutating func place(_ slot: UInt64) {
        var index = home(UInt32(slot >> 32))
        while slots[index] != 0 { index = (index + 1) & (slots.count - 1) }
        slots[index] = slot
    }

    mutating func removeAll() {
        slots = Array(repeating: 0, count: 64)
        count = 0
    }
}
