import NGFWCore
import NGFWPolicy

/// A seeded rulebase in the manner of a segmented data centre: most rules narrow, dynamic groups of up to 500 registered
/// addresses, nested and static ones, 3 % negation, application sets, services, eight zones.
struct Rulebase {
    let policy: Policy
    let registrations: [(IPAddress, [String])]
    let inputs: [MatchInput]
    let resolved: ResolvedPolicy

    static let registeredCount = 100_000
    private static let tagCount = 400
    private static let zoneNames = (0..<8).map { "zone-\($0)" }
    private static let applications = ["ssh", "web-browsing", "ssl", "dns", "mysql", "postgres", "ldap", "ntp", "snmp-base", "smtp"]

    /// - Parameter last: A rule to put behind the generated ones.
    init(rules count: Int, catalogue: ApplicationCatalogue, seed: UInt64, last: SecurityRule? = nil) {
        var generator = Generator(state: seed)
        var policy = Policy(name: "benchmark", catalogue: catalogue)
        policy.zones = Self.zoneNames.map { Zone(name: $0) }
        for index in 0..<max(20, count / 5) {
            let tag = "'tag-\(index % Self.tagCount)'"
            let other = "'tag-\(Int.random(in: 0..<Self.tagCount, using: &generator))'"
            policy.addressGroups.append(
                AddressGroup(
                    name: "dag-\(index)",
                    content: .filter(index % 3 == 0 ? "\(tag) and \(other)" : index % 3 == 1 ? tag : "\(tag) or \(other)")))
        }
        for index in 0..<max(20, count / 3) {
            let address = IPAddress(v4: UInt32(10) << 24 | UInt32(truncatingIfNeeded: generator.next() % (1 << 24)))
            if let prefix = IPPrefix(address, length: Int.random(in: 16...32, using: &generator)) {
                policy.addresses.append(AddressObject(name: "net-\(index)", value: .prefix(prefix)))
            }
        }
        for port in 1...60 {
            policy.services.append(ServiceObject(name: "svc-\(port)", ipProtocol: .tcp, destinationPorts: PortSet(UInt16(port * 100))))
        }
        policy.rules = (0..<count).map { Self.rule($0, policy, &generator) }
        if let last { policy.rules[count - 1] = last }
        let registrations = Self.registrations(&generator)
        let resolved = ResolvedPolicy(policy)
        self.policy = policy
        self.registrations = registrations
        self.resolved = resolved
        let known = Registrations(registrations, policy)
        inputs = (0..<4096).map { _ in Self.input(resolved, policy, known, &generator) }
    }

    private static func rule(_ index: Int, _ policy: Policy, _ generator: inout Generator) -> SecurityRule {
        var rule = SecurityRule(name: "rule-\(index)")
        func addresses() -> [String] {
            switch Int.random(in: 0..<10, using: &generator) {
            case 0: return ["any"]
            case 1...4:
                return (0..<Int.random(in: 1...3, using: &generator)).map { _ in
                    policy.addressGroups.randomElement(using: &generator)?.name ?? "any"
                }
            default:
                return (0..<Int.random(in: 1...4, using: &generator)).map { _ in
                    policy.addresses.randomElement(using: &generator)?.name ?? "any"
                }
            }
        }
        rule.from = [zoneNames.randomElement(using: &generator) ?? "any"]
        rule.to = [zoneNames.randomElement(using: &generator) ?? "any"]
        rule.source = addresses()
        rule.destination = addresses()
        rule.negateSource = rule.source != ["any"] && Int.random(in: 0..<33, using: &generator) == 0
        rule.applications = Bool.random(using: &generator) ? ["any"] : Array(applications.shuffled(using: &generator).prefix(3))
        rule.services =
            Int.random(in: 0..<3, using: &generator) == 0 ? ["application-default"] : ["svc-\(Int.random(in: 1...60, using: &generator))"]
        rule.action = Int.random(in: 0..<4, using: &generator) == 0 ? .deny : .allow
        return rule
    }

    private static func registrations(_ generator: inout Generator) -> [(IPAddress, [String])] {
        (0..<registeredCount).map { index in
            let tags = (0..<Int.random(in: 1...4, using: &generator)).map { _ in "tag-\(Int.random(in: 0..<tagCount, using: &generator))" }
            return (IPAddress(v4: 0xac10_0000 + UInt32(index)), tags)
        }
    }

    /// Half of the flows are made to fit a random rule, as far as its groups have members; the rest is random.
    private static func input(
        _ resolved: ResolvedPolicy, _ policy: Policy, _ registrations: Registrations, _ generator: inout Generator
    ) -> MatchInput {
        let rule = Bool.random(using: &generator) ? policy.rules.randomElement(using: &generator) : nil
        func address(_ members: [String]?) -> IPAddress {
            if let member = members?.randomElement(using: &generator), let found = registrations.exampleOf[member] { return found }
            if Bool.random(using: &generator), let entry = registrations.all.randomElement(using: &generator) { return entry.0 }
            return IPAddress(v4: UInt32(10) << 24 | UInt32(truncatingIfNeeded: generator.next() % (1 << 24)))
        }
        func port() -> UInt16 {
            let common: [UInt16] = [22, 80, 443, 53, 3306]
            if let service = rule?.services.first, let number = UInt16(service.dropFirst("svc-".count)) { return number * 100 }
            return common.randomElement(using: &generator) ?? 80
        }
        let tuple = FiveTuple(
            source: address(rule?.source), sourcePort: 40_000, destination: address(rule?.destination), destinationPort: port(),
            ipProtocol: .tcp)
        let zones = (
            rule?.from.first ?? zoneNames.randomElement(using: &generator), rule?.to.first ?? zoneNames.randomElement(using: &generator)
        )
        let pair = resolved.zonePair(from: zones.0, to: zones.1)
        let named = rule.flatMap { $0.applications == ["any"] ? nil : $0.applications.randomElement(using: &generator) }
        let name = named ?? applications.randomElement(using: &generator) ?? "ssh"
        let application = Bool.random(using: &generator) ? resolved.catalogue.id(named: name) : nil
        return MatchInput(tuple: tuple, from: pair.from, to: pair.to, application: application, time: Timestamp(seconds: 1))
    }

    /// The registered addresses, and an address for each address object and dynamic group that has one.
    private struct Registrations {
        var all: [(IPAddress, [String])]
        var exampleOf: [String: IPAddress] = [:]

        init(_ all: [(IPAddress, [String])], _ policy: Policy) {
            self.all = all
            var byTag: [String: IPAddress] = [:]
            for (address, tags) in all { for tag in tags { byTag[tag] = byTag[tag] ?? address } }
            for object in policy.addresses { if case .prefix(let prefix) = object.value { exampleOf[object.name] = prefix.address } }
            for group in policy.addressGroups {
                if case .filter(let filter) = group.content { exampleOf[group.name] = byTag[String(filter.split(separator: "'")[0])] }
            }
        }
    }

    func engine() -> PolicyEngine {
        PolicyEngine(resolved, registry: registry())
    }

    func registry() -> AddressRegistry {
        var registry = AddressRegistry()
        for (address, tags) in registrations {
            _ = registry.apply(RegistrationUpdate([.register(.host(address), tags.map { TagRegistration($0) })]), at: .zero)
        }
        return registry
    }
}
