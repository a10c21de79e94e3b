public import NGFWCore

/// Finds the application of sessions from their payload. One owner, reused for all its sessions.
///
///     var classifier = Classifier(library)
///     var inspection = Inspection(ipProtocol: .tcp, startsMidStream: false)
///     let answer = classifier.inspect(&inspection, payload.span, .clientToServer, timeToLive: 64)
///
/// Ports are never given: a port does not name an application. The answer for TCP does not depend on how the stream is cut
/// into segments.
public struct Classifier: ~Copyable {
    let library: SignatureLibrary
    /// PERF: the library's, beside it: to read them through it counts references that all threads share.
    let tables: SignatureTables
    let limits: Limits
    var matcher: PatternMatcher
    // Reused memory.
    var hits: [Hit] = []
    var scratch: [UInt8] = []
    /// Signatures that literals of a field speak for, and the look that last found a slot of ``FieldCandidates``.
    var found: [UInt32] = []
    var stamps: [UInt32] = []
    private(set) var stamp: UInt32 = 0
    /// Handshake messages of a server.
    var flight: [UInt8] = []
    /// Of the session in hand.
    var decoded = DecodedFields()
    var spares: [[UInt8]] = []
    static let spareCount = 256
    /// The library's custom applications and what looking for them needs.
    let custom: CustomLibrary?
    var memory = CustomMemory()
    /// Signatures of custom applications that were not followed because of ``CustomInspection/maximumProgress``.
    public internal(set) var customOverflowCount = 0
    /// Whether an inspection keeps the bytes of TCP that its final answer was found in, for ``Inspection/contradicts(_:at:_:)``: until the
    /// receiver has acknowledged them it may yet read others.
    public var keepsDecidedBytes = false
    /// Told of all payload that is looked at, before it is: for explanations.
    public var observer: (@Sendable (InspectedPayload) -> Void)?
    /// Set by tests that want to see every hit, not only the winner's.
    var observedApplications: Set<ApplicationID>?

    public init(_ library: SignatureLibrary, limits: Limits = .standard) {
        self.library = library
        tables = library.tables
        custom = library.custom
        stamps = [UInt32](repeating: 0, count: tables.fieldCandidates.slotCount)
        self.limits = limits
        matcher = PatternMatcher(matchLimit: limits.patternMatchLimit)
    }

    /// How often a pattern ran into its limits and gave no answer.
    public var undecidedMatchCount: Int { matcher.undecidedCount }

    /// Looks at the next payload of a session: for TCP the next bytes of that direction in order, else one datagram.
    ///
    /// Nothing is looked at once the answer is final. Empty payload changes nothing.
    ///
    /// - Parameter timeToLive: Of the packet, for signatures of path probing.
    /// - Complexity: the patterns that the first byte allows, each within ``Limits/patternMatchLimit``, on at most
    ///   ``Limits/inspectedBytes``.
    public mutating func inspect(
        _ inspection: inout Inspection, _ payload: Span<UInt8>, _ direction: FlowDirection, timeToLive: UInt8
    ) -> Classification {
        guard inspection.classification.state != .final else { return inspection.classification }
        guard let transport = inspection.transport else {
            settleByProtocol(&inspection)
            return inspection.classification
        }
        guard payload.count > 0 else { return inspection.classification }
        if observer != nil { tell(inspection, payload, direction, timeToLive) }
        inspection.timeToLive = timeToLive
        inspection.byteCount = inspection.byteCount.addingReportingOverflow(payload.count).partialValue
        if let custom {
            inspectWithCustom(&inspection, custom, payload, direction, transport)
        } else {
            inspectBuiltIn(&inspection, payload, direction, transport)
        }
        return inspection.classification
    }

    @inline(never)
    private func tell(_ inspection: borrowing Inspection, _ payload: Span<UInt8>, _ direction: FlowDirection, _ timeToLive: UInt8) {
        // The buffer is the payload's for the time of the call.
        let bytes = unsafe payload.withUnsafeBufferPointer { unsafe [UInt8]($0) }
        observer?(
            InspectedPayload(
                label: inspection.label, ipProtocol: inspection.ipProtocol, direction: direction, timeToLive: timeToLive, bytes: bytes))
    }

    mutating func inspectBuiltIn(
        _ inspection: inout Inspection, _ payload: Span<UInt8>, _ direction: FlowDirection, _ transport: Transport
    ) {
        if transport.isStream {
            inspectStream(&inspection, payload, direction)
        } else {
            inspectDatagram(&inspection, payload, direction, transport)
        }
    }

    /// The session is over: its final name. Fields that were still incomplete are looked at as they are.
    ///
    /// Without a match: `insufficient-data` below ``sufficientTurns`` and ``sufficientBytes``, else `unknown-tcp` or `unknown-udp`.
    public mutating func finish(_ inspection: inout Inspection) -> Classification {
        guard inspection.classification.state != .final else { return inspection.classification }
        if let custom { finishWithCustom(&inspection, custom) } else { finishBuiltIn(&inspection) }
        return inspection.classification
    }

    mutating func finishBuiltIn(_ inspection: inout Inspection) {
        if inspection.transport == nil { settleByProtocol(&inspection) }
        if inspection.transport == .tcp { inspectEnd(&inspection) }
        if inspection.transport == .udp { finishQUIC(&inspection) }
        guard inspection.classification.state != .final else { return }
        let enough = inspection.turnCount >= Self.sufficientTurns || inspection.byteCount >= Self.sufficientBytes
        settle(&inspection, enough: enough)
    }

    /// Packets and bytes after which a session without a match counts as unknown. Source: reference section 2.2.
    public static let sufficientTurns = 4
    public static let sufficientBytes = 2_000

    /// Makes the current answer final.
    mutating func settle(_ inspection: inout Inspection, enough: Bool) {
        if inspection.classification.state == .needsMore,
            let application = library.application(forIPProtocol: inspection.ipProtocol, icmpType: nil)
        {
            // A transport that is an application itself, such as SCTP: its association may have carried nothing.
            inspection.classification = Classification(
                application: application, base: application, state: .final, evidence: .ipProtocol)
            inspection.path.append(application)
        }
        if inspection.classification.state == .needsMore {
            if library.application(forIPProtocol: inspection.ipProtocol, icmpType: nil) != nil { return settleByProtocol(&inspection) }
            let unknown: ApplicationID =
                switch inspection.transport {
                case .tcp? where enough: .unknownTCP
                case .udp? where enough: .unknownUDP
                default: .insufficientData
                }
            inspection.classification = Classification(application: unknown, base: unknown, state: .final, evidence: .none)
            inspection.path.append(unknown)
        }
        inspection.classification.state = .final
        if !keepsDecidedBytes { forgetBytes(&inspection) }
    }

    private func settleByProtocol(_ inspection: inout Inspection) {
        let application = library.application(forIPProtocol: inspection.ipProtocol, icmpType: nil) ?? .insufficientData
        let evidence: Evidence = application.isPseudo ? .none : .ipProtocol
        inspection.classification = Classification(application: application, base: application, state: .final, evidence: evidence)
        inspection.path.append(application)
    }

    mutating func advanceStamp() {
        stamp &+= 1
        guard stamp == 0 else { return }
        // Once in four billion looks the stamps begin again.
        for index in stamps.indices { stamps[index] = 0 }
        stamp = 1
    }

    // MARK: Hits

    /// Applies the hits of one look in their order. `isSearchable` finds a hit's shortest prefix where the order needs it.
    mutating func apply(_ inspection: inout Inspection) {
        observedApplications?.formUnion(hits.map(\.application))
        if hits.count > 1 { hits.sort(by: Hit.comesBefore) }
        // PERF: to go through the array itself counts a reference to it.
        for index in hits.indices {
            accept(hits[index], &inspection)
            if inspection.classification.state == .final { break }
        }
        hits.removeAll(keepingCapacity: true)
    }

    private mutating func accept(_ hit: Hit, _ inspection: inout Inspection) {
        let current = inspection.classification
        if current.application == hit.application {
            if hit.isFinal { inspection.classification.state = .final }
            inspection.priority = max(inspection.priority, hit.priority)
            return
        }
        guard inspection.roles.contains(hit.role) else { return }
        if current.state == .identified {
            let isMorePrecise =
                hit.isField || hit.priority > inspection.priority || tables.isParent(current.application, of: hit.application)
            guard isMorePrecise, !inspection.path.contains(hit.application) else { return }
        } else if hit.isField, hit.base != hit.application, !hit.base.isPseudo {
            inspection.path.append(hit.base)
        }
        guard inspection.path.count < ApplicationPath.capacity else {
            inspection.classification.state = .final
            return
        }
        inspection.path.append(hit.application)
        inspection.priority = hit.priority
        if hit.signature < 0 || !tables.signatures[hit.signature].isSymmetric { inspection.roles = hit.role }
        // Bytes that name what is found inside an application leave that one's wire protocol below it.
        let isInside = current.state == .identified && tables.isParent(current.application, of: hit.application)
        inspection.classification = Classification(
            application: hit.application, base: isInside ? current.base : hit.base, state: hit.isFinal ? .final : .identified,
            evidence: hit.evidence)
    }

    mutating func hit(_ number: Int, role: Roles, base: ApplicationID? = nil, prefix: Int? = nil) -> Hit {
        let signature = tables.signatures[number]
        let isField = !signature.fields.isEmpty
        return Hit(
            application: signature.application, base: base ?? signature.base, priority: signature.priority, strength: signature.strength,
            isFinal: signature.isFinal, isField: isField, evidence: .signature(UInt16(number)), role: role, signature: number,
            prefix: prefix)
    }

    /// Whether a line's pattern, condition and decoder all accept the bytes.
    mutating func matches(_ line: Int, _ bytes: Span<UInt8>, side: Side, transport: Transport, timeToLive: UInt8) -> Bool {
        let pattern = tables.lines[line].pattern
        guard bytes.count > 0, tables.firstBytes[pattern].contains(bytes[0]),
            matcher.matches(tables.patterns[pattern], bytes) == .match
        else { return false }
        let condition = transport.isStream ? tables.lines[line].streamCondition : tables.lines[line].datagramCondition
        if condition >= 0, !tables.conditions[condition].holds(bytes, timeToLive: timeToLive) { return false }
        guard let decoder = tables.lines[line].decoder else { return true }
        return decoder.examine(bytes, side: side, transport: transport) == .accepted
    }
}
