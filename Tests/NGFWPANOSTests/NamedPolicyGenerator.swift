import NGFWCore
import NGFWPolicy
import NGFWTestSupport

/// Makes policies of everything that a configuration can say, with names that are hard to spell.
struct NamedPolicyGenerator {
    private var random: SplitMix64
    private var used: Set<String> = []

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    private static let pieces = [
        "web", "two words", "quo\"te", "\"whole\"", "a]b", "]", "[x", "[", "#1", "grün ✓", "new\nline", "tab\tx", "it's", "<&>\"'",
        "back\\slash",
        "日本", "x=y", "any-one", "\\", "a\u{301}b", "set", "move x", "{}", "&amp;", "&#38;", "]]>", "--", "top", "uuid", "member", "\u{7f}",
    ]
    private static let lists = ["panw-known-ip-list", "panw-highrisk-ip-list", "panw-bulletproof-ip-list", "panw-torexit-ip-list"]

    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
    private mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
    private mutating func pick<T>(_ list: [T]) -> T { list[number(0...(list.count - 1))] }
    private mutating func text() -> String { pick(Self.pieces) + (chance(30) ? pick(Self.pieces) : "") }
    private mutating func texts(_ most: Int) -> [String] {
        var seen: Set<String> = []
        return (0..<number(0...most)).map { _ in text() }.filter { seen.insert($0).inserted }
    }
    private mutating func list() -> [String] {
        let list = texts(3)
        return list.isEmpty ? ["any"] : list
    }

    /// A name that nothing has yet.
    private mutating func name() -> String {
        var name = text()
        while !used.insert(name).inserted { name += "\(number(0...9))" }
        return name
    }

    private mutating func ports() -> PortSet {
        PortSet((0...number(0...3)).map { _ in UInt16(number(0...60_000)) }.map { $0...($0 + UInt16(number(0...9))) })
    }

    private mutating func range() -> IPRange? {
        let start = UInt32(number(0...0xffff_0000))
        return IPRange(IPAddress(v4: start), IPAddress(v4: start + UInt32(number(0...999))))
    }

    mutating func policy(_ catalogue: ApplicationCatalogue) -> Policy {
        var policy = Policy(name: "generated", catalogue: catalogue)
        addAddresses(&policy)
        for _ in 0..<number(0...4) {
            var service = ServiceObject(name: name(), ipProtocol: pick([.tcp, .udp, .sctp]), destinationPorts: ports())
            if chance(40) { service.sourcePorts = ports() }
            if chance(40) { service.timeouts.idle = Int64(number(1...604_800)) }
            if chance(20), service.ipProtocol == .tcp {
                service.timeouts.tcpHalfClosed = Int64(number(1...604_800))
                service.timeouts.tcpTimeWait = Int64(number(1...600))
            }
            policy.services.append(service)
        }
        policy.serviceGroups = (0..<number(0...3)).map { _ in NamedGroup(name: name(), members: texts(4)) }
        addApplications(&policy)
        policy.dynamicUserGroups = (0..<number(0...2)).map { _ in DynamicUserGroup(name: name(), filter: "'risky' and \"x y\"") }
        policy.schedules = (0..<number(0...3)).map { _ in Schedule(name: name(), content: schedule()) }
        if chance(80) {
            policy.zones = (0..<number(1...4)).map { _ in
                Zone(name: String(name().prefix(8)) + "\(number(0...999_999))", identifiesUsers: chance(50))
            }
        }
        policy.rules = (0..<number(0...12)).map { _ in rule() }
        policy.applicationOverrides = (0..<number(0...3)).map { _ in override(catalogue) }
        if chance(50) { policy.intrazoneDefault = defaultRule(.intrazone) }
        if chance(50) { policy.interzoneDefault = defaultRule(.interzone) }
        if chance(30) { policy.timeZone = TimeZoneRules(offset: number(-12...14) * 3600) }
        return policy
    }

    private mutating func addAddresses(_ policy: inout Policy) {
        let prefixes = ["10.0.0.1", "10.1.0.0/16", "0.0.0.0/0", "::/0", "2001:db8::/32", "fe80::1"].compactMap { IPPrefix($0) }
        for _ in 0..<number(0...6) {
            var value = AddressObject.Value.prefix(pick(prefixes))
            if chance(30), let range = range() { value = .range(range) }
            if chance(20) { value = .fqdn("www.example.com") }
            if chance(20), let wildcard = IPWildcard("10.132.1.1/0.0.2.255") { value = .wildcard(wildcard) }
            policy.addresses.append(AddressObject(name: name(), value: value, tags: texts(3)))
        }
        for _ in 0..<number(0...4) {
            let content = chance(50) ? AddressGroup.Content.members(texts(5)) : .filter("'web' and ('prod' or \"x y\") OR bare")
            policy.addressGroups.append(AddressGroup(name: name(), content: content, tags: texts(2)))
        }
        for _ in 0..<number(0...2) { policy.regions[name()] = (0..<number(1...3)).compactMap { _ in range() } }
        let lists = (0..<number(0...2)).map { _ in name() }
        for list in lists + Self.lists { policy.externalLists[list] = [] }
        policy.incompleteAddresses = Set(lists + Self.lists)
        for list in lists where chance(50) { policy.externalListExceptions[list] = [range()].compactMap(\.self) }
    }

    private mutating func addApplications(_ policy: inout Policy) {
        var custom: [Application] = []
        for _ in 0..<number(0...3) {
            var application = Application(name: name(), category: text(), subcategory: text(), risk: number(1...5), origin: .custom)
            application.characteristics = Application.Characteristics(rawValue: UInt16(number(0...511)))
            if chance(50) { application.tcpTimeout = Int64(number(0...604_800)) }
            if chance(50) { application.tcpTimeWaitTimeout = Int64(number(1...600)) }
            if chance(50) { application.tags = texts(1) }
            application.defaultPorts = ["tcp/80,443", "udp/dynamic", "tcp/1000-2000"].compactMap { chance(50) ? DefaultPort($0) : nil }
            if chance(20) { application.defaultPorts = [DefaultPort(IPProtocol(rawValue: 47))] }
            if chance(20) { application.defaultPorts = [DefaultPort(.icmp, icmpType: 8)] }
            custom.append(application)
        }
        policy.catalogue = policy.catalogue.adding(custom)
        policy.applicationGroups = (0..<number(0...2)).map { _ in NamedGroup(name: name(), members: ["ssh"] + custom.map(\.name)) }
        for _ in 0..<number(0...2) {
            var filter = ApplicationFilter(name: name())
            filter.categories = texts(2)
            filter.technologies = texts(2)
            filter.risks = chance(50) ? [1, 5] : []
            filter.characteristics = Application.Characteristics(rawValue: UInt16(number(0...511)))
            filter.tags = texts(2)
            filter.excluded = chance(50) ? ["ssh"] : []
            policy.applicationFilters.append(filter)
        }
        changeBuiltInApplications(&policy)
    }

    /// Tags, without which filters that ask for them are errors, and timeouts and risk.
    private mutating func changeBuiltInApplications(_ policy: inout Policy) {
        guard let tagged = policy.catalogue.id(named: "ssh"), let tuned = policy.catalogue.id(named: "ms-rdp") else { return }
        var (first, second) = (policy.catalogue[tagged], policy.catalogue[tuned])
        for tag in policy.applicationFilters.flatMap(\.tags) where !first.tags.contains(tag) { first.tags.append(tag) }
        if chance(50) {
            policy.tunedApplications = ["ms-rdp"]
            second.risk = number(1...5)
            second.tcpTimeout = Int64(number(0...604_800))
            second.tcpHalfClosedTimeout = Int64(number(1...604_800))
        }
        policy.catalogue = policy.catalogue.adding([first, second])
    }

    private mutating func schedule() -> Schedule.Content {
        func window(_ generator: inout NamedPolicyGenerator) -> Schedule.DayWindow {
            let start = generator.number(0...1_438)
            return Schedule.DayWindow(start: start, end: generator.number(start + 1...1_440))
        }
        switch number(0...2) {
        case 0: return .daily((0..<number(0...3)).map { _ in window(&self) })
        case 1: return .weekly((0..<7).map { _ in (0..<number(0...2)).map { _ in window(&self) } })
        default:
            let start = Int64(number(0...2_000_000_000)) / 60 * 60
            return .once((0..<number(0...2)).map { _ in start..<start + 60 * Int64(number(1...100_000)) })
        }
    }

    private mutating func rule() -> SecurityRule {
        var rule = SecurityRule(name: name())
        rule.layer = "vsys1"
        if chance(50) { rule.uuid = "3f0c1c1e-0d4b-4f6e-9a77-0a6f0f1d2c3b" }
        rule.type = pick(RuleType.allCases)
        (rule.from, rule.to, rule.source, rule.destination) = (list(), list(), list(), list())
        (rule.users, rule.sourceHIP, rule.destinationHIP, rule.categories) = (list(), list(), list(), list())
        rule.applications = chance(50) ? ["any"] : ["ssh", "ssl"]
        rule.services = chance(50) ? ["application-default"] : list()
        (rule.negateSource, rule.negateDestination) = (chance(30), chance(30))
        if chance(30) { rule.schedule = text() }
        rule.action = pick(RuleAction.allCases)
        (rule.icmpUnreachable, rule.logStart, rule.logEnd, rule.isDisabled) = (chance(30), chance(50), chance(50), chance(20))
        if chance(50) { rule.logSetting = text() }
        rule.tags = texts(3)
        return rule
    }

    private mutating func override(_ catalogue: ApplicationCatalogue) -> ApplicationOverrideRule {
        var rule = ApplicationOverrideRule(name: name(), ports: ports(), application: "ssh")
        rule.layer = "vsys1"
        if chance(50) { rule.uuid = "3f0c1c1e-0d4b-4f6e-9a77-0a6f0f1d2c3c" }
        (rule.from, rule.to, rule.source, rule.destination, rule.users) = (list(), list(), list(), list(), list())
        (rule.negateSource, rule.negateDestination, rule.isDisabled) = (chance(30), chance(30), chance(20))
        rule.ipProtocol = pick([.tcp, .udp])
        rule.tags = texts(2)
        return rule
    }

    private mutating func defaultRule(_ predefined: DefaultRule) -> DefaultRule {
        var rule = predefined
        rule.action = pick(RuleAction.allCases)
        (rule.icmpUnreachable, rule.logStart, rule.logEnd) = (chance(50), chance(50), chance(50))
        if chance(50) { rule.logSetting = text() }
        return rule
    }
}
