import NGFWCore

/// Fields of one session's decoded protocols, as ranges of the client's or the server's bytes.
struct DecodedFields {
    var request = HTTPRequest()
    var response = HTTPResponse()
    var hello = TLSClientHello()
    /// Where the hello stands: a range of the client's bytes, or `nil` for the scratch buffer.
    var helloRange: Range<Int>?
    /// The server's certificate in the classifier's ``Classifier/flight``.
    var certificate = 0..<0
    var clientBanner = 0..<0
    var serverBanner = 0..<0

    /// The fields that are there, as bits of ``FieldContext``.
    var contexts: UInt16 {
        func bit(_ context: FieldContext, _ range: Range<Int>) -> UInt16 { range.isEmpty ? 0 : context.bit }
        let asked =
            bit(.httpHost, request.headers.host) | bit(.httpURI, request.target) | bit(.httpPath, request.path)
            | bit(.httpMethod, request.method) | bit(.httpUserAgent, request.headers.userAgent)
            | bit(.httpRequestHeaders, request.headers.all)
        let answered =
            bit(.httpResponseHeaders, response.headers.all) | bit(.httpServer, response.headers.server)
            | bit(.httpContentType, request.headers.contentType) | bit(.httpContentType, response.headers.contentType)
        let others =
            bit(.tlsServerName, hello.serverName) | bit(.tlsProtocols, hello.protocols) | bit(.sshClientBanner, clientBanner)
            | bit(.sshServerBanner, serverBanner) | bit(.tlsCertificate, certificate)
        return asked | answered | others
    }
}

extension Classifier {
    /// Decodes the protocol that the bytes begin with; when all its fields are there, host names and field signatures are tried.
    mutating func lookAtFields(
        _ inspection: inout Inspection, _ subject: Span<UInt8>, _ other: Span<UInt8>, _ direction: FlowDirection, _ side: Side,
        _ role: Roles,
        isEnd: Bool
    ) {
        guard let family = Self.family(of: subject, side) else { return }
        let bit = Inspection.fieldBit(direction, side, family)
        guard inspection.fieldsDone & bit == 0 else { return }
        decoded = DecodedFields()
        guard decode(family, subject, side, isEnd: isEnd) else { return }
        inspection.fieldsDone |= bit
        if side == .client {
            lookUpHost(family, subject, role)
        } else if family == .tls {
            lookUpCertificate(role, isNameAsked: isNameAsked(other), prefix: subject.count)
        }
        var look = FieldLook(family: family, side: side, role: role, timeToLive: inspection.timeToLive, present: decoded.contexts)
        findCandidates(subject, side, look.present)
        for index in found.indices { attempt(tables.fieldCandidates[found[index]], subject, other, &look) }
        found.removeAll(keepingCapacity: true)
        for candidate in tables.fieldCandidates[family, side] { attempt(candidate, subject, other, &look) }
    }

    /// One look at the fields of one side's first message.
    private struct FieldLook {
        let family: FieldFamily
        let side: Side
        let role: Roles
        let timeToLive: UInt8
        /// The fields that are there.
        var present: UInt16
        var isOtherDecoded = false
    }

    private mutating func attempt(
        _ candidate: FieldCandidates.Entry, _ subject: Span<UInt8>, _ other: Span<UInt8>, _ look: inout FieldLook
    ) {
        let number = Int(candidate.signature)
        if candidate.needsOther, !look.isOtherDecoded, other.count > 0 {
            // PERF: the other end's fields were decoded before; most candidates fail by those at hand.
            guard candidate.contexts & ~(look.present | FieldCandidates.expected(fromOther: look.side)) == 0,
                fieldsMatch(number, subject, other, look.side, among: look.present & ~FieldContext.httpContentType.bit)
            else { return }
            look.isOtherDecoded = true
            look.present = decodeOther(look.family, other, look.side.opposite)
        }
        // What asks for a field that is not there needs not be looked at.
        guard candidate.contexts & ~look.present == 0, fieldsMatch(number, subject, other, look.side),
            linesMatch(number, subject, other, look.side, look.timeToLive)
        else { return }
        hits.append(hit(number, role: look.role, base: tables.bases[look.family], prefix: subject.count))
    }

    /// Searches the fields that are there for literals of signatures.
    private mutating func findCandidates(_ subject: Span<UInt8>, _ side: Side, _ present: UInt16) {
        let searched = tables.fieldCandidates.indexedContexts(side) & present
        guard searched != 0 else { return }
        advanceStamp()
        for context in FieldContext.allCases where searched & context.bit != 0 {
            switch context {
            case .httpHost: find(context, side, subject, decoded.request.headers.host)
            case .httpURI: find(context, side, subject, decoded.request.target)
            case .httpPath: find(context, side, subject, decoded.request.path)
            case .httpMethod: find(context, side, subject, decoded.request.method)
            case .httpUserAgent: find(context, side, subject, decoded.request.headers.userAgent)
            case .httpRequestHeaders: find(context, side, subject, decoded.request.headers.all)
            case .httpResponseHeaders: find(context, side, subject, decoded.response.headers.all)
            case .httpServer: find(context, side, subject, decoded.response.headers.server)
            case .httpContentType:
                find(context, side, subject, side == .client ? decoded.request.headers.contentType : decoded.response.headers.contentType)
            case .tlsServerName: findInHello(context, subject, decoded.hello.serverName)
            case .tlsProtocols: findInHello(context, subject, decoded.hello.protocols)
            case .tlsCertificate:
                let messages = flight
                find(context, side, messages.span, decoded.certificate)
            case .sshClientBanner: find(context, side, subject, decoded.clientBanner)
            case .sshServerBanner: find(context, side, subject, decoded.serverBanner)
            case .dnsName: break
            }
        }
    }

    private mutating func findInHello(_ context: FieldContext, _ client: Span<UInt8>, _ range: Range<Int>) {
        if let message = decoded.helloRange {
            find(context, .client, client.extracting(message), range)
        } else {
            let copy = scratch
            find(context, .client, copy.span, range)
        }
    }

    private mutating func find(_ context: FieldContext, _ side: Side, _ bytes: Span<UInt8>, _ range: Range<Int>) {
        guard bytes.holds(range.count, at: range.lowerBound) else { return }
        tables.fieldCandidates.find(context, side, bytes.extracting(range), stamps: &stamps, stamp: stamp, into: &found)
    }

    /// What the other end has said so far.
    ///
    /// PERF: apart, or all fields are moved about for every candidate.
    ///
    /// - Returns: the fields that are there now.
    @inline(never)
    private mutating func decodeOther(_ family: FieldFamily, _ other: Span<UInt8>, _ side: Side) -> UInt16 {
        if Self.family(of: other, side) == family { _ = decode(family, other, side, isEnd: true) }
        return decoded.contexts
    }

    /// The decoder that the first byte speaks for.
    private static func family(of bytes: Span<UInt8>, _ side: Side) -> FieldFamily? {
        let first = bytes[0]
        if first == TLSDecoder.handshake { return .tls }
        if bytes.count >= 4 ? bytes.starts(with: "SSH-") : false { return .ssh }
        if side == .server { return first == UInt8(ascii: "H") ? .http : nil }
        return (0x41...0x5A).contains(first) ? .http : nil
    }

    /// Decodes both ends' first messages as far as they have come.
    mutating func decodeWhole(_ client: Span<UInt8>, _ server: Span<UInt8>) {
        decoded = DecodedFields()
        if server.count > 0, let family = Self.family(of: server, .server) { _ = decode(family, server, .server, isEnd: true) }
        if client.count > 0, let family = Self.family(of: client, .client) { _ = decode(family, client, .client, isEnd: true) }
    }

    /// Whether the hello among the client's bytes names a server.
    private mutating func isNameAsked(_ client: Span<UInt8>) -> Bool {
        guard client.count > 0, client[0] == TLSDecoder.handshake, decode(.tls, client, .client, isEnd: true) else { return false }
        return !decoded.hello.serverName.isEmpty
    }

    /// `false` while fields may still come.
    @inline(never)
    private mutating func decode(_ family: FieldFamily, _ bytes: Span<UInt8>, _ side: Side, isEnd: Bool) -> Bool {
        switch (family, side) {
        case (.http, .client): return decoded.request.decode(bytes, isEnd: isEnd)
        case (.http, .server): return decoded.response.decode(bytes, isEnd: isEnd)
        case (.tls, .client):
            guard let message = TLSDecoder.firstMessage(bytes, into: &scratch), message.isComplete || isEnd else { return false }
            decoded.helloRange = message.range
            var hello = TLSClientHello()
            let isDone = message.range.map { hello.decode(bytes.extracting($0)) } ?? hello.decode(scratch.span)
            decoded.hello = hello
            return isDone
        case (.ssh, _):
            guard let line = SSHBanner.line(bytes, isEnd: isEnd) else { return false }
            if side == .client { decoded.clientBanner = line } else { decoded.serverBanner = line }
            return true
        case (.tls, .server):
            switch TLSServerFlight.certificate(bytes, into: &flight) {
            case .needsMore: return isEnd
            case .none: return true
            case .certificate(let range):
                decoded.certificate = range
                return true
            }
        case (.dns, _): return false
        }
    }

    private mutating func lookUpHost(_ family: FieldFamily, _ bytes: Span<UInt8>, _ role: Roles) {
        switch family {
        case .http: lookUpHost(bytes.extracting(decoded.request.headers.host), base: tables.bases[.http], role, prefix: bytes.count)
        case .tls:
            let name = decoded.hello.serverName
            if let range = decoded.helloRange {
                lookUpHost(bytes.extracting(range).extracting(name), base: tables.bases[.tls], role, prefix: bytes.count)
            } else {
                let copy = scratch
                lookUpHost(copy.span.extracting(name), base: tables.bases[.tls], role, prefix: bytes.count)
            }
        case .ssh, .dns: return
        }
    }

    mutating func lookUpHost(_ name: Span<UInt8>, base: ApplicationID, _ role: Roles, prefix: Int?) {
        guard let found = tables.hosts.application(of: name) else { return }
        hits.append(
            Hit(
                application: found.application, base: base, priority: Hit.hostPriority, strength: found.length,
                isFinal: true,
                isField: true, evidence: .host(found.number), role: role, signature: -1, prefix: prefix))
    }

    /// - Parameter contexts: Fields in others are passed over.
    mutating func fieldsMatch(
        _ number: Int, _ subject: Span<UInt8>, _ other: Span<UInt8>, _ side: Side, among contexts: UInt16 = .max
    ) -> Bool {
        for field in tables.signatures[number].fields where tables.fields[field].context.bit & contexts != 0 {
            let matched =
                side == .client
                ? fieldMatches(field, client: subject, server: other)
                : fieldMatches(field, client: other, server: subject)
            guard matched else { return false }
        }
        return true
    }

    mutating func fieldMatches(_ number: Int, client: Span<UInt8>, server: Span<UInt8>) -> Bool {
        let pattern = tables.fields[number].pattern
        switch tables.fields[number].context {
        case .httpHost: return matches(pattern, client, decoded.request.headers.host)
        case .httpURI: return matches(pattern, client, decoded.request.target)
        case .httpPath: return matches(pattern, client, decoded.request.path)
        case .httpMethod: return matches(pattern, client, decoded.request.method)
        case .httpUserAgent: return matches(pattern, client, decoded.request.headers.userAgent)
        case .httpRequestHeaders: return matches(pattern, client, decoded.request.headers.all)
        case .httpResponseHeaders: return matches(pattern, server, decoded.response.headers.all)
        case .httpServer: return matches(pattern, server, decoded.response.headers.server)
        case .httpContentType:
            return matches(pattern, client, decoded.request.headers.contentType)
                || matches(pattern, server, decoded.response.headers.contentType)
        case .tlsServerName: return helloMatches(pattern, client, decoded.hello.serverName)
        case .tlsProtocols: return helloMatches(pattern, client, decoded.hello.protocols)
        case .tlsCertificate:
            let messages = flight
            return matches(pattern, messages.span, decoded.certificate)
        case .sshClientBanner: return matches(pattern, client, decoded.clientBanner)
        case .sshServerBanner: return matches(pattern, server, decoded.serverBanner)
        case .dnsName: return false
        }
    }

    private mutating func helloMatches(_ pattern: Int, _ client: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard let message = decoded.helloRange else {
            guard !range.isEmpty else { return false }
            let copy = scratch
            return matches(pattern, copy.span, range)
        }
        return matches(pattern, client.extracting(message), range)
    }

    /// An absent field matches nothing.
    private mutating func matches(_ pattern: Int, _ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard !range.isEmpty, bytes.holds(range.count, at: range.lowerBound),
            tables.firstBytes[pattern].contains(bytes[range.lowerBound])
        else { return false }
        return matcher.matches(tables.patterns[pattern], bytes.extracting(range)) == .match
    }

    private mutating func linesMatch(_ number: Int, _ subject: Span<UInt8>, _ other: Span<UInt8>, _ side: Side, _ timeToLive: UInt8) -> Bool
    {
        tables.signatures[number].lines.isEmpty || streamMatches(number, subject, other, side, timeToLive)
    }

    /// A base protocol becomes final when both ends' first messages are through: nothing that follows is looked at.
    mutating func finishWhenComplete(
        _ inspection: inout Inspection
    ) {
        guard inspection.classification.state == .identified else { return }
        let role: Roles = inspection.roles.contains(.asSeen) ? .asSeen : .swapped
        let client: FlowDirection = role == .asSeen ? .clientToServer : .serverToClient
        let done = inspection.fieldsDone
        let application = inspection.classification.application
        if application == tables.bases[.http] {
            let bits = Inspection.fieldBit(client, .client, .http) | Inspection.fieldBit(client.opposite, .server, .http)
            if done & bits == bits { inspection.classification.state = .final }
        } else if application == tables.bases[.tls] {
            let bits = Inspection.fieldBit(client, .client, .tls) | Inspection.fieldBit(client.opposite, .server, .tls)
            if done & bits == bits { inspection.classification.state = .final }
        }
    }
}
