internal import NGFWCore

/// Transfers of TFTP: the answer to a request comes from a port of the server's choosing (RFC 1350 section 4).
enum TFTPDialogue {
    static func read(_ payload: Span<UInt8>, _ direction: FlowDirection, _ negotiation: inout Negotiation) {
        guard direction == .clientToServer, let opcode = payload.u16be(0), opcode == 1 || opcode == 2,
            let name = payload.first(0, from: 2), name > 2, let mode = payload.first(0, from: name + 1), mode > name + 1
        else { return }
        let tuple = negotiation.tuple
        negotiation.announce(
            .udp, from: tuple.destination, to: tuple.source, of: tuple.source, port: Int(tuple.sourcePort), application: "tftp")
    }
}
