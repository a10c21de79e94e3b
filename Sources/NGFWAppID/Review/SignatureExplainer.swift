public import NGFWCore

/// Tries every signature on a session's payload, one after the other and without the index that the classifier has, and says how far each
/// one came.
public struct SignatureExplainer: ~Copyable {
    private let library: SignatureLibrary
    private let definitions: [(application: String, signature: SignatureDefinition)]
    private var classifier: Classifier
    private let limits: Limits

    /// - Parameter others: texts beside the built-in ones, as in ``SignatureReview``; what does not compile in them is left out.
    public init(_ others: [SignatureSource] = [], limits: Limits = .standard) {
        var diagnostics = Diagnostics()
        library = SignatureLibrary(builtInWith: others, limits: limits, diagnostics: &diagnostics)
        classifier = Classifier(library, limits: limits)
        definitions = library.signatureDefinitions
        self.limits = limits
    }

    /// How far the signatures came, matches first, then those of which most held.
    ///
    /// - Parameters:
    ///   - payloads: of one session, in their order.
    ///   - startsMidStream: The first packets of the session were not seen.
    public mutating func explain(_ payloads: [InspectedPayload], startsMidStream: Bool) -> [SignatureTrial] {
        guard let first = payloads.first, let transport = Transport(first.ipProtocol) else { return [] }
        let roles: [Roles] = transport == .tcp && !startsMidStream ? [.asSeen] : [.asSeen, .swapped]
        var trials: [SignatureTrial] = []
        for number in definitions.indices where definitions[number].signature.transports & transport.bit != 0 {
            let tried = roles.map { role in
                transport.isStream ? onStream(number, payloads, role) : onDatagrams(number, payloads, role, transport)
            }
            if let best = tried.max(by: { ($0.isMatch ? 1 : 0, $0.held) < ($1.isMatch ? 1 : 0, $1.held) }) { trials.append(best) }
        }
        return trials.sorted { ($0.isMatch ? 1 : 0, $0.held, $0.priority) > ($1.isMatch ? 1 : 0, $1.held, $1.priority) }
    }

    // MARK: One signature

    private func trial(_ number: Int, _ outcome: SignatureTrial.Outcome, held: Int) -> SignatureTrial {
        let (application, signature) = definitions[number]
        return SignatureTrial(
            application: application, signature: signature.name, priority: signature.priority, location: signature.location,
            outcome: outcome, held: held)
    }

    private mutating func onStream(_ number: Int, _ payloads: [InspectedPayload], _ role: Roles) -> SignatureTrial {
        var client: [UInt8] = []
        var server: [UInt8] = []
        for payload in payloads {
            if role.side(of: payload.direction) == .client { client += payload.bytes } else { server += payload.bytes }
        }
        client = Array(client.prefix(limits.inspectedBytes))
        server = Array(server.prefix(limits.inspectedBytes))
        var held = 0
        for (place, line) in definitions[number].signature.lines.enumerated() {
            var failure: SignatureTrial.Outcome? = .silent("session")
            var most = 0
            for side in [Side.client, .server] where line.side == nil || line.side == side {
                let (outcome, count) = check(number, place, side == .client ? client : server, side, .tcp, payloads[0].timeToLive)
                if outcome == nil || failure != nil, count >= most { (failure, most) = (outcome, count) }
            }
            held += most
            if let failure { return trial(number, failure, held: held) }
        }
        let (failure, count) = checkFields(number, client, server)
        return trial(number, failure ?? .matched, held: held + count)
    }

    private mutating func onDatagrams(
        _ number: Int, _ payloads: [InspectedPayload], _ role: Roles, _ transport: Transport
    ) -> SignatureTrial {
        let signature = definitions[number].signature
        var best: (failure: SignatureTrial.Outcome?, held: Int) = (.silent("session"), 0)
        var sides: Set<Side> = []
        var matches = 0
        for payload in payloads.prefix(limits.inspectedPackets) {
            let side = role.side(of: payload.direction)
            var held = 0
            var failure: SignatureTrial.Outcome?
            for (place, line) in signature.lines.enumerated() where line.side != side.opposite && failure == nil {
                let (outcome, count) = check(number, place, payload.bytes, side, transport, payload.timeToLive)
                held += count
                failure = outcome
            }
            if failure == nil, !signature.fields.isEmpty {
                let (outcome, count) = checkName(number, payload.bytes)
                held += count
                failure = outcome
            }
            if failure == nil {
                matches += 1
                sides.insert(side)
            }
            if held >= best.held { best = (failure, held) }
        }
        if matches == 0 { return trial(number, best.failure ?? .silent("session"), held: best.held) }
        if matches < signature.packets { return trial(number, .tooFew(matches, of: signature.packets), held: best.held) }
        let wanted = Set(signature.lines.compactMap(\.side))
        if let missing = wanted.subtracting(sides).first { return trial(number, .silent(missing.word), held: best.held) }
        return trial(number, .matched, held: best.held)
    }

    // MARK: Its parts

    /// The first part of a line that does not hold, `nil` for none, and how many did.
    private mutating func check(
        _ number: Int, _ place: Int, _ bytes: [UInt8], _ side: Side, _ transport: Transport, _ timeToLive: UInt8
    ) -> (failure: SignatureTrial.Outcome?, held: Int) {
        guard !bytes.isEmpty else { return (.silent(side.word), 0) }
        let definition = definitions[number].signature
        let line = classifier.tables.lines[classifier.tables.signatures[number].firstLine + place]
        guard classifier.matcher.matches(classifier.tables.patterns[line.pattern], bytes.span) == .match else {
            return (.pattern(definition.lines[place].pattern), 0)
        }
        var held = 1
        let condition = transport.isStream ? line.streamCondition : line.datagramCondition
        if condition >= 0 {
            guard classifier.tables.conditions[condition].holds(bytes.span, timeToLive: timeToLive) else {
                return (.condition(definition.lines[place].condition?.text ?? ""), held)
            }
            held += 1
        }
        if let decoder = line.decoder {
            guard decoder.examine(bytes.span, side: side, transport: transport) == .accepted else {
                return (.decoder(decoder.rawValue), held)
            }
            held += 1
        }
        return (nil, held)
    }

    private mutating func checkFields(
        _ number: Int, _ client: [UInt8], _ server: [UInt8]
    ) -> (failure: SignatureTrial.Outcome?, held: Int) {
        let fields = definitions[number].signature.fields
        guard !fields.isEmpty else { return (nil, 0) }
        classifier.decodeWhole(client.span, server.span)
        var held = 0
        for (place, field) in fields.enumerated() {
            guard classifier.decoded.contexts & field.context.bit != 0 else { return (.absent(field.context.rawValue), held) }
            guard classifier.fieldMatches(classifier.tables.signatures[number].firstField + place, client: client.span, server: server.span)
            else { return (.field(field.context.rawValue, pattern: field.pattern), held) }
            held += 1
        }
        return (nil, held)
    }

    /// Fields of a datagram: the name in a DNS message.
    private mutating func checkName(_ number: Int, _ datagram: [UInt8]) -> (failure: SignatureTrial.Outcome?, held: Int) {
        let fields = definitions[number].signature.fields
        var name: [UInt8] = []
        guard fields.allSatisfy({ $0.context == .dnsName }), DNSDecoder.name(datagram.span, into: &name) else {
            return (.absent(fields[0].context.rawValue), 0)
        }
        for (place, field) in fields.enumerated() {
            let pattern = classifier.tables.fields[classifier.tables.signatures[number].firstField + place].pattern
            guard classifier.matcher.matches(classifier.tables.patterns[pattern], name.span) == .match else {
                return (.field(field.context.rawValue, pattern: field.pattern), place)
            }
        }
        return (nil, fields.count)
    }
}

extension Side {
    fileprivate var word: String { self == .client ? "client" : "server" }
}
