internal import NGFW
internal import NGFWCore
internal import NGFWPolicy

/// Draws flows from what a rule names: those that it should match, and those that miss it by one thing or two.
struct FlowSampler {
    private static let count = 600
    private static let choicesPerField = 12

    private let members: MemberSamples
    private let seed: UInt64

    init(policy: Policy, engine: PolicyEngine, seed: UInt64) {
        members = MemberSamples(policy: policy, engine: engine)
        self.seed = seed
    }

    /// A port, with its protocol.
    struct Port: Hashable {
        var ipProtocol: IPProtocol
        var port: UInt16
        var icmpType: UInt8?
    }

    /// What may stand in each field of a flow; the likeliest first.
    private struct Choices {
        var from: [String?]
        var to: [String?]
        var source: [IPAddress]
        var destination: [IPAddress]
        var user: [String?]
        var sourceHIP: [String?]
        var destinationHIP: [String?]
        var category: [String?]
        var application: [String?]
        var service: [Port?]
    }

    /// The first answer that a flow gets.
    ///
    /// - Parameters:
    ///   - others: rules whose members are mixed in.
    ///   - focus: the member that flows should go through above all.
    ///   - ports: instead of those of the rule's services.
    func firstAnswer(
        for rule: SecurityRule, others: [SecurityRule] = [], focus: (field: RuleField, member: String)? = nil, ports: [Port] = [],
        _ ask: (FlowDescription) -> String?
    ) -> String? {
        var choices = choices(for: rule, others, focus)
        if !ports.isEmpty { choices.service = (ports + [.tcp, .udp].map { Port(ipProtocol: $0, port: 54_321) }).map(Optional.some) }
        var random = SeededGenerator(seed: seed)
        var seen: Set<FlowDescription> = []
        for round in 0..<Self.count {
            // First what the rule names, then one field after the other astray, then anything.
            let flow = flow(choices) { field, count in
                if count < 2 || round == 0 { return 0 }
                if round <= 10 * Self.choicesPerField { return (round - 1) % 10 == field ? ((round - 1) / 10 + 1) % count : 0 }
                return random.next() % 3 == 0 ? Int(random.next() % UInt64(count)) : 0
            }
            if let flow, seen.insert(flow).inserted, let answer = ask(flow) { return answer }
        }
        return nil
    }

    private func choices(for rule: SecurityRule, _ others: [SecurityRule], _ focus: (field: RuleField, member: String)?) -> Choices {
        func names(_ field: RuleField, _ path: KeyPath<SecurityRule, [String]>) -> [String] {
            let own = rule[keyPath: path]
            let first = focus?.field == field ? [focus?.member].compactMap(\.self) : []
            return first + own.filter { !first.contains($0) } + others.flatMap { $0[keyPath: path] }
        }
        func limited<Value>(_ values: [Value]) -> [Value] { Array(values.prefix(Self.choicesPerField)) }
        let source = names(.source, \.source).flatMap(members.addresses)
        let destination = names(.destination, \.destination).flatMap(members.addresses)
        let applications = names(.application, \.applications).flatMap(members.applications)
        let services = names(.service, \.services).flatMap(members.ports)
        return Choices(
            from: limited(members.zones(names(.from, \.from))), to: limited(members.zones(names(.to, \.to))),
            source: limited(rule.negateSource ? MemberSamples.strangers + source : source.prefix(10) + MemberSamples.strangers),
            destination: limited(
                rule.negateDestination ? MemberSamples.strangers + destination : destination.prefix(10) + MemberSamples.strangers),
            user: limited(members.users(names(.user, \.users))), sourceHIP: limited(Self.texts(names(.sourceHIP, \.sourceHIP))),
            destinationHIP: limited(Self.texts(names(.destinationHIP, \.destinationHIP))),
            category: limited(Self.texts(names(.category, \.categories)) + ["another-category"]),
            application: limited(applications.prefix(8).map(Optional.some) + [nil, "ssh", "web-browsing", "dns"]),
            service: limited(services.prefix(10).map(Optional.some) + [nil, Port(ipProtocol: .tcp, port: 54_321)]))
    }

    private static func texts(_ names: [String]) -> [String?] { names.filter { $0 != "any" && $0 != "no-hip" } + [nil] }

    private func flow(_ choices: Choices, _ pick: (_ field: Int, _ count: Int) -> Int) -> FlowDescription? {
        func value<Value>(_ field: Int, _ values: [Value]) -> Value? {
            let index = pick(field, values.count)
            return values.indices.contains(index) ? values[index] : nil
        }
        guard let source = value(2, choices.source), let destination = value(3, choices.destination) else { return nil }
        let application = value(8, choices.application) ?? nil
        // Without a service of its own the flow takes one of the application's ports.
        let service = (value(9, choices.service) ?? nil) ?? application.flatMap(members.defaultPort) ?? Port(ipProtocol: .tcp, port: 443)
        var flow = FlowDescription(source: source, destination: destination, ipProtocol: service.ipProtocol)
        flow.destinationPort = service.port
        flow.icmpType = service.icmpType
        flow.application = application
        flow.from = value(0, choices.from) ?? nil
        flow.to = value(1, choices.to) ?? nil
        flow.user = value(4, choices.user) ?? nil
        flow.sourceHIP = [value(5, choices.sourceHIP) ?? nil].compactMap(\.self)
        flow.destinationHIP = [value(6, choices.destinationHIP) ?? nil].compactMap(\.self)
        flow.category = value(7, choices.category) ?? nil
        return flow
    }
}
