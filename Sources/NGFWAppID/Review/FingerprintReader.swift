import NGFWCore

/// Finds the JA4 fingerprints of clients in what a classifier looks at (``Classifier/observer``): of TLS over TCP, and of QUIC.
public struct FingerprintReader {
    private var clients: [UInt64: Client] = [:]

    fileprivate struct Client {
        var direction: FlowDirection
        var stream: [UInt8] = []
        var quic = QUICHandshake()
        var fingerprint: String?
        var isDone = false
    }

    /// Sessions that are looked at.
    private static let maximumClients = 1 << 20

    public init() {}

    /// Takes the next payload of a session.
    public mutating func take(_ payload: InspectedPayload) {
        let ipProtocol = payload.ipProtocol
        guard ipProtocol == .tcp || ipProtocol == .udp, clients.count < Self.maximumClients || clients[payload.label] != nil else { return }
        var client = clients[payload.label] ?? Client(direction: payload.direction)
        guard !client.isDone else { return }
        if ipProtocol == .tcp { client.takeSegment(payload) } else { client.takeDatagram(payload) }
        clients[payload.label] = client
    }

    /// The fingerprint of a session's client, `nil` without a whole hello. The session is forgotten.
    public mutating func takeFingerprint(ofSession label: UInt64) -> String? { clients.removeValue(forKey: label)?.fingerprint }
}

extension FingerprintReader.Client {
    fileprivate mutating func takeSegment(_ payload: InspectedPayload) {
        // A hello is the first that its sender says.
        guard payload.direction == direction else { return }
        stream += payload.bytes.prefix(TLSDecoder.maximumHello - stream.count)
        var message: [UInt8] = []
        guard let found = TLSDecoder.firstMessage(stream.span, into: &message) else {
            isDone = stream.count >= 5
            if isDone { stream = [] }
            return
        }
        guard found.isComplete else { return }
        let range = found.range
        fingerprint =
            range.map { ClientFingerprint.of(stream.span.extracting($0), over: .tcp) } ?? ClientFingerprint.of(message.span, over: .tcp)
        (isDone, stream) = (true, [])
    }

    fileprivate mutating func takeDatagram(_ payload: InspectedPayload) {
        _ = quic.take(payload.bytes.span, payload.direction)
        fingerprint = Self.fingerprint(quic)
        isDone = fingerprint != nil || !quic.mayContinue
        if isDone { quic = QUICHandshake() }
    }

    private static func fingerprint(_ quic: borrowing QUICHandshake) -> String? {
        let bytes = quic.stream.bytes.span.extracting(0..<quic.stream.prefixCount)
        guard quic.carriesTLS, let length = bytes.u24be(1), bytes.count >= 4 + length else { return nil }
        return ClientFingerprint.of(bytes.extracting(0..<4 + length), over: .quic)
    }
}
