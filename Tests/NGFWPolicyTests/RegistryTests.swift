import NGFWCore
import NGFWTestSupport
import Testing

@testable import NGFWPolicy

@Suite struct RegistryTests {
    private let start = Timestamp(seconds: 1_800_000_000)

    private func object(_ text: String) -> RegisteredObject { RegisteredObject(text) ?? .host(ip("::")) }

    private func register(_ text: String, _ tags: String..., timeout: Int64? = nil) -> RegistrationUpdate.Operation {
        .register(object(text), tags.map { TagRegistration($0, timeout: timeout) })
    }

    private func at(_ seconds: Int64) -> Timestamp { start.advanced(bySeconds: seconds) }

    @Test func `logins, tags of users and groups remember the message that brought them`() {
        var registry = AddressRegistry()
        func send(_ line: Int, _ seconds: Int64, _ operations: RegistrationUpdate.Operation...) {
            var update = RegistrationUpdate(operations)
            update.source = SourceLocation(file: "u.xml", line: line)
            registry.apply(update, at: at(seconds))
        }
        func login() -> String? { registry.provenance(ofLoginAt: ip("10.0.0.5"))?.description }
        func text(_ line: Int, _ seconds: Int64) -> String { "u.xml:\(line), since \(at(seconds))" }
        send(1, 0, .login(user: "Eve", address: ip("10.0.0.5"), timeout: 60), .registerUser("eve", [TagRegistration("risky")]))
        send(2, 10, .login(user: "eve", address: ip("10.0.0.5"), timeout: 90), .setGroup("Staff", members: ["eve"]))
        #expect(login() == text(1, 0))
        #expect(registry.provenance(of: "risky", onUser: "EVE")?.description == text(1, 0))
        #expect(registry.provenance(of: "other", onUser: "eve") == nil)
        #expect(registry.provenance(ofGroup: "staff")?.description == text(2, 10))
        #expect(registry.addresses(ofUser: "EVE") == [ip("10.0.0.5")])
        send(3, 20, .login(user: "bob", address: ip("10.0.0.5"), timeout: nil), .setGroup("staff", members: ["eve"]))
        #expect(login() == text(3, 20))
        #expect(registry.provenance(ofGroup: "staff")?.description == text(2, 10))
        send(4, 30, .logout(user: nil, address: ip("10.0.0.5")), .setGroup("staff", members: ["bob"]), .unregisterUser("eve", []))
        #expect(login() == nil)
        #expect(registry.addresses(ofUser: "bob").isEmpty)
        #expect(registry.provenance(ofGroup: "staff")?.description == text(4, 30))
        // Records that nothing uses are given back.
        for round in 0..<100 {
            send(
                5, 40 + Int64(round), .login(user: "u\(round)", address: ip("10.0.0.5"), timeout: 1), .setGroup("g", members: ["u\(round)"])
            )
        }
        registry.expire(at: at(1_000))
        #expect(registry.details.count == 2)
    }

    @Test(
        arguments: [
            ("10.0.0.5", "10.0.0.5"), ("10.0.0.5/32", "10.0.0.5"), ("10.1.1.7/24", "10.1.1.0/24"),
            ("10.0.0.1-10.0.0.9", "10.0.0.1-10.0.0.9"),
            ("10.0.0.1-10.0.0.1", "10.0.0.1"), ("2001:db8::1", "2001:db8::1"), ("2001:db8::/64", "2001:db8::/64"), ("web", nil),
            ("10.0.0.9-10.0.0.1", nil),
        ] as [(String, String?)])
    func `objects are hosts, ranges and subnets`(text: String, expected: String?) {
        #expect(RegisteredObject(text)?.description == expected)
    }

    @Test(
        arguments: [
            ("10.1.1.1", ["t2", "t3"]), ("10.1.1.2", ["t2"]), ("10.1.2.1", []), ("10.1.1.200", ["r", "t2"]), ("10.1.2.3", ["r"]),
            ("2001:db8::5", ["six", "wide"]), ("2001:db9::5", ["wide"]),
        ] as [(String, [String])])
    func `an address has its own tags and those of ranges and subnets around it`(address: String, tags: [String]) {
        var registry = AddressRegistry()
        registry.apply(
            RegistrationUpdate([
                register("10.1.1.0/24", "t2"), register("10.1.1.1", "t3"), register("10.1.1.200-10.1.2.0", "r"),
                register("10.1.2.3-10.1.2.9", "r"),
                register("2001:db8::/64", "six"), register("2001::/16", "wide"),
            ]), at: start)
        #expect(registry.tags(of: ip(address)) == tags)
        #expect(registry.revision == 6)
    }

    @Test func `a tag remembers its message and its time, through refreshed timeouts, until it is gone`() {
        var registry = AddressRegistry()
        func apply(_ line: Int?, _ operations: RegistrationUpdate.Operation..., after seconds: Int64) {
            var update = RegistrationUpdate(operations)
            update.source = line.map { SourceLocation(file: "register.xml", line: $0) }
            registry.apply(update, at: at(seconds))
        }
        apply(3, register("10.0.0.5", "web", timeout: 60), register("10.0.0.6", "web"), after: 0)
        apply(9, register("10.0.0.5", "web", timeout: 90), register("10.0.0.5", "prod"), after: 10)
        apply(nil, register("10.1.0.0/16", "net"), after: 20)
        func origin(_ text: String, _ tag: String) -> String? {
            registry.provenance(of: tag, on: object(text)).map { "\($0.source?.description ?? "-") \($0.since.secondsSince(start))" }
        }
        #expect(origin("10.0.0.5", "web") == "register.xml:3 0")
        #expect(origin("10.0.0.5/32", "prod") == "register.xml:9 10")
        #expect(origin("10.1.0.0/16", "net") == "- 20")
        #expect(origin("10.0.0.5", "net") == nil)
        #expect(registry.details.count == 3, "one each for what a file or a timeout holds, none for what neither does")
        registry.expire(at: at(100))
        #expect(origin("10.0.0.5", "web") == nil)
        #expect(origin("10.0.0.6", "web") == "register.xml:3 0")
        apply(nil, .clearAddresses, after: 101)
        #expect(registry.details.count == 0)
        apply(4, register("10.0.0.6", "web"), after: 102)
        #expect(origin("10.0.0.6", "web") == "register.xml:4 102")
    }

    @Test func `an address may have more tags than 16 bits count where the limit says so`() {
        var limits = Limits.standard
        limits.tagsPerAddress = 70_000
        var registry = AddressRegistry(limits: limits)
        let outcomes = registry.apply(
            RegistrationUpdate([.register(object("10.0.0.5"), (0...70_000).map { TagRegistration("t\($0)") })]), at: start)
        #expect(outcomes.count(where: \.isEffective) == 70_000 && outcomes.last?.result == .refused(.tooManyTags))
        #expect(registry.registrations(of: object("10.0.0.5")).count == 70_000)
        registry.apply(RegistrationUpdate([.clearAddresses]), at: start)
        #expect(registry.addressCount == 0)
    }

    @Test func `no-ops say so and change nothing`() {
        var registry = AddressRegistry()
        registry.apply(RegistrationUpdate([register("10.0.0.5", "web")]), at: start)
        let before = registry.revision
        let outcomes = registry.apply(
            RegistrationUpdate([
                register("10.0.0.5/32", "web"), .unregister(object("10.0.0.5"), ["db"]), .unregister(object("10.0.0.9"), []),
                .logout(user: nil, address: ip("10.0.0.5")), .clearUsers,
            ]), at: start)
        #expect(outcomes.map(\.result) == [.alreadyExists, .doesNotExist, .doesNotExist, .doesNotExist, .doesNotExist])
        #expect(outcomes[0].description == "10.0.0.5 tag 'web' already exists, ignore")
        #expect(outcomes[1].description == "10.0.0.5 tag 'db' does not exist, ignore unreg")
        #expect(registry.revision == before)
    }

    @Test func `tags expire one by one and a new registration begins the time anew`() {
        var registry = AddressRegistry()
        registry.apply(RegistrationUpdate([register("10.0.0.5", "a", timeout: 10), register("10.0.0.5", "b", timeout: 20)]), at: start)
        registry.apply(RegistrationUpdate([register("10.0.0.0/24", "net", timeout: 10), register("10.0.0.5", "c")]), at: start)
        #expect(registry.expire(at: at(9)).isEmpty)
        let refreshed = registry.apply(RegistrationUpdate([register("10.0.0.5", "a", timeout: 10)]), at: at(9))
        #expect(refreshed.map(\.result) == [.refreshed])
        #expect(registry.expire(at: at(10)).map(\.name) == ["net"])
        #expect(registry.tags(of: ip("10.0.0.5")) == ["a", "b", "c"])
        #expect(registry.expire(at: at(19)).map(\.description) == ["10.0.0.5 tag 'a' expired"])
        registry.apply(RegistrationUpdate([register("10.0.0.5", "b")]), at: at(19))
        #expect(registry.expire(at: at(1_000_000)).isEmpty)
        #expect(registry.tags(of: ip("10.0.0.5")) == ["b", "c"])
        #expect(registry.registrations(of: object("10.0.0.5")).allSatisfy { $0.deadline == nil })
    }

    @Test func `an update lets expire what is due before it is done`() {
        var registry = AddressRegistry()
        registry.apply(RegistrationUpdate([register("10.0.0.5", "a", timeout: 5)]), at: start)
        let outcomes = registry.apply(RegistrationUpdate([register("10.0.0.5", "a")]), at: at(5))
        #expect(outcomes.map(\.result) == [.expired, .added])
        #expect(registry.revision == 3)
    }

    @Test(arguments: ["", "it's", "say \"x\"", "two  spaces", "and", "OR", "not", "tab\there", String(repeating: "x", count: 128)])
    func `illegal tags are refused`(tag: String) {
        var registry = AddressRegistry()
        #expect(registry.apply(RegistrationUpdate([register("10.0.0.5", tag)]), at: start).map(\.result) == [.refused(.badTag)])
        #expect(registry.addressCount == 0 && registry.revision == 0)
    }

    @Test(arguments: [(Int64(-1), true), (0, false), (2_592_000, false), (2_592_001, true)])
    func `timeouts end at 30 days`(timeout: Int64, isRefused: Bool) {
        var registry = AddressRegistry()
        let outcomes = registry.apply(RegistrationUpdate([register("10.0.0.5", "a", timeout: timeout)]), at: start)
        #expect(outcomes.map(\.isRefusal) == [isRefused])
    }

    @Test func `limits are refusals`() {
        var limits = Limits.standard
        limits.registeredAddresses = 2
        limits.tagsPerAddress = 2
        limits.users = 1
        var registry = AddressRegistry(limits: limits)
        let outcomes = registry.apply(
            RegistrationUpdate([
                register("10.0.0.1", "a", "b", "c"), register("10.1.0.0/16", "a"), register("10.0.0.2", "a"),
                .login(user: "u", address: ip("10.0.0.1"), timeout: nil), .login(user: "v", address: ip("10.0.0.2"), timeout: nil),
                .registerUser("u", [TagRegistration("x")]), .registerUser("v", [TagRegistration("x")]),
                .setGroup("g", members: ["a", "b"]),
            ]), at: start)
        #expect(
            outcomes.map(\.result) == [
                .added, .added, .refused(.tooManyTags), .added, .refused(.tooManyAddresses), .added, .refused(.tooManyUsers), .added,
                .refused(.tooManyUsers), .refused(.tooManyUsers),
            ])
        registry.apply(RegistrationUpdate([.unregister(object("10.0.0.1"), [])]), at: start)
        #expect(registry.apply(RegistrationUpdate([register("10.0.0.2", "a")]), at: start).map(\.result) == [.added])
    }

    @Test func `clear forgets all addresses but no users`() {
        var registry = AddressRegistry()
        registry.apply(
            RegistrationUpdate([
                register("10.0.0.1", "a", timeout: 5), register("10.0.0.0/8", "b"), .registerUser("u", [TagRegistration("x")]),
            ]), at: start)
        #expect(registry.apply(RegistrationUpdate([.clearAddresses]), at: start).map(\.result) == [.removed])
        #expect(registry.tags(of: ip("10.0.0.1")).isEmpty && registry.addressCount == 0)
        #expect(registry.tags(ofUser: "U") == ["x"])
        #expect(registry.expire(at: at(10)).isEmpty)
    }

    @Test func `sections of one message take effect in the device's order`() {
        var registry = AddressRegistry()
        registry.apply(RegistrationUpdate([register("10.0.0.1", "a")]), at: start)
        registry.apply(
            RegistrationUpdate(sections: [
                .logout(user: nil, address: ip("10.0.0.1")), .login(user: "u", address: ip("10.0.0.1"), timeout: nil),
                register("10.0.0.1", "b"),
                .unregister(object("10.0.0.1"), []),
            ]), at: start)
        #expect(registry.tags(of: ip("10.0.0.1")) == ["b"])
        #expect(registry.user(of: ip("10.0.0.1")) == nil)
    }

    @Test func `an address has one user, a logout of another user does nothing, and mappings time out`() {
        var registry = AddressRegistry()
        let address = ip("10.0.0.1")
        registry.apply(RegistrationUpdate([.login(user: "CORP\\Eve", address: address, timeout: 1200)]), at: start)
        #expect(registry.user(of: address) == "corp\\eve")
        registry.apply(RegistrationUpdate([.login(user: "corp\\bob", address: address, timeout: 60)]), at: start)
        #expect(
            registry.apply(RegistrationUpdate([.logout(user: "corp\\eve", address: address)]), at: start).map(\.result) == [.doesNotExist])
        #expect(registry.user(of: address) == "corp\\bob")
        registry.expire(at: at(60))
        #expect(registry.user(of: address) == nil)
    }

    @Test func `groups and tags of users follow messages`() {
        var registry = AddressRegistry()
        registry.apply(
            RegistrationUpdate([
                .setGroup("G1", members: ["corp\\eve", "corp\\bob"]), .setGroup("g2", members: ["CORP\\Eve"]),
                .registerUser("Corp\\Eve", [TagRegistration("risky", timeout: 600)]),
            ]), at: start)
        #expect(registry.groups(ofUser: "corp\\EVE") == ["g1", "g2"])
        #expect(registry.tags(ofUser: "corp\\eve") == ["risky"])
        registry.apply(RegistrationUpdate([.setGroup("g1", members: []), .unregisterUser("corp\\eve", [])]), at: start)
        #expect(registry.groups(ofUser: "corp\\eve") == ["g2"])
        #expect(registry.tags(ofUser: "corp\\eve").isEmpty)
    }

    /// The registry against a dictionary and a plain walk over all ranges, over random messages.
    @Test func `random messages leave the same tags as a plain model`() {
        var generator = PolicyGenerator(seed: 42)
        var registry = AddressRegistry()
        var model: [RegisteredObject: [String: Timestamp]] = [:]
        var now = start
        for step in 0..<600 {
            let update = generator.update()
            registry.apply(update, at: now)
            for operation in update.operations {
                switch operation {
                case .register(let object, let tags):
                    for tag in tags {
                        model[object, default: [:]][tag.tag] = tag.timeout.map { now.advanced(bySeconds: $0) } ?? .never
                    }
                case .unregister(let object, let tags):
                    if tags.isEmpty { model[object] = nil } else { for tag in tags { model[object]?[tag] = nil } }
                case .clearAddresses: model = [:]
                default: break
                }
            }
            now = now.advanced(bySeconds: Int64(step % 3))
            registry.expire(at: now)
            model = model.mapValues { $0.filter { $0.value > now } }
            for host in PolicyGenerator.hosts {
                let address = ip(host)
                let expected = Set(
                    model.filter { $0.key == .host(address) || isWide($0.key) && $0.key.range.contains(address) }.flatMap(\.value.keys))
                #expect(Set(registry.tags(of: address)) == expected, "step \(step), \(host)")
            }
        }
        #expect(registry.revision > 500)
    }

    private func isWide(_ object: RegisteredObject) -> Bool {
        if case .host = object { return false }
        return true
    }

    @Test func `moving a deadline again and again does not make the registry grow`() {
        var registry = AddressRegistry()
        for step in 0..<20_000 {
            registry.apply(RegistrationUpdate([register("10.0.0.1", "a", timeout: 100 + Int64(step % 7))]), at: start)
        }
        #expect(registry.deadlines.count < 2_000)
    }

    /// Only thirty hosts have timeouts, and one of those is refreshed with each message.
    @Test func `refreshed timeouts cost the same however many hosts have none`() {
        func work(_ others: Int) -> Int {
            var registry = AddressRegistry()
            let rest = (0..<others).map { RegistrationUpdate.Operation.register(.host(IPAddress(v4: UInt32($0))), [TagRegistration("a")]) }
            registry.apply(RegistrationUpdate(rest), at: start)
            for step in 0..<20_000 {
                registry.apply(RegistrationUpdate([register("10.0.0.\(step % 30)", "b", timeout: 100 + Int64(step % 77))]), at: start)
            }
            #expect(registry.deadlines.count < 2_000 && registry.addressCount == others + 30)
            #expect(registry.expire(at: at(200)).count == 30, "nothing is lost")
            return registry.deadlines.work
        }
        let alone = work(0)
        #expect(alone > 10_000, "work is counted")
        #expect(work(20_000) == alone)
    }

    @Test func `a tag that comes and goes with one and the same deadline does not make the registry grow`() {
        var registry = AddressRegistry()
        for _ in 0..<6_000 {
            registry.apply(
                RegistrationUpdate([.unregister(object("10.0.0.1"), ["a"]), register("10.0.0.1", "a", "b", timeout: 9)]), at: start)
        }
        #expect(registry.deadlines.count < 2_000)
        #expect(registry.expire(at: at(9)).count == 2 && registry.addressCount == 0)
    }

    @Test func `groups without members take no room`() {
        var limits = Limits.standard
        limits.users = 2
        var registry = AddressRegistry(limits: limits)
        func set(_ group: String, _ members: [String]) -> RegistrationOutcome.Result? {
            registry.apply(RegistrationUpdate([.setGroup(group, members: members)]), at: start).last?.result
        }
        #expect((0..<9).map { set("none-\($0)", []) } == Array(repeating: .alreadyExists, count: 9))
        #expect(set("g", ["eve"]) == .added && set("h", ["eve"]) == .added && set("i", ["eve"]) == .refused(.tooManyUsers))
        #expect(set("g", [""]) == .removed && registry.provenance(ofGroup: "g") == nil && registry.groups(ofUser: "eve") == ["h"])
        #expect(set("i", ["bob"]) == .added)
        #expect(set("h", []) == .removed && set("i", []) == .removed && registry.details.count == 0)
    }

    @Test func `memberships of user groups are limited in all, and users of several groups count once`() {
        var limits = Limits.standard
        limits.users = 4
        var registry = AddressRegistry(limits: limits)
        func set(_ group: String, _ members: [String]) -> RegistrationOutcome.Result? {
            registry.apply(RegistrationUpdate([.setGroup(group, members: members)]), at: Timestamp(seconds: 1)).last?.result
        }
        let users = ["a", "b", "c", "d"]
        #expect(set("g1", users) == .added)
        #expect(set("g2", users) == .added, "the same four users")
        #expect(set("g3", ["e"]) == .refused(.tooManyUsers), "a fifth user")
        limits.users = 1_000
        limits.groupMemberships = 5
        registry = AddressRegistry(limits: limits)
        #expect(set("g1", users) == .added)
        #expect(set("g2", users) == .refused(.tooManyUsers))
        #expect(set("g1", ["a"]) == .added)
        #expect(set("g2", users) == .added)
        #expect(registry.groups(ofUser: "a") == ["g1", "g2"])
    }
}
