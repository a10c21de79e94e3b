import NGFWCore
import NGFWPolicy

/// A seeded rulebase in the manner of a segmented data centre.
///
/// Most rules are narrow: one zone each way, one to four groups or objects, one or two services, some applications; one in
/// eight says `any` to an address, 3 % negate, a tenth name users, 2 % have a schedule. Groups have 1 to 2,500 members (half of the
/// static ones three or fewer, one in ten over 300), one in ten nests others, a third are dynamic. `Docs/PERFORMANCE.md` has the figures that it is used for.
struct Rulebase {
    let policy: Policy
    let fleet: Fleet
    let inputs: [MatchInput]
    let resolved: ResolvedPolicy

    static let registeredCount = 100_000

    struct Shape {
        var rules: Int
        var zones = 8
        var registered = Rulebase.registeredCount
        var flows = 16_384
        /// A rule to put behind the generated ones.
        var last: SecurityRule?
    }

    init(_ shape: Shape, catalogue: ApplicationCatalogue, seed: UInt64) {
        var generator = Generator(state: seed)
        let fleet = Fleet(shape.registered, &generator)
        var maker = RulebaseMaker(shape, catalogue, fleet, generator)
        let policy = maker.policy()
        let resolved = ResolvedPolicy(policy)
        self.policy = policy
        self.fleet = fleet
        self.resolved = resolved
        inputs = (0..<shape.flows).map { _ in maker.flow(resolved) }
    }

    func engine() -> PolicyEngine { PolicyEngine(resolved, registry: fleet.registry()) }
}
