internal import NGFWCore

/// Calls and presentations: SIP (RFC 3261) and MGCP (RFC 3435), whose messages carry SDP; RTSP (RFC 2326, RFC 7826), whose
/// answers to SETUP name the ports.
struct MediaDialogue {
    private let control: ControlProtocol
    private var client: TextStream
    private var server: TextStream
    private var fromClient = Message()
    private var fromServer = Message()
    /// SETUP requests without an answer.
    private var setups = 0

    private struct Message {
        var description = SessionDescription()
        /// RTSP: an answer of success.
        var isSuccess = false
    }

    init(_ control: ControlProtocol, isStream: Bool) {
        self.control = control
        client = TextStream(isStream ? .messages : .datagrams)
        server = client
    }

    mutating func skip(_ direction: FlowDirection) {
        if direction == .clientToServer {
            client.skip()
            fromClient = Message()
        } else {
            server.skip()
            fromServer = Message()
        }
    }

    mutating func read(_ payload: Span<UInt8>, _ direction: FlowDirection, _ negotiation: inout Negotiation) {
        let isClient = direction == .clientToServer
        let owner = negotiation.sender(direction)
        let keptBytes = negotiation.keptBytes
        let control = control
        var stream = isClient ? client : server
        var message = isClient ? fromClient : fromServer
        var setups = setups
        stream.read(payload, keptBytes: keptBytes) { kind, line in
            switch kind {
            case .first:
                message.description.reset()
                guard control == .rtsp else { return }
                if isClient, line.begins("setup ") { setups = min(setups + 1, 64) }
                message.isSuccess = !isClient && line.begins("rtsp/") && line.first(0x20).flatMap { line.decimal(at: $0 + 1) }?.value == 200
            case .header:
                guard control == .rtsp, message.isSuccess, setups > 0, line.begins("transport:") else { return }
                setups -= 1
                TransportHeader.read(line, from: 10, &negotiation)
            case .body:
                if control != .rtsp { message.description.read(line, of: owner, &negotiation) }
            case .end: message.description.finish(of: owner, &negotiation)
            }
        }
        self.setups = setups
        if isClient {
            client = stream
            fromClient = message
        } else {
            server = stream
            fromServer = message
        }
    }
}
