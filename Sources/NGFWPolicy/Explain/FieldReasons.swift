import NGFWCore

/// Says in words why a field of a rule fails, or that it holds.
struct FieldReasons {
    let policy: ResolvedPolicy
    let facts: FlowFacts
    let words: FlowWords

    private var input: MatchInput { facts.input }

    func failure(_ field: RuleField, _ rule: ResolvedRule) -> String {
        switch field {
        case .disabled: "the rule is disabled"
        case .invalid: "the rule can match nothing: \(rule.neverMatchesBecause ?? "")"
        case .schedule: schedule(rule)
        case .from: "\(words.zone(input.from)) is not \(words.zones(rule.from))"
        case .to: "\(words.zone(input.to)) is not \(words.zones(rule.to))"
        case .type: type(rule)
        case .source: address(rule.source, input.tuple.source, facts.sourceTags)
        case .destination: address(rule.destination, input.tuple.destination, facts.destinationTags)
        case .user: user(rule)
        case .sourceHIP: hip(input.sourceHIP, rule.definition.sourceHIP)
        case .destinationHIP: hip(input.destinationHIP, rule.definition.destinationHIP)
        case .category: category(rule)
        case .application: application(rule)
        case .service: service(rule)
        }
    }

    /// What a field that holds asks for; `nil` where it asks for nothing.
    func success(_ field: RuleField, _ rule: ResolvedRule) -> String? {
        let definition = rule.definition
        switch field {
        case .disabled, .invalid: return nil
        case .schedule: return rule.schedule.map { "schedule '\(policy.schedules[$0].name)' is active at \(input.time)" }
        case .from: return rule.from.isAny ? nil : words.zone(input.from)
        case .to: return rule.to.isAny ? nil : words.zone(input.to)
        case .type: return definition.type == .universal ? nil : "an \(definition.type.rawValue) rule"
        case .source: return held(rule.source, input.tuple.source, facts.sourceTags)
        case .destination: return held(rule.destination, input.tuple.destination, facts.destinationTags)
        case .user: return rule.users.isAny ? nil : words.list(definition.users)
        case .sourceHIP: return rule.sourceHIP.isAny ? nil : words.list(definition.sourceHIP)
        case .destinationHIP: return rule.destinationHIP.isAny ? nil : words.list(definition.destinationHIP)
        case .category:
            if rule.categories.isAny { return nil }
            return input.category.map(words.category) ?? "not known yet, the rule asks for \(words.list(definition.categories))"
        case .application:
            if rule.applications.isAny { return nil }
            guard let application = input.application else {
                return "not known yet, the rule asks for \(words.list(definition.applications))"
            }
            return policy.catalogue.name(application)
        case .service:
            switch rule.service {
            case .any: return nil
            case .services(let indexes):
                return indexes.first { policy.services[$0].contains(input.tuple) }.map { "\(words.port) is in \(policy.services[$0].name)" }
            case .applicationDefault:
                guard let application = input.application else { return "\(words.port) may be a default port" }
                return "\(words.port) is a default port of \(policy.catalogue.name(application))"
            }
        }
    }

    // MARK: Fields

    private func schedule(_ rule: ResolvedRule) -> String {
        "schedule '\(rule.schedule.map { policy.schedules[$0].name } ?? "")' is not active at \(input.time)\(deviceClock)"
    }

    /// The time as the device's clock shows it, where that is not UTC: ` (Saturday 14:00 on the device's clock)`.
    private var deviceClock: String {
        let offset = policy.timeZone.offset(at: input.time)
        if offset == 0 { return "" }
        let date = CalendarDate(input.time, offset: offset)
        let days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
        let clock = [date.hour, date.minute].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
        return " (\(days[date.weekday % 7]) \(clock) on the device's clock)"
    }

    private func type(_ rule: ResolvedRule) -> String {
        if rule.definition.type == .interzone { return "an interzone rule, but the session stays inside \(words.zone(input.from))" }
        return "an intrazone rule, but the session goes from \(words.zone(input.from)) to \(words.zone(input.to))"
    }

    private func address(_ criterion: AddressCriterion, _ address: IPAddress, _ tags: Set<String>) -> String {
        if criterion.isNegated {
            guard let holder = criterion.sets.first(where: { policy.holds($0, address, tags) }) else { return "" }
            return "\(address) is in \(words.describe(policy.addressSets[holder], address, tags)), which the rule negates"
        }
        let names = criterion.sets.prefix(4).map { words.describe(policy.addressSets[$0], address, tags) }
        let rest = criterion.sets.count > 4 ? " nor in \(criterion.sets.count - 4) more" : ""
        return "\(address) is not in \(names.joined(separator: " nor in "))\(rest)"
    }

    private func held(_ criterion: AddressCriterion, _ address: IPAddress, _ tags: Set<String>) -> String? {
        if criterion.isAny { return nil }
        if criterion.isNegated { return "\(address) is in nothing that the rule negates" }
        return criterion.sets.first { policy.holds($0, address, tags) }.map {
            "\(address) is in \(words.describe(policy.addressSets[$0], address, tags))"
        }
    }

    private func user(_ rule: ResolvedRule) -> String {
        let wanted = words.list(rule.definition.users)
        return input.user == .unmapped ? "the source has no user, the rule asks for \(wanted)" : "the user is not \(wanted)"
    }

    private func hip(_ fact: HIPFact, _ wanted: [String]) -> String {
        let names = words.list(wanted)
        return fact == .none ? "the host matches no profile, the rule asks for \(names)" : "the host's profiles are not \(names)"
    }

    private func category(_ rule: ResolvedRule) -> String {
        let wanted = words.list(rule.definition.categories)
        guard let category = input.category else {
            return rule.action.isAllow ? "not known yet; the rule asks for \(wanted)" : "not known yet; a block of \(wanted) waits for it"
        }
        return "\(words.category(category)) is not \(wanted)"
    }

    private func application(_ rule: ResolvedRule) -> String {
        let wanted = words.list(rule.definition.applications)
        guard let application = input.application else { return "not known yet; a block of \(wanted) waits for it" }
        return "\(policy.catalogue.name(application)) is not \(wanted)"
    }

    private func service(_ rule: ResolvedRule) -> String {
        switch rule.service {
        case .any: return ""
        case .services(let indexes):
            let wanted = indexes.prefix(4).map { "\(policy.services[$0].name) (\(policy.services[$0].description))" }
            let rest = indexes.count > 4 ? " nor in \(indexes.count - 4) more" : ""
            return "\(words.port) is not in \(wanted.isEmpty ? "a known service" : wanted.joined(separator: " nor in "))\(rest)"
        case .applicationDefault:
            guard let application = input.application else { return undecidedDefault(rule) }
            let entry = policy.catalogue[application]
            let ports = input.isDecrypted && !entry.securePorts.isEmpty ? entry.securePorts : entry.defaultPorts
            let text = ports.isEmpty ? "it has none" : ports.map(\.description).joined(separator: " ")
            return "\(words.port) is not a default port of \(entry.name) (\(text))"
        }
    }

    private func undecidedDefault(_ rule: ResolvedRule) -> String {
        guard case .set(let index) = rule.applications else { return "\(words.port) is not a default port of any application" }
        let set = policy.applicationSets[index]
        let named = set.members.sorted { $0.rawValue < $1.rawValue }.prefix(4).map { id in
            "\(policy.catalogue.name(id)) (\(FlowWords.ports(policy.catalogue[id].defaultPorts + policy.catalogue[id].securePorts)))"
        }
        let rest = set.members.count > 4 ? " or \(set.members.count - 4) more" : ""
        return "\(words.port) is not a default port of \(named.joined(separator: " or "))\(rest)"
    }
}
