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

    /// The same with a lookup of the changed host after each change, which finds its class anew.
    func changeAndLookup() -> Measurement {
        var engine = rulebase.engine()
        let updates = updates(20_000)
        return .run("register or unregister a tag, and a lookup of its host", operations: updates.count * 2) {
            var sum = 0
            for (register, unregister) in updates {
                guard case .register(.host(let address), _) = register.operations[0] else { continue }
                for update in [register, unregister] {
                    sum &+= engine.apply(update, at: .zero).count
                    sum &+= Int(engine.addressClass(of: address).tags & 0)
                }
            }
            return sum
        }
    }

    /// All changes of ``updates(_:)``, first those that register, in messages of `size`.
    private func messages(_ count: Int, of size: Int) -> [RegistrationUpdate] {
        let single = updates(count / size * size)
        let operations = single.map { $0.register.operations[0] } + single.map { $0.unregister.operations[0] }
        return stride(from: 0, to: operations.count, by: size).map { RegistrationUpdate(Array(operations[$0..<$0 + size])) }
    }

    /// The same in messages of many changes, as sources send them when much happens.
    func changeInMessages(of size: Int) -> Measurement {
        var engine = rulebase.engine()
        let messages = messages(20_000, of: size)
        return .run("register or unregister a tag, messages of \(size)", operations: messages.count * size) {
            var sum = 0
            for message in messages { sum &+= engine.apply(message, at: .zero).count }
            return sum
        }
    }

    /// The same made ready apart, the making left out.
    func changePrepared(of size: Int) -> Measurement {
        var engine = rulebase.engine()
        let changes = messages(20_000, of: size).map { PreparedChanges(CollectionOfOne($0)) }
        return .run("register or unregister a tag, prepared, \(size) at a time", operations: changes.count * size) {
            var sum = 0
            for change in changes {
                let summary = engine.apply(change, at: .zero)
                sum &+= summary.added + summary.removed + summary.unchanged
            }
            return sum
        }
    }

    /// The making alone.
    func prepare(of size: Int) -> Measurement {
        let messages = messages(20_000, of: size)
        return .run("prepare a change of a tag, \(size) at a time", operations: messages.count * size) {
            messages.reduce(0) { $0 &+ PreparedChanges(CollectionOfOne($1)).count }
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

    /// Lookups that one core does in a second alone, and beside a million changes in each second, made ready apart in portions of
    /// 64, with as many lookups after each.
    func sustained() -> (alone: Double, beside: Double, seen: Bool) {
        var engine = rulebase.engine()
        let inputs = rulebase.inputs
        let size = 64
        let changes = messages(50_000, of: size).map { PreparedChanges(CollectionOfOne($0)) }
        var answers: [RuleMatch] = []
        engine.match(batch: inputs.span, into: &answers)
        var alone: [Double] = []
        var costs: [Double] = []
        var isSeen = true
        for _ in 0..<9 {
            let start = Measurement.processorTime()
            for input in inputs { answers[0] = engine.match(input) }
            let middle = Measurement.processorTime()
            alone.append((middle - start) / Double(inputs.count))
            // The time of the lookups between the changes is taken off again.
            var next = 0
            for change in changes {
                engine.apply(change, at: .zero)
                for _ in 0..<size {
                    answers[0] = engine.match(inputs[next])
                    next = next + 1 == inputs.count ? 0 : next + 1
                }
            }
            let time = Measurement.processorTime() - middle
            costs.append(time / Double(changes.count * size) - alone[alone.count - 1])
        }
        let updates = updates(64)
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
        let change = costs.sorted()[4]
        return (1e9 / lookup, max(0, 1e9 - 1e6 * change) / lookup, isSeen)
    }
}
