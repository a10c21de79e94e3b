import NGFWCore

/// What a row is of: a class of one kind, in one space. Classes have 40 bits.
struct RowKey: Hashable, Sendable {
    enum Kind: UInt64 {
        case prefixSource = 1
        case tagSource
        case prefixDestination
        case tagDestination
        case user
        case service
        case application
        case category
        /// Services where the ports of `application-default` are those of the applications that imply the session's one.
        case implicitService
    }

    fileprivate let bits: UInt64

    /// More spaces have no room in keys: their numbers have 20 bits, and 0 is the whole policy.
    static let spaceLimit = 1 << 20 - 1

    @inline(__always)
    init(_ kind: Kind, space: UInt32, _ classID: UInt64) { bits = kind.rawValue << 60 | UInt64(space) << 40 | classID }

    @inline(__always)
    init(_ kind: Kind, space: UInt32, _ classID: UInt32) { self.init(kind, space: space, UInt64(classID)) }
}

/// Rows by what they are of: open addressing over a seeded hash, load at most three quarters. A slot is half a line of the cache and holds
/// the row itself.
struct RowTable: Sendable {
    private struct Slot: Sendable {
        /// 0 is free; no kind is 0.
        var key: UInt64 = 0
        var row = RuleRow.empty
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
    subscript(key: RowKey) -> RuleRow? {
        var index = home(key.bits)
        while slots[index].key != 0 {
            if slots[index].key == key.bits { return slots[index].row }
            index = (index + 1) & (slots.count - 1)
        }
        return nil
    }

    /// Asks for the place where a lookup of the key will look first.
    @inline(__always)
    func prefetch(_ key: RowKey) { slots.prefetch(home(key.bits)) }

    /// - Precondition: the key is not in.
    mutating func insert(_ key: RowKey, _ row: RuleRow) {
        count += 1
        if 4 * count > 3 * slots.count { rebuild(slots.count * 2) { _ in true } }
        place(Slot(key: key.bits, row: row))
    }

    private mutating func place(_ slot: Slot) {
        var index = home(slot.key)
        while slots[index].key != 0 { index = (index + 1) & (slots.count - 1) }
        slots[index] = slot
    }

    private mutating func rebuild(_ size: Int, _ stays: (UInt64) -> Bool) {
        let old = slots
        slots = Array(repeating: Slot(), count: size)
        for slot in old where slot.key != 0 && stays(slot.key) { place(slot) }
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
