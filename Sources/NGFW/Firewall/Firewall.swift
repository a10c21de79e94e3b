public import NGFWAppID
public import NGFWCore
public import NGFWPacket
public import NGFWPolicy

/// The firewall: packets in, verdicts out; or a flow in words in, a ``Decision`` out.
///
///     var firewall = Firewall(configuration: configuration, library: library, policy: PolicyEngine(resolved))
///     let verdict = firewall.process(packet.span, wireLength: packet.count, linkType: .ethernet, at: time)
///     firewall.finish()
///     for record in firewall.takeRecords() { … }
///
/// Without a policy it identifies applications and lets everything pass. Time is what the packets bring; it never runs
/// backwards here, so sessions age by the latest time seen. One owner: more cores are more firewalls, packets spread by
/// a hash of the tuple that ignores direction.
public struct Firewall: ~Copyable {
    public let configuration: FirewallConfiguration
    public internal(set) var library: SignatureLibrary
    /// The applications that this firewall's answers may name.
    public internal(set) var catalogue: ApplicationCatalogue
    /// The latest time seen.
    public internal(set) var now = Timestamp.distantPast
    public internal(set) var counters = FirewallCounters()

    /// `nil` when there is no policy.
    let owner: PolicyOwner?
    var classifier: Classifier
    let decoder: PacketDecoder
    var reassembler: FragmentReassembler
    var table: SessionTable
    var identifications = IdentificationTable()
    var origins = OriginTable()
    let tunnelDecoder: TunnelDecoder
    var domains = TunnelDomains()
    /// By record number, those with ``SessionRecord/Traits/isTunnel``.
    var tunnelSessions: [Int: TunnelSession] = [:]
    /// Set while a packet from inside a tunnel is dealt with.
    var tunnelPlace: TunnelPlace?
    var inspections: InspectionPool
    var controls: ControlSessions
    var predictions: PredictedSessions
    /// Who announced the sessions that were announced, by their record numbers.
    var parents: [Int: SessionParent] = [:]
    /// Set for one of a group's workers.
    var kinship: Kinship?
    let tcpRules: TCPState.Rules
    let dropsWrongSums: Bool
    /// Whether segments with urgent bytes pass as such without: `urgent-data clear`.
    let clearsUrgentData: Bool
    let leavesUrgentData: Bool
    let stripsMultipath: Bool
    /// The last time stamps of sessions, where they are compared.
    var timestamps: TimestampTable?
    var applicationTimeouts: ApplicationTimeouts
    var zones: ZoneTable
    var rules: RuleBook
    var follows: PolicyFollowing
    var reports: ReportQueue
    /// When the second that is running is over: until then no session is due.
    var nextSecond = Timestamp.distantPast
    var batch = PacketBatch.full()
    var nextSessionID: UInt64 = 1
    private var firstSessionID: UInt64 = 1
    private var sessionIDStep: UInt64 = 1
    var nextSequenceNumber: UInt64 = 1
    /// Sessions in the table that were blocked at their first packet.
    var setupBlockCount = 0

    /// - Parameter policy: `nil` identifies only: no rule is asked, nothing is blocked, nothing is logged.
    public init(configuration: FirewallConfiguration, library: SignatureLibrary, policy: PolicyEngine?) {
        let limits = configuration.limits
        self.configuration = configuration
        self.library = library
        catalogue = policy?.policy.catalogue ?? library.catalogue
        owner = policy.map { PolicyOwner($0, asksReference: configuration.asksReferenceEvaluator) }
        decoder = PacketDecoder(limits: limits)
        tunnelDecoder = TunnelDecoder(limits: limits)
        reassembler = FragmentReassembler(limits: limits, seed: configuration.hashSeed)
        zones = ZoneTable(
            configuration.zones,
            others: (policy?.policy.tunnelInspections ?? []).flatMap {
                [$0.definition.innerSourceZone, $0.definition.innerDestinationZone].compactMap(\.self)
            }, policy: policy?.policy)
        rules = RuleBook(policy?.policy)
        follows = PolicyFollowing(policy?.policy, at: .distantPast)
        reports = ReportQueue(limit: limits.pendingRecords)
        classifier = Classifier(library, limits: limits)
        classifier.keepsDecidedBytes = policy != nil
        let tcp = configuration.settings.tcp
        dropsWrongSums = configuration.verifiesChecksums && tcp.isChecksumStrict
        clearsUrgentData = policy != nil && tcp.urgentData == .clear
        leavesUrgentData = tcp.urgentData == .oobInline
        stripsMultipath = policy != nil && tcp.stripsMultipath
        tcpRules = TCPState.Rules(
            enforcesWindows: policy != nil, isOneSideEnough: policy == nil || !tcp.rejectsNonSYN, isResetStrict: tcp.isResetStrict)
        applicationTimeouts = ApplicationTimeouts(catalogue, configuration.settings.timeouts)
        table = SessionTable(capacity: limits.sessions, seed: configuration.hashSeed)
        timestamps = policy != nil && tcp.checksTimestamp ? TimestampTable(capacity: table.capacity) : nil
        inspections = InspectionPool(limit: limits.inspectedSessions)
        controls = ControlSessions(catalogue, settings: configuration.negotiation, limits: limits)
        predictions = PredictedSessions(limits: limits)
    }

    /// Gives sessions every n-th number, so that firewalls side by side never give the same.
    mutating func numberSessions(from first: UInt64, step: UInt64) {
        nextSessionID = first
        firstSessionID = first
        sessionIDStep = step
    }

    /// After the number that was given: records have 48 bits for it, and zero says that there is no session.
    mutating func advanceSessionID() {
        nextSessionID &+= sessionIDStep
        if nextSessionID > SessionRecord.highestID { nextSessionID = firstSessionID }
    }

    /// The policy with its registrations as they are now; `nil` without one. A copy: nothing for the packet path.
    public var policy: PolicyEngine? { owner?.engine }

    /// Takes a packet and says what happens to it.
    ///
    /// - Parameters:
    ///   - bytes: What was captured, from the link-layer header on.
    ///   - wireLength: Length of the packet on the wire, at least `bytes.count`.
    /// - SeeAlso: ``process(_:packets:into:)`` for many at once.
    /// - Complexity: O(1) for a packet of a decided session. Sessions that have expired meanwhile are ended first.
    public mutating func process(_ bytes: Span<UInt8>, wireLength: Int, linkType: LinkType, at time: Timestamp) -> Verdict {
        moveClock(to: time)
        let packet: DecodedPacket
        do {
            packet = try decoder.decode(bytes, linkType: linkType)
        } catch {
            counters.received.add(wireLength)
            return withoutSession(.undecodable, wireLength)
        }
        counters.received.add(packet.datagramLength)
        if dropsWrongSums, ChecksumVerifier.state(of: packet, in: bytes) == .invalid {
            return withoutSession(.checksum, packet.datagramLength)
        }
        return packet.fragment == nil ? processDatagram(bytes, packet, place(of: packet)) : processFragment(bytes, packet)
    }

    /// Changes registered tags, users or groups; the next lookup sees it, running sessions stay as they are.
    /// Source: reference section 3.3.
    @discardableResult
    public mutating func apply(_ update: RegistrationUpdate, at time: Timestamp) -> [RegistrationOutcome] {
        moveClock(to: time)
        settleReports()
        let outcomes = owner?.apply(update, at: now) ?? []
        if follows.tags, outcomes.contains(where: \.isEffective) { rematch() }
        return outcomes
    }

    /// Lets time pass: ends the sessions and registrations whose time is over. Earlier times change nothing.
    public mutating func advance(to time: Timestamp) {
        moveClock(to: time)
        for index in table.expiredInThisSecond(at: now) { end(index, .agedOut) }
        expireRegistrations()
    }

    /// Ends all sessions: the capture, or the firewall's life, is over.
    public mutating func finish() {
        advance(to: now)
        for index in table.live { end(index, .unknown) }
    }

    @inline(__always)
    mutating func moveClock(to time: Timestamp) {
        guard time > now else { return }
        now = time
        if now >= nextSecond || follows.anything { beginSecond() }
    }

    /// What there is to do now and then: sessions whose time is over, and how fast the others age.
    @inline(never)
    private mutating func beginSecond() {
        if follows.anything { followClock() }
        guard now >= nextSecond else { return }
        nextSecond = Timestamp(seconds: now.seconds).advanced(bySeconds: 1)
        let ageing = configuration.settings.acceleratedAgeing
        if ageing.isEnabled {
            // Once it runs it ends a little lower: each beginning looks at every session.
            let threshold = table.ageingFactor > 1 ? ageing.threshold - Self.ageingSlack : ageing.threshold
            let isFull = table.count * 100 >= table.capacity * threshold
            table.setAgeingFactor(isFull ? Int64(max(1, ageing.scalingFactor)) : 1, now: now)
        }
        while let index = table.nextExpired(at: now) { end(index, .agedOut) }
        predictions.expire(at: now)
        counters.predictionsExpired = predictions.expiredCount
        if identifications.isDueForSweep {
            settleReports()
            let live = table.liveInAnyOrder
            identifications.sweep(live.map { identificationNumber($0) })
        }
    }

    /// How many percent below its threshold accelerated ageing ends.
    private static let ageingSlack = 2

    // MARK: Reports

    /// The log records since the last call, oldest first.
    public mutating func takeRecords() -> [TrafficLogRecord] {
        settleReports()
        return reports.takeRecords()
    }

    /// The sessions that ended since the last call, in the order in which they ended.
    public mutating func takeEndedSessions() -> [SessionSummary] {
        settleReports()
        return reports.takeSummaries()
    }

    /// The limits that were reached since the last call.
    public mutating func takeResourceEvents() -> [ResourceEvent] { reports.takeEvents() }

    /// Traffic log records and ended sessions that were not kept, because ``Limits/pendingRecords`` waited already.
    public var lostReportCounts: (records: UInt64, sessions: UInt64) { (reports.recordsLost, reports.summariesLost) }

    /// Live sessions, and those that are awaited (``SessionKind/predicted``), oldest first.
    ///
    /// - Complexity: O(*n* log *n*)
    public mutating func sessions() -> [SessionSummary] {
        let live = table.live
        let sessions = live.map { summary(of: view($0), at: now) }
        return predictions.isEmpty ? sessions : (sessions + predictedSummaries()).sorted { $0.id < $1.id }
    }

    public var sessionCount: Int { table.count }

    /// Hits of each rule in order, then of `intrazone-default` and `interzone-default`, then of each application override
    /// rule; empty without a policy.
    public var hitCounts: [RuleHitCount] { rules.hits + rules.overrideHits }

    /// Counts a decision on a flow as a hit of the rule that it names; decisions alone count nothing.
    public mutating func count(_ decision: Decision, at time: Timestamp) { rules.hit(decision, at: time) }

    /// Sets all hit counts to zero. Source: reference section 1.13.
    public mutating func resetHitCounts(at time: Timestamp) { rules.resetHits(at: time) }
}
