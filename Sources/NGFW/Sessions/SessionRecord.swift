internal import NGFWCore
internal import NGFWPolicy

/// What every packet of a session reads or writes, in two lines of memory: plain bits without references, so that a packet of a
/// decided session costs no ARC traffic.
///
///     line 1   key | last seen, timeout | who decided, what | traits | high parts of counters and id
///     line 2   bytes, packets | TCP | identification, id
///
/// When it began, its zones and the like stand apart (``SessionDetails``): only reports and lookups ask.
struct SessionRecord: BitwiseCopyable {
    var key: SessionKey
    /// Of the last packet; of the block once the session is in state DISCARD, whose timer does not restart.
    var lastSeen: Timestamp
    /// Seconds without a packet after which it ends.
    var timeout: Int32 = 0
    /// See ``author``.
    private var packedAuthor: Int32 = SessionRecord.noAuthor
    /// State (2 bits), standing (2), action (3).
    private var packedAnswer: UInt8 = 0
    /// See ``endReason``.
    private var packedEndReason: UInt8 = 0
    var traits: Traits = []
    private var packetsSentHigh: UInt8 = 0
    private var packetsReceivedHigh: UInt8 = 0
    private var idHigh: UInt16 = 0

    private(set) var bytesSent: UInt64 = 0
    private(set) var bytesReceived: UInt64 = 0
    private var packetsSentLow: UInt32 = 0
    private var packetsReceivedLow: UInt32 = 0
    var tcp = TCPState()
    /// Type of the first ICMP message; of SCTP the ``SCTPPhase``.
    private var typeOrPhase: UInt8 = 0
    /// A number of the ``IdentificationTable``; while ``Traits/isInspected``, of the inspection pool, which has that number then.
    var identification: UInt32 = 0
    private var idLow: UInt32 = 0

    struct Traits: OptionSet, BitwiseCopyable {
        let rawValue: UInt16
        /// The client is the key's first endpoint.
        static let clientIsFirst = Traits(rawValue: 1 << 0)
        static let startsMidStream = Traits(rawValue: 1 << 1)
        static let hasPayload = Traits(rawValue: 1 << 2)
        /// No further payload will change the application.
        static let isFinal = Traits(rawValue: 1 << 3)
        static let startLogged = Traits(rawValue: 1 << 4)
        /// A drop or deny record was due, so no end record is.
        static let blockReported = Traits(rawValue: 1 << 5)
        static let blockedAtFirstPacket = Traits(rawValue: 1 << 6)
        /// No further payload will change the application, unless it shows one of the configuration's own.
        static let isSettled = Traits(rawValue: 1 << 7)
        /// It has state in the inspection pool: it is inspected, or what was inspected is not acknowledged yet.
        static let isInspected = Traits(rawValue: 1 << 8)
        /// It was announced by another session, which stands in ``Firewall/parents``.
        static let hasParent = Traits(rawValue: 1 << 9)
        /// Its segments came with different bytes for the same place.
        static let hasConflict = Traits(rawValue: 1 << 10)
        /// Windows are no longer looked at: `asymmetric-path bypass`.
        static let isUntracked = Traits(rawValue: 1 << 11)
        /// It negotiates ports for other sessions, so its payload is looked at even when its application is final.
        static let announces = Traits(rawValue: 1 << 12)
        /// Datagrams inside it are inspected as sessions of their own.
        static let isTunnel = Traits(rawValue: 1 << 13)
        /// Its application was given: its start record is due with its first packet that counts.
        static let owesStart = Traits(rawValue: 1 << 14)
    }

    init(key: SessionKey, start: Timestamp) {
        self.key = key
        lastSeen = start
    }

    var tuple: FiveTuple { key.tuple(clientIsFirst: traits.contains(.clientIsFirst)) }

    // MARK: Answers

    var state: SessionState {
        get { SessionState(packed: packedAnswer & 3) }
        set { packedAnswer = packedAnswer & ~3 | newValue.packed }
    }

    var standing: RuleMatch.Standing {
        get { RuleMatch.Standing(rawValue: packedAnswer >> 2 & 3) ?? .decided }
        set { packedAnswer = packedAnswer & ~0x0c | newValue.rawValue << 2 }
    }

    var action: RuleAction {
        get { Self.actions[Int(packedAnswer >> 4 & 7)] }
        set { packedAnswer = packedAnswer & ~0x70 | UInt8(truncatingIfNeeded: Self.actions.firstIndex(of: newValue) ?? 1) << 4 }
    }

    private static let actions = RuleAction.allCases + [.deny, .deny]

    /// Why it is over or will be, `nil` as long as nothing but time would end it.
    var endReason: SessionEndReason? {
        get { packedEndReason == 0 ? nil : Self.endReasons[Int(packedEndReason) - 1] }
        set { packedEndReason = newValue.flatMap { Self.endReasons.firstIndex(of: $0) }.map { UInt8(truncatingIfNeeded: $0 + 1) } ?? 0 }
    }

    private static let endReasons = SessionEndReason.allCases

    private static let noAuthor: Int32 = -1

    /// Who decided last; `nil` without a policy.
    var author: RuleMatch.Author? {
        get {
            switch packedAuthor {
            case Self.noAuthor: nil
            case -2: .intrazoneDefault
            case -3: .interzoneDefault
            default: .rule(Int(packedAuthor))
            }
        }
        set {
            packedAuthor =
                switch newValue {
                case nil: Self.noAuthor
                case .intrazoneDefault: -2
                case .interzoneDefault: -3
                case .rule(let index): Int32(clamping: index)
                }
        }
    }

    static let highestID: UInt64 = 1 << 48 - 1

    /// Rises with every session of a firewall, from 1, in 48 bits; 0 for one that is not kept.
    var id: UInt64 {
        get { UInt64(idHigh) << 32 | UInt64(idLow) }
        set {
            idLow = UInt32(truncatingIfNeeded: newValue)
            idHigh = UInt16(truncatingIfNeeded: newValue >> 32)
        }
    }

    var icmpType: UInt8? {
        get { key.ipProtocol.isICMP ? typeOrPhase : nil }
        set { typeOrPhase = newValue ?? 0 }
    }

    /// Meaningful for SCTP.
    var sctpPhase: SCTPPhase {
        get { SCTPPhase(rawValue: typeOrPhase) ?? .unknown }
        set { typeOrPhase = newValue.rawValue }
    }

    // MARK: Time

    @inline(__always)
    func isExpired(at now: Timestamp) -> Bool { now >= deadline }

    /// When it ends if no packet comes.
    @inline(__always)
    var deadline: Timestamp { lastSeen.advanced(bySeconds: Int64(timeout)) }

    // MARK: Counters

    var packetsSent: UInt64 { UInt64(packetsSentHigh) << 32 | UInt64(packetsSentLow) }
    var packetsReceived: UInt64 { UInt64(packetsReceivedHigh) << 32 | UInt64(packetsReceivedLow) }
    var packets: UInt64 { packetsSent &+ packetsReceived }

    @inline(__always)
    mutating func count(_ byteCount: Int, _ direction: FlowDirection) {
        let bytes = UInt64(truncatingIfNeeded: max(0, byteCount))
        if direction == .clientToServer {
            bytesSent &+= bytes
            packetsSentLow &+= 1
            if packetsSentLow == 0 { packetsSentHigh &+= 1 }
        } else {
            bytesReceived &+= bytes
            packetsReceivedLow &+= 1
            if packetsReceivedLow == 0 { packetsReceivedHigh &+= 1 }
        }
    }
}

/// What is asked of a session now and then: sixteen bytes beside its record.
struct SessionDetails: BitwiseCopyable {
    var start: Timestamp
    /// Zones and user: a number of the ``OriginTable``.
    var origin: UInt32 = 0
    /// Saturates; 0 when nothing was identified.
    var packetsToIdentify: UInt16 = 0
    /// Whether the record beside it is nobody's. Here, because the end of a session writes these bytes anyway: the line of the record
    /// need not go back to memory for it.
    var isFree = false

    init(start: Timestamp) { self.start = start }
}

extension SessionState {
    fileprivate init(packed: UInt8) {
        switch packed {
        case 0: self = .active
        case 1: self = .discard
        default: self = .closed
        }
    }

    fileprivate var packed: UInt8 {
        switch self {
        case .active: 0
        case .discard: 1
        case .closed: 2
        }
    }
}
