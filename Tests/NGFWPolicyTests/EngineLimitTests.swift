import NGFWCore
import NGFWTestSupport
import Testing

@testable import NGFWPolicy

/// What outsiders can make an engine keep is bounded, and forgetting never changes an answer.
@Suite struct EngineLimitTests {
    private func host(_ number: Int) -> IPAddress { IPAddress(v4: 0x0a00_0000 + UInt32(number)) }

    @Test func `tag sets that no host has any more are forgotten, whatever hosts come and go`() {
        let tags = (0..<24).map { "t\($0)" }
        let policy = makePolicy(tags.map { tag in rule("r-\(tag)") { $0.source = ["DAG-\(tag)"] } }) {
            $0.addressGroups = tags.map { AddressGroup(name: "DAG-\($0)", content: .filter("'\($0)'")) }
        }
        let resolved = ResolvedPolicy(policy)
        let reference = ReferenceEvaluator(resolved)
        var engine = PolicyEngine(resolved, memory: PolicyEngine.Memory(memoEntries: 256, idleTagSets: 1_024))
        var random = SplitMix64(seed: 1)
        var highest = 0
        for step in 0..<8_000 {
            let address = host(Int.random(in: 0..<60, using: &random))
            // Sets of tags hardly ever repeat.
            let set = tags.filter { _ in Bool.random(using: &random) }
            engine.apply(
                RegistrationUpdate([.unregister(.host(address), []), .register(.host(address), set.map { TagRegistration($0) })]), at: .zero
            )
            _ = engine.addressClass(of: address)
            highest = max(highest, engine.registered.classes.count)
            guard step.isMultiple(of: 40) else { continue }
            var flow = Flow()
            flow.source = host(Int.random(in: 0..<60, using: &random)).description
            let input = flow.input(resolved)
            #expect(engine.match(input) == reference.match(input, engine.registry))
            #expect(engine.groups(of: input.tuple.source) == engine.groupNames(of: input.tuple.source).all)
        }
        let kept = engine.registered.classes.keptCounts
        #expect(highest < 6_000, "numbers of classes were given to others")
        #expect(kept.sets < 60 + 1_024 + 256 && kept.classes < 60 + 2 * (1_024 + 256))
    }

    /// Nothing changes any more; only lookups find out what hosts have become, and classes that no host has any more go.
    @Test func `classes that a session kept are taken anew when their numbers become others'`() {
        let tags = ["s", "net"] + (0..<15).map { "t\($0)" }
        let policy = makePolicy(tags.map { tag in rule("r-\(tag)") { $0.source = ["DAG-\(tag)"] } }) {
            $0.addressGroups = tags.map { AddressGroup(name: "DAG-\($0)", content: .filter("'\($0)'")) }
        }
        var engine = PolicyEngine(ResolvedPolicy(policy), memory: PolicyEngine.Memory(idleTagSets: 4_096))
        let count = 12_000
        func update(_ offset: Int) -> RegistrationUpdate {
            RegistrationUpdate(
                (0..<count).flatMap { number -> [RegistrationUpdate.Operation] in
                    let set = (0..<15).filter { (number + offset) >> $0 & 1 == 1 }.map { TagRegistration("t\($0)") }
                    return [.unregister(.host(host(number)), []), .register(.host(host(number)), set)]
                })
        }
        engine.apply(update(1), at: .zero)
        for number in 0..<count { _ = engine.addressClass(of: host(number)) }
        engine.apply(
            RegistrationUpdate([
                .register(.prefix(IPPrefix("10.0.0.0/8") ?? .any), [TagRegistration("net")]),
                .register(.host(host(count)), [TagRegistration("s")]),
            ]), at: .zero)
        engine.apply(update(count + 1), at: .zero)
        for _ in 0..<500 { _ = engine.addressClass(of: ip("192.0.2.1")) }
        var flow = Flow()
        flow.source = host(count).description
        let input = flow.input(engine.policy)
        var classes = FlowClasses()
        #expect(engine.match(input, &classes).author == .rule(0))
        var wrong = 0
        for number in 0..<count {
            _ = engine.addressClass(of: host(number))
            if number.isMultiple(of: 16), engine.match(input, &classes).author != .rule(0) { wrong += 1 }
        }
        #expect(wrong == 0)
        #expect(engine.registered.classes.keptCounts.classes < 5 * count / 2, "classes are forgotten")
    }

    /// One subnet changes its tags again and again, 500 hosts in it have tags of their own: each pair is a class, and no host's set
    /// goes out of use.
    @Test func `classes of hosts and of ranges around them are forgotten too`() {
        let groups = (0..<24).map { number in
            DynamicGroup(name: "\(number)", filter: .tag("t\(number)"), set: number)
        }
        var classes = TagClasses(groups, seed: 1, idleLimit: 4_096)
        let hosts = (1...500).map { number in classes.retain((0..<10).filter { number >> $0 & 1 == 1 }.map { UInt32($0) }) }
        var ranges: UInt32 = 0
        var highest = 0
        var forgotten = 0
        for step in 1...190 {
            classes.release(ranges)
            ranges = classes.retain((0..<14).filter { step >> $0 & 1 == 1 }.map { UInt32($0 + 10) })
            for (number, host) in hosts.enumerated() {
                let classID = classes.classID(host: host, ranges: ranges)
                if number == 0 { #expect(classes.groups(of: classID) == classes.groups(host: host, ranges: ranges)) }
            }
            while classes.isOverfull {
                let before = classes.keptCounts.classes
                #expect(classes.forgetSome(rows: 0).count > 0 && classes.keptCounts.classes < before, "it comes to an end")
                forgotten += 1
            }
            highest = max(highest, classes.keptCounts.classes)
        }
        #expect(highest < 1 << 16 + 20_000)
        #expect(0 < forgotten && forgotten < 60, "many at a time")
    }

    @Test func `zone pairs that did not fit make no later lookup forget its rows`() {
        let names = (0..<70).map { "Z\($0)" }
        let policy = makePolicy([rule("r") { $0.from = ["Z1"] }]) { $0.zones = names.map { Zone(name: $0, identifiesUsers: false) } }
        let resolved = ResolvedPolicy(policy)
        var engine = PolicyEngine(resolved, memory: PolicyEngine.Memory(rowBytes: 512 << 10))
        func look(_ from: String, _ to: String) {
            let input = Flow(from: from, to: to).input(resolved)
            #expect(engine.match(input).author == (from == "Z1" ? .rule(0) : from == to ? .intrazoneDefault : .interzoneDefault))
        }
        for from in names { for to in names { look(from, to) } }
        #expect(engine.rows.generation > 0, "they were too many")
        let before = engine.rows.generation
        for _ in 0..<20 { for name in names { look("Z1", name) } }
        #expect(engine.rows.generation <= before + 1)
    }

    @Test func `a registry names the hosts of its last change alone`() {
        var registry = AddressRegistry()
        for number in 0..<100 {
            registry.apply(
                RegistrationUpdate([.register(.host(host(number)), [TagRegistration("a"), TagRegistration("b", timeout: 9)])]), at: .zero)
            #expect(Set(registry.touched.map(\.record)).count == 1)
        }
        registry.expire(at: Timestamp(seconds: 9))
        #expect(Set(registry.touched.map(\.record)).count == 100)
        registry.expire(at: Timestamp(seconds: 10))
        #expect(registry.touched.isEmpty)
    }

    /// Rules of many zones, of more than one group of words, so that zone pairs are numbered anew.
    private func largePolicy() -> Policy {
        var random = SplitMix64(seed: 5)
        let zones = (0..<9).map { "Z\($0)" }
        func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }
        let rules = (0..<6_000).map { index in
            rule("r\(index)", pick(4) == 0 ? .deny : .allow) {
                $0.from = pick(15) == 0 ? ["any"] : [zones[pick(9)]]
                $0.to = pick(15) == 0 ? ["any"] : [zones[pick(9)], zones[pick(9)]]
                $0.source =
                    pick(8) == 0 ? ["any"] : pick(3) == 0 ? ["DAG-\(pick(12))"] : ["10.\(pick(40)).0.0/16", "10.\(pick(40)).7.0/24"]
                $0.destination = pick(8) == 0 ? ["any"] : pick(3) == 0 ? ["DAG-\(pick(12))"] : ["10.\(pick(40)).0.0/16"]
                $0.negateSource = pick(30) == 0 && $0.source != ["any"]
                $0.negateDestination = pick(30) == 0 && $0.destination != ["any"]
                if pick(6) == 0 { $0.users = ["admins"] }
                $0.services = pick(4) == 0 ? ["any"] : pick(2) == 0 ? ["service-http"] : ["service-https"]
                $0.applications = pick(2) == 0 ? ["any"] : ["ssl", "web-browsing"]
                if pick(40) == 0 { $0.schedule = "office" }
            }
        }
        return makePolicy(rules) {
            $0.zones = zones.map { Zone(name: $0, identifiesUsers: true) }
            $0.addressGroups = (0..<12).map { AddressGroup(name: "DAG-\($0)", content: .filter("'t\($0)' or 'u' and 't\(($0 + 1) % 12)'")) }
            $0.schedules = [Schedule(name: "office", content: .daily([Schedule.DayWindow(start: 0, end: 12 * 60)]))]
            $0.userGroups = ["corp\\eve": ["admins"]]
        }
    }

    @Test(arguments: [0, 4 << 20, 256 << 20])
    func `a large policy of many zones answers like the reference, with little memory for rows too`(rowBytes: Int) {
        let resolved = ResolvedPolicy(largePolicy())
        let reference = ReferenceEvaluator(resolved)
        var engine = PolicyEngine(resolved, memory: PolicyEngine.Memory(rowBytes: rowBytes, memoEntries: rowBytes >> 18))
        var random = SplitMix64(seed: UInt64(rowBytes) + 1)
        func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }
        var deepest = 0
        for step in 0..<250 {
            let changed = IPAddress(v4: UInt32(0x0a00_0000 + pick(40) << 16 + 5))
            engine.apply(
                RegistrationUpdate([.register(.host(changed), [TagRegistration("t\(pick(12))"), TagRegistration("u")])]), at: .zero)
            var flow = Flow(
                from: "Z\(pick(9))", to: "Z\(pick(10))", source: "10.\(pick(40)).\(pick(2) * 7).5", destination: "10.\(pick(41)).0.5")
            flow.port = pick(2) == 0 ? 80 : 443
            flow.application = [nil, "ssl", "web-browsing", "ssh"][pick(4)]
            flow.mayShift = pick(2) == 0
            flow.user = step.isMultiple(of: 3) ? .mapped(resolved.userID(named: "corp\\eve")) : .unmapped
            let input = flow.input(resolved)
            let expected = reference.match(input, engine.registry)
            #expect(engine.match(input) == expected, "step \(step): \(input)")
            if case .rule(let index) = expected.author { deepest = max(deepest, index) }
        }
        #expect(deepest > 300)
        #expect(engine.rows.bytes < max(rowBytes, 1 << 20) + (2 << 20))
        if rowBytes == 0 { #expect(engine.rows.generation > 1, "rows are forgotten again") }
        if rowBytes > 64 << 20 { #expect(engine.rows.spaceCount > 20, "zone pairs have numbers of their own") }
    }

    @Test func `what wildcards tell apart can be forgotten at any time`() {
        // Each asks for one bit of the last octet.
        let rules = (0..<8).map { bit in
            rule("bit-\(bit)", bit.isMultiple(of: 2) ? .allow : .deny) { $0.source = ["10.0.0.\(1 << bit)/0.0.255.\(255 - 1 << bit)"] }
        }
        let resolved = ResolvedPolicy(makePolicy(rules))
        let reference = ReferenceEvaluator(resolved)
        var engine = PolicyEngine(resolved)
        var winners: Set<RuleMatch> = []
        for number in 0..<600 {
            var flow = Flow()
            flow.source = IPAddress(v4: UInt32(0x0a00_0000) + UInt32(number) * 97).description
            let input = flow.input(resolved)
            let expected = reference.match(input, engine.registry)
            #expect(engine.match(input) == expected)
            winners.insert(expected)
            if number == 300 {
                #expect(engine.addresses.count > engine.compiled.addresses.count)
                engine.forgetWildcardClasses()
                #expect(engine.addresses.count == engine.compiled.addresses.count)
            }
        }
        #expect(winners.count == 9)
    }

    @Test func `a session's classes are taken anew when a registration or the policy changes`() {
        let rules = [rule("web") { $0.source = ["DAG"] }, rule("rest", .deny)]
        func policy(_ filter: String) -> ResolvedPolicy {
            ResolvedPolicy(makePolicy(rules) { $0.addressGroups = [AddressGroup(name: "DAG", content: .filter(filter))] })
        }
        var engine = PolicyEngine(policy("web"))
        let input = Flow().input(engine.policy)
        var classes = FlowClasses()
        #expect(engine.match(input, &classes).author == .rule(1))
        engine.apply(RegistrationUpdate([.register(.host(input.tuple.source), [TagRegistration("web", timeout: 5)])]), at: .zero)
        #expect(engine.match(input, &classes).author == .rule(0))
        engine.expire(at: Timestamp(seconds: 5))
        #expect(engine.match(input, &classes).author == .rule(1))
        engine.apply(RegistrationUpdate([.register(.prefix(IPPrefix("10.0.0.0/24") ?? .any), [TagRegistration("db")])]), at: .zero)
        #expect(engine.match(input, &classes).author == .rule(1))
        engine.replacePolicy(policy("db"))
        #expect(engine.match(input, &classes).author == .rule(0))
    }
}
