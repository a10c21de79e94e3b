import NGFWCore
import NGFWPolicy

/// Seeded virtual machines and their tags: each is of one application (1 to 2,500 machines, many small, few large), has a
/// tier, an environment, and now and then a tag that no filter names. One in twenty speaks IPv6 alone.
struct Fleet {
    struct Machine {
        var address: IPAddress
        var application: Int
        var tier: Int
        var environment: Int
        var others: [Int]
    }

    private(set) var machines: [Machine] = []
    /// Application → its machines.
    private(set) var members: [[Int]] = []
    static let tiers = 8
    static let environments = 4

    init(_ count: Int, _ generator: inout Generator) {
        machines.reserveCapacity(count)
        for index in 0..<count {
            let address =
                index % 20 == 7
                ? IPAddress(v6High: 0x2001_0db8_0000_0000 + UInt64(index >> 8), low: UInt64(index))
                : IPAddress(v4: 0xac10_0000 + UInt32(index))
            machines.append(
                Machine(
                    address: address, application: 0, tier: Int.random(in: 0..<Self.tiers, using: &generator),
                    environment: Int.random(in: 0..<Self.environments, using: &generator),
                    others: (0..<Int.random(in: 0...2, using: &generator)).map { _ in Int.random(in: 0..<200, using: &generator) }))
        }
        var rest = Array(machines.indices.shuffled(using: &generator)[...])
        while !rest.isEmpty {
            let size = min(rest.count, Sizes.heavyTailed(to: 2_500, &generator))
            for index in rest.suffix(size) { machines[index].application = members.count }
            members.append(Array(rest.suffix(size)))
            rest.removeLast(size)
        }
    }

    func tags(of machine: Machine) -> [String] {
        ["app-\(machine.application)", "tier-\(machine.tier)", "env-\(machine.environment)"] + machine.others.map { "other-\($0)" }
    }

    /// A registry in which every machine has its tags.
    func registry() -> AddressRegistry {
        var registry = AddressRegistry()
        for machine in machines {
            registry.apply(
                RegistrationUpdate([.register(.host(machine.address), tags(of: machine).map { TagRegistration($0) })]), at: .zero)
        }
        return registry
    }
}

enum Sizes {
    /// 1…most, each order of magnitude as likely as another; with a higher `power` the small ones are likelier.
    static func heavyTailed(to most: Int, power: Int = 1, _ generator: inout Generator) -> Int {
        let share = Double.random(in: 0...1, using: &generator)
        let exponent = (0..<power).reduce(1) { value, _ in value * share }
        var value = 1.0
        // most ^ exponent by halves: no mathematics library for one power.
        var root = Double(most)
        var bits = exponent
        for _ in 0..<16 {
            root = root.squareRoot()
            bits *= 2
            if bits >= 1 {
                value *= root
                bits -= 1
            }
        }
        return max(1, min(most, Int(value)))
    }
}
