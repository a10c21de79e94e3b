internal import NGFWCore
internal import NGFWPacket

/// How far a TCP connection has come, as seen from between its ends (RFC 9293 section 3.3.2, reference sections 4.2, 4.3).
struct TCPState {
    /// The sequence number that each side's next byte should have.
    private(set) var nextFromClient: UInt32 = 0
    private(set) var nextFromServer: UInt32 = 0
    private var clientISN: UInt32 = 0
    private var serverISN: UInt32 = 0
    private(set) var marks: Marks = []

    struct Marks: OptionSet {
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

        static let bothFIN: Marks = [.clientFIN, .serverFIN]
        static let anyReset: Marks = [.clientReset, .serverReset]
    }

    /// A RST this far from the expected sequence number may still be in the peer's window, whose scale is not tracked.
    private static let windowGuess: Int32 = 1 << 20

    /// A connection met in mid-stream counts as established.
    mutating func startMidStream() { marks.insert(.established) }

    var isEstablished: Bool { marks.contains(.established) }
    var isReset: Bool { !marks.isDisjoint(with: .anyReset) }
    var isClosed: Bool { isReset || marks.isSuperset(of: .bothFIN) }
    /// A new SYN starts a new session.
    var isClosing: Bool { isReset || !marks.isDisjoint(with: .bothFIN) }

    /// Why it is closed, `nil` while it is not.
    var endReason: SessionEndReason? {
        if marks.contains(.clientReset) { return .tcpResetFromClient }
        if marks.contains(.serverReset) { return .tcpResetFromServer }
        return marks.isSuperset(of: .bothFIN) ? .tcpFIN : nil
    }

    /// Whether a SYN repeats the one that opened the session.
    func isRepeated(_ fields: TCPFields) -> Bool { marks.contains(.clientSYN) && fields.sequenceNumber == clientISN }

    /// The sequence number of a side's first byte, `nil` when its SYN was not seen.
    func firstSequence(_ direction: FlowDirection) -> UInt32? {
        if direction == .clientToServer { return marks.contains(.clientSYN) ? clientISN &+ 1 : nil }
        return marks.contains(.serverSYN) ? serverISN &+ 1 : nil
    }

    /// Takes note of one segment.
    ///
    /// - Parameters:
    ///   - length: Payload bytes on the wire.
    ///   - isOneSideEnough: The client's ACK completes a handshake whose other side was not seen, as in captures of one
    ///     direction alone.
    /// - Returns: Whether another timeout applies from here on.
    mutating func track(_ fields: TCPFields, length: Int, _ direction: FlowDirection, isOneSideEnough: Bool) -> Bool {
        let before = marks
        if fields.flags.contains(.rst) {
            noteReset(fields, direction)
            return marks != before
        }
        let isClient = direction == .clientToServer
        if fields.flags.contains(.syn) {
            noteSYN(fields, isClient: isClient)
        } else if fields.flags.contains(.ack), !marks.isDisjoint(with: [.clientSYN, .serverSYN]) {
            // The server's payload tells as much as its SYN.
            if marks.contains(.serverSYN) || (isClient ? isOneSideEnough : length > 0) { marks.insert(.established) }
        }
        if fields.flags.contains(.fin), isEstablished { marks.insert(isClient ? .clientFIN : .serverFIN) }
        noteSequence(fields, length: length, isClient: isClient)
        return marks != before
    }

    private mutating func noteSYN(_ fields: TCPFields, isClient: Bool) {
        if isClient {
            if !isEstablished { clientISN = fields.sequenceNumber }
            marks.insert(.clientSYN)
        } else {
            if !isEstablished { serverISN = fields.sequenceNumber }
            marks.insert(.serverSYN)
        }
        guard !isEstablished else { return }
        // A fresh initial sequence number counts whatever was expected before.
        marks.remove(isClient ? .clientKnown : .serverKnown)
    }

    private mutating func noteSequence(_ fields: TCPFields, length: Int, isClient: Bool) {
        let controls: UInt32 = (fields.flags.contains(.syn) ? 1 : 0) + (fields.flags.contains(.fin) ? 1 : 0)
        advance(to: fields.sequenceNumber &+ UInt32(truncatingIfNeeded: length) &+ controls, isClient: isClient)
        // What the peer acknowledges has been sent, seen here or not.
        if fields.flags.contains(.ack) { advance(to: fields.acknowledgmentNumber, isClient: !isClient) }
    }

    private mutating func advance(to sequence: UInt32, isClient: Bool) {
        let known: Marks = isClient ? .clientKnown : .serverKnown
        let next = isClient ? nextFromClient : nextFromServer
        if marks.contains(known), Int32(bitPattern: sequence &- next) <= 0 { return }
        marks.insert(known)
        if isClient { nextFromClient = sequence } else { nextFromServer = sequence }
    }

    private mutating func noteReset(_ fields: TCPFields, _ direction: FlowDirection) {
        let isClient = direction == .clientToServer
        let distance = Int32(bitPattern: fields.sequenceNumber &- (isClient ? nextFromClient : nextFromServer))
        let isKnown = marks.contains(isClient ? .clientKnown : .serverKnown)
        // The answer to a SYN carries no sequence number of its own, but must acknowledge the SYN.
        let peerNext = isClient ? nextFromServer : nextFromClient
        let acknowledges =
            fields.flags.contains(.ack) && marks.contains(isClient ? .serverKnown : .clientKnown)
            && fields.acknowledgmentNumber == peerNext
        if isKnown ? distance == 0 : acknowledges {
            marks.remove(.unverifiedReset)
        } else if !isKnown || (-Self.windowGuess...Self.windowGuess).contains(distance) {
            if isReset { return }
            marks.insert(.unverifiedReset)
        } else {
            return
        }
        if !isReset { marks.insert(isClient ? .clientReset : .serverReset) }
    }

    /// The idle timeout in seconds. Source: reference section 4.2.
    ///
    /// - Parameter application: The application's own timeout of established sessions, 0 for none.
    func timeout(_ timeouts: SessionTimeouts, application: Int64) -> Int64 {
        if isReset { return marks.contains(.unverifiedReset) ? timeouts.tcpUnverifiedReset : timeouts.tcpTimeWait }
        if marks.isSuperset(of: .bothFIN) { return timeouts.tcpTimeWait }
        if !marks.isDisjoint(with: .bothFIN) { return timeouts.tcpHalfClosed }
        if isEstablished { return application > 0 ? application : timeouts.tcp }
        return marks.contains(.serverSYN) ? timeouts.tcpHandshake : timeouts.tcpInit
    }
}
