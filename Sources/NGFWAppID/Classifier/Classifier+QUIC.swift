import NGFWCore

/// Inside QUIC: the client's hello is for everybody to read who sees the connection's first packets.
extension Classifier {
    /// Datagrams of a QUIC session after which its hello is waited for no longer.
    private static let sufficientDatagrams = 10

    /// Looks for the client's hello in a datagram of a session that is known to be QUIC.
    mutating func inspectQUIC(_ inspection: inout Inspection, _ datagram: Span<UInt8>, _ direction: FlowDirection) {
        guard isWaitingForHello(inspection) else { return }
        if let name = GoogleHello.serverName(datagram) {
            return lookAtGoogleHello(&inspection, datagram.extracting(name), Self.role(ofClient: direction))
        }
        var handshake = inspection.quic ?? QUICHandshake()
        inspection.quic = nil
        if handshake.take(datagram, direction) { lookAtHandshake(&inspection, handshake, isEnd: false) }
        guard isWaitingForHello(inspection) else { return }
        inspection.quic = handshake
        if inspection.turnCount >= Self.sufficientDatagrams || !handshake.mayContinue { finishQUIC(&inspection) }
    }

    /// Nothing more comes: what there is of the hello is looked at as it is.
    mutating func finishQUIC(_ inspection: inout Inspection) {
        guard isWaitingForHello(inspection) else { return }
        if let handshake = inspection.quic { lookAtHandshake(&inspection, handshake, isEnd: true) }
        inspection.quic = nil
        inspection.classification.state = .final
    }

    private func isWaitingForHello(_ inspection: borrowing Inspection) -> Bool {
        inspection.classification.state == .identified && inspection.classification.application == tables.bases.quic
    }

    private static func role(ofClient direction: FlowDirection) -> Roles { direction == .clientToServer ? .asSeen : .swapped }

    private mutating func lookAtHandshake(_ inspection: inout Inspection, _ handshake: borrowing QUICHandshake, isEnd: Bool) {
        guard let direction = handshake.client else { return }
        let role = Self.role(ofClient: direction)
        let bytes = handshake.stream.bytes.span.extracting(0..<handshake.stream.prefixCount)
        if handshake.carriesTLS {
            guard isEnd || bytes.u24be(1).map({ bytes.count >= 4 + $0 }) == true else { return }
            lookAtHello(&inspection, bytes, role)
        } else if let name = GoogleHello.serverName(bytes) {
            lookAtGoogleHello(&inspection, bytes.extracting(name), role)
        }
    }

    private mutating func lookAtHello(_ inspection: inout Inspection, _ message: Span<UInt8>, _ role: Roles) {
        decoded = DecodedFields()
        var hello = TLSClientHello()
        guard hello.decode(message) else { return }
        decoded.hello = hello
        decoded.helloRange = 0..<message.count
        lookUpHost(message.extracting(hello.serverName), base: tables.bases.quic, role, prefix: nil)
        let present = decoded.contexts
        for number in tables.datagramHelloSignatures where tables.signatures[Int(number)].contexts & ~present == 0 {
            guard fieldsMatch(Int(number), message, Span(), .client) else { continue }
            hits.append(hit(Int(number), role: role, base: tables.bases.quic))
        }
        finishHello(&inspection)
    }

    private mutating func lookAtGoogleHello(_ inspection: inout Inspection, _ name: Span<UInt8>, _ role: Roles) {
        lookUpHost(name, base: tables.bases.quic, role, prefix: nil)
        finishHello(&inspection)
    }

    private mutating func finishHello(_ inspection: inout Inspection) {
        if !hits.isEmpty { apply(&inspection) }
        inspection.classification.state = .final
    }
}
