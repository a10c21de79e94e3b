import NGFWCore

/// What of the static addresses is told apart: address sets with addresses of their own, those under one number that the same groups
/// hold and no rule names.
///
/// PERF: groups hold the same objects over and over. Cutting up what the objects hold, each once, costs a fraction of cutting up what
/// the groups hold (benchmark `compile`).
struct AddressKinds {
    /// Ranges with the number of their kind.
    private(set) var items: [(range: IPRange, item: UInt32)] = []
    /// Kind → the address sets that hold it, ascending: groups, and those that rules name. Kinds are numbered as the first of their
    /// address sets.
    let holders: RuleLists

    /// - Parameter isNamed: by address set: whether a rule names it.
    init(_ sets: [AddressSet], _ isNamed: [Bool]) {
        let holders = RuleLists(sets.count) { add in
            let sets = sets.span
            for index in sets.indices where isNamed[index] || sets[index].isGroup {
                for part in sets[index].parts { add(UInt32(part), UInt32(index)) }
            }
        }
        self.holders = holders
        // By a keyed hash of the holders; lists of one hash are compared.
        var kinds: [Int: UInt32] = [:]
        let all = sets.span
        for index in all.indices where !all[index].leaves.isEmpty {
            let list = holders[index]
            if list.isEmpty { continue }
            var kind = UInt32(index)
            if !isNamed[index] {
                var hasher = Hasher()
                for holder in list { hasher.combine(holder) }
                let hash = hasher.finalize()
                if let known = kinds[hash] { if holders[Int(known)] == list { kind = known } } else { kinds[hash] = kind }
            }
            for leaf in all[index].leaves { if case .range(let range) = leaf { items.append((range, kind)) } }
        }
    }
}
