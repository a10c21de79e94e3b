internal import NGFWAppID
internal import NGFWCore
internal import NGFWPolicy

/// What one worker of a group has to tell the others, and whom it may ask.
struct Kinship {
    let settings: NegotiationSettings
    /// Flows that were announced since somebody last asked.
    var announced: [PredictedSessions.Key] = []
    /// Control sessions since then that may announce flows between other hosts than their own.
    var controls: [FiveTuple] = []
    /// Whether the policy has to be asked again about sessions that others have announced.
    var owesRematch = false
    /// Set while all others rest.
    private(set) var kin: Kin?

    init(settings: NegotiationSettings) { self.settings = settings }

    mutating func note(_ control: ControlProtocol, _ tuple: FiveTuple) {
        if control.mayConcernOthers(settings) { controls.append(tuple) }
    }

    // Methods, where an assignment through `firewall.kinship?` would do: Swift 6.3 never releases what stood there before.

    /// Whom to ask while all others rest; `nil` when they work again.
    mutating func mayAsk(_ others: Kin?) { kin = others }

    /// What is new for the other workers since the last call.
    mutating func takeNews() -> (announced: [PredictedSessions.Key], controls: [FiveTuple])? {
        guard !announced.isEmpty || !controls.isEmpty else { return nil }
        defer { (announced, controls) = ([], []) }
        return (announced, controls)
    }
}

/// The other workers of a group, asked by one of them on the owner's thread while they rest.
final class Kin {
    private unowned let group: FirewallGroup
    private let own: Int

    private var shards: [FirewallShard] { group.shards }

    /// - Parameter group: Keeps it; must outlive it.
    init(of own: Int, in group: FirewallGroup) {
        self.own = own
        self.group = group
    }

    /// What a first packet inherits from a session of another worker, and the rules by which that names its own.
    func prediction(
        of tuple: FiveTuple, _ breadth: PredictedSessions.Breadth
    ) -> (inheritance: Firewall.Inheritance?, rules: RuleBook)? {
        for number in shards.indices where number != own {
            guard var found = shards[number].firewall.predictionForOthers(tuple, breadth) else { continue }
            found.inheritance?.parent.worker = number
            return found
        }
        return nil
    }

    /// The session that another worker's one has announced stands in the table.
    func use(_ key: PredictedSessions.Key, of worker: Int) {
        guard worker != own, shards.indices.contains(worker) else { return }
        shards[worker].firewall.predictions.use(key)
    }

    /// The policy's answer about a parent that another worker has.
    func match(of parent: SessionParent) -> (match: RuleMatch, rules: RuleBook)? {
        guard let number = parent.worker, number != own, shards.indices.contains(number) else { return nil }
        return shards[number].firewall.matchForOthers(parent)
    }
}
