import NGFWCore

/// A policy turned inside out: for each value that a session can have, which rules ask for it. Immutable.
///
/// From it ``RuleRows`` makes a row of rule bits for each class of addresses, ports, applications, zones, users and
/// categories that traffic meets; a lookup is the AND of such rows, its first set bit the rule.
struct CompiledPolicy: Sendable {
    let policy: ResolvedPolicy
    /// Static addresses → class; the members of a class are address sets.
    let addresses: IntervalTable
    let addressClasses: SetInterner
    let wildcards: WildcardTable
    let ports: PortClasses
    let defaults: DefaultPortTable

    /// Address set → rules that name it.
    let sourceRules: [[UInt32]]
    let destinationRules: [[UInt32]]
    /// Dynamic group → address sets that hold it.
    let setsOfDynamicGroup: [[UInt32]]
    let anySource: [UInt32]
    let anyDestination: [UInt32]
    let negatedSource: [UInt32]
    let negatedDestination: [UInt32]

    /// Items of ``ports``: first the services, then the application sets, then one for any application.
    let rulesOfItem: [[UInt32]]
    let anyService: [UInt32]
    let applicationDefault: [UInt32]
    /// Rules with `application-default` that hold an application known by a protocol without ports.
    let portlessDefault: [UInt32]

    let anyApplication: [UInt32]
    let rulesOfApplicationSet: [[UInt32]]
    let anyUser: [UInt32]
    let allowsUnmapped: [UInt32]
    let allowsKnown: [UInt32]
    let rulesOfTerm: [[UInt32]]
    let anyCategory: [UInt32]
    let rulesOfCategory: [[UInt32]]
    let allows: [UInt32]
    /// By rule.
    let actions: [RuleAction]
    /// Rules whose candidates must be checked by hand: schedules, host information, source ports, odd services.
    let checked: [UInt32]

    init(_ policy: ResolvedPolicy) {
        self.policy = policy
        let rules = policy.rules.filter(\.isInForce)
        func select(_ condition: (ResolvedRule) -> Bool) -> [UInt32] { rules.filter(condition).map { UInt32($0.index) } }
        func invert(_ count: Int, _ keys: (ResolvedRule) -> [Int]) -> [[UInt32]] {
            var lists = [[UInt32]](repeating: [], count: count)
            for rule in rules { for key in keys(rule) { lists[key].append(UInt32(rule.index)) } }
            return lists
        }

        var classes = SetInterner()
        addresses = Self.intervals(policy.addressSets, &classes)
        addressClasses = classes
        wildcards = WildcardTable(policy.addressSets)
        sourceRules = invert(policy.addressSets.count) { $0.source.sets }
        destinationRules = invert(policy.addressSets.count) { $0.destination.sets }
        var holders = [[UInt32]](repeating: [], count: policy.dynamicGroups.count)
        for (index, set) in policy.addressSets.enumerated() { for group in set.dynamicGroups { holders[group].append(UInt32(index)) } }
        setsOfDynamicGroup = holders
        anySource = select { $0.source.isAny }
        anyDestination = select { $0.destination.isAny }
        negatedSource = select { $0.source.isNegated }
        negatedDestination = select { $0.destination.isNegated }

        let items = ServiceItems(policy)
        let mixed = PortClasses.mixedItems(items.spans)
        ports = PortClasses(items.spans)
        defaults = DefaultPortTable(policy.catalogue)
        rulesOfItem = invert(items.spans.count) { items.items(of: $0) }
        anyService = select { if case .any = $0.service { true } else { false } }
        applicationDefault = select { if case .applicationDefault = $0.service { true } else { false } }
        portlessDefault = select { items.mayBePortless($0) }

        anyApplication = select { $0.applications.isAny }
        rulesOfApplicationSet = invert(policy.applicationSets.count) { if case .set(let index) = $0.applications { [index] } else { [] } }
        anyUser = select { $0.users.isAny }
        allowsUnmapped = select { $0.users.allowsUnmapped }
        allowsKnown = select { $0.users.allowsKnown }
        rulesOfTerm = invert(policy.users.terms.count) { $0.users.terms.map { Int($0) } }
        anyCategory = select { $0.categories.isAny }
        rulesOfCategory = invert(policy.categoryIDs.count + 1) { $0.categories.categories.map { Int($0.rawValue) } }
        allows = select { $0.action.isAllow }
        actions = policy.rules.map(\.action)
        checked = select { rule in
            rule.schedule != nil || !rule.sourceHIP.isAny || !rule.destinationHIP.isAny
                || items.items(of: rule).contains { mixed.contains($0) || items.hasSourcePorts($0) }
        }
    }

    private static func intervals(_ sets: [AddressSet], _ classes: inout SetInterner) -> IntervalTable {
        var items: [(range: IPRange, item: Int)] = []
        for (index, set) in sets.enumerated() {
            for leaf in set.leaves { if case .range(let range) = leaf.content { items.append((range, index)) } }
        }
        return IntervalTable(items, universe: sets.count) { classes.intern(members(ofBits: $0)) }
    }
}

/// What rules ask of protocol and port, numbered: services, application sets, and any application.
private struct ServiceItems {
    let policy: ResolvedPolicy
    private(set) var spans: [[PortSpan]] = []
    private let anyItem: Int
    private var portlessSets: Set<Int> = []
    private var anyIsPortless = false

    init(_ policy: ResolvedPolicy) {
        self.policy = policy
        for service in policy.services {
            spans.append(
                service.destinationPorts.ranges.map {
                    PortSpan(ipProtocol: service.ipProtocol.rawValue, low: $0.lowerBound, high: $0.upperBound)
                })
        }
        for (index, set) in policy.applicationSets.enumerated() {
            let all = set.members.union(set.implicitParents)
            spans.append(Self.spans(all, policy.catalogue))
            if Self.holdsPortless(all, policy.catalogue) { portlessSets.insert(index) }
        }
        anyItem = spans.count
        let every: [ApplicationID] = policy.catalogue.identifiers.filter(\.isLegalInRule)
        let needsAny = policy.rules.contains { rule in
            if case .applicationDefault = rule.service { rule.applications.isAny } else { false }
        }
        let ofAny = policy.options.anyApplicationPorts == .ofAnyApplication
        spans.append(needsAny && ofAny ? Array(Set(Self.spans(every, policy.catalogue))) : [])
        anyIsPortless = !ofAny || Self.holdsPortless(every, policy.catalogue)
        if !ofAny { spans[anyItem] = (0...UInt8.max).map { PortSpan(ipProtocol: $0) } }
    }

    private static func spans(_ ids: some Sequence<ApplicationID>, _ catalogue: ApplicationCatalogue) -> [PortSpan] {
        var all: Set<PortSpan> = []
        for id in ids {
            let application = catalogue[id]
            for port in application.defaultPorts + application.securePorts { all.formUnion(PortSpan.spans(port)) }
        }
        return Array(all)
    }

    private static func holdsPortless(_ ids: some Sequence<ApplicationID>, _ catalogue: ApplicationCatalogue) -> Bool {
        ids.contains { catalogue[$0].defaultPorts.isEmpty && (catalogue[$0].origin == .signature || catalogue[$0].origin == .list) }
    }

    func items(of rule: ResolvedRule) -> [Int] {
        switch rule.service {
        case .any: []
        case .services(let indexes): indexes
        case .applicationDefault:
            if case .set(let index) = rule.applications { [policy.services.count + index] } else { [anyItem] }
        }
    }

    func hasSourcePorts(_ item: Int) -> Bool { item < policy.services.count && policy.services[item].sourcePorts != nil }

    func mayBePortless(_ rule: ResolvedRule) -> Bool {
        guard case .applicationDefault = rule.service else { return false }
        if case .set(let index) = rule.applications { return portlessSets.contains(index) }
        return anyIsPortless
    }
}

/// Wildcards by mask: an address is looked up once for each different mask.
struct WildcardTable: Sendable {
    /// A mask, and masked address → address sets.
    private var masks: [(mask: UInt32, sets: [UInt32: [UInt32]])] = []

    init(_ sets: [AddressSet]) {
        var byMask: [UInt32: [UInt32: Set<UInt32>]] = [:]
        for (index, set) in sets.enumerated() {
            for leaf in set.leaves {
                guard case .wildcard(let wildcard) = leaf.content else { continue }
                byMask[wildcard.mask, default: [:]][wildcard.address, default: []].insert(UInt32(index))
            }
        }
        masks = byMask.sorted { $0.key < $1.key }.map { ($0.key, $0.value.mapValues { $0.sorted() }) }
    }

    var isEmpty: Bool { masks.isEmpty }

    /// Calls `body` with the address sets of every wildcard that holds the address.
    func forEach(containing address: IPAddress, _ body: ([UInt32]) -> Void) {
        guard let value = address.v4Value else { return }
        for entry in masks { if let sets = entry.sets[value & ~entry.mask] { body(sets) } }
    }
}

/// `application-default` of each application as flat spans, so that a lookup copies no metadata.
struct DefaultPortTable: Sendable {
    private struct Entry: Sendable {
        var clear: Range<Int32>
        /// Empty when the application has no secure ports.
        var secure: Range<Int32>
        /// No default ports and known by its protocol: on its default wherever there are no ports.
        var isPortless: Bool
    }

    private var spans: [PortSpan] = []
    private var entries: [Entry] = []

    init(_ catalogue: ApplicationCatalogue) {
        for id in catalogue.identifiers {
            let application = catalogue[id]
            let start = Int32(spans.count)
            spans.append(contentsOf: application.defaultPorts.flatMap(PortSpan.spans))
            let middle = Int32(spans.count)
            spans.append(contentsOf: application.securePorts.flatMap(PortSpan.spans))
            let isPortless = application.defaultPorts.isEmpty && (application.origin == .signature || application.origin == .list)
            entries.append(Entry(clear: start..<middle, secure: middle..<Int32(spans.count), isPortless: isPortless))
        }
    }

    /// Same answer as ``ResolvedPolicy/isOnDefaultPort(_:_:)``.
    func isOnDefaultPort(_ id: ApplicationID, _ input: MatchInput) -> Bool {
        guard Int(id.rawValue) < entries.count else { return false }
        let entry = entries[Int(id.rawValue)]
        let useSecure = input.isDecrypted && !entry.secure.isEmpty
        if !useSecure, entry.isPortless, !input.tuple.ipProtocol.hasPorts { return true }
        let range = useSecure ? entry.secure : entry.clear
        for index in range where spans[Int(index)].contains(input) { return true }
        return false
    }
}
