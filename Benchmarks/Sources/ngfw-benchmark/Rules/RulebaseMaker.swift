import NGFWCore
import NGFWPolicy

/// Makes the policy of a ``Rulebase`` and flows that meet it.
struct RulebaseMaker {
    let shape: Rulebase.Shape
    let fleet: Fleet
    var generator: Generator
    private var made: Policy
    private let zoneNames: [String]
    private let applicationNames: [String]
    /// Group → an address of it, by how it was made.
    private var members: [String: [Member]] = [:]

    /// Where an address of a group comes from.
    private enum Member {
        case object(IPPrefix)
        case machine(application: Int, tier: Int?, environment: Int?)
        case group(String)
    }

    init(_ shape: Rulebase.Shape, _ catalogue: ApplicationCatalogue, _ fleet: Fleet, _ generator: Generator) {
        self.shape = shape
        self.fleet = fleet
        self.generator = generator
        made = Policy(name: "benchmark", catalogue: catalogue)
        zoneNames = (0..<shape.zones).map { "zone-\($0)" }
        applicationNames = catalogue.identifiers.filter { !$0.isPseudo }.map { catalogue.name($0) }
    }

    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &generator) < percent }

    private mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }

    private mutating func pick<T>(_ list: [T]) -> T { list[Int.random(in: 0..<list.count, using: &generator)] }

    // MARK: Policy

    mutating func policy() -> Policy {
        made.zones = zoneNames.map { Zone(name: $0, identifiesUsers: true) }
        addObjects(max(200, min(30_000, shape.rules / 2)))
        addGroups(max(30, min(5_000, shape.rules / 5)))
        addServices()
        for user in 0..<500 { made.userGroups["corp\\user-\(user)"] = ["corp\\team-\(user % 40)", "corp\\site-\(user % 7)"] }
        made.schedules = [Schedule(name: "night", content: .daily([Schedule.DayWindow(start: 0, end: 6 * 60)]))]
        made.rules = (0..<shape.rules).map { rule($0) }
        if let last = shape.last { made.rules[made.rules.count - 1] = last }
        return made
    }

    private mutating func addObjects(_ count: Int) {
        for index in 0..<count {
            let prefix = network()
            made.addresses.append(AddressObject(name: "net-\(index)", value: .prefix(prefix)))
            members["net-\(index)"] = [.object(prefix)]
        }
    }

    private mutating func network() -> IPPrefix {
        let length = chance(60) ? 32 : chance(75) ? number(24...28) : number(16...23)
        if chance(5) {
            let high = 0x2001_0db8_0000_0000 + UInt64(number(0...0xffff))
            return IPPrefix(IPAddress(v6High: high, low: UInt64(number(0...255))), length: chance(50) ? 128 : 64) ?? .any
        }
        // A quarter lies among the registered machines.
        let base = chance(25) ? 0xac10_0000 + UInt32(number(0...0x000f_ffff)) : 0x0a00_0000 + UInt32(number(0...0x00ff_ffff))
        return IPPrefix(IPAddress(v4: base), length: length) ?? .any
    }

    private mutating func addGroups(_ count: Int) {
        for index in 0..<count {
            let name = "group-\(index)"
            if index % 3 == 0 {
                let (filter, member) = filter()
                made.addressGroups.append(AddressGroup(name: name, content: .filter(filter)))
                members[name] = [member]
            } else {
                let size = Sizes.heavyTailed(to: min(2_500, made.addresses.count), power: 3, &generator)
                var names = (0..<size).map { _ in made.addresses[number(0...made.addresses.count - 1)].name }
                if index > 10, chance(10) { names += (0..<number(1...3)).map { _ in "group-\(number(0...index - 1))" } }
                made.addressGroups.append(AddressGroup(name: name, content: .members(names)))
                members[name] = names.suffix(8).map { .group($0) }
            }
        }
    }

    private mutating func filter() -> (String, Member) {
        let machine = pick(fleet.machines)
        let application = "'app-\(machine.application)'"
        switch number(0...9) {
        case 0...2: return (application, .machine(application: machine.application, tier: nil, environment: nil))
        case 3...6:
            return (
                "\(application) and 'tier-\(machine.tier)'",
                .machine(application: machine.application, tier: machine.tier, environment: nil)
            )
        case 7...8:
            return (
                "\(application) and 'env-\(machine.environment)' and ('tier-\(machine.tier)' or 'tier-\(number(0...Fleet.tiers - 1))')",
                .machine(application: machine.application, tier: machine.tier, environment: machine.environment)
            )
        default:
            return (
                "\(application) or 'app-\(number(0...fleet.members.count - 1))'",
                .machine(application: machine.application, tier: nil, environment: nil)
            )
        }
    }

    private mutating func addServices() {
        for index in 0..<300 {
            let low = number(1...49_000)
            let high = chance(80) ? low : low + number(1...200)
            made.services.append(
                ServiceObject(
                    name: "svc-\(index)", ipProtocol: chance(75) ? .tcp : .udp,
                    destinationPorts: PortSet([UInt16(low)...UInt16(high)])))
        }
        for index in 0..<60 {
            made.serviceGroups.append(
                NamedGroup(name: "svcs-\(index)", members: (0..<number(2...12)).map { _ in "svc-\(number(0...299))" }))
        }
    }

    private mutating func rule(_ index: Int) -> SecurityRule {
        var rule = SecurityRule(name: "rule-\(index)")
        rule.from = zones()
        rule.to = zones()
        rule.source = addresses()
        rule.destination = addresses()
        rule.negateSource = rule.source != ["any"] && chance(2)
        rule.negateDestination = rule.destination != ["any"] && !rule.negateSource && chance(1)
        if chance(10) {
            rule.users = chance(20) ? ["known-user"] : (0..<number(1...3)).map { _ in "corp\\team-\(number(0...39))" }
        }
        if !chance(45) { rule.applications = (0..<number(1...4)).map { _ in application() } }
        switch number(0...99) {
        case 0..<15: rule.services = ["any"]
        case 15..<50: rule.services = ["application-default"]
        case 50..<85: rule.services = (0..<number(1...3)).map { _ in "svc-\(number(0...299))" }
        default: rule.services = ["svcs-\(number(0...59))"]
        }
        // What asks nothing but a port or an application is for infrastructure; without any condition it would end the policy.
        if rule.source == ["any"], rule.destination == ["any"], rule.services == ["any"] {
            rule.services = ["svc-\(number(0...299))"]
        }
        if chance(2) { rule.schedule = "night" }
        rule.isDisabled = chance(2)
        rule.action = chance(75) ? .allow : .deny
        return rule
    }

    /// Most traffic and most rules are about few applications.
    private mutating func application() -> String {
        applicationNames[Sizes.heavyTailed(to: applicationNames.count, &generator) - 1]
    }

    private mutating func zones() -> [String] {
        if chance(5) { return ["any"] }
        return chance(10) ? [pick(zoneNames), pick(zoneNames)] : [pick(zoneNames)]
    }

    private mutating func addresses() -> [String] {
        if chance(12) { return ["any"] }
        return (0..<number(1...4)).map { _ in
            chance(55)
                ? made.addressGroups[number(0...made.addressGroups.count - 1)].name
                : made.addresses[number(0...made.addresses.count - 1)].name
        }
    }

    // MARK: Flows

    /// Two of three flows are made to fit a random rule as far as its groups have members; the rest go from machine to machine.
    mutating func flow(_ resolved: ResolvedPolicy) -> MatchInput {
        let rule = chance(67) ? pick(made.rules) : nil
        var tuple = FiveTuple(
            source: address(rule?.source), sourcePort: UInt16(number(32_768...65_535)), destination: address(rule?.destination),
            ipProtocol: .tcp)
        service(rule, &tuple)
        let zones = resolved.zonePair(from: zone(rule?.from), to: zone(rule?.to))
        var input = MatchInput(tuple: tuple, from: zones.from, to: zones.to, time: Timestamp(seconds: 12 * 3_600))
        if let rule, rule.users != ["any"], rule.users != ["known-user"], let team = rule.users.first?.split(separator: "-").last {
            input.user = .mapped(resolved.userID(named: "corp\\user-\(team)"))
        } else if chance(40) {
            input.user = .mapped(resolved.userID(named: "corp\\user-\(number(0...499))"))
        }
        if chance(50) {
            let named = rule.flatMap { $0.applications == ["any"] ? nil : $0.applications.first }
            input.application = resolved.catalogue.id(named: named ?? application())
            input.applicationMayShift = chance(30)
        }
        return input
    }

    private mutating func zone(_ names: [String]?) -> String {
        guard let name = names?.first, name != "any" else { return pick(zoneNames) }
        return name
    }

    private mutating func address(_ names: [String]?) -> IPAddress {
        if let names, names != ["any"] {
            for _ in 0..<4 { if let found = address(in: pick(names), depth: 0) { return found } }
        }
        return chance(85) ? pick(fleet.machines).address : network().address
    }

    private mutating func address(in name: String, depth: Int) -> IPAddress? {
        guard depth < 6, let list = members[name], !list.isEmpty else { return nil }
        switch pick(list) {
        case .object(let prefix): return prefix.address
        case .group(let inner): return address(in: inner, depth: depth + 1)
        case .machine(let application, let tier, let environment):
            for _ in 0..<40 {
                let machine = fleet.machines[pick(fleet.members[application])]
                if tier.map({ $0 == machine.tier }) ?? true, environment.map({ $0 == machine.environment }) ?? true {
                    return machine.address
                }
            }
            return nil
        }
    }

    private mutating func service(_ rule: SecurityRule?, _ tuple: inout FiveTuple) {
        let common: [UInt16] = [22, 53, 80, 123, 389, 443, 445, 636, 1433, 3306, 3389, 5432, 8080, 8443]
        tuple.destinationPort = pick(common)
        guard let name = rule?.services.first, name.hasPrefix("svc") else { return }
        let member = name.hasPrefix("svcs-") ? made.serviceGroups.first { $0.name == name }?.members.first : name
        guard let number = member.flatMap({ Int($0.dropFirst(4)) }), number < made.services.count else { return }
        tuple.ipProtocol = made.services[number].ipProtocol
        tuple.destinationPort = made.services[number].destinationPorts.ranges.first?.lowerBound ?? 80
    }
}
