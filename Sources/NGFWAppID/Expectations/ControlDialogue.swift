public import NGFWCore

/// Follows a control session and tells which flows it announces.
///
///     var dialogue = ControlDialogue(.ftp, tuple: session, settings: settings, limits: .standard)
///     for flow in dialogue.read(payload.span, .clientToServer) { … }     // PORT, EPRT, the answers to PASV and EPSV, …
///
/// Payloads of TCP come in order and without repetitions; ``skip(_:)`` says where bytes are missing. A datagram is a payload.
/// What is kept between payloads is at most ``NGFWCore/Limits/controlBytes`` a direction. Nothing is announced that was not
/// read whole: what is cut, too long or malformed announces nothing.
///
/// - Complexity: O(bytes).
public struct ControlDialogue: Sendable {
    private var negotiation: Negotiation
    private var dialogue: Dialogue

    private enum Dialogue {
        case ftp(FTPDialogue)
        case tftp
        case media(MediaDialogue)
        case oracle(OracleDialogue)
        case msrpc(EndpointMapperDialogue)
        case over
    }

    /// - Parameter tuple: Of the control session, as its client sees it.
    public init(_ control: ControlProtocol, tuple: FiveTuple, settings: NegotiationSettings, limits: Limits) {
        negotiation = Negotiation(tuple, settings, keptBytes: limits.controlBytes)
        let isStream = tuple.ipProtocol == .tcp
        dialogue =
            switch control {
            case .ftp: .ftp(FTPDialogue())
            case .tftp: .tftp
            case .sip, .rtsp, .mgcp: .media(MediaDialogue(control, isStream: isStream))
            case .oracle: .oracle(OracleDialogue())
            case .msrpc: .msrpc(EndpointMapperDialogue())
            }
        let goesOver: [Bool] =
            switch control {
            case .ftp, .oracle, .msrpc: [true]
            case .tftp, .mgcp: [false]
            case .sip, .rtsp: [true, false]
            }
        if !goesOver.contains(isStream) { dialogue = .over }
    }

    /// Whether nothing more will be announced, so that payloads need not be read.
    public var isOver: Bool {
        if case .over = dialogue { true } else { false }
    }

    /// Announcements that were not believed: of other hosts, of well-known ports, too many at once.
    public var refusedCount: Int { negotiation.refusedCount }

    /// The flows that a payload announces.
    public mutating func read(_ payload: Span<UInt8>, _ direction: FlowDirection) -> [AnnouncedFlow] {
        negotiation.begin()
        // Taken out and put back, so that nothing is copied to be changed.
        var current = Dialogue.over
        swap(&current, &dialogue)
        switch consume current {
        case .ftp(var ftp):
            ftp.read(payload, direction, &negotiation)
            dialogue = .ftp(ftp)
        case .tftp:
            TFTPDialogue.read(payload, direction, &negotiation)
            dialogue = .tftp
        case .media(var media):
            media.read(payload, direction, &negotiation)
            dialogue = .media(media)
        case .oracle(var oracle):
            oracle.read(payload, direction, &negotiation)
            if !oracle.isOver { dialogue = .oracle(oracle) }
        case .msrpc(var msrpc):
            msrpc.read(payload, direction, &negotiation)
            if !msrpc.isOver { dialogue = .msrpc(msrpc) }
        case .over: break
        }
        return negotiation.announced
    }

    /// Bytes of a direction are missing: what was begun is dropped, and read again from where a line or message surely begins.
    public mutating func skip(_ direction: FlowDirection) {
        switch dialogue {
        case .ftp(var ftp):
            ftp.skip(direction)
            dialogue = .ftp(ftp)
        case .media(var media):
            media.skip(direction)
            dialogue = .media(media)
        // Their messages are found by the lengths of those before: once one is missing, none is.
        case .oracle, .msrpc: dialogue = .over
        case .tftp, .over: break
        }
    }
}
