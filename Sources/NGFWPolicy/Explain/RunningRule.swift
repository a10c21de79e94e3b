internal import NGFWCore

/// A rule as it is in force, groups expanded to addresses: what the device's `show running security-policy` tells of it.
///
/// Source: reference sections 5.3 and 5.4.
public struct RunningRule: Hashable, Sendable {
    public var name: String
    /// From 1, in the running policy: rules that are disabled or match nothing are not in it.
    public var index: Int
    public var from: [String]
    public var to: [String]
    /// `any` for no criterion; empty when nothing is in what the rule names.
    public var source: [String]
    public var sourceRegions: [String]
    public var isSourceNegated: Bool
    public var destination: [String]
    public var destinationRegions: [String]
    public var isDestinationNegated: Bool
    public var users: [String]
    public var categories: [String]
    /// `ssh/tcp/any/22`: application, protocol, source port, destination port.
    public var applicationServices: [String]
    public var action: RuleAction
    public var sendsUnreachable: Bool
    /// `nil` for universal rules.
    public var type: RuleType?
    /// Allow rules and the two default rules. Source: reference section 5.4.
    public var isTerminal: Bool
}

/// The rules of an engine that are in force, one after another, with the registrations of now.
///
///     var running = RunningPolicy(engine)
///     for author in running.authors { print(running.rule(author).name) }
public struct RunningPolicy: Sendable {
    private let engine: PolicyEngine
    private var members: [Int: [String]] = [:]
    /// By rule, its place among those in force.
    private let places: [Int?]
    private let count: Int

    public init(_ engine: PolicyEngine) {
        self.engine = engine
        var count = 0
        places = engine.policy.rules.map { rule in
            guard rule.isInForce else { return nil }
            count += 1
            return count
        }
        self.count = count
    }

    /// Everything in force, in evaluation order, the default rules last.
    public var authors: [RuleMatch.Author] {
        places.indices.filter { places[$0] != nil }.map { .rule($0) } + [.intrazoneDefault, .interzoneDefault]
    }

    /// A rule that is in force.
    ///
    /// - Complexity: O(members); the members of a set are expanded once.
    public mutating func rule(_ author: RuleMatch.Author) -> RunningRule {
        switch author {
        case .rule(let index): return rule(engine.policy.rules[index])
        case .intrazoneDefault: return rule(engine.policy.intrazoneDefault, .intrazone, count + 1)
        case .interzoneDefault: return rule(engine.policy.interzoneDefault, .interzone, count + 2)
        }
    }

    private mutating func rule(_ rule: ResolvedRule) -> RunningRule {
        let definition = rule.definition
        let source = addresses(rule.source)
        let destination = addresses(rule.destination)
        return RunningRule(
            name: rule.name, index: places[rule.index] ?? 0, from: definition.from, to: definition.to, source: source.addresses,
            sourceRegions: source.regions, isSourceNegated: rule.source.isNegated, destination: destination.addresses,
            destinationRegions: destination.regions, isDestinationNegated: rule.destination.isNegated, users: definition.users,
            categories: definition.categories, applicationServices: engine.policy.applicationServices(of: rule), action: rule.action,
            sendsUnreachable: definition.icmpUnreachable, type: definition.type == .universal ? nil : definition.type,
            isTerminal: rule.action.isAllow)
    }

    private func rule(_ rule: DefaultRule, _ type: RuleType, _ index: Int) -> RunningRule {
        RunningRule(
            name: rule.name, index: index, from: ["any"], to: ["any"], source: ["any"], sourceRegions: [], isSourceNegated: false,
            destination: ["any"], destinationRegions: [], isDestinationNegated: false, users: ["any"], categories: ["any"],
            applicationServices: ["any/any/any/any"], action: rule.action, sendsUnreachable: rule.icmpUnreachable, type: type,
            isTerminal: true)
    }

    /// Regions by name, everything else as addresses.
    private mutating func addresses(_ criterion: AddressCriterion) -> (addresses: [String], regions: [String]) {
        if criterion.isAny { return (["any"], []) }
        var seen: Set<String> = []
        var addresses: [String] = []
        var regions: [String] = []
        for index in criterion.sets {
            if engine.policy.addressSets[index].kind == .region {
                regions.append(engine.policy.addressSets[index].name)
                continue
            }
            for member in expanded(index) where seen.insert(member).inserted { addresses.append(member) }
        }
        return (addresses, regions)
    }

    private mutating func expanded(_ index: Int) -> [String] {
        if let known = members[index] { return known }
        let found = engine.members(of: engine.policy.addressSets[index]).map(\.address)
        members[index] = found
        return found
    }
}

extension ResolvedPolicy {
    /// A rule's applications and services as tuples. Where `application-default` stands beside `any` there is no list of ports:
    /// `any/any/any/app-default` (MODEL; reference section 5.4 shows named applications alone).
    func applicationServices(of rule: ResolvedRule) -> [String] {
        var applications = ["any"]
        if case .set(let index) = rule.applications {
            applications = applicationSets[index].members.map { catalogue.name($0) }.sorted()
        }
        switch rule.service {
        case .any: return applications.map { "\($0)/any/any/any" }
        case .services(let indexes):
            let tuples = indexes.flatMap { services[$0].tuples }
            return applications.flatMap { name in tuples.map { "\(name)/\($0)" } }
        case .applicationDefault:
            if rule.applications.isAny { return ["any/any/any/app-default"] }
            return applications.flatMap { name in catalogue.id(named: name).map { defaultTuples(catalogue[$0]) } ?? [] }
        }
    }

    /// Applications without ports whose protocol has another name.
    private static let protocols: [String: IPProtocol] = ["ping": .icmp, "ping6": .icmpv6]

    private func defaultTuples(_ application: Application) -> [String] {
        let ports = application.defaultPorts + application.securePorts.filter { !application.defaultPorts.contains($0) }
        if ports.isEmpty {
            let ipProtocol = Self.protocols[application.name] ?? IPProtocol(application.name)
            return ["\(application.name)/\(ipProtocol?.description ?? "any")/any/any"]
        }
        return ports.flatMap { port -> [String] in
            let ranges = port.ports.map(Self.texts) ?? ["any"]
            return ranges.map { "\(application.name)/\(port.ipProtocol)/any/\($0)" }
        }
    }

    fileprivate static func texts(_ ports: PortSet) -> [String] {
        if ports == .all { return ["any"] }
        return ports.ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
    }
}

extension ServiceMatcher {
    /// `tcp/any/8080`, one a range.
    fileprivate var tuples: [String] {
        let sources = sourcePorts.map(ResolvedPolicy.texts) ?? ["any"]
        return sources.flatMap { source in ResolvedPolicy.texts(destinationPorts).map { "\(ipProtocol)/\(source)/\($0)" } }
    }
}
