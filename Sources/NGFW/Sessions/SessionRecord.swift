internal import NGFWAppID
internal import NGFWCore
internal import NGFWPolicy

/// One session in the table: plain bits without references, so that a packet of a decided session costs no ARC traffic.
struct SessionRecord {
    var key: SessionKey
    /// Rises with every session of a firewall, from 1; 0 for one that is not kept.
    var id: UInt64 = 0
    var start: Timestamp
    /// Of the last packet; of the block once the session is in state DISCARD, whose timer does not restart.
    var lastSeen: Timestamp
    var packetsSent: UInt64 = 0
    var packetsReceived: UInt64 = 0
    var bytesSent: UInt64 = 0
    var bytesReceived: UInt64 = 0

    var tcp = TCPState()

    /// Seconds without a packet after which it ends.
    var timeout: Int32 = 0
    /// Seconds that the application asks for, 0 for none.
    var applicationTimeout: Int32 = 0
    /// The slot of the inspection pool, -1 when nothing is inspected.
    var inspection: Int32 = -1
    /// See ``author``.
    private var packedAuthor: Int32 = SessionRecord.noAuthor
    var packetsToIdentify: UInt32 = 0
    /// What the policy calls the user of the client address.
    var user = UserFact.unmapped
    /// Indices into the firewall's zone table.
    var from: UInt16 = 0
    var to: UInt16 = 0
    var application = ApplicationID.undecided
    var base = ApplicationID.undecided
    var evidence = Evidence.none
    var path = ApplicationPath()

    var state = SessionState.active
    var action = RuleAction.allow
    var standing = RuleMatch.Standing.decided
    var endReason: SessionEndReason?
    var icmpType: UInt8?
    var traits: Traits = []

    struct Traits: OptionSet {
        let rawValue: UInt8
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
    }

    init(key: SessionKey, start: Timestamp) {
        self.key = key
        self.start = start
        lastSeen = start
    }

    var tuple: FiveTuple { key.tuple(clientIsFirst: traits.contains(.clientIsFirst)) }

    func isExpired(at now: Timestamp) -> Bool { now >= deadline }

    /// When it ends if no packet comes.
    var deadline: Timestamp { lastSeen.advanced(bySeconds: Int64(timeout)) }

    var packets: UInt64 { packetsSent &+ packetsReceived }

    mutating func count(_ byteCount: Int, _ direction: FlowDirection) {
        if direction == .clientToServer {
            packetsSent &+= 1
            bytesSent &+= UInt64(max(0, byteCount))
        } else {
            packetsReceived &+= 1
            bytesReceived &+= UInt64(max(0, byteCount))
        }
    }

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
}

/// The applications a session was, oldest first: at most six, of more the oldest ones and the newest.
struct ApplicationPath: Equatable {
    private var steps: (UInt16, UInt16, UInt16, UInt16, UInt16, UInt16) = (0, 0, 0, 0, 0, 0)
    private var count: UInt8 = 0

    mutating func append(_ application: ApplicationID) {
        let value = application.rawValue
        switch count {
        case 0: steps.0 = value
        case 1: steps.1 = value
        case 2: steps.2 = value
        case 3: steps.3 = value
        case 4: steps.4 = value
        default: steps.5 = value
        }
        count = min(6, count + 1)
    }

    /// Gives the steps other numbers; those without are left out.
    mutating func renumber(_ number: (ApplicationID) -> ApplicationID?) {
        let former = applications
        self = ApplicationPath()
        for application in former.compactMap(number) { append(application) }
    }

    var applications: [ApplicationID] {
        [steps.0, steps.1, steps.2, steps.3, steps.4, steps.5].prefix(Int(count)).map { ApplicationID(rawValue: $0) }
    }

    static func == (left: ApplicationPath, right: ApplicationPath) -> Bool { left.applications == right.applications }
}
