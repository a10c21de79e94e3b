/// What a row is of: a class of one kind, in one space.
struct RowKey: Hashable, Sendable {
    enum Kind: UInt64 {
        case prefixSource
        case tagSource
        case prefixDestination
        case tagDestination
        case user
    }

    fileprivate let bits: UInt64

    @inline(__always)
    init(_ kind: Kind, space: UInt32, _ classID: UInt32) { bits = kind.rawValue << 60 | UInt64(space) << 32 | UInt64(classID) }

}

/// Rows by what they are of: open addressing over a seeded hash, load at most one half.
struct RowTable: Sendable {
    private struct Slot: Sendable {
        var key: UInt64 = 0
        /// 0 is free; no class has the row of no rule.
        var row: UInt64 = 0
    }

    private var slots = [Slot](repeating: Slot(), count: 64)
    private(set) var count = 0
    private let seed: UInt64

    /// - Parameter seed: a secret keeps outsiders from making keys collide.
    init(seed: UInt64) { self.seed = seed }

    var bytes: Int { slots.capacity * MemoryLayout<Slot>.stride }

    @inline(__always)
    private func home(_ key: UInt64) -> Int {
        let product = (key ^ seed).multipliedFullWidth(by: 0x9e37_79b9_7f4a_7c15)
        let again = (product.high ^ product.low).multipliedFullWidth(by: seed | 1)
        return Int(truncatingIfNeeded: again.high ^ again.low) & (slots.count - 1)
    }

    @inline(__always)
    subscript(key: RowKey) -> UInt32? {
        var index = home(key.bits)
        while slots[index].row != 0 {
            if slots[index].key == key.bits { return UInt32(truncatingIfNeeded: slots[index].row) }
            index = (index + 1) & (slots.count - 1)
        }
        return nil
    }

    /// - Precondition: the key is not in.
    mutating func insert(_ key: RowKey, _ row: UInt32) {
        count += 1
        if 2 * count > slots.count { rebuild(slots.count * 2) { _ in true } }
        place(Slot(key: key.bits, row: UInt64(row)))
    }

    private mutating func place(_ slot: Slot) {
        var index = home(slot.key)
        while slots[index].row != 0 { index = (index + 1) & (slots.count - 1) }
        slots[index] = slot
    }

    private mutating func rebuild(_ size: Int, _ stays: (UInt64) -> Bool) {
        let old = slots
        slots = Array(repeating: Slot(), count: size)
        for slot in old where slot.row != 0 && stays(slot.key) { place(slot) }
    }

    mutating func removeAll() {
        count = 0
        slots = Array(repeating: Slot(), count: 64)
    }

    /// Takes the rows of some tag classes out.
    mutating func remove(tagClasses: [UInt32]) {
        let gone = Set(tagClasses)
        var left = 0
        rebuild(slots.count) { bits in
            let kind = bits >> 60
            let isTag = kind == RowKey.Kind.tagSource.rawValue || kind == RowKey.Kind.tagDestination.rawValue
            let stays = !isTag || !gone.contains(UInt32(truncatingIfNeeded: bits))
            left += stays ? 1 : 0
            return stays
        }
        count = left
    }
}
