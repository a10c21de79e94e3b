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
        AddressClass(prefix: compiled.addresses.classID(of: address), tags: registered.classID(of: address, registry))
    }

    // MARK: Memo

    @inline(__always)
    mutating func match(_ input: MatchInput, _ source: AddressClass, _ destination: AddressClass) -> RuleMatch {
        if walksRules { return ReferenceEvaluator(policy, users: users).match(input, registry) }
        let context = context(of: input)
        let key = memoKey(input, contextNumber(context), source, destination)
        if memo.isOn, let answer = memo.answer(key) { return ruleMatch(answer, input) }
        return look(input, context, key)
    }

    @inline(__always)
    func memoKey(_ input: MatchInput, _ context: UInt32, _ source: AddressClass, _ destination: AddressClass) -> MatchMemo.Key {
        let mayShift: UInt32 = input.applicationMayShift ? 1 << 31 : 0
        return MatchMemo.Key(
            context: context, prefixSource: source.prefix, tagSource: source.tags, prefixDestination: destination.prefix,
            tagDestination: destination.tags, user: userKey(input.user) | mayShift)
    }

    /// 0 for an unmapped user and where no rule asks, else one more than the user's number.
    @inline(__always)
    private func userKey(_ fact: UserFact) -> UInt32 {
        guard compiled.defaults.asksUsers, case .mapped(let id) = fact else { return 0 }
        return Int(id.rawValue) < users.count ? id.rawValue + 1 : 1
    }

    private static let intrazoneAnswer = UInt32.max
    private static let interzoneAnswer = UInt32.max - 1

    @inline(__always)
    func ruleMatch(_ answer: UInt32, _ input: MatchInput) -> RuleMatch {
        if answer >= Self.interzoneAnswer { return compiled.policy.defaultMatch(from: input.from, to: input.to) }
        let rule = Int(answer >> 2)
        let standing: RuleMatch.Standing = answer & 3 == 0 ? .decided : answer & 3 == 1 ? .tentative : .implicit
        return RuleMatch(author: .rule(rule), action: compiled.facts[rule].action, standing: standing)
    }

    // MARK: Lookup

    /// A full lookup, remembered if nothing but class numbers decided.
    @inline(__always)
    mutating func look(_ input: MatchInput, _ context: MatchContext, _ key: MatchMemo.Key) -> RuleMatch {
        var search = search(key)
        var usedMore = false
        var answer = Self.interzoneAnswer
        let explicit = firstRule(search, input, context, &usedMore)
        if let explicit { answer = UInt32(explicit) << 2 | (isTentative(explicit, input) ? 1 : 0) }
        if input.applicationMayShift, context.phase == .explicit, explicit == nil || compiled.defaults.implicitBeatsExplicit {
            var implicit = context
            implicit.phase = .implicit
            implicit.isOnDefault = context.isOnDefault && compiled.defaults.implicitOnOwnPorts
            let number = contextNumber(implicit)
            search.context = rows.contexts.rows[Int(number)]
            if let rule = firstRule(search, input, implicit, &usedMore), rule < explicit ?? .max { answer = UInt32(rule) << 2 | 2 }
        }
        if memo.isOn, !usedMore { memo.remember(key, answer) }
        return ruleMatch(answer, input)
    }

    @inline(__always)
    func context(of input: MatchInput) -> MatchContext {
        let tuple = input.tuple
        let isOnDefault = input.application.map { compiled.services.defaults.isOnDefaultPort($0, input) } ?? false
        return MatchContext(
            from: input.from.rawValue, to: input.to.rawValue, application: input.application?.rawValue ?? 0,
            phase: input.application == nil ? .undecided : .explicit, isOnDefault: isOnDefault, hasPorts: tuple.ipProtocol.hasPorts,
            portClass: compiled.services.ports.classID(tuple.ipProtocol, port: tuple.destinationPort, icmpType: input.icmpType),
            sourcePortClass: compiled.services.sourcePorts.classID(tuple.ipProtocol, port: tuple.sourcePort, icmpType: nil),
            category: input.category.map { UInt32($0.rawValue) + 1 } ?? 0)
    }

    @inline(__always)
    mutating func contextNumber(_ context: MatchContext) -> UInt32 {
        rows.contexts.number(of: context) ?? rows.makeContext(context, compiled)
    }

    @inline(__always)
    private mutating func search(_ key: MatchMemo.Key) -> RuleSearch {
        RuleSearch(
            context: rows.contexts.rows[Int(key.context)],
            prefixSource: rows.knownPrefixSource(key.prefixSource) ?? rows.makePrefixSource(key.prefixSource, compiled),
            tagSource: rows.knownTagSource(key.tagSource)
                ?? rows.makeTagSource(key.tagSource, registered.classes.groups(of: key.tagSource), compiled),
            prefixDestination: rows.knownPrefixDestination(key.prefixDestination)
                ?? rows.makePrefixDestination(key.prefixDestination, compiled),
            tagDestination: rows.knownTagDestination(key.tagDestination)
                ?? rows.makeTagDestination(key.tagDestination, registered.classes.groups(of: key.tagDestination), compiled),
            user: compiled.defaults.asksUsers ? rows.userRow(key.user & ~(1 << 31), compiled, users) : RowArena.empty)
    }

    /// The first rule that all rows hold and that passes what rows cannot tell.
    @inline(__always)
    private func firstRule(_ search: RuleSearch, _ input: MatchInput, _ context: MatchContext, _ usedMore: inout Bool) -> Int? {
        var start = 0
        while let rule = rows.arena.first(search, compiled.defaults, from: start) {
            if compiled.bits.checked[rule >> 6] >> UInt64(rule & 63) & 1 == 0 { return rule }
            usedMore = true
            if passesChecks(rule, input, context.phase) { return rule }
            start = rule + 1
        }
        return nil
    }

    private func passesChecks(_ index: Int, _ input: MatchInput, _ phase: MatchContext.Phase) -> Bool {
        let facts = compiled.facts[index]
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
    private func isTentative(_ rule: Int, _ input: MatchInput) -> Bool {
        let facts = compiled.facts[rule]
        if !facts.action.isAllow { return false }
        return input.application == nil && !facts.isAnyApplication || input.category == nil && !facts.isAnyCategory
    }
}
