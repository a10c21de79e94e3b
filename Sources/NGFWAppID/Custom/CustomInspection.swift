import NGFWCore

/// What is remembered of one session for the sake of custom applications; next to nothing while none can match.
///
/// - Bounds: ``Limits/inspectedBytes`` for each direction and for the bytes that wait for the decoder, ``maximumProgress``.
struct CustomInspection: Sendable {
    enum Phase: UInt8 {
        /// The application is not known, so neither is the decoder; bytes wait.
        case watching
        case decoding
        /// Nothing more can match.
        case done
    }

    /// What the built-in signatures say.
    var builtIn = Classification.undecided
    var phase = Phase.watching
    var decoder: ContextDecoder?
    /// The signature that matched.
    var winner: UInt32?
    var byteCount = 0
    /// Units so far.
    var unit: UInt32 = 0
    var progress: [CustomProgress] = []
    /// Signatures that matched in a session that is not inside their parent, yet.
    var waiting: [UInt32] = []
    /// The moment at which a message of unknown bytes is over.
    var isUnknownCertain = false
    /// Bytes of both ends as they came, until the decoder is known.
    var held: [UInt8] = []
    var heldTurns: [(side: Side, count: Int)] = []
    var message = CustomMessage()
    var client = CustomFlow()
    var server = CustomFlow()

    static let maximumProgress = 256
    static let maximumWaiting = 16

    mutating func takeFlow(_ side: Side) -> CustomFlow {
        var flow = CustomFlow()
        if side == .client { swap(&flow, &client) } else { swap(&flow, &server) }
        return flow
    }

    mutating func putFlow(_ flow: consuming CustomFlow, _ side: Side) {
        if side == .client { client = flow } else { server = flow }
    }

    mutating func nextUnit() -> UInt32 {
        unit &+= 1
        return unit
    }

    /// Forgets what only further bytes could use.
    mutating func end() {
        phase = .done
        (progress, waiting, held, heldTurns) = ([], [], [], [])
        (message, client, server) = (CustomMessage(), CustomFlow(), CustomFlow())
    }
}

/// How far a signature with several conditions is.
struct CustomProgress: Sendable {
    var signature: UInt32
    /// 0 for conditions that may be spread over the session.
    var transaction: UInt32
    /// Conditions that hold, as bits; of ordered ones always the first few.
    var held: UInt16 = 0
    /// Where the last ordered condition matched.
    var unit: UInt32 = 0
    var field: UInt8 = 0
    var end: Int32 = 0
}

/// What one end says until the other answers, as raw bytes.
struct CustomMessage: Sendable {
    var bytes: [UInt8] = []
    var side: Side?
    /// Of the session, from 1.
    var number: UInt32 = 0
    /// A client's message and the server's answer have one number.
    var transaction: UInt32 = 0
    var unit: UInt32 = 0
}

/// One direction under a decoder.
struct CustomFlow: Sendable {
    /// Bytes of a unit that is not whole yet.
    var buffer: [UInt8] = []
    /// What the decoder is in the middle of; its own meaning.
    var state: UInt8 = 0
    var remaining = 0
    /// Units, or transactions, so far.
    var count: UInt32 = 0
    /// Facts of the unit under way, for its later parts.
    var facts = UnitFacts(transaction: 0, unit: 0)
    var flags: UInt8 = 0
    /// The decoder has given this direction up.
    var isOff = false
    /// Lines that are looked at together.
    var block: [UInt8] = []
    /// Of requests without response yet.
    var methods: [UInt8] = []
}
