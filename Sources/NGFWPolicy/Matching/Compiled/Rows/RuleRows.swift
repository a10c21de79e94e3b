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

    private static let missing = UInt32.max
    private static let contextLimit = 1 << 16
    private var prefixSource: [UInt32] = []
    private var prefixDestination: [UInt32] = []
    private var tagSource: [UInt32] = []
    private var tagDestination: [UInt32] = []
    private var users: [UInt32] = []
    private var zonePairs: [UInt32: UInt32] = [:]
    private var services: [UInt64: UInt32] = [:]
    private var applications: [UInt32: UInt32] = [:]
    private var categories: [UInt32: UInt32] = [:]

    init(_ compiled: CompiledPolicy, rowBytes: Int, seed: UInt64) {
        self.compiled = compiled
        let room = min(rowBytes, max(1 << 16, compiled.ruleCount << 14))
        arena = RowArena(ruleCount: compiled.ruleCount, reserving: room)
        contexts = ContextTable(seed: seed)
        wordLimit = max(arena.count + 64 * arena.rowLimit, min(rowBytes / 8, Int(UInt32.max)))
    }

    var bytes: Int {
        arena.count * 8 + (prefixSource.capacity + prefixDestination.capacity + tagSource.capacity + tagDestination.capacity) * 4
    }

    /// Forgets all rows when lookups might not find room.
    @inline(__always)
    mutating func makeRoom(for lookups: Int) {
        // Five rows of addresses and user, and for each of two contexts at most five more.
        if arena.count + 16 * lookups * arena.rowLimit > wordLimit || contexts.rows.count + 2 * lookups > Self.contextLimit { forgetAll() }
    }

    mutating func forgetAll() {
        arena.removeRows(after: 3 * arena.groupCount)
        contexts.removeAll()
        prefixSource.removeAll(keepingCapacity: true)
        prefixDestination.removeAll(keepingCapacity: true)
        tagSource.removeAll(keepingCapacity: true)
        tagDestination.removeAll(keepingCapacity: true)
        users.removeAll(keepingCapacity: true)
        zonePairs.removeAll(keepingCapacity: true)
        services.removeAll(keepingCapacity: true)
        applications.removeAll(keepingCapacity: true)
        categories.removeAll(keepingCapacity: true)
        generation += 1
    }

    /// The numbers of these tag classes will mean others.
    mutating func forget(tagClasses: [UInt32]) {
        for id in tagClasses {
            if Int(id) < tagSource.count { tagSource[Int(id)] = Self.missing }
            if Int(id) < tagDestination.count { tagDestination[Int(id)] = Self.missing }
        }
    }

    // MARK: Rows of a lookup

    /// The row of a class that traffic has shown before, ``RowArena/empty`` for class 0 of tags.
    @inline(__always)
    private static func known(_ rows: [UInt32], _ id: UInt32) -> UInt32? {
        guard Int(id) < rows.count, rows[Int(id)] != missing else { return nil }
        return rows[Int(id)]
    }

    private static func keep(_ row: UInt32, _ id: UInt32, _ rows: inout [UInt32]) {
        if Int(id) >= rows.count { rows.append(contentsOf: repeatElement(missing, count: Int(id) + 1 - rows.count)) }
        rows[Int(id)] = row
    }

    @inline(__always)
    func knownPrefixSource(_ id: UInt32) -> UInt32? { Self.known(prefixSource, id) }
    @inline(__always)
    func knownPrefixDestination(_ id: UInt32) -> UInt32? { Self.known(prefixDestination, id) }
    @inline(__always)
    func knownUser(_ key: UInt32) -> UInt32? { Self.known(users, key) }
    @inline(__always)
    func knownTagSource(_ id: UInt32) -> UInt32? { id == 0 ? RowArena.empty : Self.known(tagSource, id) }
    @inline(__always)
    func knownTagDestination(_ id: UInt32) -> UInt32? { id == 0 ? RowArena.empty : Self.known(tagDestination, id) }

    /// - Parameter sets: the address sets of the class.
    mutating func makePrefixSource(_ id: UInt32, _ sets: [UInt32]) -> UInt32 {
        for set in sets { arena.add(compiled.sourceRules[Int(set)]) }
        let row = arena.finish(crossing: compiled.lookup.defaults.destination)
        Self.keep(row, id, &prefixSource)
        return row
    }

    mutating func makePrefixDestination(_ id: UInt32, _ sets: [UInt32]) -> UInt32 {
        for set in sets { arena.add(compiled.destinationRules[Int(set)]) }
        let row = arena.finish(crossing: compiled.lookup.defaults.source)
        Self.keep(row, id, &prefixDestination)
        return row
    }

    /// - Parameter groups: the dynamic groups of the class.
    mutating func makeTagSource(_ id: UInt32, _ groups: [UInt32]) -> UInt32 {
        for group in groups { for set in compiled.setsOfDynamicGroup[Int(group)] { arena.add(compiled.sourceRules[Int(set)]) } }
        let row = arena.finish(crossing: compiled.lookup.defaults.destination)
        Self.keep(row, id, &tagSource)
        return row
    }

    mutating func makeTagDestination(_ id: UInt32, _ groups: [UInt32]) -> UInt32 {
        for group in groups { for set in compiled.setsOfDynamicGroup[Int(group)] { arena.add(compiled.destinationRules[Int(set)]) } }
        let row = arena.finish(crossing: compiled.lookup.defaults.source)
        Self.keep(row, id, &tagDestination)
        return row
    }

    /// The rules that name a user, itself or by group, or allow every known or unmapped one.
    ///
    /// - Parameters:
    ///   - key: 0 for an unmapped user, else one more than the user's number.
    ///   - terms: what rules may call the user.
    mutating func makeUserRow(_ key: UInt32, _ terms: [UInt32]) -> UInt32 {
        if key == 0 {
            arena.add(bits: compiled.bits.allowsUnmapped)
        } else {
            arena.add(bits: compiled.bits.allowsKnown)
            for term in terms { arena.add(compiled.rulesOfTerm[Int(term)]) }
        }
        let row = arena.finish(crossing: compiled.bits.bothDefault)
        Self.keep(row, key, &users)
        return row
    }

    // MARK: Contexts

    mutating func makeContext(_ context: MatchContext) -> UInt32 {
        let zones = zoneRow(context)
        let service = serviceRow(context)
        let application = applicationRow(context)
        let category = categoryRow(context)
        arena.add(row: zones)
        arena.keep(service)
        if let application { arena.keep(application) } else { arena.keep(bits: compiled.bits.undecided) }
        if let category { arena.keep(category) }
        arena.cut(behindFirstOf: compiled.bits.unconditional)
        return contexts.insert(context, row: arena.finish(crossing: compiled.bits.bothDefault))
    }

    private mutating func zoneRow(_ context: MatchContext) -> UInt32 {
        let key = UInt32(context.from) << 16 | UInt32(context.to)
        if let row = zonePairs[key] { return row }
        let bits = compiled.bits
        func rules(_ any: [UInt64], _ lists: RuleLists, _ zone: UInt16) -> [UInt64] {
            var found = any
            guard Int(zone) < lists.count else { return found }
            for rule in lists[Int(zone)] { found[Int(rule >> 6)] |= 1 << UInt64(rule & 63) }
            return found
        }
        let isIntrazone = context.from == context.to && context.from != ZoneID.none.rawValue
        arena.add(bits: rules(bits.anyFrom, compiled.fromRules, context.from))
        arena.keep(bits: rules(bits.anyTo, compiled.toRules, context.to))
        arena.keep(bits: isIntrazone ? bits.intrazone : bits.interzone)
        arena.keep(bits: bits.inForce)
        let row = arena.finish(crossing: bits.bothDefault)
        zonePairs[key] = row
        return row
    }

    private mutating func serviceRow(_ context: MatchContext) -> UInt32 {
        if context.phase == .implicit, compiled.policy.options.implicitPorts != .rule { return implicitServiceRow(context) }
        let view: UInt64 = context.phase == .explicit ? (context.isOnDefault ? 1 : 0) : (context.hasPorts ? 2 : 3)
        let key = UInt64(context.portClass) << 34 | UInt64(context.sourcePortClass) << 2 | view
        if let row = services[key] { return row }
        if view >= 2 { addPossibleDefaults(context) }
        if view == 1 { arena.add(bits: compiled.bits.applicationDefault) }
        if view == 3 { arena.add(bits: compiled.bits.portlessDefault) }
        addServices(context)
        let row = arena.finish(crossing: compiled.bits.bothDefault)
        services[key] = row
        return row
    }

    /// Rules with any service, and those whose services have the ports.
    private mutating func addServices(_ context: MatchContext) {
        let index = compiled.services
        arena.add(bits: compiled.bits.anyService)
        let bySourcePort = index.sourcePorts.interner[context.sourcePortClass]
        for item in index.ports.interner[context.portClass] where Int(item) < index.serviceCount {
            if index.asksSourcePort[Int(item)], !bySourcePort.contains(item) { continue }
            arena.add(compiled.rulesOfService[Int(item)])
        }
    }

    /// The same where the ports of `application-default` are those of the applications that imply the session's one, or its own.
    private mutating func implicitServiceRow(_ context: MatchContext) -> UInt32 {
        if compiled.policy.options.implicitPorts == .parent {
            if context.isOnDefault { arena.add(bits: compiled.bits.applicationDefault) }
        } else if Int(context.application) < compiled.setsOfParent.count {
            let parent = ApplicationID(rawValue: context.application)
            let items = compiled.services.ports.interner[context.portClass]
            for set in compiled.setsOfParent[Int(context.application)] {
                let heirs = compiled.policy.applicationSets[Int(set)].heirs[parent] ?? []
                let fits = heirs.contains { id in
                    items.contains(UInt32(compiled.services.serviceCount + Int(id.rawValue)))
                        || !context.hasPorts && compiled.services.defaults.isPortless(id)
                }
                if fits { arena.add(compiled.rulesOfApplicationSet[Int(set)]) }
            }
            arena.keep(bits: compiled.bits.applicationDefault)
        }
        addServices(context)
        return arena.finish(crossing: compiled.bits.bothDefault)
    }

    /// Rules with `application-default` that hold an application which has the port as a default one, or imply one.
    private mutating func addPossibleDefaults(_ context: MatchContext) {
        var isAny = compiled.services.anyMeansAllPorts
        for item in compiled.services.ports.interner[context.portClass] where Int(item) >= compiled.services.serviceCount {
            let application = Int(item) - compiled.services.serviceCount
            isAny = isAny || ApplicationID(rawValue: UInt16(application)).isLegalInRule
            for set in compiled.setsOfApplication[application] { arena.add(compiled.rulesOfApplicationSet[Int(set)]) }
            for set in compiled.setsOfParent[application] { arena.add(compiled.rulesOfApplicationSet[Int(set)]) }
        }
        arena.keep(bits: compiled.bits.applicationDefault)
        if isAny { arena.add(bits: compiled.bits.anyDefault) }
    }

    /// `nil` for a context whose application is not known.
    private mutating func applicationRow(_ context: MatchContext) -> UInt32? {
        if context.phase == .undecided { return nil }
        let isImplicit = context.phase == .implicit
        let key = UInt32(context.application) << 1 | (isImplicit ? 1 : 0)
        if let row = applications[key] { return row }
        let lists = isImplicit ? compiled.setsOfParent : compiled.setsOfApplication
        if Int(context.application) < lists.count {
            for set in lists[Int(context.application)] { arena.add(compiled.rulesOfApplicationSet[Int(set)]) }
        }
        if isImplicit { arena.keep(bits: compiled.bits.allows) } else { arena.add(bits: compiled.bits.anyApplication) }
        let row = arena.finish(crossing: compiled.bits.bothDefault)
        applications[key] = row
        return row
    }

    /// `nil` when no rule asks for a category.
    private mutating func categoryRow(_ context: MatchContext) -> UInt32? {
        if compiled.rulesOfCategory.count == 1 { return nil }
        if let row = categories[context.category] { return row }
        arena.add(bits: compiled.bits.anyCategory)
        if context.category == 0 {
            if compiled.policy.options.categoryUnknown == .tentative { arena.add(bits: compiled.bits.allows) }
        } else if Int(context.category) <= compiled.rulesOfCategory.count {
            arena.add(compiled.rulesOfCategory[Int(context.category) - 1])
        }
        let row = arena.finish(crossing: compiled.bits.bothDefault)
        categories[context.category] = row
        return row
    }
}
