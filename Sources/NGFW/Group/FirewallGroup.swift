public import NGFWAppID
public import NGFWCore
public import NGFWPolicy

/// Several firewalls that work as one, each on a core of its own.
///
///     let group = FirewallGroup(workers: 2, configuration: configuration, library: library, policy: PolicyEngine(resolved))
///     group.process(buffer.span, packets: descriptors.span, into: &verdicts)
///     group.finish()
///     for record in group.takeRecords() { … }
///
/// Packets are spread by both their addresses, whichever way round: all that belongs together goes to one firewall, whole
/// datagrams and fragments, errors about a session, a control session and what it negotiates between the same hosts, a tunnel and
/// what is inside it. So firewalls share nothing but the policy's and the library's unchanging parts, and nobody waits for a lock.
///
/// What concerns several workers is done in its order, between the stretches of a batch that they work on together. A packet that may
/// announce a session ends a stretch. One that may begin a session that another worker awaits is dealt with alone, and its worker asks
/// the others, so time, its parent's end and another policy count as they do for one. An ICMP error from a third party goes to the
/// worker of the session that it speaks of, or of its own addresses if there is none. A flood of such packets takes the group back to
/// the speed of one worker.
///
/// The answers are those of one firewall, session for session; only ids differ, of which worker *n* of *N* gives every *N*-th. Limits
/// on sessions are divided among the workers, but for announced ones, whose limit is the group's. Where not everything shows in time
/// that a packet announces something, the announced session is judged by the rules, as if it had not been announced, when it begins in
/// the same batch and at another worker. That is so where
///
/// - a control session, on none of the usual ports of its application, is recognised in that batch and announces in the middle of a
///   stream, or in a protocol other than SIP and MGCP; a second announcement of the same flow may also be refused too late then,
/// - the fragments of the first datagram of such a session do not come in their order.
///
/// An ICMP error that a third party sends in fragments counts for itself.
///
/// One owner: its own thread hands out a batch and takes part in the work. A group of one worker is that worker: nothing is spread.
public final class FirewallGroup {
    /// As it was given; each worker has its part of the limits.
    public let configuration: FirewallConfiguration
    let shards: [FirewallShard]
    let spreader: PacketSpreader
    var watch: AnnouncementWatch
    /// For each worker the others.
    private(set) lazy var kin = shards.indices.map { Kin(of: $0, in: self) }
    /// The latest time of any packet: time runs backwards in no worker that another has seen later.
    var clock = Timestamp.distantPast
    /// The same, when the workers last worked.
    var workedClock = Timestamp.distantPast
    private var marks: [PacketMark] = []
    /// Whether a worker may have sessions that another's have announced.
    var hasFostered = false
    private var nextSequenceNumber: UInt64 = 1

    /// - Parameters:
    ///   - workers: 1 to 64.
    ///   - policy: `nil` identifies only.
    public init(workers: Int, configuration: FirewallConfiguration, library: SignatureLibrary, policy: PolicyEngine?) {
        let count = min(max(1, workers), 64)
        self.configuration = configuration
        var own = configuration
        own.limits.divide(by: count)
        let shards = (0..<count).map { number in
            var firewall = Firewall(configuration: own, library: library, policy: policy)
            firewall.numberSessions(from: UInt64(number) + 1, step: UInt64(count))
            if count > 1 { firewall.kinship = Kinship(settings: configuration.negotiation) }
            return FirewallShard(number, firewall)
        }
        spreader = PacketSpreader(
            count: count, seed: configuration.hashSeed, limits: configuration.limits, attachesErrors: policy != nil)
        watch = AnnouncementWatch(spreader.hashes, configuration.negotiation)
        self.shards = shards
    }

    public var workers: Int { shards.count }

    /// The latest time seen.
    public var now: Timestamp { shards.reduce(.distantPast) { max($0, $1.firewall.now) } }

    // MARK: Packets

    /// Takes packets in order and says what happens to each; see ``Firewall/process(_:packets:into:)``.
    ///
    /// The batch is spread, worked on by all, and waited for (``FirewallGroup``): a few thousand packets are a good size, tens are not.
    public func process(_ bytes: Span<UInt8>, packets: Span<PacketDescriptor>, into verdicts: inout [Verdict]) {
        if shards.count == 1 {
            shards[0].firewall.process(bytes, packets: packets, into: &verdicts)
            return
        }
        // Every packet gets its verdict from the worker that it is marked with: what stands there now is not read.
        verdicts.resize(to: packets.count, Verdict(.drop, .undecodable))
        var marks: [PacketMark] = []
        swap(&marks, &self.marks)
        marks.resize(to: packets.count, PacketMark(0))
        unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe packets.withUnsafeBufferPointer { packets in
                unsafe marks.withUnsafeMutableBufferPointer { marks in
                    unsafe verdicts.withUnsafeMutableBufferPointer { verdicts in
                        spread(unsafe SharedBatch(bytes, packets, marks, verdicts))
                    }
                }
            }
        }
        swap(&marks, &self.marks)
    }

    // MARK: Control

    /// See ``Firewall/apply(_:at:)``; every worker has registrations of its own.
    @discardableResult
    public func apply(_ update: RegistrationUpdate, at time: Timestamp) -> [RegistrationOutcome] {
        var outcomes: [RegistrationOutcome] = []
        for (number, shard) in shards.enumerated() {
            let own = shard.firewall.apply(update, at: time)
            if number == 0 { outcomes = own }
        }
        settle()
        return outcomes
    }

    /// See ``Firewall/replacePolicy(_:library:rematch:at:)``.
    public func replacePolicy(
        _ policy: ResolvedPolicy, library: SignatureLibrary? = nil, rematch: Bool = true, at time: Timestamp? = nil
    ) throws(FlowError) {
        for shard in shards { try shard.firewall.replacePolicy(policy, library: library, rematch: rematch, at: time) }
        settle()
    }

    /// See ``Firewall/replaceSignatures(_:)``.
    public func replaceSignatures(_ library: SignatureLibrary) throws(FlowError) {
        for shard in shards { try shard.firewall.replaceSignatures(library) }
        settle()
    }

    /// See ``Firewall/advance(to:)``.
    public func advance(to time: Timestamp) {
        for shard in shards { shard.firewall.moveClock(to: time) }
        settle()
        let shards = shards
        Self.perform(shards.count) { number in shards[number].firewall.advance(to: time) }
    }

    /// See ``Firewall/finish()``.
    public func finish() {
        let end = now
        advance(to: end)
        let shards = shards
        Self.perform(shards.count) { number in shards[number].firewall.finish() }
    }

    // MARK: Reports

    /// Has each worker put its reports into words, which takes longer than to gather them.
    private func settleReports() {
        guard shards.count > 1 else { return }
        let shards = shards
        Self.perform(shards.count) { number in shards[number].firewall.settleReports() }
    }

    /// The log records since the last call, by time; of one time those of the earlier session first.
    public func takeRecords() -> [TrafficLogRecord] {
        settleReports()
        var records = shards.flatMap { $0.firewall.takeRecords() }
        if shards.count > 1 {
            records.sort { ($0.time, $0.session.start, $0.session.id) < ($1.time, $1.session.start, $1.session.id) }
            for index in records.indices {
                records[index].sequenceNumber = nextSequenceNumber
                nextSequenceNumber &+= 1
            }
        }
        return records
    }

    /// The log records since the last call as numbers, worker by worker; see ``Firewall/takeLogEntries(_:)``.
    public func takeLogEntries(_ body: (LogEntry) -> Void) {
        for shard in shards {
            shard.firewall.takeLogEntries { entry in
                var entry = entry
                if shards.count > 1 {
                    entry.sequenceNumber = nextSequenceNumber
                    nextSequenceNumber &+= 1
                }
                body(entry)
            }
        }
    }

    /// The sessions that ended since the last call, oldest first.
    public func takeEndedSessions() -> [SessionSummary] {
        settleReports()
        var sessions = shards.flatMap { $0.firewall.takeEndedSessions() }
        if shards.count > 1 { sessions.sort { ($0.start, $0.id) < ($1.start, $1.id) } }
        return sessions
    }

    public func takeResourceEvents() -> [ResourceEvent] {
        var events: [ResourceEvent] = []
        for shard in shards { ResourceEvent.merge(shard.firewall.takeResourceEvents(), into: &events) }
        return events
    }

    /// Live sessions, oldest first.
    public func sessions() -> [SessionSummary] {
        var sessions = shards.flatMap { $0.firewall.sessions() }
        if shards.count > 1 { sessions.sort { ($0.start, $0.id) < ($1.start, $1.id) } }
        return sessions
    }

    public var sessionCount: Int { shards.reduce(0) { $0 + $1.firewall.sessionCount } }

    public var counters: FirewallCounters {
        var sum = FirewallCounters()
        for shard in shards { sum.add(shard.firewall.counters) }
        return sum
    }

    public var lostReportCounts: (records: UInt64, sessions: UInt64) {
        shards.reduce((0, 0)) { sum, shard in
            let own = shard.firewall.lostReportCounts
            return (sum.0 &+ own.records, sum.1 &+ own.sessions)
        }
    }

    public var hitCounts: [RuleHitCount] {
        var report = HitReport()
        for shard in shards { report.add(HitReport(shard.firewall.hitCounts)) }
        return report.counts
    }
}

extension Array {
    fileprivate mutating func resize(to count: Int, _ element: Element) {
        removeLast(Swift.max(0, self.count - count))
        append(contentsOf: repeatElement(element, count: count - self.count))
    }
}
