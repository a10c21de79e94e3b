import NGFWCore

/// What is known of a flow, in the form that rules are judged by: the input with the tags of its addresses.
struct FlowFacts {
    var input: MatchInput
    var sourceTags: Set<String>
    var destinationTags: Set<String>
    /// Tags that the user has instead of those that are registered; `nil` leaves them.
    var userTags: Set<String>?

    init(_ input: MatchInput, _ registry: AddressRegistry) {
        self.input = input
        sourceTags = Set(registry.tags(of: input.tuple.source))
        destinationTags = Set(registry.tags(of: input.tuple.destination))
    }

    /// Does what a change says.
    ///
    /// - Parameter registry: tells the tags of other addresses.
    mutating func apply(_ change: Remedy.Change, _ policy: ResolvedPolicy, _ registry: AddressRegistry) {
        switch change {
        case .enableRule: break
        case .time(let time): input.time = time
        case .from(let name): input.from = policy.zonePair(from: name, to: nil).from
        case .to(let name): input.to = policy.zonePair(from: nil, to: name).to
        case .source(let address):
            input.tuple.source = address
            sourceTags = Set(registry.tags(of: address))
        case .destination(let address):
            input.tuple.destination = address
            destinationTags = Set(registry.tags(of: address))
        case .register(let address, let tags): changeTags(of: address) { $0.formUnion(tags) }
        case .unregister(let address, let tags):
            let outer = Set(registry.ranges(containing: address).flatMap { registry.registrations(of: $0).map(\.tag) })
            changeTags(of: address) { $0.subtract(Set(tags).subtracting(outer)) }
        case .registerUser(let name, let tags): userTags = Set(registry.tags(ofUser: name)).union(tags)
        case .user(let name): input.user = .mapped(name.map { policy.userID(named: $0) } ?? UserID(rawValue: 0))
        case .noUser: input.user = .unmapped
        case .sourceHIP(let name): input.sourceHIP = name.map { policy.hipFact(matching: [$0]) } ?? .none
        case .destinationHIP(let name): input.destinationHIP = name.map { policy.hipFact(matching: [$0]) } ?? .none
        case .category(let name): input.category = policy.categoryID(named: name)
        case .application(let name): input.application = policy.catalogue.id(named: name)
        case .service(let ipProtocol, let port, let icmpType):
            input.tuple.ipProtocol = ipProtocol
            input.tuple.destinationPort = port
            input.icmpType = icmpType
        case .sourcePort(let port): input.tuple.sourcePort = port
        case .decrypted(let isDecrypted): input.isDecrypted = isDecrypted
        }
    }

    private mutating func changeTags(of address: IPAddress, _ change: (inout Set<String>) -> Void) {
        if input.tuple.source == address { change(&sourceTags) }
        if input.tuple.destination == address { change(&destinationTags) }
    }
}
