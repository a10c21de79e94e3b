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
    static let ranges = ["10.0.0.2-10.0.1.5", "10.0.0.9-10.0.0.9", "::1-2001:db8::7", "192.168.0.0-192.168.3.255", "::-::b00:0"]
    static let wildcards = ["10.0.0.1/0.0.1.0", "10.0.0.0/0.3.255.255", "0.0.0.1/127.255.255.0", "10.0.0.0/0.255.255.2"]
    static let applications = [
        "ssh", "web-browsing", "ssl", "dns", "ping", "icmp", "ping6", "traceroute", "tor", "facebook-base", "facebook-chat", "youtube-base",
        "gre",
        "homegrown", "unknown-tcp", "unknown-udp",
    ]
    static let users = ["corp\\eve", "corp\\bob", "mallory", "eve@corp"]
    /// As logins and messages may spell them.
    static let spelledUsers = users + ["CORP\\Eve", " corp \\ bob ", "Eve@Corp"]
    static let profiles = ["patched", "encrypted"]
    static let categories = ["social", "news", "malware"]

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

    mutating func pick<T>(_ list: [T]) -> T { list[Int.random(in: 0..<list.count, using: &random)] }

    mutating func some<T>(_ list: [T], _ most: Int) -> [T] { (0..<Int.random(in: 1...most, using: &random)).map { _ in pick(list) } }

    // MARK: Policies

    /// When the flows of a generated policy begin: the start of an hour, so that schedules begin and end around it.
    static let start = Timestamp(seconds: 1_800_000_000)

    /// Readings that decide lookups, each with any of its values.
    mutating func options() -> PolicyOptions {
        var options = PolicyOptions()
        options.setupBlocks = pick(PolicyOptions.SetupBlocks.allCases)
        options.categoryUnknown = pick(PolicyOptions.CategoryUnknown.allCases)
        options.anyApplicationPorts = pick(PolicyOptions.AnyApplicationPorts.allCases)
        options.setupSecurePorts = pick(PolicyOptions.SetupSecurePorts.allCases)
        options.unknownApplicationPorts = pick(PolicyOptions.MissingPorts.allCases)
        options.customApplicationPorts = pick(PolicyOptions.MissingPorts.allCases)
        options.implicitPorts = pick(PolicyOptions.ImplicitPorts.allCases)
        options.implicitBeatsExplicitDeny = pick(PolicyOptions.YesNo.allCases)
        options.wildcardOrder = pick(PolicyOptions.WildcardOrder.allCases)
        options.negatedUnknown = pick(PolicyOptions.NegatedUnknown.allCases)
        options.userNames = pick(PolicyOptions.UserNames.allCases)
        options.userMapping = pick(PolicyOptions.UserMapping.allCases)
        options.scheduleMidnight = pick(PolicyOptions.ScheduleMidnight.allCases)
        options.filterNot = pick(PolicyOptions.Legality.allCases)
        options.filterPrecedence = pick(PolicyOptions.FilterPrecedence.allCases)
        options.filterWords = pick(PolicyOptions.FilterWords.allCases)
        options.tagCase = pick(PolicyOptions.TagCase.allCases)
        options.tagRefresh = pick(PolicyOptions.TagRefresh.allCases)
        return options
    }

    /// - Parameter isTimed: whether the addresses of a name change with time.
    mutating func policy(isTimed: Bool = true) -> Policy {
        var policy = Policy(name: "generated", catalogue: Applications.catalogue)
        policy.zones = chance(80) ? ["A", "B", "C"].map { Zone(name: $0, identifiesUsers: $0 == "A" || chance(75)) } : nil
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
        if chance(80) { policy.resolutions = ["www.example.com": resolutions()] }
        if !isTimed { policy.resolutions = policy.resolutions.mapValues { $0.prefix(1).map { TimedAddresses($0.addresses) } } }
        policy.externalLists = ["edl": chance(70) ? ["10.2.0.0-10.2.0.255", "10.0.0.1-10.0.0.1"].compactMap { IPRange($0) } : []]
        if policy.externalLists["edl"]?.isEmpty == true, chance(50) { policy.incompleteAddresses.insert("edl") }
        policy.regions = ["XY": ["11.0.0.0/8", "10.0.1.0/24"].compactMap { IPPrefix($0)?.range }]
        addGroups(&policy)
        addServices(&policy)
        policy.schedules = schedules()
        policy.userGroups = ["corp\\eve": ["admins"], "corp\\bob": ["staff", "admins"]]
        policy.dynamicUserGroups = [DynamicUserGroup(name: "risky", filter: pick(["'web'", "'web' and 'prod'", "'db' or 'stage'"]))]
        policy.timeZone = timeZone()
        for index in 0..<Int.random(in: 1...18, using: &random) { policy.rules.append(rule(index, policy)) }
        if chance(20) { policy.intrazoneDefault.action = .deny }
        return policy
    }

    private mutating func resolutions() -> [TimedAddresses] {
        let sets = [["11.1.1.1", "2001:db8::1"], ["10.0.0.1"], ["10.0.0.2", "10.0.0.9"], []].map { $0.map(ip) }
        return [-1_000_000, -20, 0, 15].filter { _ in chance(70) }.map {
            TimedAddresses(pick(sets), from: Self.start.advanced(bySeconds: $0))
        }
    }

    /// The start is 8 o'clock of a Friday by UTC.
    private mutating func schedules() -> [Schedule] {
        func hours(_ start: Int, _ end: Int) -> Schedule.DayWindow { Schedule.DayWindow(start: start * 60, end: end * 60) }
        let start = Self.start.seconds
        return [
            Schedule(name: "office", content: .daily([hours(8, 17)])),
            Schedule(name: "early", content: .daily([hours(0, 3), hours(6, 8)])),
            Schedule(name: "friday", content: .weekly((0..<7).map { $0 == 5 ? [hours(0, 9)] : [] })),
            Schedule(name: "not-friday", content: .weekly((0..<7).map { $0 == 5 ? [] : [hours(0, 24)] })),
            Schedule(name: "night", content: chance(50) ? .daily([hours(22, 8)]) : .weekly((0..<7).map { $0 == 4 ? [hours(20, 8)] : [] })),
            Schedule(name: "once", content: .once([start - 86_400..<start - 86_000, start..<start + 100])),
        ]
    }

    /// Fixed, or with a clock that is changed at the start or within the week.
    private mutating func timeZone() -> TimeZoneRules {
        let offset = pick([0, 0, 3600, -18_000])
        guard chance(30) else { return TimeZoneRules(offset: offset) }
        let change = Self.start.advanced(bySeconds: pick([0, 3600, 86_400]))
        return TimeZoneRules(offset: offset, changes: [TimeZoneRules.Change(from: change, offset: offset + pick([3600, -3600]))])
    }

    private mutating func addGroups(_ policy: inout Policy) {
        let filters = [
            "'web'", "'web' and 'prod'", "'db' or 'stage'", "('web' or 'db') and 'prod'", "'dmz' and 'dmz'", "'nobody'",
            "'stage' or 'web' and 'prod'", "Web and PROD", "'web' and not 'prod'",
        ]
        for (index, filter) in filters.enumerated() where chance(70) {
            policy.addressGroups.append(
                AddressGroup(name: "DAG-\(index)", content: .filter(filter), tags: chance(15) ? some(Self.tags, 2) : []))
        }
        for index in 0..<Int.random(in: 0...4, using: &random) {
            // A group may name groups before and behind it; cycles and unknown names happen.
            let names = policy.addresses.map(\.name) + policy.addressGroups.map(\.name) + ["group-0", "group-2"]
            var members = chance(8) ? [] : some(names, 3)
            let dynamic = policy.addressGroups.map(\.name).filter { $0.hasPrefix("DAG") }
            if !dynamic.isEmpty, chance(60) { members = some(dynamic + ["group-0", "group-1"], 2) }
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
            ServiceObject(name: "from-some", ipProtocol: .udp, destinationPorts: PortSet(53), sourcePorts: PortSet([53...53, 500...500])),
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
        rule.isDisabled = chance(6)
        if chance(50) { rule.from = some(["A", "B", "C"], 2) }
        if chance(50) { rule.to = rule.type == .intrazone ? rule.from : some(["A", "B", "C", "multicast"], 2) }
        rule.negateSource = chance(15)
        rule.negateDestination = chance(15)
        rule.source = addresses(policy, isNegated: rule.negateSource)
        rule.destination = addresses(policy, isNegated: rule.negateDestination)
        if chance(25) {
            rule.users = some(["known-user", "unknown", "admins", "staff", "guests", "risky", "Risky"] + Self.spelledUsers, 2)
        }
        if chance(9) { rule.sourceHIP = some(["no-hip"] + Self.profiles, 2) }
        if chance(7) { rule.destinationHIP = some(["no-hip"] + Self.profiles, 2) }
        if chance(15) { rule.categories = some(Self.categories, 2) }
        if chance(60) {
            rule.applications = some(Self.applications + ["ping6", "facebook", "group-web", "filter-social", "never-heard-of"], 3)
        }
        if chance(65) {
            let services = ["tcp-22", "tcp-high", "udp-dns", "services", "service-http", "from-low", "from-some", "odd-icmp", "nope"]
            rule.services = chance(55) ? ["application-default"] : some(services, 2)
        }
        if chance(15) { rule.schedule = pick(policy.schedules.map(\.name)) }
        return rule
    }

    private mutating func addresses(_ policy: Policy, isNegated: Bool) -> [String] {
        if chance(isNegated ? 5 : 45) { return ["any"] }
        let groups = policy.addressGroups.map(\.name)
        // What may be empty, and negated then holds everything.
        if isNegated, chance(25) { return [pick(["edl", "named"] + groups.filter { $0.hasPrefix("DAG") })] }
        let wildcards = Self.wildcards.indices.map { "wild-\($0)" }
        let names =
            policy.addresses.map(\.name) + groups + groups + groups.filter { $0.hasPrefix("group") } + wildcards
            + ["edl", "edl", "edl", "XY", "XY", "named", "10.0.0.1", "10.0.0.0/28", "10.0.0.1-10.0.0.3"]
        return chance(3) ? ["no-such-object"] : some(names, 3)
    }

    // MARK: Registrations

    mutating func update() -> RegistrationUpdate {
        var operations: [RegistrationUpdate.Operation] = []
        for _ in 0..<Int.random(in: 1...4, using: &random) { operations.append(operation()) }
        return RegistrationUpdate(operations)
    }

    private mutating func operation() -> RegistrationUpdate.Operation {
        let wide = ["10.0.0.0/24", "10.0.0.0/8", "10.0.0.5-10.1.1.1", "10.0.0.2-10.0.0.9", "2001:db8::/32", "::/64"]
        // Half of the flows are between the first of them.
        let object = RegisteredObject(pick(chance(50) ? Array(Self.hosts.prefix(5)) : Self.hosts + wide)) ?? .host(ip("10.0.0.1"))
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<60:
            var registrations: [TagRegistration] = []
            for tag in some(Self.tags + ["unrelated", "Web"], 3) { registrations.append(TagRegistration(tag, timeout: timeout())) }
            return .register(object, registrations)
        case 60..<78: return .unregister(object, chance(50) ? [] : some(Self.tags, 2))
        case 78..<82: return .setGroup("guests", members: some(Self.spelledUsers, 2))
        case 82..<90: return .login(user: pick(Self.spelledUsers), address: ip(pick(Self.hosts)), timeout: timeout())
        case 90..<92: return .logout(user: nil, address: ip(pick(Self.hosts)))
        case 92..<97: return .registerUser(pick(Self.spelledUsers), some(Self.tags, 2).map { TagRegistration($0, timeout: timeout()) })
        case 97..<99: return .unregisterUser(pick(Self.spelledUsers), [])
        default: return .clearAddresses
        }
    }

    private mutating func timeout() -> Int64? { chance(30) ? pick([1, 5, 5, 20]) : nil }
}
