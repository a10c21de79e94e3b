import NGFWAppID
import NGFWCore
import NGFWPolicy
import NGFWTestSupport

/// Policies and registrations for the hosts of ``TrafficSimulator`` that change all the time, with a book of its own about what is
/// registered, from which answers can be computed without the engine.
///
/// The witness is in the group that lets it through at every moment, and in none that anything above that rule names.
struct Churn {
    private static let tags = ["web", "db", "stage"]
    /// What the witness gains and loses besides.
    private static let noise = ["spare", "night"]
    private static let filters = ["'web'", "'db' and 'stage'", "'web' or 'stage'", "('web' or 'db') and 'stage'"]
    private static let network = RegisteredObject("10.0.0.0/8")
    private static let objects =
        (TrafficSimulator.clients + TrafficSimulator.servers + ["10.1.0.0/29", "10.2.0.2-10.2.0.3"]).compactMap { RegisteredObject($0) }
        + [network].compactMap(\.self)

    private var random: SplitMix64
    /// Object, tag, and when the tag ends.
    private var book: [RegisteredObject: [String: Timestamp]] = [:]
    /// What the book says, for the reference.
    private(set) var registry = AddressRegistry()

    init(seed: UInt64) { random = SplitMix64(seed: seed ^ 0x6368_7572_6e00) }

    mutating func chance(_ perMille: Int) -> Bool { Int.random(in: 0..<1_000, using: &random) < perMille }

    private mutating func pick<T>(_ list: [T]) -> T { list[Int.random(in: 0..<list.count, using: &random)] }

    // MARK: Policies

    mutating func policy(_ library: SignatureLibrary) -> Policy {
        var policy = Policy(name: "churn", catalogue: library.catalogue)
        policy.zones = [Zone(name: "inside"), Zone(name: "outside")]
        policy.addressGroups = [
            AddressGroup(name: "witnesses", content: .filter("'witness'")), AddressGroup(name: "servers", content: .filter("'server'")),
        ]
        for (number, filter) in Self.filters.enumerated() {
            policy.addressGroups.append(AddressGroup(name: "DAG-\(number)", content: .filter(filter)))
        }
        for number in 0..<Int.random(in: 0...4, using: &random) { policy.rules.append(rule("above \(number)", isAbove: true)) }
        var permit = SecurityRule(name: chance(500) ? "witnesses" : "permit")
        permit.source = ["witnesses"]
        permit.destination = ["servers"]
        permit.applications = pick([["any"], ["ssh"], ["ssh", "web-browsing"]])
        permit.services = pick([["any"], ["application-default"]])
        permit.logStart = chance(500)
        policy.rules.append(permit)
        for number in 0..<Int.random(in: 1...6, using: &random) { policy.rules.append(rule("below \(number)", isAbove: false)) }
        policy.intrazoneDefault.logEnd = true
        policy.interzoneDefault.logEnd = true
        return policy
    }

    private mutating func rule(_ name: String, isAbove: Bool) -> SecurityRule {
        var rule = SecurityRule(name: name)
        let groups = Self.filters.indices.map { "DAG-\($0)" }
        rule.action = chance(600) ? .allow : pick(RuleAction.allCases)
        rule.source = isAbove || chance(500) ? [pick(groups)] : ["any"]
        rule.destination = chance(500) ? [pick(groups)] : ["any"]
        rule.negateSource = !isAbove && chance(200)
        if rule.negateSource { rule.source = [pick(groups)] }
        if chance(300) { rule.from = ["inside"] }
        let names = ["ssh", "web-browsing", "video", "shop", "dns", "ping", "icmp", "unknown-tcp", "unknown-udp"]
        if chance(500) { rule.applications = [pick(names), pick(names)] }
        rule.services = chance(500) ? ["any"] : ["application-default"]
        rule.logStart = chance(300)
        return rule
    }

    // MARK: Registrations

    /// What the witnesses stand on: registered for good.
    mutating func beginning() -> RegistrationUpdate {
        let update = RegistrationUpdate(Self.foundation)
        for operation in update.operations { note(operation, .distantPast) }
        keepRegistry()
        return update
    }

    private static let foundation: [RegistrationUpdate.Operation] =
        ([TrafficSimulator.witness].map { ($0, "witness") } + TrafficSimulator.servers.map { ($0, "server") })
        .compactMap { host, tag in RegisteredObject(host).map { .register($0, [TagRegistration(tag)]) } }

    /// The next change, which the book knows from here on.
    mutating func update(at time: Timestamp) -> RegistrationUpdate {
        expire(at: time)
        var operations: [RegistrationUpdate.Operation] = []
        // Everything forgotten and said anew in one message: nobody may notice.
        if chance(100) { operations = [.clearAddresses] + Self.foundation }
        for _ in 0..<Int.random(in: 1...4, using: &random) { operations.append(operation()) }
        for operation in operations { note(operation, time) }
        keepRegistry()
        return RegistrationUpdate(operations)
    }

    private mutating func operation() -> RegistrationUpdate.Operation {
        if chance(150), let witness = RegisteredObject(TrafficSimulator.witness) {
            return chance(500)
                ? .register(witness, [TagRegistration(pick(Self.noise), timeout: timeout())]) : .unregister(witness, Self.noise)
        }
        let object = pick(Self.objects)
        // The whole network has only tags that no group above the witness asks for.
        let tags = object == Self.network ? Self.noise : Self.tags
        return chance(600)
            ? .register(object, [TagRegistration(pick(tags), timeout: timeout()), TagRegistration(pick(tags), timeout: timeout())])
            : .unregister(object, [pick(tags), pick(tags)])
    }

    private mutating func timeout() -> Int64? { chance(400) ? Int64.random(in: 1...4, using: &random) : nil }

    // MARK: The book

    /// Forgets what is over by now.
    mutating func expire(at time: Timestamp) {
        guard book.values.contains(where: { $0.values.contains { $0 <= time } }) else { return }
        book = book.mapValues { $0.filter { $0.value > time } }
        keepRegistry()
    }

    /// Host, range and network entries that have a tag.
    var objectCount: Int { book.values.count { !$0.isEmpty } }

    private mutating func note(_ operation: RegistrationUpdate.Operation, _ time: Timestamp) {
        switch operation {
        case .register(let object, let tags):
            for tag in tags {
                book[object, default: [:]][tag.tag] = tag.timeout.map { time.advanced(bySeconds: $0) } ?? Timestamp(nanoseconds: .max)
            }
        case .unregister(let object, let tags): for tag in tags { book[object]?[tag] = nil }
        case .clearAddresses: book = [:]
        default: preconditionFailure("no such change is made here")
        }
    }

    private mutating func keepRegistry() {
        registry = AddressRegistry()
        registry.apply(
            RegistrationUpdate(book.map { object, tags in .register(object, tags.keys.map { TagRegistration($0) }) }), at: .distantPast)
    }
}
