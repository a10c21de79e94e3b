import NGFWCore

/// Registered host → number of its tag set: open addressing with linear probes over a seeded multiply-fold hash, load
/// at most one half, removal by shifting back. 32 bytes a slot.
struct HostTable: Sendable {
    private struct Slot: Sendable {
        var high: UInt64 = 0
        var low: UInt64 = 0
        /// 0 for an empty slot, else 4 or 6.
        var family: UInt8 = 0
        var value: UInt32 = 0
    }

    private var slots: [Slot]
    private var mask: Int
    private(set) var count = 0
    private let seed: UInt64

    /// - Parameter seed: a secret keeps outsiders from making addresses collide.
    init(seed: UInt64, capacity: Int = 8) {
        self.seed = seed
        var size = 16
        while size < 2 * capacity { size *= 2 }
        slots = Array(repeating: Slot(), count: size)
        mask = size - 1
    }

    private func home(_ high: UInt64, _ low: UInt64, _ family: UInt8) -> Int {
        let first = (low ^ seed).multipliedFullWidth(by: 0x9e37_79b9_7f4a_7c15)
        let second = (high ^ first.high ^ UInt64(family)).multipliedFullWidth(by: first.low | 0xd6e8_feb8_6659_fd93)
        return Int(truncatingIfNeeded: second.high ^ second.low ^ first.low) & mask
    }

    /// The value of a host, `nil` when it is not registered.
    func value(of address: IPAddress) -> UInt32? {
        let family = address.family.rawValue
        var index = home(address.high, address.low, family)
        // Load is at most one half, so an empty slot ends the walk.
        while slots[index].family != 0 {
            if slots[index].low == address.low, slots[index].high == address.high, slots[index].family == family {
                return slots[index].value
            }
            index = (index + 1) & mask
        }
        return nil
    }

    mutating func set(_ address: IPAddress, _ value: UInt32) {
        if 2 * (count + 1) > slots.count { grow() }
        let family = address.family.rawValue
        var index = home(address.high, address.low, family)
        while slots[index].family != 0 {
            if slots[index].low == address.low, slots[index].high == address.high, slots[index].family == family {
                slots[index].value = value
                return
            }
            index = (index + 1) & mask
        }
        slots[index] = Slot(high: address.high, low: address.low, family: family, value: value)
        count += 1
    }

    mutating func remove(_ address: IPAddress) {
        let family = address.family.rawValue
        var hole = home(address.high, address.low, family)
        while true {
            if slots[hole].family == 0 { return }
            if slots[hole].low == address.low, slots[hole].high == address.high, slots[hole].family == family { break }
            hole = (hole + 1) & mask
        }
        count -= 1
        var next = (hole + 1) & mask
        while slots[next].family != 0 {
            let wanted = home(slots[next].high, slots[next].low, slots[next].family)
            // The entry may move back when its home does not lie between the hole and itself.
            if (next - wanted) & mask >= (next - hole) & mask {
                slots[hole] = slots[next]
                hole = next
            }
            next = (next + 1) & mask
        }
        slots[hole] = Slot()
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: Slot(), count: old.count * 2)
        mask = slots.count - 1
        for slot in old where slot.family != 0 {
            var index = home(slot.high, slot.low, slot.family)
            while slots[index].family != 0 { index = (index + 1) & mask }
            slots[index] = slot
        }
    }
}
