import NGFWCore

/// The handshake of TLS as far as it is in clear, and the banners of SSH: one transaction each.
extension Classifier {
    mutating func feedTLS(
        _ inspection: inout Inspection, _ custom: CustomLibrary, _ flow: inout CustomFlow, _ chunk: Span<UInt8>, _ side: Side, isEnd: Bool
    ) {
        let fields: [ContextField] =
            side == .client
            ? [.tlsServerName, .tlsClientHello, .tlsRandom, .tlsClientCertificate] : [.tlsServerHello, .tlsServerCertificate]
        guard fields.contains(where: { custom.uses($0) }) else {
            flow.isOff = true
            return
        }
        // A chain of certificates is a few thousand bytes long.
        let room = max(0, 2 * limits.inspectedBytes - flow.buffer.count)
        for index in 0..<min(room, chunk.count) { flow.buffer.append(chunk[index]) }
        var messages: [UInt8] = []
        swap(&messages, &scratch)
        let isOver = TLSDecoder.handshakeMessages(flow.buffer.span, into: &messages)
        var offset = 0
        var number: UInt32 = 0
        while let length = messages.span.u24be(offset + 1), inspection.custom.phase != .done {
            let end = min(offset + 4 + length, messages.count)
            guard end == offset + 4 + length || isEnd || isOver else { break }
            number += 1
            if number > flow.count {
                flow.count = number
                addHandshake(custom, messages.span, offset..<end, side)
                let facts = UnitFacts(transaction: 1, unit: inspection.custom.nextUnit())
                emit(messages.span, facts, &inspection, custom)
                // Only a certificate may follow the client's hello.
                if side == .client, !custom.uses(.tlsClientCertificate) { flow.isOff = true }
            }
            offset = end
        }
        swap(&messages, &scratch)
        if isOver || flow.buffer.count >= 2 * limits.inspectedBytes { flow.isOff = true }
    }

    /// Fields of a handshake message (RFC 8446 section 4, RFC 5246 section 7.4).
    private mutating func addHandshake(_ custom: CustomLibrary, _ bytes: Span<UInt8>, _ range: Range<Int>, _ side: Side) {
        let body = min(range.lowerBound + 4, range.upperBound)..<range.upperBound
        switch (bytes[range.lowerBound], side) {
        case (1, .client):
            add(.tlsClientHello, body, custom)
            if body.count >= 34 { add(.tlsRandom, (body.lowerBound + 2)..<(body.lowerBound + 34), custom) }
            var hello = TLSClientHello()
            guard hello.decode(bytes.extracting(range)), !hello.serverName.isEmpty else { return }
            let name = (range.lowerBound + hello.serverName.lowerBound)..<(range.lowerBound + hello.serverName.upperBound)
            add(.tlsServerName, name, custom)
        case (2, .server): add(.tlsServerHello, body, custom)
        case (11, .client): add(.tlsClientCertificate, body, custom)
        case (11, .server): add(.tlsServerCertificate, body, custom)
        default: break
        }
    }

    mutating func feedSSH(
        _ inspection: inout Inspection, _ custom: CustomLibrary, _ flow: inout CustomFlow, _ chunk: Span<UInt8>, _ side: Side, isEnd: Bool
    ) {
        for index in 0..<min(chunk.count, max(0, 1_024 - flow.buffer.count)) { flow.buffer.append(chunk[index]) }
        guard let line = SSHBanner.line(flow.buffer.span, isEnd: isEnd) else {
            flow.isOff = flow.buffer.count > SSHBanner.maximumBytes
            return
        }
        flow.isOff = true
        add(side == .client ? .sshClientBanner : .sshServerBanner, line, custom)
        emit(flow.buffer.span, UnitFacts(transaction: 1, unit: inspection.custom.nextUnit()), &inspection, custom)
    }
}
