import NGFWCore

/// Rows of rules of one ``CompiledPolicy``, made the first time traffic asks for them and kept until there are too many:
/// then all are forgotten and made anew. Rows of one lookup stay valid during it.
struct RuleRows: Sendable {
    /// Where the rules of a zone pair are found.
    struct ZonePair: Sendable {
        /// 0 is the whole policy.
        var number: UInt32
        var space: RuleSpace
        /// The rules of the pair, where its space is the whole policy.
        var row: RuleRow
    }

    let compiled: CompiledPolicy
    var arena: RowArena
    var table: RowTable
    private(set) var spaceCount = 1
    /// How often all rows have been forgotten.
    private(set) var generation = 0
    private var numbers: ZonePairTable
    private(set) var zonePairs: [ZonePair] = []
    /// Application, ports and whether there are any → class of an ``RowKey/Kind/implicitService``.
    var implicitServices: [UInt64: UInt64] = [:]
    private let byteLimit: Int
    /// ``bytes`` when something was made last.
    private var spent = 0

    init(_ compiled: CompiledPolicy, rowBytes: Int, seed: UInt64) {
        self.compiled = compiled
        let room = min(rowBytes, max(1 << 16, compiled.ruleCount << 14))
        arena = RowArena(compiled.lookup.answers, compiled.defaults, reserving: room)
        table = RowTable(seed: seed)
        numbers = ZonePairTable(seed: seed)
        byteLimit = max(arena.bytes + table.bytes + numbers.bytes + 4 * arena.lookupLimit, rowBytes)
        spent = bytes
    }

    var bytes: Int {
        arena.bytes + table.bytes + numbers.bytes + zonePairs.capacity * MemoryLayout<ZonePair>.stride
            + implicitServices.capacity * Self.implicitServiceBytes
    }

    /// An entry of a dictionary, at its usual load.
    private static let implicitServiceBytes = 24

    /// Forgets all rows when the next lookups might not find room.
    ///
    /// A batch may go beyond the limit by what its lookups make: most of their rows are there already, and room for the worst of all of
    /// them would make small memories forget their rows with every batch.
    @inline(__always)
    mutating func makeRoom(for lookups: Int) {
        let most = min(lookups, 4) * arena.lookupLimit
        if spent + most > byteLimit || zonePairs.count + lookups > RowKey.spaceLimit { forgetAll() }
    }

    mutating func forgetAll() {
        arena.removeAll()
        table.removeAll()
        spaceCount = 1
        // Without their room, which counts: there may have been too many of them.
        numbers.removeAll()
        zonePairs = []
        implicitServices = [:]
        generation += 1
        spent = bytes
    }

    /// The numbers of these tag classes will mean others.
    mutating func forget(tagClasses: [UInt32]) { table.remove(tagClasses: tagClasses) }

    // MARK: Rows of a lookup

    /// The row of a class that traffic has shown before.
    @inline(__always)
    func row(_ key: RowKey) -> RuleRow? { table[key] }

    /// Asks for the place where a row will be looked for.
    @inline(__always)
    func prefetch(_ key: RowKey) { table.prefetch(key) }

    /// - Parameter sets: the address sets of the class.
    mutating func makePrefixSource(_ id: UInt32, _ sets: [UInt32], _ pair: ZonePair) -> RuleRow {
        for set in sets { arena.add(compiled.sourceRules[Int(set)], in: pair.space) }
        return keep(RowKey(.prefixSource, space: pair.number, id), crossing: .defaultDestination, pair)
    }

    mutating func makePrefixDestination(_ id: UInt32, _ sets: [UInt32], _ pair: ZonePair) -> RuleRow {
        for set in sets { arena.add(compiled.destinationRules[Int(set)], in: pair.space) }
        return keep(RowKey(.prefixDestination, space: pair.number, id), crossing: .defaultSource, pair)
    }

    /// - Parameter groups: the dynamic groups of the class.
    mutating func makeTagSource(_ id: UInt32, _ groups: [UInt32], _ pair: ZonePair) -> RuleRow {
        for group in groups {
            for set in compiled.setsOfDynamicGroup[Int(group)] { arena.add(compiled.sourceRules[Int(set)], in: pair.space) }
        }
        return keep(RowKey(.tagSource, space: pair.number, id), crossing: .defaultDestination, pair)
    }

    mutating func makeTagDestination(_ id: UInt32, _ groups: [UInt32], _ pair: ZonePair) -> RuleRow {
        for group in groups {
            for set in compiled.setsOfDynamicGroup[Int(group)] { arena.add(compiled.destinationRules[Int(set)], in: pair.space) }
        }
        return keep(RowKey(.tagDestination, space: pair.number, id), crossing: .defaultSource, pair)
    }

    /// The rules that name a user, itself or by group, or allow every known or unmapped one.
    ///
    /// - Parameters:
    ///   - key: 0 for an unmapped user, else one more than the user's number.
    ///   - terms: what rules may call the user.
    mutating func makeUser(_ key: UInt32, _ terms: [UInt32], _ pair: ZonePair) -> RuleRow {
        arena.add(bits: key == 0 ? compiled.bits.allowsUnmapped : compiled.bits.allowsKnown, in: pair.space)
        for term in terms { arena.add(compiled.rulesOfTerm[Int(term)], in: pair.space) }
        return keep(RowKey(.user, space: pair.number, key), crossing: .bothDefault, pair)
    }

    mutating func keep(_ key: RowKey, crossing column: RuleSpace.Column, _ pair: ZonePair) -> RuleRow {
        let row = arena.finish(crossing: column, in: pair.space)
        insert(key, row)
        return row
    }

    mutating func insert(_ key: RowKey, _ row: RuleRow) {
        table.insert(key, row)
        spent = bytes
    }

    // MARK: Zones

    @inline(__always)
    func number(ofZones context: MatchContext) -> UInt32? { numbers[context.zones] }

    /// The rules in force between two zones: a space of their own when that leaves out at least half of the policy.
    mutating func makeZonePair(_ context: MatchContext) -> UInt32 {
        let bits = compiled.bits
        func rules(_ any: [UInt64], _ lists: RuleLists, _ zone: UInt16) -> [UInt64] {
            var found = any
            guard Int(zone) < lists.count else { return found }
            for rule in lists[Int(zone)] { found[Int(rule >> 6)] |= 1 << UInt64(rule & 63) }
            return found
        }
        let isIntrazone = context.from == context.to && context.from != ZoneID.none.rawValue
        arena.draft.add(bits: rules(bits.anyFrom, compiled.fromRules, context.from))
        arena.draft.keep(bits: rules(bits.anyTo, compiled.toRules, context.to))
        arena.draft.keep(bits: isIntrazone ? bits.intrazone : bits.interzone)
        arena.draft.keep(bits: bits.inForce)
        var pair = ZonePair(number: 0, space: arena.whole, row: .empty)
        if arena.whole.wordCount > 1, 2 * arena.draft.count <= compiled.ruleCount {
            pair.number = UInt32(spaceCount)
            pair.space = arena.finishSpace()
            spaceCount += 1
        } else {
            pair.row = arena.finish(crossing: .bothDefault, in: arena.whole)
        }
        zonePairs.append(pair)
        numbers.insert(context.zones, UInt32(zonePairs.count - 1))
        spent = bytes
        return UInt32(zonePairs.count - 1)
    }
}
