internal import NGFWCore
internal import NGFWPacket

/// How far a TCP connection has come, as seen from between its ends (RFC 9293 section 3.3.2, reference sections 4.2, 4.3).
///
/// Each side has sent up to `end` and may send up to `edge`, which its peer's acknowledgments and windows have moved: the
/// bounds of G. van Rooij, "Real Stateful TCP Packet Filtering in IP Filter" (2000). A segment outside is one that the receiver
/// throws away, so it may neither pass nor change anything here.
struct TCPState: BitwiseCopyable {
    private var clientEnd: UInt32 = 0
    private var clientEdge: UInt32 = 0
    private var serverEnd: UInt32 = 0
    private var serverEdge: UInt32 = 0
    private var clientISN: UInt32 = 0
    private var serverISN: UInt32 = 0
    /// The largest windows that the sides have offered, before their scale.
    private var clientWindow: UInt16 = 0
    private var serverWindow: UInt16 = 0
    private(set) var marks: Marks = []
    /// Window scales, the client's in the upper half.
    private var scales: UInt8 = 0

    struct Marks: OptionSet, BitwiseCopyable {
        let rawValue: UInt16
        static let clientSYN = Marks(rawValue: 1 << 0)
        static let serverSYN = Marks(rawValue: 1 << 1)
        static let established = Marks(rawValue: 1 << 2)
        static let clientFIN = Marks(rawValue: 1 << 3)
        static let serverFIN = Marks(rawValue: 1 << 4)
        static let clientReset = Marks(rawValue: 1 << 5)
        static let serverReset = Marks(rawValue: 1 << 6)
        /// The RST was in the window, but not at the sequence number that the peer expects.
        static let unverifiedReset = Marks(rawValue: 1 << 7)
        static let clientKnown = Marks(rawValue: 1 << 8)
        static let serverKnown = Marks(rawValue: 1 << 9)
        static let clientScales = Marks(rawValue: 1 << 10)
        static let serverScales = Marks(rawValue: 1 << 11)
        /// Met in mid-stream: its windows can only be guessed, generously.
        static let midStream = Marks(rawValue: 1 << 12)
        /// The first segment that was seen is the server's SYN-ACK.
        static let answerFirst = Marks(rawValue: 1 << 13)

        static let bothFIN: Marks = [.clientFIN, .serverFIN]
        static let anyReset: Marks = [.clientReset, .serverReset]
        static let bothKnown: Marks = [.clientKnown, .serverKnown]
        static let bothScale: Marks = [.clientScales, .serverScales]
    }

    /// The largest scale there is (RFC 7323 section 2.3): what a side is taken to have whose SYN was not seen whole.
    static let widestScale: UInt8 = 14
    /// How old an acknowledgment may be: a largest window without scale, and something for its delay.
    private static let oldestAcknowledgment: UInt32 = 66_000
    /// Where windows are not enforced, a RST this far from the expected sequence number may be meant.
    private static let windowGuess: Int32 = 1 << 20

    /// A connection met in mid-stream counts as established; its window scales are unknown.
    mutating func startMidStream() {
        marks.formUnion([.established, .midStream])
        scales = Self.widestScale << 4 | Self.widestScale
        clientWindow = .max
        serverWindow = .max
    }

    /// A connection whose SYN did not come this way: the SYN-ACK that answers it is its first segment.
    mutating func startWithAnswer() { marks.insert(.answerFirst) }

    /// The client's SYN was not seen.
    var startsWithAnswer: Bool { marks.contains(.answerFirst) && !marks.contains(.clientSYN) }

    var isEstablished: Bool { marks.contains(.established) }
    var isReset: Bool { !marks.isDisjoint(with: .anyReset) }
    /// One side has said that it is done.
    var isClosing: Bool { isReset || !marks.isDisjoint(with: .bothFIN) }

    /// Why it is closed, `nil` while it is not.
    var endReason: SessionEndReason? {
        if marks.contains(.clientReset) { return .tcpResetFromClient }
        if marks.contains(.serverReset) { return .tcpResetFromServer }
        return marks.isSuperset(of: .bothFIN) ? .tcpFIN : nil
    }

    /// Whether a SYN repeats the one that opened the session.
    func isRepeated(_ fields: TCPFields) -> Bool { marks.contains(.clientSYN) && fields.sequenceNumber == clientISN }

    /// Whether the client's SYN has no answer yet.
    var isUnanswered: Bool { marks.contains(.clientSYN) && !marks.contains(.serverSYN) }

    /// Whether a new SYN starts a new session: after both FINs or a RST at the right number. After one FIN the other side may go on,
    /// so the SYN must lie beyond what its sender sent, as that of a host does which has forgotten the connection
    /// (RFC 9293 section 3.6.1, RFC 6191); a RST that may be guessed is no end.
    func mayBeReused(by fields: TCPFields, isClient: Bool) -> Bool {
        if isReset { return !marks.contains(.unverifiedReset) }
        if marks.isSuperset(of: .bothFIN) { return true }
        guard !marks.isDisjoint(with: .bothFIN) else { return false }
        return !marks.contains(isClient ? .clientKnown : .serverKnown)
            || Self.isBeyond(fields.sequenceNumber, isClient ? clientEnd : serverEnd)
    }

    /// The sequence number of a side's first byte, `nil` when its SYN was not seen.
    func firstSequence(_ direction: FlowDirection) -> UInt32? {
        if direction == .clientToServer { return marks.contains(.clientSYN) ? clientISN &+ 1 : nil }
        return marks.contains(.serverSYN) ? serverISN &+ 1 : nil
    }

    /// Whether a side may have sent a segment of late: an ICMP error that quotes any other is forged (RFC 5927 section 4.1).
    func mayHaveSent(_ sequence: UInt32, _ direction: FlowDirection, _ rules: Rules) -> Bool {
        let isClient = direction == .clientToServer
        guard rules.enforcesWindows, marks.contains(isClient ? .clientKnown : .serverKnown) else { return true }
        let end = isClient ? clientEnd : serverEnd
        let oldest = end &- max(window(!isClient), Self.oldestAcknowledgment)
        return !Self.isBeyond(sequence, end) && !Self.isBeyond(oldest, sequence)
    }

    // MARK: Segments

    /// How segments are looked at.
    struct Rules {
        /// Segments outside the windows are refused; else everything is taken as it comes, as in a capture with holes.
        var enforcesWindows = false
        /// The client's ACK completes a handshake whose other side was not seen, as in captures of one direction alone.
        var isOneSideEnough = true
        /// A RST counts at once only at the very sequence number that is expected.
        var isResetStrict = true
    }

    enum Outcome: Equatable {
        case taken
        /// Taken, and another timeout applies from here on.
        case movedOn
        /// Outside the windows; nothing has changed.
        case outside
    }

    /// Takes note of one segment.
    ///
    /// - Parameter length: Payload bytes on the wire.
    @inline(__always)
    mutating func track(_ fields: TCPFields, length: Int, _ direction: FlowDirection, _ rules: Rules) -> Outcome {
        let isClient = direction == .clientToServer
        // Almost every segment: data or an acknowledgment on an open connection.
        if marks.isSuperset(of: [.established, .bothKnown]), marks.isDisjoint(with: [.anyReset, .bothFIN]),
            fields.flags.isDisjoint(with: [.syn, .fin, .rst]), fields.flags.contains(.ack)
        {
            if rules.enforcesWindows, !isInside(fields, length: UInt32(truncatingIfNeeded: length), isClient) { return .outside }
            note(fields, length: UInt32(truncatingIfNeeded: length), isClient)
            return .taken
        }
        return trackAny(fields, length: UInt32(truncatingIfNeeded: length), isClient, rules)
    }

    @inline(never)
    private mutating func trackAny(_ fields: TCPFields, length: UInt32, _ isClient: Bool, _ rules: Rules) -> Outcome {
        let before = marks
        if fields.flags.contains(.rst) {
            guard noteReset(fields, isClient, rules) else { return .outside }
            return marks == before ? .taken : .movedOn
        }
        if fields.flags.contains(.syn) {
            guard noteSYN(fields, length: length, isClient, rules) else { return .outside }
            return marks == before ? .taken : .movedOn
        }
        let controls: UInt32 = fields.flags.contains(.fin) ? 1 : 0
        // Of a stream met in its middle each side's first segment tells where it is.
        if rules.enforcesWindows, !marks.contains(.midStream) || marks.isSuperset(of: .bothKnown) {
            guard isInside(fields, length: length &+ controls, isClient) else { return .outside }
            // Without ACK only a SYN or a RST is looked at (RFC 9293 section 3.10.7).
            guard fields.flags.contains(.ack) else { return .outside }
        }
        if fields.flags.contains(.ack), !marks.isDisjoint(with: [.clientSYN, .serverSYN]) {
            // The server's payload tells as much as its SYN.
            if marks.contains(.serverSYN) ? isClient || length > 0 || !rules.enforcesWindows : isClient ? rules.isOneSideEnough : length > 0
            {
                marks.insert(.established)
            }
        }
        // Who goes on sending was not reset: somebody guessed.
        if marks.contains(.unverifiedReset), marks.contains(isClient ? .clientReset : .serverReset) {
            marks.subtract([.unverifiedReset, .clientReset, .serverReset])
        }
        if fields.flags.contains(.fin), isEstablished { marks.insert(isClient ? .clientFIN : .serverFIN) }
        note(fields, length: length &+ controls, isClient)
        return marks == before ? .taken : .movedOn
    }

    // MARK: Windows

    private static func isBeyond(_ sequence: UInt32, _ other: UInt32) -> Bool { Int32(bitPattern: sequence &- other) > 0 }

    private func scale(_ isClient: Bool) -> UInt8 { isClient ? scales >> 4 : scales & 0x0f }

    private func window(_ isClient: Bool) -> UInt32 { UInt32(isClient ? clientWindow : serverWindow) << scale(isClient) }

    /// Whether a segment lies where its receiver would take it, and acknowledges what was sent.
    ///
    /// - Parameter length: What it takes of the sequence space.
    @inline(__always)
    private func isInside(_ fields: TCPFields, length: UInt32, _ isClient: Bool) -> Bool {
        guard marks.contains(isClient ? .clientKnown : .serverKnown) else { return false }
        let end = isClient ? clientEnd : serverEnd
        let edge = isClient ? clientEdge : serverEdge
        let last = fields.sequenceNumber &+ length
        if Self.isBeyond(last, edge) || Self.isBeyond(end &- window(!isClient), last) { return false }
        guard fields.flags.contains(.ack) else { return true }
        guard marks.contains(isClient ? .serverKnown : .clientKnown) else { return false }
        let sent = isClient ? serverEnd : clientEnd
        let oldest = sent &- max(window(isClient), Self.oldestAcknowledgment)
        return !Self.isBeyond(fields.acknowledgmentNumber, sent) && !Self.isBeyond(oldest, fields.acknowledgmentNumber)
    }

    /// Moves ends, edges and windows on.
    ///
    /// - Parameter length: What the segment takes of the sequence space.
    @inline(__always)
    private mutating func note(_ fields: TCPFields, length: UInt32, _ isClient: Bool) {
        advance(to: fields.sequenceNumber &+ length, isClient)
        if isClient { clientWindow = max(clientWindow, fields.window) } else { serverWindow = max(serverWindow, fields.window) }
        guard fields.flags.contains(.ack) else { return }
        // What the peer acknowledges has been sent, seen here or not.
        advance(to: fields.acknowledgmentNumber, !isClient)
        // A closed window is probed with one byte (RFC 9293 section 3.8.6.1).
        let window = max(1, UInt32(fields.window) << scale(isClient))
        openWindow(to: fields.acknowledgmentNumber &+ window, !isClient)
    }

    @inline(__always)
    private mutating func advance(to sequence: UInt32, _ isClient: Bool) {
        let known: Marks = isClient ? .clientKnown : .serverKnown
        let end = isClient ? clientEnd : serverEnd
        if marks.contains(known) {
            if !Self.isBeyond(sequence, end) { return }
            if isClient { clientEnd = sequence } else { serverEnd = sequence }
        } else {
            marks.insert(known)
            let edge = marks.contains(.midStream) ? sequence &+ UInt32(UInt16.max) << UInt32(Self.widestScale) : sequence
            if isClient { (clientEnd, clientEdge) = (sequence, edge) } else { (serverEnd, serverEdge) = (sequence, edge) }
        }
        // A side may always send what it has sent.
        openWindow(to: sequence, isClient)
    }

    @inline(__always)
    private mutating func openWindow(to sequence: UInt32, _ isClient: Bool) {
        if isClient {
            if Self.isBeyond(sequence, clientEdge) { clientEdge = sequence }
        } else {
            if Self.isBeyond(sequence, serverEdge) { serverEdge = sequence }
        }
    }

    // MARK: SYN

    /// - Returns: False when it is no part of this connection.
    private mutating func noteSYN(_ fields: TCPFields, length: UInt32, _ isClient: Bool, _ rules: Rules) -> Bool {
        let own: Marks = isClient ? .clientSYN : .serverSYN
        let known: Marks = isClient ? .clientKnown : .serverKnown
        if rules.enforcesWindows {
            // An answer must be to what was asked (RFC 9293 section 3.10.7.3); the server may leave data of a SYN out (RFC 7413).
            if marks == .answerFirst, !isClient {
                clientISN = fields.acknowledgmentNumber &- 1
            } else if fields.flags.contains(.ack) {
                let isAnswered = marks.contains(isClient ? .serverKnown : .clientKnown)
                let (first, sent) = isClient ? (serverISN, serverEnd) : (clientISN, clientEnd)
                guard isAnswered, Self.isBeyond(fields.acknowledgmentNumber, first), !Self.isBeyond(fields.acknowledgmentNumber, sent)
                else { return false }
            }
            // On a side whose SYN was answered only the same SYN again.
            let isAnswered = isEstablished || marks.isSuperset(of: [.clientSYN, .serverSYN]) || fields.flags.contains(.ack)
            let isSettled = marks.contains(own) && isAnswered
            if isSettled || isEstablished {
                guard marks.contains(own), fields.sequenceNumber == (isClient ? clientISN : serverISN) else { return false }
                // Of two SYNs that crossed each is answered by a SYN that is not new (RFC 9293 section 3.5).
                noteAnswer(fields, isClient)
                return true
            }
        }
        marks.insert(own)
        let end = fields.sequenceNumber &+ 1 &+ length
        if !isEstablished {
            if isClient { clientISN = fields.sequenceNumber } else { serverISN = fields.sequenceNumber }
            // A fresh initial sequence number counts whatever was expected before.
            marks.remove(known)
            noteScale(fields, isClient)
        }
        advance(to: end, isClient)
        noteAnswer(fields, isClient)
        return true
    }

    /// What a SYN acknowledges, and the window that it offers, which is never scaled (RFC 7323 section 2.2).
    private mutating func noteAnswer(_ fields: TCPFields, _ isClient: Bool) {
        guard fields.flags.contains(.ack) else { return }
        advance(to: fields.acknowledgmentNumber, !isClient)
        openWindow(to: fields.acknowledgmentNumber &+ max(1, UInt32(fields.window)), !isClient)
    }

    private mutating func noteScale(_ fields: TCPFields, _ isClient: Bool) {
        let options = fields.options
        let scale = options?.windowScale ?? (options?.isCut == true ? Self.widestScale : nil)
        marks.remove(isClient ? .clientScales : .serverScales)
        if scale != nil { marks.insert(isClient ? .clientScales : .serverScales) }
        let other = isClient ? scales & 0x0f : scales >> 4
        let own = min(scale ?? 0, Self.widestScale)
        scales = isClient ? own << 4 | other : other << 4 | own
        let window = UInt16(clamping: (UInt32(fields.window) + (1 << UInt32(own)) - 1) >> UInt32(own))
        if isClient { clientWindow = window } else { serverWindow = window }
        // Windows are scaled when both sides say so, or not at all: known with the second SYN.
        let isSecond = fields.flags.contains(.ack) || marks.isSuperset(of: [.clientSYN, .serverSYN])
        if marks.contains(.answerFirst), !isClient, scale != nil {
            // A SYN-ACK offers what the SYN did (RFC 7323 section 2.2), which may have been any scale.
            marks.insert(.clientScales)
            scales |= Self.widestScale << 4
        }
        guard isSecond, !marks.isSuperset(of: .bothScale) else { return }
        clientWindow = UInt16(clamping: UInt32(clientWindow) << UInt32(scales >> 4))
        serverWindow = UInt16(clamping: UInt32(serverWindow) << UInt32(scales & 0x0f))
        scales = 0
    }

    // MARK: RST

    /// - Returns: False when it is none that the receiver would heed.
    private mutating func noteReset(_ fields: TCPFields, _ isClient: Bool, _ rules: Rules) -> Bool {
        let end = isClient ? clientEnd : serverEnd
        let distance = Int32(bitPattern: fields.sequenceNumber &- end)
        let isKnown = marks.contains(isClient ? .clientKnown : .serverKnown)
        // The answer to a SYN carries no sequence number of its own, but must acknowledge the SYN.
        let acknowledges =
            fields.flags.contains(.ack) && marks.contains(isClient ? .serverKnown : .clientKnown)
            && fields.acknowledgmentNumber == (isClient ? serverEnd : clientEnd)
        let isNear: Bool
        if rules.enforcesWindows, isKnown {
            let edge = isClient ? clientEdge : serverEdge
            isNear = !Self.isBeyond(fields.sequenceNumber, edge) && !Self.isBeyond(end &- window(!isClient), fields.sequenceNumber)
        } else {
            isNear = isKnown ? (-Self.windowGuess...Self.windowGuess).contains(distance) : !rules.enforcesWindows
        }
        if isKnown ? distance == 0 || !rules.isResetStrict && isNear : acknowledges {
            marks.remove(.unverifiedReset)
        } else if isNear {
            if isReset { return true }
            marks.insert(.unverifiedReset)
        } else {
            return false
        }
        if !isReset { marks.insert(isClient ? .clientReset : .serverReset) }
        return true
    }

    // MARK: Time

    /// What the idle timeout of a connection depends on. Source: reference section 4.2.
    enum Phase {
        case opening
        case answered
        case established
        case halfClosed
        /// Both ends have sent a FIN, or one a RST.
        case closed
        /// A RST came that the other end may not have taken.
        case doubtfullyReset
    }

    var phase: Phase {
        if isReset { return marks.contains(.unverifiedReset) ? .doubtfullyReset : .closed }
        if marks.isSuperset(of: .bothFIN) { return .closed }
        if !marks.isDisjoint(with: .bothFIN) { return .halfClosed }
        if isEstablished { return .established }
        return marks.contains(.serverSYN) ? .answered : .opening
    }
}
