import NGFWCore

/// Rows of rules of one ``CompiledPolicy``, made the first time traffic asks for them and kept until there are too many:
/// then all are forgotten and made anew. Rows of one lookup stay valid during it.
struct RuleRows: Sendable {
    private let compiled: CompiledPolicy
    private(set) var arena: RowArena
    private(set) var contexts: ContextTable
    /// Rises each time all rows, and with them the numbers of contexts, are forgotten.
    private(set) var generation = 0
    private let wordLimit: Int

    private static let contextLimit = 1 << 16
    private var table: RowTable
    /// Space 0 is the whole policy.
    private(set) var spaces: [RuleSpace]
    private var zonePairs: [UInt32: ZonePair] = [:]
    // Rows of the whole policy, for making contexts.
    private var services: [UInt64: UInt32] = [:]
    private var applications: [UInt32: UInt32] = [:]
    private var categories: [UInt32: UInt32] = [:]

    private struct ZonePair: Sendable {
        var space: UInt32
        /// The row of the zones' rules where the space is the whole policy.
        var row: UInt32
    }

    init(_ compiled: CompiledPolicy, rowBytes: Int, seed: UInt64) {
        self.compiled = compiled
        let room = min(rowBytes, max(1 << 16, compiled.ruleCount << 14))
        arena = RowArena(ruleCount: compiled.ruleCount, compiled.defaults, reserving: room)
        spaces = [arena.whole]
        contexts = ContextTable(seed: seed)
        table = RowTable(seed: seed)
        wordLimit = max(arena.count + 16 * (arena.rowLimit + arena.spaceLimit), min(rowBytes / 8, Int(UInt32.max)))
    }

    var bytes: Int { arena.count * 8 + table.bytes + contexts.bytes }

    /// Forgets all rows when lookups might not find room.
    @inline(__always)
    mutating func makeRoom(for lookups: Int) {
        // Each may make five rows of addresses and user, and for each of two contexts five more and a space.
        let most = lookups * (16 * arena.rowLimit + 2 * arena.spaceLimit)
        if arena.count + most > wordLimit || contexts.count + 2 * lookups > Self.contextLimit { forgetAll() }
    }

    mutating func forgetAll() {
        arena.removeAll()
        contexts.removeAll()
        table.removeAll()
        spaces.removeLast(spaces.count - 1)
        zonePairs.removeAll(keepingCapacity: true)
        services.removeAll(keepingCapacity: true)
        applications.removeAll(keepingCapacity: true)
        categories.removeAll(keepingCapacity: true)
        generation += 1
    }

    /// The numbers of these tag classes will mean others.
    mutating func forget(tagClasses: [UInt32]) { table.remove(tagClasses: tagClasses) }

    // MARK: Rows of a lookup

    /// The row of a class that traffic has shown before.
    @inline(__always)
    func row(_ key: RowKey) -> UInt32? { table[key] }

    /// - Parameter sets: the address sets of the class.
    mutating func makePrefixSource(_ id: UInt32, _ sets: [UInt32], space number: UInt32) -> UInt32 {
        let space = spaces[Int(number)]
        for set in sets { arena.add(compiled.sourceRules[Int(set)], in: space) }
        return keep(RowKey(.prefixSource, space: number, id), crossing: space.defaultDestination, space)
    }

    mutating func makePrefixDestination(_ id: UInt32, _ sets: [UInt32], space number: UInt32) -> UInt32 {
        let space = spaces[Int(number)]
        for set in sets { arena.add(compiled.destinationRules[Int(set)], in: space) }
        return keep(RowKey(.prefixDestination, space: number, id), crossing: space.defaultSource, space)
    }

    /// - Parameter groups: the dynamic groups of the class.
    mutating func makeTagSource(_ id: UInt32, _ groups: [UInt32], space number: UInt32) -> UInt32 {
        let space = spaces[Int(number)]
        for group in groups { for set in compiled.setsOfDynamicGroup[Int(group)] { arena.add(compiled.sourceRules[Int(set)], in: space) } }
        return keep(RowKey(.tagSource, space: number, id), crossing: space.defaultDestination, space)
    }

    mutating func makeTagDestination(_ id: UInt32, _ groups: [UInt32], space number: UInt32) -> UInt32 {
        let space = spaces[Int(number)]
        for group in groups {
            for set in compiled.setsOfDynamicGroup[Int(group)] { arena.add(compiled.destinationRules[Int(set)], in: space) }
        }
        return keep(RowKey(.tagDestination, space: number, id), crossing: space.defaultSource, space)
    }

    /// The rules that name a user, itself or by group, or allow every known or unmapped one.
    ///
    /// - Parameters:
    ///   - key: 0 for an unmapped user, else one more than the user's number.
    ///   - terms: what rules may call the user.
    mutating func makeUser(_ key: UInt32, _ terms: [UInt32], space number: UInt32) -> UInt32 {
        let space = spaces[Int(number)]
        arena.add(bits: key == 0 ? compiled.bits.allowsUnmapped : compiled.bits.allowsKnown, in: space)
        for term in terms { arena.add(compiled.rulesOfTerm[Int(term)], in: space) }
        return keep(RowKey(.user, space: number, key), crossing: space.bothDefault, space)
    }

    private mutating func keep(_ key: RowKey, crossing place: Int, _ space: RuleSpace) -> UInt32 {
        let row = arena.finish(crossing: place, in: space)
        table.insert(key, row)
        return row
    }

    // MARK: Contexts

    mutating func makeContext(_ context: MatchContext) -> UInt32 {
        let zones = zonePair(context)
        let service = serviceRow(context)
        let application = applicationRow(context)
        let category = categoryRow(context)
        let space = spaces[Int(zones.space)]
        if space.isWhole { arena.add(row: zones.row) } else { arena.add(membersOf: space) }
        arena.keep(service)
        if let application { arena.keep(application) } else { arena.draft.keep(bits: compiled.bits.undecided) }
        if let category { arena.keep(category) }
        arena.draft.cut(behindFirstOf: compiled.bits.unconditional)
        arena.narrow(to: space)
        return contexts.insert(context, row: arena.finish(crossing: space.bothDefault, in: space), space: zones.space)
    }

    /// The rules in force between two zones: a space of their own when that leaves out at least half of a policy of many words.
    private mutating func zonePair(_ context: MatchContext) -> ZonePair {
        let key = UInt32(context.from) << 16 | UInt32(context.to)
        if let pair = zonePairs[key] { return pair }
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
        var pair = ZonePair(space: 0, row: RowArena.empty)
        if arena.whole.groupCount > 1, 2 * arena.draft.count <= compiled.ruleCount {
            spaces.append(arena.finishSpace())
            pair.space = UInt32(spaces.count - 1)
        } else {
            pair.row = finishWhole()
        }
        zonePairs[key] = pair
        return pair
    }

    /// The draft as a row of the whole policy that no lookup reads itself.
    private mutating func finishWhole() -> UInt32 { arena.finish(crossing: arena.whole.bothDefault, in: arena.whole) }

    private mutating func serviceRow(_ context: MatchContext) -> UInt32 {
        if context.phase == .implicit, compiled.policy.options.implicitPorts != .rule { return implicitServiceRow(context) }
        let view: UInt64 = context.phase == .explicit ? (context.isOnDefault ? 1 : 0) : (context.hasPorts ? 2 : 3)
        let key = UInt64(context.portClass) << 34 | UInt64(context.sourcePortClass) << 2 | view
        if let row = services[key] { return row }
        if view >= 2 { addPossibleDefaults(context) }
        if view == 1 { arena.draft.add(bits: compiled.bits.applicationDefault) }
        if view == 3 { arena.draft.add(bits: compiled.bits.portlessDefault) }
        addServices(context)
        let row = finishWhole()
        services[key] = row
        return row
    }

    /// Rules with any service, and those whose services have the ports.
    private mutating func addServices(_ context: MatchContext) {
        let index = compiled.services
        arena.draft.add(bits: compiled.bits.anyService)
        let bySourcePort = index.sourcePorts.interner[context.sourcePortClass]
        for item in index.ports.interner[context.portClass] where Int(item) < index.serviceCount {
            if index.asksSourcePort[Int(item)], !bySourcePort.contains(item) { continue }
            arena.draft.add(compiled.rulesOfService[Int(item)])
        }
    }

    /// The same where the ports of `application-default` are those of the applications that imply the session's one, or its own.
    private mutating func implicitServiceRow(_ context: MatchContext) -> UInt32 {
        if compiled.policy.options.implicitPorts == .parent {
            if context.isOnDefault { arena.draft.add(bits: compiled.bits.applicationDefault) }
        } else if Int(context.application) < compiled.setsOfParent.count {
            let parent = ApplicationID(rawValue: context.application)
            let items = compiled.services.ports.interner[context.portClass]
            for set in compiled.setsOfParent[Int(context.application)] {
                let heirs = compiled.policy.applicationSets[Int(set)].heirs[parent] ?? []
                let fits = heirs.contains { id in
                    items.contains(UInt32(compiled.services.serviceCount + Int(id.rawValue)))
                        || !context.hasPorts && compiled.services.defaults.isPortless(id)
                }
                if fits { arena.draft.add(compiled.rulesOfApplicationSet[Int(set)]) }
            }
            arena.draft.keep(bits: compiled.bits.applicationDefault)
        }
        addServices(context)
        return finishWhole()
    }

    /// Rules with `application-default` that hold an application which has the port as a default one, or imply one.
    private mutating func addPossibleDefaults(_ context: MatchContext) {
        var isAny = compiled.services.anyMeansAllPorts
        for item in compiled.services.ports.interner[context.portClass] where Int(item) >= compiled.services.serviceCount {
            let application = Int(item) - compiled.services.serviceCount
            isAny = isAny || ApplicationID(rawValue: UInt16(application)).isLegalInRule
            for set in compiled.setsOfApplication[application] { arena.draft.add(compiled.rulesOfApplicationSet[Int(set)]) }
            for set in compiled.setsOfParent[application] { arena.draft.add(compiled.rulesOfApplicationSet[Int(set)]) }
        }
        arena.draft.keep(bits: compiled.bits.applicationDefault)
        if isAny { arena.draft.add(bits: compiled.bits.anyDefault) }
    }

    /// `nil` for a context whose application is not known.
    private mutating func applicationRow(_ context: MatchContext) -> UInt32? {
        if context.phase == .undecided { return nil }
        let isImplicit = context.phase == .implicit
        let key = UInt32(context.application) << 1 | (isImplicit ? 1 : 0)
        if let row = applications[key] { return row }
        let lists = isImplicit ? compiled.setsOfParent : compiled.setsOfApplication
        if Int(context.application) < lists.count {
            for set in lists[Int(context.application)] { arena.draft.add(compiled.rulesOfApplicationSet[Int(set)]) }
        }
        if isImplicit { arena.draft.keep(bits: compiled.bits.allows) } else { arena.draft.add(bits: compiled.bits.anyApplication) }
        let row = finishWhole()
        applications[key] = row
        return row
    }

    /// `nil` when no rule asks for a category.
    private mutating func categoryRow(_ context: MatchContext) -> UInt32? {
        if compiled.rulesOfCategory.count == 1 { return nil }
        if let row = categories[context.category] { return row }
        arena.draft.add(bits: compiled.bits.anyCategory)
        if context.category == 0 {
            if compiled.policy.options.categoryUnknown == .tentative { arena.draft.add(bits: compiled.bits.allows) }
        } else if Int(context.category) <= compiled.rulesOfCategory.count {
            arena.draft.add(compiled.rulesOfCategory[Int(context.category) - 1])
        }
        let row = finishWhole()
        categories[context.category] = row
        return row
    }
}
