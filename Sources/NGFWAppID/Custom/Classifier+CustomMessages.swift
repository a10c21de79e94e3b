import NGFWCore

/// Contexts on bytes as they are: whatever one end says until the other answers, or one datagram.
extension Classifier {
    /// The fields that hold raw bytes of a decoder's sessions, from the client and from the server.
    private static func payloadFields(_ decoder: ContextDecoder) -> (client: ContextField, server: ContextField?)? {
        switch decoder {
        case .tls: (.tlsClientPayload, .tlsServerPayload)
        case .ftp: (.ftpClientPayload, .ftpServerPayload)
        case .smtp: (.smtpClientPayload, .smtpServerPayload)
        case .imap: (.imapClientPayload, .imapServerPayload)
        case .pop3: (.pop3ClientPayload, .pop3ServerPayload)
        case .telnet: (.telnetClientData, .telnetServerData)
        case .netbiosNames: (.netbiosNamePayload, nil)
        case .netbiosDatagrams: (.netbiosDatagramPayload, nil)
        default: nil
        }
    }

    /// Whether some operator looks at raw bytes of a decoder's sessions.
    func usesMessages(_ decoder: ContextDecoder, _ custom: CustomLibrary) -> Bool {
        guard let fields = Self.payloadFields(decoder) else { return false }
        return custom.uses(fields.client) || fields.server.map { custom.uses($0) } ?? false
    }

    /// Whether raw bytes matter to this session, now or once its decoder is known.
    private func needsMessages(_ inspection: Inspection, _ custom: CustomLibrary, _ mask: UInt32) -> Bool {
        if mask & (ContextDecoder.free.bit | ContextDecoder.unknown.bit) != 0 { return true }
        if let decoder = inspection.custom.decoder { return usesMessages(decoder, custom) }
        return custom.usesPayloads
    }

    mutating func lookAtMessage(
        _ inspection: inout Inspection, _ custom: CustomLibrary, _ chunk: Span<UInt8>, _ side: Side, _ transport: Transport
    ) {
        guard chunk.count > 0, needsMessages(inspection, custom, custom.decoders(transport)) else { return }
        chooseMessage(&inspection, side, isDatagram: !transport.isStream)
        let message = inspection.custom.message
        let facts = UnitFacts(transaction: message.transaction, unit: message.unit)
        guard transport.isStream else {
            addMessageFields(inspection, custom, 0..<chunk.count, side, transport)
            return emit(chunk, facts, &inspection, custom)
        }
        var bytes: [UInt8] = []
        swap(&bytes, &inspection.custom.message.bytes)
        let room = max(0, limits.inspectedBytes - bytes.count)
        if room > 0 {
            for index in 0..<min(room, chunk.count) { bytes.append(chunk[index]) }
            addMessageFields(inspection, custom, 0..<bytes.count, side, transport)
            emit(bytes.span, facts, &inspection, custom)
        }
        if inspection.custom.phase != .done { swap(&bytes, &inspection.custom.message.bytes) }
    }

    /// Begins a new message when the talker changes; each datagram is one.
    private func chooseMessage(_ inspection: inout Inspection, _ side: Side, isDatagram: Bool) {
        guard isDatagram || inspection.custom.message.side != side else { return }
        let isAnswer = !isDatagram && side == .server && inspection.custom.message.side == .client
        inspection.custom.message.bytes.removeAll(keepingCapacity: true)
        inspection.custom.message.side = side
        inspection.custom.message.number &+= 1
        inspection.custom.message.unit = inspection.custom.nextUnit()
        guard !isAnswer else { return }
        let former = inspection.custom.message.transaction
        if former != 0 { inspection.custom.progress.removeAll { $0.transaction == former } }
        inspection.custom.message.transaction = CustomMessage.firstTransaction | inspection.custom.message.number
    }

    private mutating func addMessageFields(
        _ inspection: Inspection, _ custom: CustomLibrary, _ range: Range<Int>, _ side: Side, _ transport: Transport
    ) {
        let isClient = side == .client
        if inspection.custom.builtIn.application.isPseudo {
            switch transport {
            case .tcp:
                add(isClient ? .unknownClientTCP : .unknownServerTCP, range, custom)
                add(isClient ? .unknownClientTCPPayload : .unknownServerTCPPayload, range, custom)
            case .udp:
                add(isClient ? .unknownClientUDP : .unknownServerUDP, range, custom)
                add(isClient ? .unknownClientUDPPayload : .unknownServerUDPPayload, range, custom)
            case .sctp: break
            }
        }
        add(transport == .tcp ? .freeTCP : .freeUDP, range, custom)
        if inspection.custom.message.number <= 2 { add(isClient ? .beforeClient : .beforeServer, range, custom) }
        addPayloadFields(inspection, custom, range, side)
    }

    /// Raw bytes under the name of the session's decoder.
    mutating func addPayloadFields(_ inspection: Inspection, _ custom: CustomLibrary, _ range: Range<Int>, _ side: Side) {
        guard let decoder = inspection.custom.decoder, let fields = Self.payloadFields(decoder) else { return }
        if side == .client { add(fields.client, range, custom) } else if let server = fields.server { add(server, range, custom) }
    }
}

extension CustomMessage {
    /// Transactions of messages are numbered apart from those of decoders.
    static let firstTransaction: UInt32 = 1 << 31
    /// Messages that came before the decoder was known.
    static let firstHeldTransaction: UInt32 = 3 << 30
}
