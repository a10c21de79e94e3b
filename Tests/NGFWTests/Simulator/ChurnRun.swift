import NGFWAppID
import NGFWCore
import NGFWPacket
import NGFWPolicy
import NGFWTestSupport

@testable import NGFW

/// One seed of simulated traffic under a policy and registrations that change meanwhile; what is promised is checked at every step.
struct ChurnRun: ~Copyable {
    /// What a run came to, to show that it was none of empty promises.
    struct Tally {
        var openings = 0
        /// Sessions whose first answer was another than before any change.
        var changedOpenings = 0
        var blockedOpenings = 0
        var followedChanges = 0
        var policies = 0

        mutating func add(_ other: Tally) {
            openings += other.openings
            changedOpenings += other.changedOpenings
            blockedOpenings += other.blockedOpenings
            followedChanges += other.followedChanges
            policies += other.policies
        }
    }

    let seed: UInt64
    private(set) var tally = Tally()
    private var simulator: TrafficSimulator
    private var churn: Churn
    private var lab: Lab
    private var options: PolicyOptions
    private var resolved: ResolvedPolicy
    /// As it was at the start.
    private let first: (policy: ResolvedPolicy, registry: AddressRegistry)
    private var ended: [SessionSummary] = []
    /// By session, records that say it is over.
    private var lastWords: [UInt64: Int] = [:]
    private var packetNumber = 0

    init(seed: UInt64) {
        self.seed = seed
        simulator = TrafficSimulator(seed: seed)
        churn = Churn(seed: seed)
        options = PolicyOptions()
        // Of every two seeds one has running sessions follow the tags at once.
        if seed.isMultiple(of: 2) { options.rematchOnTagChange = .yes }
        resolved = ResolvedPolicy(churn.policy(Lab.library), options: options)
        lab = Lab(policy: resolved) { configuration in
            // Leaps of the clock must not end a witness's handshake.
            configuration.settings.timeouts.tcpInit = 60
            configuration.settings.timeouts.tcpHandshake = 60
            configuration.limits.sessions = 4_000
            configuration.limits.inspectedSessions = 100
            configuration.limits.fragmentedDatagrams = 16
            configuration.settings.tcp.bypassesExceededQueue = seed % 3 != 0
            configuration.settings.tcp.urgentData = seed % 5 == 0 ? .oobInline : .clear
            configuration.settings.tcp.checksTimestamp = seed % 7 == 0
            configuration.verifiesChecksums = seed % 4 == 1
        }
        lab.firewall.apply(churn.beginning(), at: Lab.start)
        first = (resolved, churn.registry)
    }

    /// Runs it and checks everything.
    mutating func run(packets: Int) {
        for number in 0..<packets {
            packetNumber = number
            if churn.chance(20) { changeRegistrations() }
            if churn.chance(2) { changePolicy() }
            send(simulator.next())
            if number % 500 == 499 { checkBounds() }
        }
        ended += lab.sessions()
        checkEnd()
    }

    private func fail(_ what: String) { Simulation.fail(seed, "packet \(packetNumber): \(what)") }

    // MARK: Changes

    private mutating func changeRegistrations() {
        lab.firewall.apply(churn.update(at: lab.firewall.now), at: lab.firewall.now)
        if options.rematchOnTagChange == .yes { checkRunning() }
    }

    private mutating func changePolicy() {
        tally.policies += 1
        resolved = ResolvedPolicy(churn.policy(Lab.library), options: options)
        do { try lab.firewall.replacePolicy(resolved, at: lab.firewall.now) } catch { fail("\(error)") }
        checkRunning()
    }

    // MARK: Answers

    private func expected(
        _ tuple: FiveTuple, _ icmp: ICMPFields?, application: ApplicationID?, isFinal: Bool
    ) -> RuleMatch {
        ReferenceEvaluator(resolved).match(input(tuple, icmp?.type, application, isFinal, resolved), churn.registry)
    }

    private func input(
        _ tuple: FiveTuple, _ icmpType: UInt8?, _ application: ApplicationID?, _ isFinal: Bool, _ policy: ResolvedPolicy
    ) -> MatchInput {
        let zones = policy.zonePair(from: Self.zone(tuple.source), to: Self.zone(tuple.destination))
        return MatchInput(
            tuple: tuple, icmpType: icmpType, from: zones.from, to: zones.to, category: isFinal ? .unnamed : nil, application: application,
            applicationMayShift: !isFinal, time: lab.firewall.now)
    }

    private static func zone(_ address: IPAddress) -> String? {
        address.description.hasPrefix("10.1.") ? "inside" : address.description.hasPrefix("10.2.") ? "outside" : nil
    }

    private mutating func send(_ packet: TrafficSimulator.Packet) {
        lab.time = packet.time
        let before = lab.firewall.counters.sessionsCreated
        let verdict = lab.send(packet.bytes)
        churn.expire(at: lab.firewall.now)
        if packet.witness != nil, !verdict.isPass { fail("a witness's packet was dropped: \(verdict.reason)") }
        if verdict.isPass, verdict.sessionID == 0 { fail("passed without a session") }
        if lab.firewall.counters.sessionsCreated > before || verdict.sessionID == 0 && verdict.reason == .policy {
            checkOpening(verdict, packet.bytes)
        }
    }

    /// What a new session was told is what the rules say at this moment.
    private mutating func checkOpening(_ verdict: Verdict, _ bytes: [UInt8]) {
        guard let packet = try? PacketDecoder(limits: .standard).decode(bytes.span, linkType: .ethernet), packet.fragment == nil else {
            return
        }
        tally.openings += 1
        let ipProtocol = packet.tuple.ipProtocol
        let known =
            ipProtocol == .tcp || ipProtocol == .sctp
            ? nil : Lab.library.application(forIPProtocol: ipProtocol, icmpType: packet.icmp?.type, icmpCode: packet.icmp?.code)
        let answer = expected(packet.tuple, packet.icmp, application: known, isFinal: known != nil)
        let old = ReferenceEvaluator(first.policy).match(
            input(packet.tuple, packet.icmp?.type, known, known != nil, first.policy), first.registry)
        if old.action.isAllow != answer.action.isAllow { tally.changedOpenings += 1 }
        if !answer.action.isAllow { tally.blockedOpenings += 1 }
        if known != nil || ipProtocol == .tcp && packet.payloadLength == 0 || !answer.action.isAllow {
            if verdict.rule != answer.author || verdict.isPass != answer.action.isAllow {
                fail("\(packet.tuple) got \(verdict), the rules say \(answer)")
            }
            return
        }
        // The packet may have told what it is already.
        guard let session = record(of: verdict.sessionID), session.state == .active || session.isFinal else { return }
        let later = expected(
            packet.tuple, packet.icmp, application: session.application == .undecided ? nil : session.application, isFinal: session.isFinal)
        if verdict.rule != later.author || verdict.isPass != later.action.isAllow {
            fail("\(packet.tuple), \(session.application), got \(verdict), the rules say \(later)")
        }
    }

    private struct Known {
        var tuple: FiveTuple
        var icmpType: UInt8?
        var state: SessionState
        var application: ApplicationID
        var isFinal: Bool
        var author: RuleMatch.Author?
    }

    private mutating func known(_ index: Int) -> Known {
        let record = lab.firewall.table[index]
        return Known(
            tuple: record.tuple, icmpType: record.icmpType, state: record.state, application: lab.firewall.application(index),
            isFinal: !record.traits.isDisjoint(with: [.isFinal, .isSettled]), author: record.author)
    }

    private mutating func record(of id: UInt64) -> Known? {
        guard let index = lab.firewall.table.live.last(where: { lab.firewall.table[$0].id == id }) else { return nil }
        return known(index)
    }

    /// After everybody was asked about again, nothing runs that the rules would not let run.
    private mutating func checkRunning() {
        churn.expire(at: lab.firewall.now)
        let evaluator = ReferenceEvaluator(resolved)
        for index in lab.firewall.table.live where lab.firewall.table[index].state == .active {
            // It is over already and waits to be taken out.
            if lab.firewall.table.isExpired(index, at: lab.firewall.now) { continue }
            let session = known(index)
            let input = input(
                session.tuple, session.icmpType, session.application == .undecided ? nil : session.application, session.isFinal, resolved)
            let answer = evaluator.match(input, churn.registry)
            tally.followedChanges += 1
            if !answer.action.isAllow || answer.author != session.author {
                fail("after a change \(session) goes on, the rules say \(answer)")
            }
        }
    }

    // MARK: Bounds and books

    private mutating func checkBounds() {
        let limits = lab.firewall.configuration.limits
        if lab.firewall.sessionCount > limits.sessions { fail("the table outgrew its bound") }
        if lab.firewall.inspections.count > limits.inspectedSessions { fail("too many inspections") }
        if lab.firewall.reassembler.count > limits.fragmentedDatagrams { fail("too many datagrams wait") }
        if lab.firewall.reassembler.byteCount > limits.fragmentBytes { fail("fragments take too much memory") }
        if var registry = lab.firewall.policy?.registry {
            registry.expire(at: lab.firewall.now)
            let registered = registry.addressCount
            if registered != churn.objectCount { fail("\(registered) objects registered, \(churn.objectCount) in the book") }
        }
        ended += lab.firewall.takeEndedSessions()
        takeRecords()
        Simulation.checkBooks(&lab, ended, seed)
    }

    private mutating func takeRecords() {
        for record in lab.firewall.takeRecords() where record.subtype != .start && record.session.id != 0 {
            lastWords[record.session.id, default: 0] += 1
        }
    }

    private mutating func checkEnd() {
        takeRecords()
        Simulation.checkBooks(&lab, ended, seed)
        if Set(ended.map(\.id)).count != ended.count { fail("a session ended twice") }
        if lab.firewall.counters.sessionsCreated != UInt64(ended.count) { fail("a session did not end") }
        if lastWords.count != ended.count || lastWords.values.contains(where: { $0 != 1 }) {
            fail("\(ended.count) sessions, last records of \(lastWords.count), \(lastWords.values.max() ?? 0) at most")
        }
        if lab.firewall.sessionCount != 0 || lab.firewall.inspections.count != 0 { fail("something is left of ended sessions") }
    }
}
