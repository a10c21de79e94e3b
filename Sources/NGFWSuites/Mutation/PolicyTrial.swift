internal import NGFWCore
internal import NGFWPolicy

/// A configuration with some of its rules, one of them changed: what a run with a mutant loads instead of it.
struct PolicyTrial: Sendable {
    /// The configuration, as reports call it.
    var configuration: String
    /// `nil` leaves the rules as they are.
    var mutant: Mutant?
    /// Indexes of the security rules that are left, ascending; `nil` is all. The mutant's are among them.
    var kept: [Int]?

    /// - Parameter resolved: the whole policy, whose names stay known.
    func policy(_ whole: Policy, _ resolved: ResolvedPolicy) -> Policy {
        var policy = whole
        var mutant = mutant
        if let kept {
            policy.rules = kept.map { whole.rules[$0] }
            policy.catalogue = resolved.catalogue
            mutant?.move { index in kept.firstIndex(of: index) ?? policy.rules.count }
        }
        mutant?.apply(to: &policy)
        return policy
    }
}

extension Mutant {
    /// Gives the security rules that it is about the indexes that they have elsewhere.
    fileprivate mutating func move(_ place: (Int) -> Int) {
        guard case .security(let index) = subject else { return }
        subject = .security(place(index))
        if case .swap(let other) = change { change = .swap(with: place(other)) }
    }

    /// The security rules that it is about, ascending.
    var rules: [Int] {
        guard case .security(let index) = subject else { return [] }
        return [index, partner].compactMap(\.self).sorted()
    }

    /// The other rule of a swap.
    var partner: Int? {
        if case .swap(let other) = change { return other }
        return nil
    }

    /// Fields at which a question may fail and the change still matter to it.
    var fields: RuleFieldSet {
        switch change {
        case .removeMember(let list, _), .any(let list): list.field.reach
        case .negateSource: .source
        case .negateDestination: .destination
        case .enable: .disabled
        case .action, .swap, .disable, .defaultPorts, .otherProtocol, .allPorts, .restore: []
        }
    }
}

extension RuleField {
    fileprivate var reach: RuleFieldSet {
        switch self {
        // The rule's type is asked once the zones hold.
        case .from: [.from, .type]
        case .to: [.to, .type]
        case .source: .source
        case .destination: .destination
        case .user: .user
        case .sourceHIP: .sourceHIP
        case .destinationHIP: .destinationHIP
        default: []
        }
    }
}
