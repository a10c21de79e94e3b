public import NGFWCore

/// Custom applications beside the built-in signatures.
///
///     payload ─→ built-in signatures ─→ application ─→ its decoder ─→ units with fields ─→ conditions ─→ signature
///                                                        └ raw messages ───────────────────┘
///
/// The built-in answer names the decoder; a custom application that matches takes over.
extension Classifier {
    /// Looks at a payload with both.
    mutating func inspectWithCustom(
        _ inspection: inout Inspection, _ custom: CustomLibrary, _ payload: Span<UInt8>, _ direction: FlowDirection, _ transport: Transport
    ) {
        if transport.isStream, inspection.custom.message.side.map({ $0 != Self.side(of: direction, inspection) }) == true {
            // The message before is over.
            acceptUnknown(&inspection, custom)
        }
        if inspection.custom.builtIn.state != .final {
            inspection.classification = inspection.custom.builtIn
            inspectBuiltIn(&inspection, payload, direction, transport)
            inspection.custom.builtIn = inspection.classification
        }
        if inspection.custom.phase != .done { follow(&inspection, custom, payload, direction, transport) }
        combine(&inspection, custom)
    }

    /// The session is over.
    mutating func finishWithCustom(_ inspection: inout Inspection, _ custom: CustomLibrary) {
        if inspection.custom.builtIn.state != .final {
            inspection.classification = inspection.custom.builtIn
            finishBuiltIn(&inspection)
            inspection.custom.builtIn = inspection.classification
        }
        if inspection.custom.phase != .done, let transport = inspection.transport {
            chooseDecoder(&inspection, custom, transport)
            replay(&inspection, custom, transport)
            endFlows(&inspection, custom)
            acceptUnknown(&inspection, custom)
            acceptWaiting(&inspection, custom)
            inspection.custom.end()
        }
        combine(&inspection, custom)
    }

    /// Puts the two answers together.
    private mutating func combine(_ inspection: inout Inspection, _ custom: CustomLibrary) {
        let builtIn = inspection.custom.builtIn
        let isDone = inspection.custom.phase == .done
        guard let winner = inspection.custom.winner else {
            inspection.classification = builtIn
            if builtIn.state == .final, !isDone { inspection.classification.state = .settled }
            return
        }
        let signature = custom.signatures[Int(winner)]
        let isOver = isDone && (!custom.builtInWins || builtIn.state == .final)
        if custom.builtInWins, Self.isKept(builtIn, from: signature.parent) {
            inspection.classification = builtIn
            if builtIn.state == .final, !isOver { inspection.classification.state = .settled }
        } else {
            inspection.classification = Classification(
                application: signature.application, base: builtIn.application.isPseudo ? signature.application : builtIn.base,
                state: isOver ? .final : custom.builtInWins && builtIn.state != .final ? .identified : .settled, evidence: .custom(winner))
        }
        if isOver, !keepsDecidedBytes { forgetBytes(&inspection) }
    }

    /// Whether a built-in application that wins keeps its session: not the protocol below a custom one, nor its parent.
    private static func isKept(_ builtIn: Classification, from parent: ApplicationID) -> Bool {
        !builtIn.application.isPseudo && builtIn.application != builtIn.base && builtIn.application != parent
    }

    // MARK: ICMP

    /// Whether some custom application has a signature on ICMP messages.
    public var looksIntoICMP: Bool { custom?.usesICMP == true }

    /// The custom application that one ICMP message shows, else what is known already. All conditions must hold in one message.
    ///
    /// - Parameter payload: what follows the header of eight bytes.
    public mutating func refine(
        _ known: Classification, _ type: UInt8, _ code: UInt8, _ payload: Span<UInt8>, _ direction: FlowDirection
    ) -> Classification {
        guard let custom else { return known }
        var inspection = Inspection(ipProtocol: .icmp, startsMidStream: false)
        inspection.custom.builtIn = known
        inspection.path = [known.application]
        emitICMP(type, code, payload, direction == .clientToServer ? .client : .server, custom, &inspection)
        guard let winner = inspection.custom.winner else { return known }
        let application = custom.signatures[Int(winner)].application
        return Classification(application: application, base: known.base, state: .final, evidence: .custom(winner))
    }

    // MARK: Bytes

    private mutating func follow(
        _ inspection: inout Inspection, _ custom: CustomLibrary, _ payload: Span<UInt8>, _ direction: FlowDirection, _ transport: Transport
    ) {
        guard custom.decoders(transport) != 0 else { return inspection.custom.end() }
        let side = Self.side(of: direction, inspection)
        let taken = min(payload.count, max(0, limits.customBytes - inspection.custom.byteCount))
        inspection.custom.byteCount += taken
        let chunk = payload.extracting(0..<taken)
        chooseDecoder(&inspection, custom, transport)
        if inspection.custom.phase == .decoding { replay(&inspection, custom, transport) }
        if inspection.custom.phase != .done { lookAtMessage(&inspection, custom, chunk, side, transport) }
        switch inspection.custom.phase {
        case .done: break
        case .watching: hold(&inspection, chunk, side)
        case .decoding: feed(&inspection, custom, chunk, side, transport)
        }
        acceptWaiting(&inspection, custom)
        if transport.isStream, inspection.custom.message.bytes.count >= Self.sufficientBytes { acceptUnknown(&inspection, custom) }
        let isOver =
            inspection.custom.byteCount >= limits.customBytes || inspection.custom.client.count >= limits.customTransactions
            || !canMatch(inspection, custom, transport)
        if isOver, inspection.custom.phase != .done { inspection.custom.end() }
    }

    /// Keeps bytes until the decoder is known.
    private func hold(_ inspection: inout Inspection, _ chunk: Span<UInt8>, _ side: Side) {
        // Nothing but decoders needs them, and the built-in signatures give up at the same limit.
        guard inspection.custom.held.count + chunk.count <= 2 * limits.inspectedBytes else { return inspection.custom.end() }
        for index in 0..<chunk.count { inspection.custom.held.append(chunk[index]) }
        if let last = inspection.custom.heldTurns.indices.last, inspection.custom.heldTurns[last].side == side,
            inspection.transport == .tcp
        {
            inspection.custom.heldTurns[last].count += chunk.count
        } else {
            inspection.custom.heldTurns.append((side, chunk.count))
        }
    }

    private mutating func replay(_ inspection: inout Inspection, _ custom: CustomLibrary, _ transport: Transport) {
        guard !inspection.custom.heldTurns.isEmpty else { return }
        var held: [UInt8] = []
        var turns: [(side: Side, count: Int)] = []
        swap(&held, &inspection.custom.held)
        swap(&turns, &inspection.custom.heldTurns)
        var offset = 0
        for (number, turn) in turns.enumerated() where inspection.custom.phase == .decoding {
            let facts = UnitFacts(transaction: CustomMessage.firstHeldTransaction + UInt32(number / 2), unit: inspection.custom.nextUnit())
            addPayloadFields(inspection, custom, offset..<(offset + turn.count), turn.side)
            emit(held.span, facts, &inspection, custom)
            feed(&inspection, custom, held.span.extracting(offset..<(offset + turn.count)), turn.side, transport)
            offset += turn.count
        }
    }

    // MARK: Decoders

    /// Settles which decoder runs, once the built-in signatures have an answer.
    private func chooseDecoder(_ inspection: inout Inspection, _ custom: CustomLibrary, _ transport: Transport) {
        guard inspection.custom.phase == .watching else { return }
        let builtIn = inspection.custom.builtIn
        var known = custom.decoder(of: builtIn.application) ?? custom.decoder(of: builtIn.base)
        for application in inspection.path where known == nil { known = custom.decoder(of: application) }
        if let known {
            inspection.custom.decoder = known
            inspection.custom.phase = .decoding
        } else if builtIn.state == .final {
            inspection.custom.phase = .decoding
        }
    }

    /// Whether anything may still match.
    private func canMatch(_ inspection: Inspection, _ custom: CustomLibrary, _ transport: Transport) -> Bool {
        let mask = custom.decoders(transport)
        guard inspection.custom.phase == .decoding else { return inspection.custom.phase == .watching }
        if mask & ContextDecoder.free.bit != 0 { return true }
        if mask & ContextDecoder.unknown.bit != 0, inspection.custom.builtIn.application.isPseudo { return true }
        guard let decoder = inspection.custom.decoder, mask & decoder.bit != 0 else { return false }
        return !(inspection.custom.client.isOff && inspection.custom.server.isOff)
            || !inspection.custom.waiting.isEmpty || usesMessages(decoder, custom)
    }

    private mutating func feed(
        _ inspection: inout Inspection, _ custom: CustomLibrary, _ chunk: Span<UInt8>, _ side: Side, _ transport: Transport
    ) {
        guard let decoder = inspection.custom.decoder, custom.decoders(transport) & decoder.bit != 0, chunk.count > 0 else { return }
        guard transport.isStream else { return feedDatagram(&inspection, custom, decoder, chunk, side) }
        var flow = inspection.custom.takeFlow(side)
        if !flow.isOff {
            switch decoder {
            case .http, .sip, .rtsp: feedHTTP(&inspection, custom, &flow, decoder, chunk, side)
            case .tls: feedTLS(&inspection, custom, &flow, chunk, side, isEnd: false)
            case .ssh: feedSSH(&inspection, custom, &flow, chunk, side, isEnd: false)
            case .ftp, .smtp, .imap, .irc: feedLines(&inspection, custom, &flow, decoder, chunk, side)
            case .dns, .ldap: feedFrames(&inspection, custom, &flow, decoder, chunk, side)
            default: flow.isOff = true
            }
        }
        if inspection.custom.phase != .done { inspection.custom.putFlow(flow, side) }
    }

    /// What is incomplete is looked at as it is.
    private mutating func endFlows(_ inspection: inout Inspection, _ custom: CustomLibrary) {
        for side in [Side.client, .server] where inspection.custom.phase == .decoding {
            var flow = inspection.custom.takeFlow(side)
            let nothing: [UInt8] = []
            switch inspection.custom.decoder {
            case .http?, .sip?, .rtsp?: endHTTP(&inspection, custom, &flow, inspection.custom.decoder ?? .http, side)
            case .tls?: feedTLS(&inspection, custom, &flow, nothing.span, side, isEnd: true)
            case .ssh?: feedSSH(&inspection, custom, &flow, nothing.span, side, isEnd: true)
            default: break
            }
            inspection.custom.putFlow(flow, side)
        }
    }

    // MARK: Matches

    /// Takes the best of the signatures that have just matched over.
    mutating func accept(_ signatures: [UInt32], _ inspection: inout Inspection, _ custom: CustomLibrary) {
        var best: UInt32?
        for number in signatures {
            guard isReady(number, inspection, custom) else {
                if inspection.custom.waiting.count < CustomInspection.maximumWaiting, !inspection.custom.waiting.contains(number) {
                    inspection.custom.waiting.append(number)
                }
                continue
            }
            observedApplications?.insert(custom.signatures[Int(number)].application)
            guard let current = best else {
                best = number
                continue
            }
            let (left, right) = (custom.signatures[Int(number)], custom.signatures[Int(current)])
            let isNarrower = left.parent != .undecided && right.parent == .undecided
            let isWider = left.parent == .undecided && right.parent != .undecided
            if isNarrower || (!isWider && (left.strength, current) > (right.strength, number)) { best = number }
        }
        guard let best else { return }
        let application = custom.signatures[Int(best)].application
        inspection.custom.winner = best
        if inspection.path.count < ApplicationPath.capacity { inspection.path.append(application) }
        // An application inside this one may follow.
        if custom.parents.contains(application) { inspection.custom.waiting.removeAll { $0 == best } } else { inspection.custom.end() }
    }

    /// Signatures that waited for their parent, once the session is inside it.
    private mutating func acceptWaiting(_ inspection: inout Inspection, _ custom: CustomLibrary) {
        guard !inspection.custom.waiting.isEmpty, inspection.custom.phase != .done else { return }
        let ready = inspection.custom.waiting.filter { isReady($0, inspection, custom) }
        guard !ready.isEmpty else { return }
        inspection.custom.waiting.removeAll { ready.contains($0) }
        accept(ready, &inspection, custom)
    }

    /// A message of a stream is over: what matched in it as bytes that nothing has named does so for certain, or never.
    private mutating func acceptUnknown(_ inspection: inout Inspection, _ custom: CustomLibrary) {
        guard !inspection.custom.waiting.isEmpty, inspection.custom.phase != .done else { return }
        if inspection.custom.builtIn.application.isPseudo {
            inspection.custom.isUnknownCertain = true
            acceptWaiting(&inspection, custom)
            inspection.custom.isUnknownCertain = false
        } else {
            inspection.custom.waiting.removeAll { custom.signatures[Int($0)].needsUnknownStream }
        }
    }

    private func isReady(_ number: UInt32, _ inspection: Inspection, _ custom: CustomLibrary) -> Bool {
        let signature = custom.signatures[Int(number)]
        if signature.needsUnknownStream, inspection.transport == .tcp, !inspection.custom.isUnknownCertain { return false }
        return isInside(signature.parent, inspection, custom)
    }

    private static func side(of direction: FlowDirection, _ inspection: Inspection) -> Side {
        let role: Roles = inspection.roles.contains(.asSeen) ? .asSeen : .swapped
        return role.side(of: direction)
    }

    /// Whether a session is inside an application: it is or was called so, or that is its wire protocol. Once a custom
    /// application has matched only those inside that one can follow.
    private func isInside(_ parent: ApplicationID, _ inspection: Inspection, _ custom: CustomLibrary) -> Bool {
        if let winner = inspection.custom.winner { return parent == custom.signatures[Int(winner)].application }
        guard parent != .undecided else { return true }
        let builtIn = inspection.custom.builtIn
        return builtIn.application == parent || builtIn.base == parent || inspection.path.contains(parent)
    }
}
