import NGFWCore

@testable import NGFWPolicy

/// Flows towards the rules of a generated policy, and just beside them.
extension PolicyGenerator {
    /// Bends a flow towards a rule, or to an implicit parent of its applications, so that rules are reached.
    private mutating func aim(_ flow: inout Flow, at rule: ResolvedRule, _ policy: ResolvedPolicy) {
        let definition = rule.definition
        if let schedule = rule.schedule, chance(60) { flow.time = border(of: policy.schedules[schedule], policy.timeZone) ?? flow.time }
        if chance(40) { flow.source = address(rule.source, policy) ?? flow.source }
        if chance(40) { flow.destination = address(rule.destination, policy) ?? flow.destination }
        if definition.sourceHIP != ["any"], chance(60) { flow.sourceHIP = chance(70) ? definition.sourceHIP.filter { $0 != "no-hip" } : [] }
        if definition.destinationHIP != ["any"], chance(60) {
            flow.destinationHIP = chance(70) ? definition.destinationHIP.filter { $0 != "no-hip" } : []
        }
        if definition.from != ["any"] { flow.from = pick(definition.from) }
        if definition.to != ["any"] { flow.to = pick(definition.to) }
        if definition.type == .intrazone { flow.to = flow.from }
        if definition.categories != ["any"], chance(70) { flow.category = pick(definition.categories) }
        if case .services(let indexes) = rule.service, !indexes.isEmpty, chance(60) { aim(&flow, at: policy.services[pick(indexes)]) }
        guard definition.applications != ["any"] else { return }
        // Few applications have ports of decrypted traffic, or an ICMP type.
        let rare = definition.applications.filter { $0 == "web-browsing" || $0 == "ping6" }
        let name = pick(rare.isEmpty || chance(50) ? definition.applications : rare)
        guard let id = Applications.catalogue.id(named: name) else { return }
        let application = Applications.catalogue[id]
        if case .services = rule.service {
            // The ports of the service stay.
        } else if let port = application.defaultPorts.first {
            flow.ipProtocol = port.ipProtocol
            flow.port = port.ports?.ranges.first?.lowerBound ?? flow.port
            flow.icmpType = port.ipProtocol.isICMP ? port.icmpType.map { chance(60) ? $0 : pick([0, 8, 129]) } ?? 8 : nil
        } else if name == "ping" || name == "icmp" {
            flow.ipProtocol = .icmp
        }
        if chance(60) { flow.application = name }
        if chance(40), !application.implicitlyUses.isEmpty {
            flow.application = pick(application.implicitlyUses)
            flow.mayShift = true
        }
    }

    private mutating func aim(_ flow: inout Flow, at service: ServiceMatcher) {
        flow.ipProtocol = service.ipProtocol
        if let range = service.destinationPorts.ranges.first { flow.port = chance(50) ? range.lowerBound : range.upperBound }
        if let range = service.sourcePorts?.ranges.last, chance(70) { flow.sourcePort = chance(50) ? range.lowerBound : range.upperBound }
    }

    /// The first or last address of something that the criterion names, or one that is just beyond it.
    private mutating func address(_ criterion: AddressCriterion, _ policy: ResolvedPolicy) -> String? {
        let leaves = criterion.sets.flatMap { policy.addressSets.leaves(of: policy.addressSets[$0]) }
        guard let leaf = leaves.isEmpty ? nil : pick(leaves) else { return nil }
        switch leaf {
        case .wildcard(let wildcard):
            // One of the ignored bits set, or one that counts.
            let bit = UInt32(1) << UInt32.random(in: 0..<31, using: &random)
            return IPAddress(v4: wildcard.address ^ bit).description
        case .range(let range):
            let address = chance(50) ? range.first : range.last
            guard chance(30), let value = address.v4Value else { return address.description }
            return IPAddress(v4: address == range.first ? value &- 1 : value &+ 1).description
        }
    }

    /// When a schedule begins or ends, or a second before; within a day before the start or eight after.
    private mutating func border(of schedule: Schedule, _ zone: TimeZoneRules) -> Timestamp? {
        let after = Self.start.advanced(bySeconds: -pick([1, 3_600, 86_400]))
        guard let change = schedule.nextChange(after: after, in: zone) else { return nil }
        return change.advanced(bySeconds: pick([-1, 0, 0, 1]))
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
        if chance(75) { aim(&flow, at: pick(engine.policy.rules), engine.policy) }
        if flow.application == "web-browsing", chance(70) {
            flow.ipProtocol = .tcp
            flow.port = pick([80, 443])
            flow.isDecrypted = chance(60)
        }
        var input = flow.input(engine.policy)
        if flow.to == "C", chance(20) { input.to = .multicast }
        switch Int.random(in: 0..<3, using: &random) {
        case 0: input.user = engine.user(named: pick(Self.spelledUsers + ["stranger"]))
        case 1: input.user = engine.user(of: input.tuple.source, from: input.from)
        default: break
        }
        return input
    }
}
