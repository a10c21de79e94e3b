import NGFWCore

/// Finds what would make a failing field of a rule hold: candidates by field, each tried on the flow before it is offered.
struct RemedyFinder {
    let policy: ResolvedPolicy
    let registry: AddressRegistry
    let users: UserTable
    let facts: FlowFacts
    let rule: ResolvedRule
    /// What fails now.
    let failed: RuleFieldSet

    /// Ways that are offered for one field.
    private static let limit = 4
    /// Candidates that are tried for one field.
    static let candidateLimit = 32

    var words: FlowWords { FlowWords(policy, facts.input) }
    var input: MatchInput { facts.input }

    func remedies(for field: RuleField) -> [Remedy] {
        if field == .disabled { return [Remedy([.enableRule], "enable the rule")] }
        var found: [Remedy] = []
        for candidate in candidates(field).prefix(Self.candidateLimit) where works(candidate, field) {
            guard !found.contains(where: { $0.changes == candidate.changes }) else { continue }
            found.append(candidate)
            if found.count == Self.limit { break }
        }
        return found
    }

    /// Whether with a remedy nothing fails but what failed before, the field itself left out.
    private func works(_ remedy: Remedy, _ field: RuleField) -> Bool {
        var changed = facts
        for change in remedy.changes { changed.apply(change, policy, registry) }
        var judge = RuleJudge(policy, users, changed)
        var allowed = failed
        for (offset, known) in RuleField.allCases.enumerated() where known == field {
            allowed.remove(RuleFieldSet(rawValue: 1 << UInt16(offset)))
        }
        return judge.failures(of: rule).isSubset(of: allowed)
    }

    private func candidates(_ field: RuleField) -> [Remedy] {
        switch field {
        case .disabled, .invalid: []
        case .schedule: schedule()
        case .from: words.names(of: rule.from).map { Remedy([.from($0)], "from zone '\($0)'") }
        case .to: words.names(of: rule.to).map { Remedy([.to($0)], "to zone '\($0)'") }
        case .type: type()
        case .source: addresses(rule.source, input.tuple.source, facts.sourceTags, "source") { .source($0) }
        case .destination: addresses(rule.destination, input.tuple.destination, facts.destinationTags, "destination") { .destination($0) }
        case .user: user()
        case .sourceHIP: hip(rule.definition.sourceHIP, "source") { .sourceHIP($0) }
        case .destinationHIP: hip(rule.definition.destinationHIP, "destination") { .destinationHIP($0) }
        case .category: rule.definition.categories.sorted().map { Remedy([.category($0)], "URL category '\($0)'") }
        case .application: application()
        case .service: service()
        }
    }

    // MARK: Time and zones

    /// The next time at which the schedule is active: within eight days minute by minute, or at the start of a date.
    private func schedule() -> [Remedy] {
        guard let index = rule.schedule else { return [] }
        let schedule = policy.schedules[index]
        var times: [Timestamp] = []
        if case .once(let ranges) = schedule.content {
            let offset = Int64(policy.timeZone.offset(at: input.time))
            times = ranges.map { Timestamp(seconds: $0.lowerBound - offset) }.filter { $0 > input.time }.sorted()
        } else {
            var time = Timestamp(seconds: (input.time.seconds / 60 + 1) * 60)
            for _ in 0..<8 * 1_440 where times.isEmpty {
                if schedule.isActive(at: time, in: policy.timeZone) { times.append(time) }
                time = time.advanced(bySeconds: 60)
            }
        }
        return times.map { Remedy([.time($0)], "at \($0), when schedule '\(schedule.name)' is active") }
    }

    private func type() -> [Remedy] {
        let zones = words.allZones
        return zones.map { Remedy([.from($0)], "from zone '\($0)'") } + zones.map { Remedy([.to($0)], "to zone '\($0)'") }
    }

    // MARK: Who

    private func user() -> [Remedy] {
        var found: [Remedy] = []
        for name in rule.definition.users.compactMap({ UserName.normalized($0, form: policy.options.userNames) }) {
            switch name {
            case "any": break
            case "known-user": found.append(Remedy([.user(nil)], "any user logged in at \(input.tuple.source)"))
            case "unknown": found.append(Remedy([.noUser], "no user at \(input.tuple.source)"))
            default:
                let filter = users.filter(ofDynamicGroup: name)
                if let filter { found += joining(name, filter) }
                let text = filter.map { "a user whose tags satisfy \($0) (dynamic user group '\(name)')" }
                found.append(Remedy([.user(name)], text ?? "user '\(name)', or a member of that group"))
            }
        }
        return found
    }

    /// Tags that would put the user at the source into a dynamic user group.
    private func joining(_ group: String, _ filter: TagExpression) -> [Remedy] {
        guard let user = loggedIn else { return [] }
        let tags = Set(registry.tags(ofUser: user))
        return TagSets.missing(filter, from: tags, limits: registry.limits).compactMap { missing in
            guard !missing.isEmpty, tags.count + missing.count <= registry.limits.tagsPerAddress else { return nil }
            let text = "register \(Self.tags(missing)) for user '\(user)', which makes it a member of '\(group)'"
            return Remedy([.registerUser(user, tags: missing)], text)
        }
    }

    /// Who is logged in at the source, if that is the user of the flow.
    private var loggedIn: String? {
        guard case .mapped(let id) = input.user, let name = registry.user(of: input.tuple.source) else { return nil }
        var table = users
        return table.id(of: name, groups: registry.groupsOfUser[name] ?? [], tags: registry.tags(ofUser: name)) == id ? name : nil
    }

    private func hip(_ names: [String], _ side: String, _ change: (String?) -> Remedy.Change) -> [Remedy] {
        names.map { name in
            if name == "no-hip" { return Remedy([change(nil)], "a \(side) host that matches no host information profile") }
            return Remedy([change(name)], "a \(side) host that matches the host information profile '\(name)'")
        }
    }
}
