internal import NGFWCore
internal import NGFWPacket
internal import NGFWPolicy

/// A session that is a tunnel to be opened.
struct TunnelSession {
    var options: TunnelInspectionRule.Options
    /// How deep inside other tunnels it lies: 1 for one on the wire.
    var level: Int
    /// Indices into the zone table, from the tunnel's client to its server.
    var from: UInt16
    var to: UInt16
}

/// Where the packet in hand was found, while it is dealt with.
struct TunnelPlace {
    var domain: FlowDomain
    var parent: TunnelDomains.Parent
    /// Of the session inside that it may begin.
    var from: UInt16
    var to: UInt16
    /// The rule of the tunnel around it, for a tunnel inside.
    var around: TunnelSession
}

/// Tunnel content inspection: a packet of an allowed tunnel passes only if what is inside passes.
///
/// What is inside goes through the session table as a session of its own, in a domain of the tunnel. The rule that was found when the
/// tunnel's session began stays with it.
extension Firewall {
    /// Looks for a tunnel inspection rule when a session begins, and remembers who is around a session inside.
    mutating func noteTunnel(_ index: Int, _ packet: DecodedPacket, _ client: SessionClient) {
        if let place = tunnelPlace { domains.retain(place.domain, session: table[index].id, place.parent) }
        guard table[index].action.isAllow, let kind = tunnelDecoder.kind(of: packet) else { return }
        guard let session = tunnelPlace.map({ nested($0, client) }) ?? inspection(of: index, kind, client) else { return }
        table[index].traits.insert(.isTunnel)
        tunnelSessions[index] = session
    }

    /// A tunnel inside one that is inspected comes under the same rule, as deep as that says.
    private func nested(_ place: TunnelPlace, _ client: SessionClient) -> TunnelSession? {
        guard place.around.level < min(place.around.options.maximumLevels, configuration.limits.tunnelDepth) else { return nil }
        return TunnelSession(
            options: place.around.options, level: place.around.level + 1, from: client.origin.from, to: client.origin.to)
    }

    private mutating func inspection(of index: Int, _ kind: Tunnel.Kind, _ client: SessionClient) -> TunnelSession? {
        guard tunnelPlace == nil, configuration.limits.tunnelDepth > 0 else { return nil }
        let (from, to) = zonePair(of: client.origin)
        let input = MatchInput(tuple: table[index].tuple, from: from, to: to, user: client.user, time: now)
        guard let rule = owner?.tunnelInspection(for: input, isOfProtocol: { kind.isNamed(by: $0) }) else { return nil }
        return TunnelSession(
            options: rule.options, level: 1, from: rule.innerSourceZone.map { zones.number(named: $0) } ?? client.origin.from,
            to: rule.innerDestinationZone.map { zones.number(named: $0) } ?? client.origin.to)
    }

    /// Forgets what ``noteTunnel(_:_:_:)`` remembered.
    mutating func forgetTunnel(_ index: Int) {
        let domain = table[index].key.domain
        if domain != .outermost { domains.release(domain, session: table[index].id) }
        if table[index].traits.contains(.isTunnel) { tunnelSessions[index] = nil }
    }

    /// What is known of the tunnel around a session.
    func describeTunnel(_ summary: inout SessionSummary) {
        guard let parent = domains.parent(ofSession: summary.id) else { return }
        // Who announced it, where somebody did, is nearer.
        if summary.parentID == 0 { (summary.parentID, summary.parentStart) = (parent.id, parent.start) }
        summary.tunnelType = "\(parent.tunnel.kind)".uppercased()
        summary.tunnelID = UInt64(parent.tunnel.identifier)
    }

    // MARK: Packets

    /// Puts what is inside a tunnel's packet to the policy.
    ///
    /// - Returns: why the packet does not pass; `nil` when it does.
    @inline(never)
    mutating func inspectTunnel(_ index: Int, _ bytes: Span<UInt8>, _ packet: DecodedPacket, _ direction: FlowDirection) -> Verdict? {
        guard let session = tunnelSessions[index], let opened = tunnelDecoder.open(bytes, packet) else { return nil }
        if session.options.dropsStrictViolation, !opened.isStrict {
            counters.tunnels.notStrict &+= 1
            return refuse(index, packet, direction)
        }
        switch opened.content {
        case .packet(let inner): return inspect(inner, opened.tunnel, session, index, bytes, packet, direction)
        case .control:
            counters.tunnels.control &+= 1
            return nil
        case .notIP:
            counters.tunnels.notIP &+= 1
            return nil
        case .encrypted, .unknown:
            counters.tunnels.unreadable &+= 1
            guard session.options.dropsUnknownProtocol else { return nil }
            counters.tunnels.unknownProtocol &+= 1
            return refuse(index, packet, direction)
        case .malformed:
            counters.tunnels.malformed &+= 1
            return refuse(index, packet, direction)
        }
    }

    private mutating func inspect(
        _ inner: DecodedPacket, _ tunnel: Tunnel, _ session: TunnelSession, _ index: Int, _ bytes: Span<UInt8>, _ packet: DecodedPacket,
        _ direction: FlowDirection
    ) -> Verdict? {
        if session.options.dropsOverMaximum, tunnelDecoder.kind(of: inner) != nil,
            session.level >= min(session.options.maximumLevels, configuration.limits.tunnelDepth)
        {
            counters.tunnels.overMaximum &+= 1
            return refuse(index, packet, direction)
        }
        guard let domain = domains.number(of: TunnelDomains.Key(packet, tunnel, in: table[index].key.domain)) else {
            counters.tunnels.tooMany &+= 1
            return refuse(index, packet, direction)
        }
        let isFromClient = direction == .clientToServer
        let parent = TunnelDomains.Parent(id: table[index].id, start: table.details(index).start, tunnel: tunnel)
        let outside = tunnelPlace
        tunnelPlace = TunnelPlace(
            domain: domain, parent: parent, from: isFromClient ? session.from : session.to, to: isFromClient ? session.to : session.from,
            around: session)
        counters.tunnels.opened &+= 1
        counters.opened.add(inner.datagramLength)
        let verdict = inner.fragment == nil ? processDatagram(bytes, inner, place(of: inner)) : processFragment(bytes, inner)
        tunnelPlace = outside
        guard !verdict.disposition.isPass else { return nil }
        counters.tunnels.blockedInside &+= 1
        counters.blocked.add(packet.datagramLength)
        // A reset cannot be sent into a tunnel from here.
        var answer = verdict
        answer.disposition = verdict.disposition == .hold ? .hold : .drop
        answer.sendsUnreachable = false
        return answer
    }

    /// A packet that the tunnel's rule does not let pass.
    private mutating func refuse(_ index: Int, _ packet: DecodedPacket, _ direction: FlowDirection) -> Verdict {
        counters.blocked.add(packet.datagramLength)
        return Verdict(.drop, .tunnel, rule: table[index].author, sessionID: table[index].id, direction: direction)
    }
}

extension Tunnel.Kind {
    /// Whether a rule's list of protocols names it, itself or by the product's word.
    func isNamed(by protocols: [String]) -> Bool {
        protocols.isEmpty || protocols == ["any"]
            || protocols.contains { name in
                switch name {
                case "gre": self == .gre || self == .pptp || self == .erspan
                // "Non-encrypted IPSec": what the authentication header signs.
                case "ipsec": self == .ah || self == .esp
                default: name == description
                }
            }
    }
}
