import NGFWCore

/// Wildcards by mask: an address is looked up once for each different mask.
struct WildcardTable: Sendable {
    /// A mask, and masked address → number of an entry.
    private var masks: [(mask: UInt32, entries: [UInt32: UInt32])] = []
    /// Entry → address sets.
    private(set) var sets: [[UInt32]] = []

    init(_ addressSets: [AddressSet]) {
        var byMask: [UInt32: [UInt32: Set<UInt32>]] = [:]
        for (index, set) in addressSets.enumerated() where set.hasWildcard {
            for leaf in addressSets.leaves(of: set) {
                guard case .wildcard(let wildcard) = leaf else { continue }
                byMask[wildcard.mask, default: [:]][wildcard.address, default: []].insert(UInt32(index))
            }
        }
        for (mask, holders) in byMask.sorted(by: { $0.key < $1.key }) {
            var entries: [UInt32: UInt32] = [:]
            for (address, indexes) in holders.sorted(by: { $0.key < $1.key }) {
                entries[address] = UInt32(sets.count)
                sets.append(indexes.sorted())
            }
            masks.append((mask, entries))
        }
    }

    var bytes: Int { masks.reduce(0) { $0 + $1.entries.capacity * 9 } + sets.reduce(0) { $0 + 32 + $1.capacity * 4 } }

    var isEmpty: Bool { masks.isEmpty }

    /// Calls `body` with the number of every entry that holds the address.
    @inline(__always)
    func forEach(containing address: IPAddress, _ body: (UInt32) -> Void) {
        guard let value = address.v4Value else { return }
        for group in masks { if let entry = group.entries[value & ~group.mask] { body(entry) } }
    }
}
