internal import NGFWCore

/// How far an SCTP association has come, as its chunks tell (RFC 9260 sections 4 and 9): only its timeout hangs on that.
///
///     phase.note(INIT from the client)          // opening: timeout-sctp-init
///     phase.note(COOKIE ECHO from the client)   // cookie: timeout-sctp-cookie
///     phase.note(COOKIE ACK from the server)    // established: timeout-sctp
///     phase.note(SHUTDOWN from anybody)         // closing: timeout-sctp-shutdown
///
/// Nobody checks verification tags, so an ABORT may be forged: who goes on sending data was not aborted.
enum SCTPPhase: UInt8 {
    /// Met in its middle, or not begun as it should be: it counts like any other protocol.
    case unknown = 0
    case opening
    case cookie
    case established
    case closing

    /// Chunk types (RFC 9260 section 3.2).
    private enum Chunk {
        static let data: UInt8 = 0
        static let initiation: UInt8 = 1
        static let abort: UInt8 = 6
        static let shutdown: UInt8 = 7
        static let shutdownAck: UInt8 = 8
        static let cookieEcho: UInt8 = 10
        static let cookieAck: UInt8 = 11
        static let shutdownComplete: UInt8 = 14
        /// RFC 8260.
        static let interleavedData: UInt8 = 64
        static let headerLength = 4
    }

    /// Chunks of a packet that are looked at; those that matter stand in front (RFC 9260 section 6.10).
    private static let chunkLimit = 8

    /// Takes note of a packet's chunks.
    ///
    /// - Parameter bytes: The packet's, after the common header; what is cut off tells nothing.
    mutating func note(_ bytes: Span<UInt8>, _ direction: FlowDirection) {
        var here = 0
        for _ in 0..<Self.chunkLimit where here + Chunk.headerLength <= bytes.count {
            note(chunk: bytes[here], direction)
            let length = Int(bytes[here + 2]) << 8 | Int(bytes[here + 3])
            guard length >= Chunk.headerLength else { return }
            // Chunks begin at multiples of four.
            here += (length + 3) & ~3
        }
    }

    private mutating func note(chunk: UInt8, _ direction: FlowDirection) {
        let isClient = direction == .clientToServer
        switch chunk {
        case Chunk.initiation:
            if isClient, self == .unknown || self == .closing { self = .opening }
        case Chunk.cookieEcho:
            if isClient, self == .opening { self = .cookie }
        case Chunk.cookieAck:
            if !isClient, self == .cookie { self = .established }
        case Chunk.shutdown, Chunk.shutdownAck, Chunk.shutdownComplete, Chunk.abort:
            if self == .established { self = .closing }
        case Chunk.data, Chunk.interleavedData:
            if self == .closing { self = .established }
        default: break
        }
    }

    /// The idle timeout in seconds. Source: reference section 4.2.
    ///
    /// - Parameter service: What the service asks for of associations in use.
    func timeout(_ timeouts: SessionTimeouts, service: Int64?) -> Int64 {
        switch self {
        case .unknown: timeouts.other
        case .opening: timeouts.sctpInit
        case .cookie: timeouts.sctpCookie
        case .established: service ?? timeouts.sctp
        case .closing: timeouts.sctpShutdown
        }
    }
}
