import NGFWCore
import NGFWPolicy

/// Changes of registered addresses while a ``Rulebase`` is in force.
struct RegistrationBenchmarks {
    let rulebase: Rulebase

    /// One address gains a tag or loses it.
    func change() -> Measurement {
        var engine = rulebase.engine()
        var generator = Generator(state: 11)
        let updates = rulebase.fleet.machines.shuffled(using: &generator).prefix(20_000).map { machine in
            let tag = "app-\(Int.random(in: 0..<rulebase.fleet.members.count, using: &generator))"
            return (
                RegistrationUpdate([.register(.host(machine.address), [TagRegistration(tag)])]),
                RegistrationUpdate([.unregister(.host(machine.address), [tag])])
            )
        }
        return .run("register or unregister a tag", operations: updates.count * 2) {
            var sum = 0
            for (register, _) in updates { sum &+= engine.apply(register, at: .zero).count }
            for (_, unregister) in updates { sum &+= engine.apply(unregister, at: .zero).count }
            return sum
        }
    }
}
