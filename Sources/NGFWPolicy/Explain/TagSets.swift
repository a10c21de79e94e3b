import NGFWCore

/// Which tags would satisfy, or no longer satisfy, a filter: minimal sets, a bounded number of them.
///
///     TagSets.missing(try TagExpression("'web' and ('prod' or 'stage')"), from: ["web"])    // [["prod"], ["stage"]]
enum TagSets {
    /// Sets that are kept at each step; a filter may have exponentially many.
    private static let limit = 8

    /// Tags to add to `present` so that the filter holds; `[[]]` when it does already. No set holds another.
    ///
    /// Tags that nobody may register are in no set.
    static func missing(_ filter: TagExpression, from present: Set<String>, limits: Limits = .standard) -> [[String]] {
        let found = solutions(filter, isNegated: false) { tag in
            if present.contains(tag) { return true }
            return AddressRegistry.isLegalTag(tag, limits: limits) ? nil : false
        }
        return reduced(found) { added in filter.isSatisfied { present.contains($0) || added.contains($0) } }
    }

    /// Tags to take from `removable` so that none of the filters holds; none when `fixed` alone satisfies one.
    static func surplus(_ filters: [TagExpression], removable: Set<String>, fixed: Set<String>) -> [[String]] {
        let all = filters.count == 1 ? filters[0] : .any(filters)
        let found = solutions(all, isNegated: true) { tag in
            fixed.contains(tag) ? false : removable.contains(tag) ? nil : true
        }
        return reduced(found) { taken in
            !all.isSatisfied { fixed.contains($0) || removable.contains($0) && !taken.contains($0) }
        }
    }

    /// Sets of tags to change so that the expression, or its negation, holds.
    ///
    /// - Parameters:
    ///   - state: whether a tag is as wanted without a change (`true`), can be changed (`nil`), or can not (`false`).
    ///   - isFlipped: inside an odd number of `not`: what is wanted of a tag is the opposite, and no change of tags brings it about.
    private static func solutions(
        _ expression: TagExpression, isNegated: Bool, isFlipped: Bool = false, _ state: (String) -> Bool?
    ) -> [Set<String>] {
        switch expression {
        case .tag(let tag):
            if isFlipped { return state(tag) == true ? [] : [[]] }
            guard let state = state(tag) else { return [[tag]] }
            return state ? [[]] : []
        case .all(let parts): return combined(parts, needsAll: !isNegated, isNegated, isFlipped, state)
        case .any(let parts): return combined(parts, needsAll: isNegated, isNegated, isFlipped, state)
        case .not(let part): return solutions(part, isNegated: !isNegated, isFlipped: !isFlipped, state)
        }
    }

    private static func combined(
        _ parts: [TagExpression], needsAll: Bool, _ isNegated: Bool, _ isFlipped: Bool, _ state: (String) -> Bool?
    ) -> [Set<String>] {
        var found: [Set<String>] = needsAll ? [[]] : []
        for part in parts {
            let next = solutions(part, isNegated: isNegated, isFlipped: isFlipped, state)
            found = needsAll ? found.flatMap { left in next.map { left.union($0) } } : found + next
            found = smallest(found)
            if needsAll, found.isEmpty { return [] }
        }
        return found
    }

    /// The smallest sets, none of which holds another.
    private static func smallest(_ sets: [Set<String>]) -> [Set<String>] {
        if sets.count < 2 { return sets }
        let ordered = sets.map { ($0, $0.sorted()) }.sorted { left, right in
            left.1.count == right.1.count ? left.1.lexicographicallyPrecedes(right.1) : left.1.count < right.1.count
        }
        var kept: [Set<String>] = []
        for (set, _) in ordered where kept.count < limit && !kept.contains(where: { $0.isSubset(of: set) }) { kept.append(set) }
        return kept
    }

    /// Without the tags that a set can do without: bounding may have lost the smaller set.
    private static func reduced(_ sets: [Set<String>], _ suffices: (Set<String>) -> Bool) -> [[String]] {
        let minimal = sets.map { set in
            set.sorted().reduce(into: set) { rest, tag in
                rest.remove(tag)
                if !suffices(rest) { rest.insert(tag) }
            }
        }
        return smallest(minimal).map { $0.sorted() }
    }
}
