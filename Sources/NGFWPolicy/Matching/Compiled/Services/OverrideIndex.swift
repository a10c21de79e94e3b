import NGFWCore

/// Protocol and destination port → the application override rules in force that ask for them. Source: reference section 2.8.
struct OverrideIndex: Sendable {
    private let ports: PortClasses

    init(_ rules: [ResolvedOverride]) {
        ports = PortClasses(rules.map { $0.isInForce ? PortSpan.spans($0.definition.ipProtocol, $0.definition.ports) : [] })
    }

    /// Whether no rule is in force.
    var isEmpty: Bool { ports.count == 1 }

    /// Indexes of ``ResolvedPolicy/applicationOverrides``, ascending.
    ///
    /// - Complexity: O(candidates log candidates)
    func candidates(_ tuple: FiveTuple) -> [Int] {
        let found = ports.classID(tuple.ipProtocol, port: tuple.destinationPort, icmpType: nil)
        return found == 0 ? [] : ports.sets[found].map { Int($0) }.sorted()
    }

    var bytes: Int { ports.bytes }
}
