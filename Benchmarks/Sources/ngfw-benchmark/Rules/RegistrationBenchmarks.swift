import Foundation
import NGFWCore
import NGFWPolicy

/// Changes of registered addresses while a ``Rulebase`` is in force.
struct RegistrationBenchmarks {
    let rulebase: Rulebase

    /// One machine in random order gains the tag of another application or loses it.
    private func updates(_ count: Int) -> [(register: RegistrationUpdate, unregister: RegistrationUpdate)] {
        var generator = Generator(state: 11)
        return rulebase.fleet.machines.shuffled(using: &generator).prefix(count).map { machine in
            let tag = "app-\(Int.random(in: 0..<rulebase.fleet.members.count, using: &generator))"
            return (
                RegistrationUpdate([.register(.host(machine.address), [TagRegistration(tag)])]),
                RegistrationUpdate([.unregister(.host(machine.address), [tag])])
            )
        }
    }

    func change() -> Measurement {
        var engine = rulebase.engine()
        let updates = updates(20_000)
        return .run("register or unregister a tag", operations: updates.count * 2) {
            var sum = 0
            for (register, _) in updates { sum &+= engine.apply(register, at: .zero).count }
            for (_, unregister) in updates { sum &+= engine.apply(unregister, at: .zero).count }
            return sum
        }
    }

    /// The same in messages of 64 changes, as sources send them when much happens.
    func changeInMessages() -> Measurement {
        var engine = rulebase.engine()
        let single = updates(19_968)
        func messages(_ part: (Int) -> RegistrationUpdate) -> [RegistrationUpdate] {
            stride(from: 0, to: single.count, by: 64).map { start in
                RegistrationUpdate((start..<start + 64).flatMap { part($0).operations })
            }
        }
        let registering = messages { single[$0].register }
        let unregistering = messages { single[$0].unregister }
        return .run("register or unregister a tag, messages of 64", operations: single.count * 2) {
            var sum = 0
            for update in registering { sum &+= engine.apply(update, at: .zero).count }
            for update in unregistering { sum &+= engine.apply(update, at: .zero).count }
            return sum
        }
    }

    /// Nanoseconds of single changes by the clock on the wall, so that interruptions count: median, 99 %, 99.9 %, most.
    func spread() -> [Double] {
        var engine = rulebase.engine()
        var times: [UInt64] = []
        for (register, unregister) in updates(100_000) {
            for update in [register, unregister] {
                let start = Self.wallTime()
                engine.apply(update, at: .zero)
                times.append(Self.wallTime() - start)
            }
        }
        times.sort()
        return [0.5, 0.99, 0.999, 1].map { Double(times[min(times.count - 1, Int(Double(times.count) * $0))]) }
    }

    private static func wallTime() -> UInt64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    /// Lookups that one core does in a second alone, and beside a million changes in each second, which the next lookup sees.
    func sustained() -> (alone: Double, beside: Double, seen: Bool) {
        var engine = rulebase.engine()
        let inputs = rulebase.inputs
        let updates = updates(50_000)
        var answers: [RuleMatch] = []
        engine.match(batch: inputs.span, into: &answers)
        var alone: [Double] = []
        var changes: [Double] = []
        var isSeen = true
        for _ in 0..<9 {
            let start = Measurement.processorTime()
            for input in inputs { answers[0] = engine.match(input) }
            let middle = Measurement.processorTime()
            alone.append((middle - start) / Double(inputs.count))
            // One lookup after each change; its time is taken off again.
            for (index, update) in updates.enumerated() {
                engine.apply(update.register, at: .zero)
                answers[0] = engine.match(inputs[index % inputs.count])
                engine.apply(update.unregister, at: .zero)
                answers[0] = engine.match(inputs[(index + 1) % inputs.count])
            }
            let time = Measurement.processorTime() - middle
            changes.append(time / Double(2 * updates.count) - alone[alone.count - 1])
        }
        // The engine that followed a change a lookup ago answers like one made from the registry as it is now.
        for (index, update) in updates.prefix(64).enumerated() {
            engine.apply(update.register, at: .zero)
            guard case .register(.host(let address), _) = update.register.operations[0] else { continue }
            var input = inputs[index]
            input.tuple.source = address
            if index.isMultiple(of: 16) {
                var fresh = PolicyEngine(rulebase.resolved, registry: engine.registry)
                isSeen = isSeen && fresh.match(input) == engine.match(input) && fresh.groups(of: address) == engine.groups(of: address)
            }
        }
        let lookup = alone.sorted()[4]
        let change = changes.sorted()[4]
        return (1e9 / lookup, max(0, 1e9 - 1e6 * change) / lookup, isSeen)
    }
}
