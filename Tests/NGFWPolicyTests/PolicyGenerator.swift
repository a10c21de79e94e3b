import NGFWCore
import NGFWTestSupport

@testable import NGFWPolicy

/// Makes policies, registrations and flows from small universes, so that rules really match and really collide.
struct PolicyGenerator {
    var random: SplitMix64

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    static let tags = ["web", "db", "prod", "stage", "dmz"]
    static let hosts = [
        "10.0.0.1", "10.0.0.2", "10.0.0.9", "10.0.1.1", "10.1.1.1", "10.2.0.7", "11.1.1.1", "172.16.3.1", "192.168.0.200", "224.0.0.5",
        "2001:db8::1", "2001:db8:1::5", "::a00:1", "fe80::9",
    ]
    static let networks = [
        "10.0.0.0/24", "10.0.0.0/8", "10.0.1.1", "0.0.0.0/0", "::/0", "::/96", "2001:db8::/32", "10.1.0.0/16", "192.168.0.128/25",
        "::a00:1",
        "172.16.0.0/12", "2001:db8::1",
    ]
    static let ranges = ["10.0.0.2-10.0.1.5", "10.0.0.9-10.0.0.9", "::1-2001:db8::7", "192.168.0.0-192.168.3.255"]
    static let wildcards = ["10.0.0.1/0.0.1.0", "10.0.0.0/0.3.255.255", "0.0.0.1/127.255.255.0"]
    static let applications = [
        "ssh", "web-browsing", "ssl", "dns", "ping", "icmp", "ping6", "traceroute", "tor", "facebook-base", "facebook-chat", "youtube-base",
        "gre",
        "homegrown", "unknown-tcp", "unknown-udp",
    ]
    static let users = ["corp\\eve", "corp\\bob", "mallory"]
    static let profiles = ["patched", "encrypted"]
    static let categories = ["social", "news", "malware"]

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

    mutating func pick<T>(_ list: [T]) -> T { list[Int.random(in: 0..<list.count, using: &random)] }

    mutating func some<T>(_ list: [T], _ most: Int) -> [T] { (0..<Int.random(in: 1...most, using: &random)).map { _ in pick(list) } }

    // MARK: Policies

    mutating func policy() -> Policy {
        var policy = Policy(name: "generated", catalogue: Applications.catalogue)
        policy.zones = chance(80) ? ["A", "B", "C"].map { Zone(name: $0, identifiesUsers: true) } : nil
        for (index, network) in Self.networks.enumerated() where chance(70) {
            policy.addresses.append(AddressObject("net-\(index)", network, tags: chance(40) ? some(Self.tags, 2) : []))
        }
        for (index, text) in Self.ranges.enumerated() {
            if let range = IPRange(text) { policy.addresses.append(AddressObject(name: "range-\(index)", value: .range(range))) }
        }
        for (index, text) in Self.wildcards.enumerated() {
            if let wildcard = IPWildcard(text) { policy.addresses.append(AddressObject(name: "wild-\(index)", value: .wildcard(wildcard))) }
        }
        policy.addresses.append(AddressObject(name: "named", value: .fqdn("www.example.com")))
        if chance(70) { policy.resolutions = ["www.example.com": [TimedAddresses([ip("11.1.1.1"), ip("2001:db8::1")])]] }
        policy.externalLists = ["edl": chance(70) ? [IPRange("10.2.0.0-10.2.0.255")].compactMap { $0 } : []]
        policy.regions = ["XY": [IPPrefix("11.0.0.0/8")].compactMap { $0?.range }]
        addGroups(&policy)
        addServices(&policy)
        policy.schedules = [
            Schedule(name: "office", content: .daily([Schedule.DayWindow(start: 8 * 60, end: 17 * 60)])),
            Schedule(name: "sunday", content: .weekly([[Schedule.DayWindow(start: 0, end: 1440)]] + Array(repeating: [], count: 6))),
            Schedule(name: "once", content: .once([1_800_000_000..<1_800_000_100])),
        ]
        policy.userGroups = ["corp\\eve": ["admins"], "corp\\bob": ["staff", "admins"]]
        policy.timeZone = TimeZoneRules(offset: pick([0, 3600, -18_000]))
        for index in 0..<Int.random(in: 1...18, using: &random) { policy.rules.append(rule(index, policy)) }
        if chance(20) { policy.intrazoneDefault.action = .deny }
        return policy
    }

    private mutating func addGroups(_ policy: inout Policy) {
        let filters = ["'web'", "'web' and 'prod'", "'db' or 'stage'", "('web' or 'db') and 'prod'", "'dmz' and 'dmz'", "'nobody'"]
        for (index, filter) in filters.enumerated() where chance(70) {
            policy.addressGroups.append(
                AddressGroup(name: "DAG-\(index)", content: .filter(filter), tags: chance(15) ? some(Self.tags, 2) : []))
        }
        for index in 0..<Int.random(in: 0...4, using: &random) {
            // A group may name groups before and behind it; cycles and unknown names happen.
            let names = policy.addresses.map(\.name) + policy.addressGroups.map(\.name) + ["group-0", "group-2"]
            let members = chance(8) ? [] : some(names, 3)
            policy.addressGroups.append(
                AddressGroup(name: "group-\(index)", content: .members(members), tags: chance(25) ? some(Self.tags, 2) : []))
        }
    }

    private mutating func addServices(_ policy: inout Policy) {
        policy.services = [
            ServiceObject(name: "tcp-22", ipProtocol: .tcp, destinationPorts: PortSet(22)),
            ServiceObject(name: "tcp-high", ipProtocol: .tcp, destinationPorts: PortSet([1024...65_535])),
            ServiceObject(name: "udp-dns", ipProtocol: .udp, destinationPorts: PortSet([53...53, 5353...5353])),
            ServiceObject(name: "from-low", ipProtocol: .tcp, destinationPorts: .all, sourcePorts: PortSet([0...1023])),
            ServiceObject(name: "odd-icmp", ipProtocol: .icmp, destinationPorts: PortSet([1...9])),
            ServiceObject(name: "sctp", ipProtocol: .sctp, destinationPorts: .all),
        ]
        policy.serviceGroups = [
            NamedGroup(name: "services", members: ["tcp-22", "from-low", "more"]), NamedGroup(name: "more", members: ["udp-dns"]),
        ]
        policy.applicationGroups = [NamedGroup(name: "group-web", members: ["web-browsing", "ssl", "facebook"])]
        var filter = ApplicationFilter(name: "filter-social")
        filter.categories = ["collaboration"]
        policy.applicationFilters = [filter]
    }

    private mutating func rule(_ index: Int, _ policy: Policy) -> SecurityRule {
        var rule = SecurityRule(name: "rule-\(index)")
        rule.action = chance(60) ? .allow : pick(RuleAction.allCases)
        rule.type = chance(75) ? .universal : pick(RuleType.allCases)
        rule.isDisabled = chance(5)
        if chance(50) { rule.from = some(["A", "B", "C"], 2) }
        if chance(50) { rule.to = rule.type == .intrazone ? rule.from : some(["A", "B", "C", "multicast"], 2) }
        rule.source = addresses(policy)
        rule.destination = addresses(policy)
        rule.negateSource = chance(12)
        rule.negateDestination = chance(12)
        if chance(20) { rule.users = some(["known-user", "unknown", "admins", "staff", "guests"] + Self.users, 2) }
        if chance(5) { rule.sourceHIP = some(["no-hip"] + Self.profiles, 2) }
        if chance(3) { rule.destinationHIP = some(["no-hip"] + Self.profiles, 2) }
        if chance(12) { rule.categories = some(Self.categories, 2) }
        if chance(60) { rule.applications = some(Self.applications + ["facebook", "group-web", "filter-social", "never-heard-of"], 3) }
        if chance(65) {
            rule.services =
                chance(60)
                ? ["application-default"]
                : some(["tcp-22", "tcp-high", "udp-dns", "services", "service-http", "from-low", "odd-icmp", "nope"], 2)
        }
        if chance(10) { rule.schedule = pick(["office", "sunday", "once"]) }
        return rule
    }

    private mutating func addresses(_ policy: Policy) -> [String] {
        if chance(45) { return ["any"] }
        let groups = policy.addressGroups.map(\.name)
        let names = policy.addresses.map(\.name) + groups + groups + ["edl", "XY", "10.0.0.1", "10.0.0.0/28", "10.0.0.1-10.0.0.3"]
        return chance(3) ? ["no-such-object"] : some(names, 3)
    }

    // MARK: Registrations

    mutating func update() -> RegistrationUpdate {
        var operations: [RegistrationUpdate.Operation] = []
        for _ in 0..<Int.random(in: 1...4, using: &random) { operations.append(operation()) }
        return RegistrationUpdate(operations)
    }

    private mutating func operation() -> RegistrationUpdate.Operation {
        let texts = Self.hosts + ["10.0.0.0/24", "10.0.0.0/8", "10.0.0.5-10.1.1.1", "2001:db8::/32", "::/64"]
        let object = RegisteredObject(pick(texts)) ?? .host(ip("10.0.0.1"))
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<60:
            var registrations: [TagRegistration] = []
            for tag in some(Self.tags + ["unrelated"], 3) { registrations.append(TagRegistration(tag, timeout: chance(30) ? 5 : nil)) }
            return .register(object, registrations)
        case 60..<85: return .unregister(object, chance(50) ? [] : some(Self.tags, 2))
        case 85..<90: return .setGroup("guests", members: some(Self.users, 2))
        case 90..<98: return .login(user: pick(Self.users), address: ip(pick(Self.hosts)), timeout: nil)
        default: return .clearAddresses
        }
    }

    // MARK: Flows

    /// Bends a flow towards a rule, or to an implicit parent of its applications, so that rules are reached.
    private mutating func aim(_ flow: inout Flow, at rule: ResolvedRule) {
        let definition = rule.definition
        if definition.from != ["any"] { flow.from = pick(definition.from) }
        if definition.to != ["any"] { flow.to = pick(definition.to) }
        if definition.type == .intrazone { flow.to = flow.from }
        if definition.categories != ["any"], chance(70) { flow.category = pick(definition.categories) }
        guard definition.applications != ["any"] else { return }
        let name = pick(definition.applications)
        guard let id = Applications.catalogue.id(named: name) else { return }
        let application = Applications.catalogue[id]
        if let port = application.defaultPorts.first {
            flow.ipProtocol = port.ipProtocol
            flow.port = port.ports?.ranges.first?.lowerBound ?? flow.port
            flow.icmpType = port.icmpType
        } else if name == "ping" || name == "icmp" {
            flow.ipProtocol = .icmp
        }
        if chance(60) { flow.application = name }
        if chance(40), !application.implicitlyUses.isEmpty {
            flow.application = pick(application.implicitlyUses)
            flow.mayShift = true
        }
    }

    mutating func flow(_ engine: inout PolicyEngine, at time: Timestamp) -> MatchInput {
        var flow = Flow()
        let zones: [String?] = ["A", "A", "B", "B", "C", "elsewhere", "nowhere", nil]
        flow.from = pick(zones)
        flow.to = pick(zones)
        flow.source = pick(chance(60) ? Array(Self.hosts.prefix(5)) : Self.hosts)
        flow.destination = pick(chance(60) ? Array(Self.hosts.prefix(5)) : Self.hosts)
        flow.ipProtocol = pick([.tcp, .tcp, .tcp, .udp, .icmp, .icmpv6, .gre, .sctp])
        flow.port = pick([22, 80, 443, 53, 5353, 8080, 2222, 33_440])
        flow.sourcePort = chance(20) ? 500 : 40_000
        if flow.ipProtocol.isICMP, chance(90) { flow.icmpType = pick([0, 8, 128, 3]) }
        if chance(60) { flow.application = pick(Self.applications + ["never-heard-of", "insufficient-data"]) }
        flow.mayShift = chance(60)
        flow.isDecrypted = chance(15)
        if chance(50) { flow.category = pick(Self.categories + ["other"]) }
        if chance(30) { flow.sourceHIP = some(Self.profiles + ["other"], 2) }
        if chance(20) { flow.destinationHIP = some(Self.profiles + ["other"], 2) }
        flow.time = time
        if chance(75) { aim(&flow, at: pick(engine.policy.rules)) }
        var input = flow.input(engine.policy)
        if flow.to == "C", chance(20) { input.to = .multicast }
        switch Int.random(in: 0..<3, using: &random) {
        case 0: input.user = engine.user(named: pick(Self.users + ["stranger"]))
        case 1: input.user = engine.user(of: input.tuple.source, from: input.from)
        default: break
        }
        return input
    }
}
