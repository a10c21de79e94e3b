public import NGFWCore

/// What an address is to a policy: the number of the static prefixes that hold it and that of its registered tags.
public struct AddressClass: Hashable, Sendable {
    public let prefix: UInt32
    public let tags: UInt32

    @inlinable
    init(prefix: UInt32, tags: UInt32) {
        self.prefix = prefix
        self.tags = tags
    }
}

/// The classes of both ends of a session, kept with it so that a later lookup need not resolve its addresses. They are those of
/// one engine: a copy of it numbers classes in its own way from its first lookup on.
public struct FlowClasses: Hashable, Sendable {
    public fileprivate(set) var source = AddressClass(prefix: 0, tags: 0)
    public fileprivate(set) var destination = AddressClass(prefix: 0, tags: 0)
    /// The state of the engine that they were taken in; 0 for none.
    fileprivate(set) var epoch: UInt64 = 0

    /// Not yet taken.
    public init() {}
}

extension PolicyEngine {
    /// Which rule decides for a session, by what is known of it now. Source: reference section 2.1.
    ///
    /// - Complexity: O(rules / 16,384 + chunks of 256 rules that both addresses meet) in the steady state, without allocation;
    ///   O(1) when the memo knows the answer.
    public mutating func match(_ input: MatchInput) -> RuleMatch {
        makeRoom()
        let source = classOfAddress(input.tuple.source)
        let destination = classOfAddress(input.tuple.destination)
        return match(input, source, destination)
    }

    /// The same from classes taken earlier: for a session whose application or category has become known.
    ///
    ///     var classes = FlowClasses()
    ///     engine.match(input, &classes)      // takes them
    ///     engine.match(input, &classes)      // uses them
    ///
    /// Classes that a registration or another policy may have changed since are taken anew.
    public mutating func match(_ input: MatchInput, _ classes: inout FlowClasses) -> RuleMatch {
        makeRoom()
        if classes.epoch != classEpoch {
            classes.source = classOfAddress(input.tuple.source)
            classes.destination = classOfAddress(input.tuple.destination)
            classes.epoch = classEpoch
        }
        return match(input, classes.source, classes.destination)
    }

    /// The class of an address. Its numbers hold until the policy or a registration changes.
    public mutating func addressClass(of address: IPAddress) -> AddressClass {
        makeRoom()
        return classOfAddress(address)
    }

    @inline(__always)
    mutating func classOfAddress(_ address: IPAddress) -> AddressClass {
        guard registered.asksTags else { return AddressClass(prefix: addresses.classID(of: address), tags: 0) }
        return classOfAddress(address, registry.hosts.record(of: address))
    }

    /// - Parameter record: The registry's record of the address, if it has one.
    @inline(__always)
    mutating func classOfAddress(_ address: IPAddress, _ record: UInt32?) -> AddressClass {
        if registered.hasRanges { return findClass(address, record) }
        guard let record else { return AddressClass(prefix: addresses.classID(of: address), tags: 0) }
        return registered.knownClass(record) ?? findClass(address, record)
    }

    // PERF: apart, for whoever lends the registry copies it.
    @inline(never)
    private mutating func findClass(_ address: IPAddress, _ record: UInt32?) -> AddressClass {
        if let record { return registered.addressClass(record, address, &addresses, registry) }
        return AddressClass(prefix: addresses.classID(of: address), tags: registered.tagClass(of: address, registry))
    }

    // PERF: every helper is mutating. Swift 6.3 copies the engine, two kilobytes of references, to lend it to a method that is not.

    // MARK: Memo

    @inline(__always)
    mutating func match(_ input: MatchInput, _ source: AddressClass, _ destination: AddressClass) -> RuleMatch {
        if walksRules { return walk(input) }
        let context = context(of: input)
        let key = memoKey(input, context, source, destination)
        if memo.isOn, let answer = memo.answer(at: memo.place(of: key)) { return ruleMatch(answer, input) }
        return look(input, context, key)
    }

    // PERF: apart, as the copies that it makes of policy and registry would be room on the stack of every lookup.
    @inline(never)
    private mutating func walk(_ input: MatchInput) -> RuleMatch {
        ReferenceEvaluator(policy, users: users).match(input, registry)
    }

    @inline(__always)
    mutating func memoKey(
        _ input: MatchInput, _ context: MatchContext, _ source: AddressClass, _ destination: AddressClass
    ) -> MatchMemo.Key {
        let mayShift: UInt32 = input.applicationMayShift ? 1 << 31 : 0
        return MatchMemo.Key(
            context: context.packed, prefixSource: source.prefix, tagSource: source.tags, prefixDestination: destination.prefix,
            tagDestination: destination.tags, user: userKey(input.user) | mayShift)
    }

    /// 0 for an unmapped user and where no rule asks, else one more than the user's number.
    @inline(__always)
    private mutating func userKey(_ fact: UserFact) -> UInt32 {
        guard facts.asksUsers, case .mapped(let id) = fact else { return 0 }
        return users.knows(id) ? id.rawValue + 1 : 1
    }

    @inline(__always)
    mutating func ruleMatch(_ answer: RuleAnswer, _ input: MatchInput) -> RuleMatch {
        if answer == .none {
            // As ``ResolvedPolicy/defaultMatch(from:to:)`` says.
            return input.from == input.to && input.from != .none
                ? RuleMatch(author: .intrazoneDefault, action: facts.intrazoneAction, standing: .decided)
                : RuleMatch(author: .interzoneDefault, action: facts.interzoneAction, standing: .decided)
        }
        return RuleMatch(author: .rule(answer.rule), action: answer.action, standing: answer.standing)
    }

    // MARK: Lookup

    /// A full lookup, remembered if nothing but class numbers decided.
    @inline(__always)
    mutating func look(_ input: MatchInput, _ context: MatchContext, _ key: MatchMemo.Key) -> RuleMatch {
        let number = rows.number(ofZones: context) ?? makeZonePair(context)
        let pair = rows.zonePairs[Int(number)]
        return ruleMatch(decide(search(key, context, pair), pair, input, context, key), input)
    }

    /// What the rows of a lookup say.
    @inline(__always)
    mutating func decide(
        _ search: RuleSearch, _ pair: RuleRows.ZonePair, _ input: MatchInput, _ context: MatchContext, _ key: MatchMemo.Key
    ) -> RuleAnswer {
        var usedMore = false
        var answer = firstRule(search, pair, input, context, &usedMore)
        if answer != .none, isTentative(answer, input) { answer.standing = .tentative }
        if input.applicationMayShift, context.phase == .explicit, answer == .none || facts.implicitBeatsExplicit {
            var implicitSearch = search
            let implicit = askImplicit(&implicitSearch, context, pair)
            var found = firstRule(implicitSearch, pair, input, implicit, &usedMore)
            if found != .none, answer == .none || found.rule < answer.rule {
                found.standing = .implicit
                answer = found
            }
        }
        if memo.isOn, !usedMore { memo.remember(key, answer) }
        return answer
    }

    @inline(__always)
    mutating func search(_ key: MatchMemo.Key, _ context: MatchContext, _ pair: RuleRows.ZonePair) -> RuleSearch {
        let space = pair.number
        var search = RuleSearch()
        search.zones = pair.row
        search.service = rows.row(RowKey(.service, space: space, context.serviceClass)) ?? makeService(context, pair)
        search.application = rows.row(RowKey(.application, space: space, context.applicationClass)) ?? makeApplication(context, pair)
        search.prefixSource = rows.row(RowKey(.prefixSource, space: space, key.prefixSource)) ?? makePrefixSource(key, pair)
        search.prefixDestination =
            rows.row(RowKey(.prefixDestination, space: space, key.prefixDestination)) ?? makePrefixDestination(key, pair)
        // Class 0 of tags is that of an address in no dynamic group.
        if key.tagSource != 0 { search.tagSource = rows.row(RowKey(.tagSource, space: space, key.tagSource)) ?? makeTagSource(key, pair) }
        if key.tagDestination != 0 {
            search.tagDestination = rows.row(RowKey(.tagDestination, space: space, key.tagDestination)) ?? makeTagDestination(key, pair)
        }
        if facts.asksUsers { search.user = rows.row(RowKey(.user, space: space, key.userKey)) ?? makeUser(key, pair) }
        if facts.asksCategories {
            search.category = rows.row(RowKey(.category, space: space, context.categoryClass)) ?? makeCategory(context, pair)
        }
        return search
    }

    /// Turns a search for rules that name the application into one for rules that permit it implicitly.
    @inline(never)
    private mutating func askImplicit(
        _ search: inout RuleSearch, _ context: MatchContext, _ pair: RuleRows.ZonePair
    ) -> MatchContext {
        var implicit = context
        implicit.phase = .implicit
        search.application =
            rows.row(RowKey(.application, space: pair.number, implicit.applicationClass)) ?? makeApplication(implicit, pair)
        switch facts.implicitPorts {
        // The services of the explicit question: the session's own default ports.
        case .parent: break
        case .named: search.service = rows.implicitService(implicit, pair)
        case .rule:
            search.service = rows.row(RowKey(.service, space: pair.number, implicit.serviceClass)) ?? makeService(implicit, pair)
        }
        return implicit
    }

    @inline(__always)
    mutating func context(of input: MatchInput) -> MatchContext {
        let tuple = input.tuple
        var isOnDefault = false
        if let application = input.application { isOnDefault = facts.defaultPorts.isOnDefaultPort(application, input) }
        return MatchContext(
            from: input.from.rawValue, to: input.to.rawValue, application: input.application?.rawValue ?? 0,
            phase: input.application == nil ? .undecided : .explicit, isOnDefault: isOnDefault, hasPorts: tuple.ipProtocol.hasPorts,
            portClass: facts.ports.classID(tuple.ipProtocol, port: tuple.destinationPort, icmpType: input.icmpType),
            sourcePortClass: facts.sourcePorts.classID(tuple.ipProtocol, port: tuple.sourcePort, icmpType: nil),
            category: facts.asksCategories ? input.category?.rawValue : 0)
    }

    // PERF: apart, so that the way of a lookup that finds its rows has nothing of the making of rows in it.

    @inline(never)
    mutating func makeZonePair(_ context: MatchContext) -> UInt32 { rows.makeZonePair(context) }

    @inline(never)
    private mutating func makeService(_ context: MatchContext, _ pair: RuleRows.ZonePair) -> RuleRow { rows.makeService(context, pair) }

    @inline(never)
    private mutating func makeApplication(_ context: MatchContext, _ pair: RuleRows.ZonePair) -> RuleRow {
        rows.makeApplication(context, pair)
    }

    @inline(never)
    private mutating func makeCategory(_ context: MatchContext, _ pair: RuleRows.ZonePair) -> RuleRow { rows.makeCategory(context, pair) }

    @inline(never)
    private mutating func makePrefixSource(_ key: MatchMemo.Key, _ pair: RuleRows.ZonePair) -> RuleRow {
        rows.makePrefixSource(key.prefixSource, addresses.members(of: key.prefixSource), pair)
    }

    @inline(never)
    private mutating func makePrefixDestination(_ key: MatchMemo.Key, _ pair: RuleRows.ZonePair) -> RuleRow {
        rows.makePrefixDestination(key.prefixDestination, addresses.members(of: key.prefixDestination), pair)
    }

    @inline(never)
    private mutating func makeTagSource(_ key: MatchMemo.Key, _ pair: RuleRows.ZonePair) -> RuleRow {
        rows.makeTagSource(key.tagSource, registered.classes.groups(of: key.tagSource), pair)
    }

    @inline(never)
    private mutating func makeTagDestination(_ key: MatchMemo.Key, _ pair: RuleRows.ZonePair) -> RuleRow {
        rows.makeTagDestination(key.tagDestination, registered.classes.groups(of: key.tagDestination), pair)
    }

    @inline(never)
    private mutating func makeUser(_ key: MatchMemo.Key, _ pair: RuleRows.ZonePair) -> RuleRow {
        rows.makeUser(key.userKey, key.userKey == 0 ? [] : users.terms(of: UserID(rawValue: key.userKey - 1)), pair)
    }

    /// The first rule that all rows hold and that passes what rows cannot tell.
    @inline(__always)
    private mutating func firstRule(
        _ search: borrowing RuleSearch, _ pair: RuleRows.ZonePair, _ input: MatchInput, _ context: MatchContext, _ usedMore: inout Bool
    ) -> RuleAnswer {
        let extent = RuleSearch.Extent(
            asksZones: pair.number == 0, asksUser: facts.asksUsers, asksCategory: facts.asksCategories)
        var start = 0
        while let number = rows.arena.first(search, extent, in: pair.space, from: start) {
            let answer = rows.arena.answers[pair.space.answers + number]
            if !answer.isChecked { return answer }
            usedMore = true
            if passesChecks(answer.rule, input, context.phase) { return answer }
            start = number + 1
        }
        return .none
    }

    @inline(never)
    private mutating func passesChecks(_ index: Int, _ input: MatchInput, _ phase: MatchContext.Phase) -> Bool {
        let facts = self.facts.rules[index]
        let policy = compiled.policy
        if facts.schedule >= 0, !policy.schedules[Int(facts.schedule)].isActive(at: input.time, in: policy.timeZone) { return false }
        guard facts.sourceHIP.contains(input.sourceHIP), facts.destinationHIP.contains(input.destinationHIP) else { return false }
        guard facts.isMixed else { return true }
        switch policy.rules[index].service {
        case .any: return true
        case .services(let indexes): return indexes.contains { policy.services[$0].contains(input.tuple) }
        case .applicationDefault:
            switch phase {
            case .explicit: return true
            case .undecided: return policy.isPortPossible(policy.rules[index], input)
            case .implicit:
                return input.application.map { policy.isImplicitPortPossible(policy.rules[index], $0, input) } ?? false
            }
        }
    }

    @inline(__always)
    private mutating func isTentative(_ answer: RuleAnswer, _ input: MatchInput) -> Bool {
        guard answer.action.isAllow else { return false }
        return input.application == nil && !answer.isAnyApplication || input.category == nil && !answer.isAnyCategory
    }
}
