internal import NGFWCore

/// The redirection of an Oracle listener: a TNS packet of type 5 that names where to connect instead.
///
///     length (2) checksum (2) 05 flags (1) checksum (2) data length (2) (ADDRESS=(PROTOCOL=tcp)(HOST=192.0.2.9)(PORT=2483))
///
/// The packet's form is as analysers describe it; a host by name announces nothing, as any host may have it.
struct OracleDialogue {
    private static let headLength = 8
    private var server = MessageStream()
    private(set) var isOver = false

    mutating func read(_ payload: Span<UInt8>, _ direction: FlowDirection, _ negotiation: inout Negotiation) {
        guard direction == .serverToClient else { return }
        var goesOn = true
        server.read(
            payload, keptBytes: negotiation.keptBytes, headLength: Self.headLength,
            { head in
                guard let length = head.u16be(0), let type = head.u8(4) else { return nil }
                return MessageStream.Head(length: length, isWanted: type == 5 || type != 3 && type != 11)
            },
            { packet in
                // Acknowledgement (3) and resend (11) come before; accept, refuse and data end what is negotiated.
                if packet.u8(4) == 5 { Self.redirect(packet, &negotiation) }
                goesOn = false
                return false
            })
        if !goesOn || server.isBroken { isOver = true }
    }

    private static func redirect(_ packet: Span<UInt8>, _ negotiation: inout Negotiation) {
        guard let length = packet.u16be(8), packet.holds(length, at: 10) else { return negotiation.refuse() }
        let text = packet.extracting(10..<(10 + length))
        var host: IPAddress?
        for index in text.indices where text[index] == 0x28 {
            if text.begins("(host=", at: index) {
                let start = text.skippingBlanks(index + 6)
                host = text.address(start..<text.endOfWord(start, 0x29))
                if host == nil { negotiation.refuse() }
            } else if text.begins("(port=", at: index), let address = host {
                host = nil
                guard let (port, _) = text.decimal(at: text.skippingBlanks(index + 6)) else { continue }
                let tuple = negotiation.tuple
                negotiation.announce(.tcp, from: tuple.source, to: address, of: tuple.destination, port: port, application: "oracle")
            }
        }
    }
}
