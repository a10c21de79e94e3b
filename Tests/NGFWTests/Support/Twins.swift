import NGFWAppID
import NGFWCore
import NGFWPolicy
import NGFWTestSupport
import Testing

@testable import NGFW

/// One firewall and a group of several workers that get the same packets: what the group answers and tells must be what the one does.
final class Twins {
    private static let library = try? SignatureLibrary.builtIn()
    private let one: FirewallGroup
    let group: FirewallGroup
    private(set) var time = Lab.start
    private var waiting: [[UInt8]] = []

    private let services: [String]

    /// - Parameter applications: Those that the policy allows, on their ports or as `services` says; nothing else passes.
    init(
        _ workers: Int, _ applications: [String], services: [String] = ["application-default"],
        _ change: (inout FirewallConfiguration) -> Void = { _ in }
    ) throws {
        let library = try #require(Self.library)
        var configuration = Lab.configuration
        self.services = services
        change(&configuration)
        let policy = PolicyEngine(Self.policy("control", applications, services, library))
        one = FirewallGroup(workers: 1, configuration: configuration, library: library, policy: policy)
        group = FirewallGroup(workers: workers, configuration: configuration, library: library, policy: policy)
    }

    private static func policy(_ rule: String, _ applications: [String], _ services: [String], _ library: SignatureLibrary)
        -> ResolvedPolicy
    {
        var policy = Policy(name: "twins", catalogue: library.catalogue)
        policy.rules = applications.isEmpty ? [] : [Lab.rule(rule, .allow, applications) { $0.services = services }]
        policy.zones = [Zone(name: "inside"), Zone(name: "outside")]
        policy.interzoneDefault.logEnd = true
        policy.intrazoneDefault.logEnd = true
        policy.intrazoneDefault.action = .deny
        return ResolvedPolicy(policy)
    }

    func replacePolicy(_ rule: String, _ applications: [String], rematch: Bool = true) throws {
        let policy = Self.policy(rule, applications, services, try #require(Self.library))
        for group in [one, group] { try group.replacePolicy(policy, rematch: rematch, at: time) }
    }

    func pass(seconds: Int64) {
        time = time.advanced(bySeconds: seconds)
        for group in [one, group] { group.advance(to: time) }
    }

    /// One batch, a microsecond between its packets.
    ///
    /// - Returns: the verdicts of the group.
    @discardableResult
    func send(_ packets: [[UInt8]]) -> [Verdict] {
        var bytes: [UInt8] = []
        var descriptors: [PacketDescriptor] = []
        for packet in packets {
            time = Timestamp(nanoseconds: time.nanoseconds + 1_000)
            descriptors.append(PacketDescriptor(offset: bytes.count, length: packet.count, wireLength: packet.count, time: time))
            bytes += packet
        }
        var verdicts: [[Verdict]] = []
        for group in [one, group] {
            var answers: [Verdict] = []
            group.process(bytes.span, packets: descriptors.span, into: &answers)
            verdicts.append(answers)
        }
        #expect(verdicts[0].map(\.disposition) == verdicts[1].map(\.disposition))
        #expect(verdicts[0].map(\.reason) == verdicts[1].map(\.reason))
        return verdicts[1]
    }

    /// Compares what runs and what is awaited.
    func compareSessions() { #expect(Self.plain(one.sessions()) == Self.plain(group.sessions())) }

    /// Ends everything and compares what is told of it.
    ///
    /// - Returns: the sessions of the group.
    @discardableResult
    func finish() -> [SessionSummary] {
        for group in [one, group] { group.finish() }
        let sessions = group.takeEndedSessions()
        #expect(Self.plain(one.takeEndedSessions()) == Self.plain(sessions))
        #expect(one.counters == group.counters)
        #expect(one.hitCounts == group.hitCounts)
        #expect(
            one.takeRecords().map { "\($0.time) \($0.subtype) \($0.session.rule ?? "")" }.sorted()
                == group.takeRecords().map { "\($0.time) \($0.subtype) \($0.session.rule ?? "")" }.sorted())
        #expect(one.takeResourceEvents().map(\.kind) == group.takeResourceEvents().map(\.kind))
        return sessions
    }

    /// Sessions without ids, those of parents told by their beginning.
    private static func plain(_ sessions: [SessionSummary]) -> [String] {
        sessions.map { session in
            var session = session
            session.id = 0
            session.parentID = min(1, session.parentID)
            return "\(session)"
        }.sorted()
    }
}
