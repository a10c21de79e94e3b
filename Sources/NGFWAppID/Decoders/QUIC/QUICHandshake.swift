import NGFWCore

/// What is known of the client's first flight on a QUIC connection.
struct QUICHandshake: Sendable {
    private var keys: QUICInitialKeys?
    private var attempts = 0
    /// Of the client's packets, once one of them could be opened.
    private(set) var client: FlowDirection?
    private(set) var stream = CryptoStream()
    private(set) var carriesTLS = true

    static let maximumAttempts = 16
    private static let maximumPackets = 4

    /// Whether further packets may be opened.
    var mayContinue: Bool { attempts < Self.maximumAttempts }

    /// Takes the handshake bytes of the Initial packets in a datagram.
    ///
    /// - Returns: whether there was one that could be opened.
    mutating func take(_ datagram: Span<UInt8>, _ direction: FlowDirection) -> Bool {
        guard client == nil || client == direction else { return false }
        var isOpened = false
        var start = 0
        for _ in 0..<Self.maximumPackets {
            guard mayContinue, let (end, header) = QUICInitialHeader.packet(datagram, at: start) else { break }
            if let header, let frames = open(datagram, header) {
                client = direction
                carriesTLS = header.version.carriesTLS
                stream.addFrames(frames.span)
                isOpened = true
            }
            start = end
        }
        return isOpened
    }

    /// With the keys at hand, or with those of the packet's own connection id: it changes after a Retry (RFC 9001 section 5.2).
    private mutating func open(_ datagram: Span<UInt8>, _ header: QUICInitialHeader) -> [UInt8]? {
        attempts += 1
        if let frames = keys?.open(datagram, header) { return frames }
        var destination: [UInt8] = []
        for index in header.destination { destination.append(datagram[index]) }
        let own = QUICInitialKeys(header.version, destination: destination)
        guard let frames = own.open(datagram, header) else { return nil }
        keys = own
        return frames
    }
}
