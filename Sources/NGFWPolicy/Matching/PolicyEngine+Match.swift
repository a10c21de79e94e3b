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

/// The classes of both ends of a session, kept with it so that a later lookup need not resolve its addresses.
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
    /// - Complexity: O(rules / 4,096 + words of 64 rules that both addresses meet) in the steady state, without allocation;
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
        AddressClass(prefix: addresses.classID(of: address), tags: registered.classID(registry.hosts.record(of: address), address))
    }

    // PERF: every helper is mutating. Swift 6.3 copies the engine, two kilobytes of references, to lend it to a method that is not.

    // MARK: Memo

    @inline(__always)
    mutating func match(_ input: MatchInput, _ source: AddressClass, _ destination: AddressClass) -> RuleMatch {
        if walksRules { return ReferenceEvaluator(policy, users: users).match(input, registry) }
        let context = context(of: input)
        let key = memoKey(input, contextNumber(context), source, destination)
        if memo.isOn, let answer = memo.answer(key) { return ruleMatch(answer, input) }
        return look(input, context, key, search(key))
    }

    @inline(__always)
    mutating func memoKey(_ input: MatchInput, _ context: UInt32, _ source: AddressClass, _ destination: AddressClass) -> MatchMemo.Key {
        let mayShift: UInt32 = input.applicationMayShift ? 1 << 31 : 0
        return MatchMemo.Key(
            context: context, prefixSource: source.prefix, tagSource: source.tags, prefixDestination: destination.prefix,
            tagDestination: destination.tags, user: userKey(input.user) | mayShift)
    }

    /// 0 for an unmapped user and where no rule asks, else one more than the user's number.
    @inline(__always)
    private mutating func userKey(_ fact: UserFact) -> UInt32 {
        guard facts.asksUsers, case .mapped(let id) = fact else { return 0 }
        return Int(id.rawValue) < users.count ? id.rawValue + 1 : 1
    }

    private static let noRule = UInt32.max

    @inline(__always)
    mutating func ruleMatch(_ answer: UInt32, _ input: MatchInput) -> RuleMatch {
        if answer == Self.noRule {
            // As ``ResolvedPolicy/defaultMatch(from:to:)`` says.
            return input.from == input.to && input.from != .none
                ? RuleMatch(author: .intrazoneDefault, action: facts.intrazoneAction, standing: .decided)
                : RuleMatch(author: .interzoneDefault, action: facts.interzoneAction, standing: .decided)
        }
        let rule = Int(answer >> 2)
        let standing: RuleMatch.Standing = answer & 3 == 0 ? .decided : answer & 3 == 1 ? .tentative : .implicit
        return RuleMatch(author: .rule(rule), action: facts.rules[rule].action, standing: standing)
    }

    // MARK: Lookup

    /// A full lookup, remembered if nothing but class numbers decided.
    @inline(__always)
    mutating func look(_ input: MatchInput, _ context: MatchContext, _ key: MatchMemo.Key, _ rows: RuleSearch) -> RuleMatch {
        var search = rows
        var usedMore = false
        var answer = Self.noRule
        let explicit = firstRule(search, input, context, &usedMore)
        if let explicit { answer = UInt32(explicit) << 2 | (isTentative(explicit, input) ? 1 : 0) }
        if input.applicationMayShift, context.phase == .explicit, explicit == nil || facts.implicitBeatsExplicit {
            var implicit = context
            implicit.phase = .implicit
            implicit.isOnDefault = context.isOnDefault && facts.implicitOnOwnPorts
            let number = contextNumber(implicit)
            search.context = self.rows.contexts[number].row
            if let rule = firstRule(search, input, implicit, &usedMore), rule < explicit ?? .max { answer = UInt32(rule) << 2 | 2 }
        }
        if memo.isOn, !usedMore { memo.remember(key, answer) }
        return ruleMatch(answer, input)
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
            category: input.category.map { UInt32($0.rawValue) + 1 } ?? 0)
    }

    @inline(__always)
    mutating func contextNumber(_ context: MatchContext) -> UInt32 {
        if let known = rows.contexts.number(of: context) { return known }
        return makeContext(context)
    }

    @inline(__always)
    mutating func search(_ key: MatchMemo.Key) -> RuleSearch {
        let context = rows.contexts[key.context]
        let space = context.space
        var search = RuleSearch(space: rows.spaces[Int(space)], context: context.row)
        if let row = rows.row(RowKey(.prefixSource, space: space, key.prefixSource)) {
            search.prefixSource = row
        } else {
            search.prefixSource = makePrefixSource(key, space)
        }
        if let row = rows.row(RowKey(.prefixDestination, space: space, key.prefixDestination)) {
            search.prefixDestination = row
        } else {
            search.prefixDestination = makePrefixDestination(key, space)
        }
        // Class 0 of tags is that of an address in no dynamic group.
        if key.tagSource != 0 {
            if let row = rows.row(RowKey(.tagSource, space: space, key.tagSource)) {
                search.tagSource = row
            } else {
                search.tagSource = makeTagSource(key, space)
            }
        }
        if key.tagDestination != 0 {
            if let row = rows.row(RowKey(.tagDestination, space: space, key.tagDestination)) {
                search.tagDestination = row
            } else {
                search.tagDestination = makeTagDestination(key, space)
            }
        }
        guard facts.asksUsers else { return search }
        search.asksUsers = true
        if let row = rows.row(RowKey(.user, space: space, key.userKey)) { search.user = row } else { search.user = makeUser(key, space) }
        return search
    }

    // PERF: apart, so that the way of a lookup that finds its rows has nothing of the making of rows in it.

    @inline(never)
    private mutating func makeContext(_ context: MatchContext) -> UInt32 { rows.makeContext(context) }

    @inline(never)
    private mutating func makePrefixSource(_ key: MatchMemo.Key, _ space: UInt32) -> UInt32 {
        rows.makePrefixSource(key.prefixSource, addresses.members(of: key.prefixSource), space: space)
    }

    @inline(never)
    private mutating func makePrefixDestination(_ key: MatchMemo.Key, _ space: UInt32) -> UInt32 {
        rows.makePrefixDestination(key.prefixDestination, addresses.members(of: key.prefixDestination), space: space)
    }

    @inline(never)
    private mutating func makeTagSource(_ key: MatchMemo.Key, _ space: UInt32) -> UInt32 {
        rows.makeTagSource(key.tagSource, registered.classes.groups(of: key.tagSource), space: space)
    }

    @inline(never)
    private mutating func makeTagDestination(_ key: MatchMemo.Key, _ space: UInt32) -> UInt32 {
        rows.makeTagDestination(key.tagDestination, registered.classes.groups(of: key.tagDestination), space: space)
    }

    @inline(never)
    private mutating func makeUser(_ key: MatchMemo.Key, _ space: UInt32) -> UInt32 {
        rows.makeUser(key.userKey, key.userKey == 0 ? [] : users.terms(of: UserID(rawValue: key.userKey - 1)), space: space)
    }

    /// The first rule that all rows hold and that passes what rows cannot tell.
    @inline(__always)
    private mutating func firstRule(_ search: RuleSearch, _ input: MatchInput, _ context: MatchContext, _ usedMore: inout Bool) -> Int? {
        var start = 0
        while let number = rows.arena.first(search, from: start) {
            let rule = rows.arena.rule(number, in: search.space)
            if facts.checked[rule >> 6] >> UInt64(rule & 63) & 1 == 0 { return rule }
            usedMore = true
            if passesChecks(rule, input, context.phase) { return rule }
            start = number + 1
        }
        return nil
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
    private mutating func isTentative(_ rule: Int, _ input: MatchInput) -> Bool {
        let facts = self.facts.rules[rule]
        if !facts.action.isAllow { return false }
        return input.application == nil && !facts.isAnyApplication || input.category == nil && !facts.isAnyCategory
    }
}
