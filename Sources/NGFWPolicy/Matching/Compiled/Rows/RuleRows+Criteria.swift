import NGFWCore

/// Rows of what a session asks for besides addresses and user. Each is made once for the whole policy, and from that for the
/// spaces that traffic shows.
extension RuleRows {
    // MARK: Services

    mutating func makeService(_ context: MatchContext, _ pair: ZonePair) -> RuleRow {
        make(.service, context.serviceClass, pair) { rows in
            switch context.defaultPorts {
            case .none: break
            case .all: rows.arena.draft.add(bits: rows.compiled.bits.applicationDefault)
            case .possible: rows.addPossibleDefaults(context)
            case .possibleWithoutPorts:
                rows.addPossibleDefaults(context)
                rows.arena.draft.add(bits: rows.compiled.bits.portlessDefault)
            }
            rows.addServices(context)
        }
    }

    /// Rules with any service, and those whose services have the ports.
    private mutating func addServices(_ context: MatchContext) {
        let index = compiled.services
        arena.draft.add(bits: compiled.bits.anyService)
        let bySourcePort = Set(index.sourcePorts.sets[context.sourcePortClass])
        for item in index.ports.sets[context.portClass] where Int(item) < index.serviceCount {
            if index.asksSourcePort[Int(item)], !bySourcePort.contains(item) { continue }
            arena.draft.add(compiled.rulesOfService[Int(item)])
        }
    }

    /// Rules with `application-default` that hold an application which has the port as a default one, or imply one.
    private mutating func addPossibleDefaults(_ context: MatchContext) {
        var isAny = compiled.services.anyMeansAllPorts
        for item in compiled.services.ports.sets[context.portClass] where Int(item) >= compiled.services.serviceCount {
            let application = Int(item) - compiled.services.serviceCount
            isAny = isAny || ApplicationID(rawValue: UInt16(application)).isLegalInRule
            for set in compiled.setsOfApplication[application] { arena.draft.add(compiled.rulesOfApplicationSet[Int(set)]) }
            for set in compiled.setsOfParent[application] { arena.draft.add(compiled.rulesOfApplicationSet[Int(set)]) }
        }
        arena.draft.keep(bits: compiled.bits.applicationDefault)
        if isAny { arena.draft.add(bits: compiled.bits.anyDefault) }
    }

    /// Services of rules that permit implicitly, where the ports of `application-default` are those of the applications that imply
    /// the session's one.
    mutating func implicitService(_ context: MatchContext, _ pair: ZonePair) -> RuleRow {
        let facts = UInt64(context.application) << 48 | context.serviceClass
        let number: UInt64
        if let known = implicitServices[facts] {
            number = known
        } else {
            number = UInt64(implicitServices.count)
            implicitServices[facts] = number
        }
        if let row = row(RowKey(.implicitService, space: pair.number, number)) { return row }
        return make(.implicitService, number, pair) { rows in
            rows.addHeirs(context)
            rows.addServices(context)
        }
    }

    private mutating func addHeirs(_ context: MatchContext) {
        guard Int(context.application) < compiled.setsOfParent.count else { return }
        let parent = ApplicationID(rawValue: context.application)
        let items = Set(compiled.services.ports.sets[context.portClass])
        for set in compiled.setsOfParent[Int(context.application)] {
            let heirs = compiled.policy.applicationSets[Int(set)].heirs(of: parent)
            let fits = heirs.contains { id in
                items.contains(UInt32(compiled.services.serviceCount + Int(id.rawValue)))
                    || !context.hasPorts && compiled.services.defaults.isPortless(id)
            }
            if fits { arena.draft.add(compiled.rulesOfApplicationSet[Int(set)]) }
        }
        arena.draft.keep(bits: compiled.bits.applicationDefault)
    }

    // MARK: Applications and categories

    mutating func makeApplication(_ context: MatchContext, _ pair: ZonePair) -> RuleRow {
        make(.application, context.applicationClass, pair) { rows in
            let compiled = rows.compiled
            guard context.phase != .undecided else {
                rows.arena.draft.add(bits: compiled.bits.undecided)
                return
            }
            let isImplicit = context.phase == .implicit
            let lists = isImplicit ? compiled.setsOfParent : compiled.setsOfApplication
            if Int(context.application) < lists.count {
                for set in lists[Int(context.application)] { rows.arena.draft.add(compiled.rulesOfApplicationSet[Int(set)]) }
            }
            if isImplicit {
                rows.arena.draft.keep(bits: compiled.bits.allows)
            } else {
                rows.arena.draft.add(bits: compiled.bits.anyApplication)
            }
        }
    }

    mutating func makeCategory(_ context: MatchContext, _ pair: ZonePair) -> RuleRow {
        make(.category, context.categoryClass, pair) { rows in
            let compiled = rows.compiled
            rows.arena.draft.add(bits: compiled.bits.anyCategory)
            if let category = context.category {
                if Int(category) < compiled.rulesOfCategory.count { rows.arena.draft.add(compiled.rulesOfCategory[Int(category)]) }
            } else if compiled.policy.options.categoryUnknown == .tentative {
                rows.arena.draft.add(bits: compiled.bits.allows)
            }
        }
    }

    /// A row in the space of a zone pair.
    ///
    /// - Parameter draw: Adds the rules of the whole policy to the draft, which is empty before.
    private mutating func make(
        _ kind: RowKey.Kind, _ classID: UInt64, _ pair: ZonePair, _ draw: (inout RuleRows) -> Void
    ) -> RuleRow {
        let key = RowKey(kind, space: 0, classID)
        var row: RuleRow
        if let known = self.row(key) {
            row = known
        } else {
            draw(&self)
            row = arena.finish(crossing: .bothDefault, in: arena.whole)
            insert(key, row)
        }
        if pair.number == 0 { return row }
        arena.add(membersOf: pair.space)
        arena.keep(row)
        arena.narrow(to: pair.space)
        return keep(RowKey(kind, space: pair.number, classID), crossing: .bothDefault, pair)
    }
}
