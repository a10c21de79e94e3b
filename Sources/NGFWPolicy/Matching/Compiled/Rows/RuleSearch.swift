import NGFWCore

/// The rows of one lookup, all of one space.
struct RuleSearch {
    /// Which rows there are besides those of every lookup.
    struct Extent {
        /// In the space of the whole policy.
        var asksZones: Bool
        /// Where some rule names users, or URL categories.
        var asksUser: Bool
        var asksCategory: Bool
    }

    var service = RuleRow.empty
    var application = RuleRow.empty
    var zones = RuleRow.empty
    var category = RuleRow.empty
    // What the addresses change about the default: a rule's default is "fits" when it asks for any address or negates.
    var prefixSource = RuleRow.empty
    var tagSource = RuleRow.empty
    var prefixDestination = RuleRow.empty
    var tagDestination = RuleRow.empty
    /// Rules that name the user.
    var user = RuleRow.empty

    /// The chunks that may hold the rule: those where both addresses name some rule, or one address names a rule whose other
    /// side fits by default, or service and application have rules that fit by default on both sides.
    @inline(__always)
    fileprivate func candidates(_ extent: Extent) -> UInt64 {
        let source = prefixSource.own | tagSource.own
        let destination = prefixDestination.own | tagDestination.own
        let crossed =
            service.crossed & application.crossed | prefixSource.crossed | tagSource.crossed | prefixDestination.crossed
            | tagDestination.crossed
        var own = service.own & application.own & (source & destination | crossed)
        if extent.asksZones { own &= zones.own }
        if extent.asksCategory { own &= category.own }
        return own
    }

    /// Each row by a function of it.
    @inline(__always)
    fileprivate func map(_ extent: Extent, _ change: (RuleRow) -> RuleRow) -> RuleSearch {
        var result = RuleSearch()
        result.service = change(service)
        result.application = change(application)
        if extent.asksZones { result.zones = change(zones) }
        if extent.asksCategory { result.category = change(category) }
        result.prefixSource = change(prefixSource)
        result.tagSource = change(tagSource)
        result.prefixDestination = change(prefixDestination)
        result.tagDestination = change(tagDestination)
        if extent.asksUser { result.user = change(user) }
        return result
    }
}

extension RowArena {
    /// The first rule at or behind `start` that a search finds, by its number in the search's space; `nil` when there is none.
    ///
    /// - Complexity: O(rules of the space / 16,384 + chunks looked at); no allocation.
    @inline(__always)
    func first(_ search: borrowing RuleSearch, _ extent: RuleSearch.Extent, in space: RuleSpace, from start: Int) -> Int? {
        if space.isSmall { return firstOfFew(search, extent, space, start) }
        if space.chunkCount <= RuleSpace.groupSize { return firstInGroup(words.span, search, extent, space, 0, start) }
        return firstInGroups(search, extent, space, start)
    }

    /// Asks for the first memory that a search in a large space reads.
    @inline(__always)
    func prefetch(_ search: borrowing RuleSearch, in space: RuleSpace) {
        if space.isSmall { return }
        words.prefetch(Int(truncatingIfNeeded: search.service.place))
        words.prefetch(Int(truncatingIfNeeded: search.application.place))
        words.prefetch(Int(truncatingIfNeeded: search.prefixSource.place))
        words.prefetch(Int(truncatingIfNeeded: search.tagSource.place))
        words.prefetch(Int(truncatingIfNeeded: search.prefixDestination.place))
        words.prefetch(Int(truncatingIfNeeded: search.tagDestination.place))
        words.prefetch(Int(truncatingIfNeeded: search.user.place))
    }

    @inline(__always)
    private func firstOfFew(_ search: borrowing RuleSearch, _ extent: RuleSearch.Extent, _ space: RuleSpace, _ start: Int) -> Int? {
        let all = words.span
        let columns = space.columns
        let size = RuleSpace.chunkSize
        @inline(__always)
        func found(_ index: Int, _ part: (RuleRow) -> UInt64) -> Int? {
            var word = part(search.service) & part(search.application)
            if extent.asksZones { word &= part(search.zones) }
            if extent.asksCategory { word &= part(search.category) }
            word &= all[columns + index] ^ (part(search.prefixSource) | part(search.tagSource))
            word &= all[columns + size + index] ^ (part(search.prefixDestination) | part(search.tagDestination))
            if extent.asksUser { word &= all[columns + 2 * size + index] | part(search.user) }
            word = Self.cut(word, index, start)
            return word == 0 ? nil : index << 6 + word.trailingZeroBitCount
        }
        if let first = found(0, { $0.own }) { return first }
        if space.wordCount > 1, let second = found(1, { $0.crossed }) { return second }
        return space.wordCount > 2 ? found(2, { $0.place }) : nil
    }

    @inline(never)
    private func firstInGroups(_ search: borrowing RuleSearch, _ extent: RuleSearch.Extent, _ space: RuleSpace, _ start: Int) -> Int? {
        let all = words.span
        for group in 0..<space.groupCount {
            let inner = search.map(extent) { Self.part(all, $0, group) }
            if let found = firstInGroup(all, inner, extent, space, group * RuleSpace.groupSize, start) { return found }
        }
        return nil
    }

    /// - Parameter base: The number of the group's first chunk.
    @inline(__always)
    private func firstInGroup(
        _ all: Span<UInt64>, _ search: borrowing RuleSearch, _ extent: RuleSearch.Extent, _ space: RuleSpace, _ base: Int, _ start: Int
    ) -> Int? {
        let size = RuleSpace.chunkSize
        let indexSize = (min(RuleSpace.groupSize, space.chunkCount - base) + 7) >> 3
        var rest = search.candidates(extent)
        while rest != 0 {
            let number = rest.trailingZeroBitCount
            rest &= rest - 1
            let service = Self.chunk(all, search.service, number, indexSize)
            let application = Self.chunk(all, search.application, number, indexSize)
            let zones = extent.asksZones ? Self.chunk(all, search.zones, number, indexSize) : 0
            let category = extent.asksCategory ? Self.chunk(all, search.category, number, indexSize) : 0
            let prefixSource = Self.chunk(all, search.prefixSource, number, indexSize)
            let tagSource = Self.chunk(all, search.tagSource, number, indexSize)
            let prefixDestination = Self.chunk(all, search.prefixDestination, number, indexSize)
            let tagDestination = Self.chunk(all, search.tagDestination, number, indexSize)
            let user = extent.asksUser ? Self.chunk(all, search.user, number, indexSize) : 0
            let columns = space.columns + (base + number) * RuleSpace.columnCount * size
            for offset in 0..<size {
                var word = all[service + offset] & all[application + offset]
                if extent.asksZones { word &= all[zones + offset] }
                if extent.asksCategory { word &= all[category + offset] }
                word &= all[columns + offset] ^ (all[prefixSource + offset] | all[tagSource + offset])
                word &= all[columns + size + offset] ^ (all[prefixDestination + offset] | all[tagDestination + offset])
                if extent.asksUser { word &= all[columns + 2 * size + offset] | all[user + offset] }
                let index = (base + number) * size + offset
                word = Self.cut(word, index, start)
                if word != 0 { return index << 6 + word.trailingZeroBitCount }
            }
        }
        return nil
    }

    /// Only the rules at or behind `start`.
    @inline(__always)
    private static func cut(_ word: UInt64, _ index: Int, _ start: Int) -> UInt64 {
        let before = start - index << 6
        return before <= 0 ? word : before > 63 ? 0 : word & ~0 << UInt64(before)
    }

    /// Where a chunk of a row begins, one of zeros when it is empty.
    @inline(__always)
    static func chunk(_ all: Span<UInt64>, _ row: RuleRow, _ number: Int, _ indexSize: Int) -> Int {
        let place = Int(truncatingIfNeeded: row.place)
        let rank = all[place + number >> 3] >> UInt64((number & 7) << 3) & 0xff
        return rank == 0 ? 0 : place + indexSize + (Int(rank) - 1) * RuleSpace.chunkSize
    }

    /// A part of a row of rows.
    @inline(__always)
    static func part(_ all: Span<UInt64>, _ row: RuleRow, _ group: Int) -> RuleRow {
        if row.own == 0 { return .empty }
        let start = Int(truncatingIfNeeded: row.place) + RuleRow.size * group
        return RuleRow(own: all[start], crossed: all[start + 1], place: all[start + 2])
    }
}
