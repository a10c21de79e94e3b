import NGFWCore

/// Host → number: open addressing with linear probes over a seeded multiply-fold hash, load at most one half, removal by
/// shifting back. IPv4 hosts take 8 bytes a slot, IPv6 hosts 24.
struct HostTable: Sendable {
    /// The address in the upper half, one more than the value in the lower; 0 is free.
    private var v4: [UInt64]
    private var v6: [Slot6]
    private(set) var v4Count = 0
    private(set) var v6Count = 0
    private let seed: UInt64

    private struct Slot6: Sendable {
        var high: UInt64 = 0
        var low: UInt64 = 0
        /// One more than the value; 0 is free.
        var value: UInt64 = 0
    }

    /// - Parameter seed: a secret keeps outsiders from making addresses collide.
    init(seed: UInt64) {
        self.seed = seed
        v4 = Array(repeating: 0, count: 16)
        v6 = Array(repeating: Slot6(), count: 16)
    }

    var count: Int { v4Count + v6Count }

    var bytes: Int { v4.capacity * 8 + v6.capacity * 24 }

    @inline(__always)
    private func home4(_ address: UInt64) -> Int {
        let product = (address ^ seed).multipliedFullWidth(by: 0x9e37_79b9_7f4a_7c15)
        let again = (product.high ^ product.low).multipliedFullWidth(by: seed | 1)
        return Int(truncatingIfNeeded: again.high ^ again.low) & (v4.count - 1)
    }

    @inline(__always)
    private func home6(_ high: UInt64, _ low: UInt64) -> Int {
        let first = (low ^ seed).multipliedFullWidth(by: 0x9e37_79b9_7f4a_7c15)
        let second = (high ^ first.high).multipliedFullWidth(by: first.low | 0xd6e8_feb8_6659_fd93)
        return Int(truncatingIfNeeded: second.high ^ second.low ^ first.low) & (v6.count - 1)
    }

    /// The value of a host, `nil` when it is not in.
    @inline(__always)
    func value(of address: IPAddress) -> UInt32? {
        if address.isIPv4 {
            var index = home4(address.low)
            // Load is at most one half, so a free slot ends the walk.
            while true {
                let slot = v4[index]
                if slot >> 32 == address.low, slot & 0xffff_ffff != 0 { return UInt32(truncatingIfNeeded: slot) &- 1 }
                if slot == 0 { return nil }
                index = (index + 1) & (v4.count - 1)
            }
        }
        if v6Count == 0 { return nil }
        return value6(address)
    }

    private func value6(_ address: IPAddress) -> UInt32? {
        var index = home6(address.high, address.low)
        while v6[index].value != 0 {
            if v6[index].low == address.low, v6[index].high == address.high { return UInt32(v6[index].value - 1) }
            index = (index + 1) & (v6.count - 1)
        }
        return nil
    }

    /// A word of the place where a lookup of the host will look first: reading it early overlaps cache misses.
    @inline(__always)
    func touch(_ address: IPAddress) -> UInt64 {
        address.isIPv4 ? v4[home4(address.low)] : v6[home6(address.high, address.low)].value
    }

    /// Asks for the place where a lookup of the host will look first.
    @inline(__always)
    func prefetch(_ address: IPAddress) { address.isIPv4 ? v4.prefetch(home4(address.low)) : v6.prefetch(home6(address.high, address.low)) }

    /// - Precondition: the host is not in, `value` is below `UInt32.max`.
    mutating func insert(_ address: IPAddress, _ value: UInt32) {
        if address.isIPv4 {
            if 2 * (v4Count + 1) > v4.count { grow4() }
            v4Count += 1
            place4(address.low << 32 | UInt64(value) + 1)
        } else {
            if 2 * (v6Count + 1) > v6.count { grow6() }
            v6Count += 1
            place6(Slot6(high: address.high, low: address.low, value: UInt64(value) + 1))
        }
    }

    private mutating func place4(_ slot: UInt64) {
        var index = home4(slot >> 32)
        while v4[index] != 0 { index = (index + 1) & (v4.count - 1) }
        v4[index] = slot
    }

    private mutating func place6(_ slot: Slot6) {
        var index = home6(slot.high, slot.low)
        while v6[index].value != 0 { index = (index + 1) & (v6.count - 1) }
        v6[index] = slot
    }

    private mutating func grow4() {
        let old = v4
        v4 = Array(repeating: 0, count: old.count * 2)
        for slot in old where slot != 0 { place4(slot) }
    }

    private mutating func grow6() {
        let old = v6
        v6 = Array(repeating: Slot6(), count: old.count * 2)
        for slot in old where slot.value != 0 { place6(slot) }
    }

    /// Takes a host out, if it is in.
    mutating func remove(_ address: IPAddress) { if address.isIPv4 { remove4(address.low) } else { remove6(address) } }

    private mutating func remove4(_ address: UInt64) {
        let mask = v4.count - 1
        var hole = home4(address)
        while v4[hole] >> 32 != address || v4[hole] == 0 {
            if v4[hole] == 0 { return }
            hole = (hole + 1) & mask
        }
        v4Count -= 1
        var next = (hole + 1) & mask
        while v4[next] != 0 {
            // The entry may move back when its home does not lie between the hole and itself.
            if (next - home4(v4[next] >> 32)) & mask >= (next - hole) & mask {
                v4[hole] = v4[next]
                hole = next
            }
            next = (next + 1) & mask
        }
        v4[hole] = 0
    }

    private mutating func remove6(_ address: IPAddress) {
        let mask = v6.count - 1
        var hole = home6(address.high, address.low)
        while v6[hole].low != address.low || v6[hole].high != address.high || v6[hole].value == 0 {
            if v6[hole].value == 0 { return }
            hole = (hole + 1) & mask
        }
        v6Count -= 1
        var next = (hole + 1) & mask
        while v6[next].value != 0 {
            if (next - home6(v6[next].high, v6[next].low)) & mask >= (next - hole) & mask {
                v6[hole] = v6[next]
                hole = next
            }
            next = (next + 1) & mask
        }
        v6[hole] = Slot6()
    }
}
