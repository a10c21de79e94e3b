import NGFWCore
import NGFWPolicy

/// A seeded set of five-tuple rules that a packet classifier and a policy can both hold, of two shapes.
///
/// Networks come from a tree of sites (/16), subnets (/20 to /28) and hosts, so that prefixes nest and repeat the way one
/// organisation's do. Narrow rules stand before wide ones, with some disorder, so that most rules can be reached.
struct FiveTupleSet {
    enum Shape: String, CaseIterable {
        /// Host and prefix pairs with specific ports; few wildcards.
        case accessList = "access-list"
        /// Wide wildcards on either side, port ranges, source ports too.
        case firewall
    }

    enum Pattern: String, CaseIterable {
        /// Every header new: a random point of a random rule, one in twenty anywhere.
        case uniform
        /// 100,000 flows, the *n*th as frequent as 1/n.
        case zipf
    }

    let shape: Shape
    let rules: [FiveTupleRule]

    init(_ shape: Shape, count: Int, seed: UInt64) {
        var builder = Builder(shape: shape, sites: max(4, count / 150), generator: Generator(state: seed))
        var rules: Set<FiveTupleRule> = []
        var ordered: [(width: Int, rule: FiveTupleRule)] = []
        while ordered.count < count {
            let rule = builder.rule()
            guard rules.insert(rule).inserted else { continue }
            ordered.append((rule.width + Int.random(in: 0..<6, using: &builder.generator), rule))
        }
        self.shape = shape
        self.rules = ordered.sorted { $0.width < $1.width }.map(\.rule)
    }

    /// The same rules as a security policy: any zone, literal prefixes, one service a rule.
    func policy(_ catalogue: ApplicationCatalogue) -> Policy {
        var policy = Policy(name: shape.rawValue, catalogue: catalogue)
        var services: Set<String> = []
        for (index, definition) in rules.enumerated() {
            var rule = SecurityRule(name: "rule-\(index)")
            rule.source = [definition.source == .any ? "any" : definition.source.text]
            rule.destination = [definition.destination == .any ? "any" : definition.destination.text]
            if let service = definition.service {
                rule.services = [service.name]
                if services.insert(service.name).inserted { policy.services.append(service) }
            }
            policy.rules.append(rule)
        }
        return policy
    }

    /// The first rule that matches, by looking at them one after the other.
    func firstRule(_ header: Header) -> Int? { rules.firstIndex { $0.matches(header) } }

    func trace(_ pattern: Pattern, count: Int, seed: UInt64) -> [Header] {
        var generator = Generator(state: seed)
        switch pattern {
        case .uniform: return (0..<count).map { _ in header(&generator) }
        case .zipf:
            let flows = (0..<100_000).map { _ in header(&generator) }
            var sums: [Double] = []
            var sum = 0.0
            for rank in 1...flows.count {
                sum += 1 / Double(rank)
                sums.append(sum)
            }
            return (0..<count).map { _ in
                let wanted = Double.random(in: 0..<sum, using: &generator)
                var low = 0
                var high = flows.count - 1
                while low < high {
                    let middle = (low + high) / 2
                    if sums[middle] <= wanted { low = middle + 1 } else { high = middle }
                }
                return flows[low]
            }
        }
    }

    private func header(_ generator: inout Generator) -> Header {
        let isAnywhere = Int.random(in: 0..<20, using: &generator) == 0
        let rule = isAnywhere ? nil : rules.randomElement(using: &generator)
        let known = rule ?? FiveTupleRule(source: .any, destination: .any)
        return Header(
            ipProtocol: known.ipProtocol ?? (Bool.random(using: &generator) ? 6 : 17), source: known.source.randomAddress(&generator),
            destination: known.destination.randomAddress(&generator), sourcePort: UInt16.random(in: known.sourcePorts, using: &generator),
            destinationPort: UInt16.random(in: known.destinationPorts, using: &generator))
    }

    private struct Builder {
        let shape: Shape
        let sites: Int
        var generator: Generator
        private let ownPorts: [UInt16]
        private let ranges: [ClosedRange<UInt16>]

        init(shape: Shape, sites: Int, generator: Generator) {
            var generator = generator
            self.shape = shape
            self.sites = sites
            let ports = (0..<160).map { _ in UInt16.random(in: 1_024...49_151, using: &generator) }
            ownPorts = ports
            ranges = [0...1_023, 6_000...6_063, 33_434...33_600, 137...139] + ports.prefix(24).map { $0...$0 + UInt16($0 % 1_000) }
            self.generator = generator
        }

        private static let knownPorts: [UInt16] = [
            20, 21, 22, 23, 25, 53, 69, 80, 88, 110, 123, 135, 137, 139, 143, 161, 179, 389, 443, 445, 500, 514, 636, 993, 1433, 1521,
            1812, 2049, 3306, 3389, 5060, 5432, 5671, 6379, 8080, 8443, 9092, 9200, 11211, 27017,
        ]

        mutating func rule() -> FiveTupleRule {
            var rule = shape == .accessList ? accessListRule() : firewallRule()
            // A rule with ports is of a protocol that has them; anything else would be no rule of a policy.
            if rule.ipProtocol == nil {
                rule.sourcePorts = 0...65_535
                rule.destinationPorts = 0...65_535
            }
            return rule
        }

        private mutating func accessListRule() -> FiveTupleRule {
            FiveTupleRule(
                source: network(any: 4, site: 12, subnet: 34), destination: network(any: 3, site: 5, subnet: 22),
                sourcePorts: chance(98) ? 0...65_535 : 1_024...65_535,
                destinationPorts: ports(any: 12, high: 3, range: 12), ipProtocol: transport(any: 8))
        }

        private mutating func firewallRule() -> FiveTupleRule {
            let source = network(any: 34, site: 26, subnet: 20)
            // Both sides any at once is for the last rules of a firewall, which are few.
            let isOpen = source == .any && !chance(2)
            return FiveTupleRule(
                source: source, destination: network(any: isOpen ? 0 : 24, site: 18, subnet: 24),
                sourcePorts: chance(76) ? 0...65_535 : ports(any: 0, high: 50, range: 20),
                destinationPorts: ports(any: 22, high: 10, range: 24), ipProtocol: transport(any: 10))
        }

        private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &generator) < percent }

        /// Percentages; the rest is single hosts.
        private mutating func network(any: Int, site: Int, subnet: Int) -> Network {
            let choice = Int.random(in: 0..<100, using: &generator)
            if choice < any { return .any }
            // Sites are not equally busy: the smaller of two random numbers.
            let number = min(Int.random(in: 0..<sites, using: &generator), Int.random(in: 0..<sites, using: &generator))
            let base = UInt32(truncatingIfNeeded: (number &* 40_503) & 0x7fff) << 16 | 0x0a00_0000
            if choice < any + site { return Network(base, Int.random(in: shape == .firewall ? 8...16 : 14...18, using: &generator)) }
            let offset = UInt32.random(in: 0..<4_096, using: &generator) << 4
            if choice < any + site + subnet { return Network(base | offset, Int.random(in: 20...28, using: &generator)) }
            return Network(base | offset | UInt32.random(in: 1...14, using: &generator), 32)
        }

        /// Percentages; the rest is one port. An estate has few ranges and few unusual ports, and uses them often.
        private mutating func ports(any: Int, high: Int, range: Int) -> ClosedRange<UInt16> {
            let choice = Int.random(in: 0..<100, using: &generator)
            if choice < any { return 0...65_535 }
            if choice < any + high { return 1_024...65_535 }
            if choice < any + high + range { return ranges.randomElement(using: &generator) ?? 0...1_023 }
            let port = chance(80) ? Self.knownPorts.randomElement(using: &generator) : ownPorts.randomElement(using: &generator)
            return (port ?? 80)...(port ?? 80)
        }

        private mutating func transport(any: Int) -> UInt8? {
            let choice = Int.random(in: 0..<100, using: &generator)
            return choice < any ? nil : choice < 78 ? 6 : 17
        }
    }
}
