public import NGFWCore

/// What is remembered of one session while its application is looked for. It exists only until the answer is final; drop it then.
///
/// - Bounds: ``Limits/inspectedBytes`` for each direction of TCP, nothing of datagrams but a few counters.
public struct Inspection: Sendable {
    public internal(set) var classification = Classification.undecided
    /// The applications the session was given, oldest first; the last is the current one.
    public internal(set) var path = ApplicationPath()

    /// The session's number, for ``Classifier/observer``.
    public var label: UInt64 = 0

    let ipProtocol: IPProtocol
    let transport: Transport?
    let startsMidStream: Bool
    /// Role assignments still possible.
    var roles: Roles
    /// Priority of the signature that gave the current answer.
    var priority = 0
    /// Payload packets; for TCP the times that the talker changed, which does not depend on how a stream is cut.
    var turnCount = 0
    var byteCount = 0
    var lastDirection: FlowDirection?
    var timeToLive: UInt8 = 0
    /// Which decoders have given all their fields: bits of ``fieldBit(_:_:_:)``.
    var fieldsDone: UInt16 = 0
    /// Stream bytes from each end.
    var fromInitiator: [UInt8] = []
    var fromResponder: [UInt8] = []
    /// Datagrams that matched signatures which need several.
    var progress: [Progress] = []
    /// The hello of a QUIC session that is waited for.
    var quic: QUICHandshake?
    /// The search for custom applications; unused without them.
    var custom = CustomInspection()

    /// - Parameter startsMidStream: The session's first packets were not seen, so its first sender may be the server.
    public init(ipProtocol: IPProtocol, startsMidStream: Bool) {
        self.ipProtocol = ipProtocol
        self.startsMidStream = startsMidStream
        transport = Transport(ipProtocol)
        roles = transport == .tcp && !startsMidStream ? .asSeen : .both
    }

    /// Another library takes over: only its built-in signatures go on with this session, from the bytes on that are kept of it. A custom
    /// application that was found stays.
    ///
    /// - Parameter number: an application's id in the other library's catalogue; `nil` when it is gone.
    public mutating func libraryChanged(_ evidence: EvidenceTranslation, _ number: (ApplicationID) -> ApplicationID?) {
        let isCustom = custom.winner != nil
        let wasLookedFor = custom.phase == .done || custom.byteCount > 0
        var answer = wasLookedFor && !isCustom ? custom.builtIn : classification
        let base = number(answer.base) ?? .undecided
        answer.application = number(answer.application) ?? base
        answer.base = base
        answer.evidence = isCustom ? .none : evidence.translate(answer.evidence)
        if isCustom { answer.state = .final }
        if !evidence.isSameSignatures {
            progress = []
            fieldsDone = 0
        }
        classification = answer
        let former = path
        path = []
        for application in former.compactMap(number) { path.append(application) }
        custom.end()
        custom.winner = nil
        custom.builtIn = answer
    }

    /// How far a signature that needs several datagrams is.
    struct Progress: Sendable {
        static let maximum = 24

        var signature: UInt16
        var role: Roles
        var count: UInt8 = 0
        /// Sides that matched, as bits.
        var sides: UInt8 = 0
        /// The last counted datagram of each side, for signatures with a ``Continuity``.
        var client = Run()
        var server = Run()
    }

    /// Datagrams of one side that belong together.
    struct Run: Sendable {
        var count: UInt8 = 0
        var constant: Int64 = 0
        var rising: Int64 = 0
    }

    static func fieldBit(_ direction: FlowDirection, _ side: Side, _ family: FieldFamily) -> UInt16 {
        1 << (UInt16(direction.rawValue) * 8 + UInt16(side.rawValue) * 4 + UInt16(family.rawValue))
    }

    /// Whether it has memory that ``Classifier/forgetBytes(_:)`` does not take back.
    public var holdsMemory: Bool {
        !fromInitiator.isEmpty || !fromResponder.isEmpty || !progress.isEmpty || quic != nil || custom.byteCount > 0
            || custom.phase != .watching
    }

    func heldBytes(_ direction: FlowDirection) -> Int {
        direction == .clientToServer ? fromInitiator.count : fromResponder.count
    }
}
