import NGFWCore
import Testing

@testable import NGFWPolicy

@Suite struct GroupTests {
    private func engine() -> PolicyEngine {
        let policy = makePolicy([
            rule("r") {
                $0.source = ["outer"]
                $0.destination = ["plain"]
            }
        ]) {
            $0.addresses = [AddressObject("web-1", "10.0.0.5", tags: ["web"]), AddressObject("net", "10.7.0.0/16")]
            $0.addressGroups = [
                AddressGroup(name: "outer", content: .members(["DAG", "10.9.0.1"])),
                AddressGroup(name: "DAG", content: .filter("web or 'db' and 'prod'")),
                AddressGroup(name: "plain", content: .members(["net"])), AddressGroup(name: "unused", content: .filter("web")),
            ]
        }
        var engine = PolicyEngine(ResolvedPolicy(policy))
        engine.apply(
            RegistrationUpdate([
                .register(.host(ip("10.0.0.7")), [TagRegistration("web"), TagRegistration("other")]),
                .register(.host(ip("10.1.0.1")), [TagRegistration("db")]), .register(.host(ip("10.2.0.1")), [TagRegistration("db")]),
                .register(RegisteredObject("10.1.0.0/24") ?? .host(ip("::")), [TagRegistration("prod")]),
            ]), at: .zero)
        return engine
    }

    @Test func `names of very many groups are not kept for all classes of addresses`() {
        let names = GroupNames(all: (0..<1_000).map { "g\($0)" }, dynamic: [])
        var cache = GroupNameCache()
        func key(_ number: UInt32) -> AddressClass { AddressClass(prefix: number, tags: 0) }
        for number in UInt32(0)..<300 {
            cache.remember(key(number), names)
            #expect(cache[key(number)] == names)
        }
        let kept = (0..<300).count { cache[key($0)] != nil }
        #expect((20..<200).contains(kept))
    }

    @Test func `members come with the reason`() {
        #expect(
            engine().members(of: "DAG") == [
                GroupMember(address: "10.0.0.5", kind: .addressObject, reason: "address object 'web-1'"),
                GroupMember(address: "10.0.0.7", kind: .registered, reason: "registered with 'web'"),
                GroupMember(address: "10.1.0.1", kind: .registered, reason: "registered with 'db', inherits 'prod' from 10.1.0.0/24"),
            ])
        #expect(engine().members(of: "outer")?.map(\.address) == ["10.0.0.5", "10.9.0.1", "10.0.0.7", "10.1.0.1"])
        #expect(engine().members(of: "unused") == nil, "no rule reaches it")
    }

    @Test(
        arguments: [
            ("10.0.0.7", ["DAG", "outer"]), ("10.0.0.5", ["DAG", "outer"]), ("10.1.0.1", ["DAG", "outer"]), ("10.2.0.1", []),
            ("10.9.0.1", ["outer"]),
            ("10.7.1.1", ["plain"]),
        ] as [(String, [String])])
    func `groups of an address are those that rules reach`(address: String, groups: [String]) {
        #expect(engine().groups(of: ip(address)) == groups)
    }

    @Test func `revisions rise with policies and effective registrations`() {
        var engine = engine()
        let before = engine.revisions
        #expect(before == PolicyEngine.Revisions(policy: 1, registrations: 5))
        engine.apply(RegistrationUpdate([.register(.host(ip("10.0.0.7")), [TagRegistration("web")])]), at: .zero)
        #expect(engine.revisions == before)
        engine.replacePolicy(
            ResolvedPolicy(
                makePolicy([rule("r") { $0.source = ["DAG"] }]) {
                    $0.addressGroups = [AddressGroup(name: "DAG", content: .filter("other"))]
                }))
        #expect(engine.revisions.policy == 2)
        #expect(engine.groups(of: ip("10.0.0.7")) == ["DAG"], "registrations stay when the policy changes")
    }
}
