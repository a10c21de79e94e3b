internal import NGFWAppID
internal import NGFWCore
internal import NGFWPacket

/// Which packets may announce flows between other hosts than their own, and which ones begin such a flow: what the workers of a group
/// have to do one after the other.
struct AnnouncementWatch {
    private let hashes: AddressHash
    /// Another one when packets may mean something else than before.
    private(set) var revision: UInt64 = 0
    /// Ports at which control sessions are read from their first packet on.
    private let ports: [UInt16]
    /// Conversations of control sessions, and their hosts for fragments.
    private var controls = HashFilter()
    private(set) var controlCount = 0
    /// What may be awaited, and which worker awaits it; it may have stopped to.
    private(set) var awaited: [PredictedSessions.Key: Int] = [:]
    /// Where to: endpoints, and addresses for fragments.
    private var destinations = HashFilter()

    init(_ hashes: AddressHash, _ settings: NegotiationSettings) {
        self.hashes = hashes
        ports = ControlProtocol.allCases.filter { $0.mayConcernOthers(settings) && !settings.disabled.contains($0.rawValue) }
            .flatMap(\.usualPorts)
    }

    // MARK: Packets

    /// Whether a packet may announce something, be it because its session does, is found at the port of such sessions, or begins
    /// like a message that describes media.
    ///
    /// - Parameters:
    ///   - bytes: Those that the packet was decoded from.
    ///   - hosts: ``AddressHash/sum(_:_:)`` of its addresses.
    func mayAnnounce(_ packet: DecodedPacket, _ bytes: Span<UInt8>, hosts: UInt64) -> Bool {
        let ipProtocol = packet.tuple.ipProtocol
        guard ipProtocol == .udp || ipProtocol == .tcp, !ports.isEmpty else { return false }
        if isUsual(packet, bytes) { return true }
        // Only the first fragment has ports: the others are known by their hosts.
        if packet.fragment != nil { return controls.mayContain(hashes.hosts(hosts)) }
        return !controls.isEmpty && controls.mayContain(hashes.conversation(hosts, packet.tuple))
    }

    /// The rest of the datagram that a first fragment begins may announce something too.
    mutating func note(fragment packet: DecodedPacket, _ bytes: Span<UInt8>, hosts: UInt64) {
        let hash = hashes.hosts(hosts)
        guard isUsual(packet, bytes), !controls.mayContain(hash) else { return }
        controls.insert(hash)
        revision &+= 1
    }

    /// Whether a packet is at a port of control sessions, or begins like their messages.
    @inline(__always)
    private func isUsual(_ packet: DecodedPacket, _ bytes: Span<UInt8>) -> Bool {
        packet.payloadLength > 0
            && (ports.contains(packet.tuple.sourcePort) || ports.contains(packet.tuple.destinationPort)
                || Self.describesMedia(bytes.extracting(packet.payloadRange)))
    }

    /// The beginnings of messages of SIP and MGCP that may hold a description: INVITE, ACK, UPDATE, PRACK, answers; CRCX, MDCX.
    @inline(__always)
    private static func describesMedia(_ payload: Span<UInt8>) -> Bool {
        guard payload.count > 8 else { return false }
        let word = UInt32(payload[0]) << 24 | UInt32(payload[1]) << 16 | UInt32(payload[2]) << 8 | UInt32(payload[3])
        return switch word {
        case 0x494E_5649, 0x5349_502F, 0x4143_4B20, 0x5550_4441, 0x5052_4143, 0x4352_4358, 0x4D44_4358: true
        default: false
        }
    }

    /// Whether a packet may be the first one of a flow that was announced.
    func isAwaited(_ packet: DecodedPacket) -> Bool {
        guard !awaited.isEmpty else { return false }
        let tuple = packet.tuple
        if packet.fragment != nil { return destinations.mayContain(hashes.endpoint(tuple.destination, 0, tuple.ipProtocol)) }
        if tuple.ipProtocol == .tcp, packet.tcp?.isOpening != true { return false }
        guard destinations.mayContain(hashes.endpoint(tuple.destination, tuple.destinationPort, tuple.ipProtocol)) else { return false }
        return PredictedSessions.Breadth.allCases.contains { awaited[PredictedSessions.Key(tuple, in: .outermost, $0)] != nil }
    }

    // MARK: What is known

    mutating func note(control tuple: FiveTuple) {
        let hosts = hashes.sum(tuple.source, tuple.destination)
        let isKnown = controls.mayContain(hashes.conversation(hosts, tuple)) && controls.mayContain(hashes.hosts(hosts))
        controls.insert(hashes.conversation(hosts, tuple))
        controls.insert(hashes.hosts(hosts))
        controlCount += 1
        if !isKnown { revision &+= 1 }
    }

    mutating func forgetControls() {
        controls.removeAll()
        controlCount = 0
        revision &+= 1
    }

    mutating func note(_ key: PredictedSessions.Key, of worker: Int) {
        awaited[key] = worker
        revision &+= 1
        noteDestination(key)
    }

    private mutating func noteDestination(_ key: PredictedSessions.Key) {
        destinations.insert(hashes.endpoint(key.destination, key.destinationPort, key.ipProtocol))
        destinations.insert(hashes.endpoint(key.destination, 0, key.ipProtocol))
    }

    mutating func forget(_ key: PredictedSessions.Key) {
        awaited[key] = nil
        revision &+= 1
        if awaited.isEmpty { destinations.removeAll() }
    }

    /// Forgets all that is awaited no more.
    mutating func keep(_ isAwaited: (PredictedSessions.Key, Int) -> Bool) {
        awaited = awaited.filter { isAwaited($0.key, $0.value) }
        revision &+= 1
        destinations.removeAll()
        for key in awaited.keys { noteDestination(key) }
    }
}

/// Hashes with a secret, the same in both directions.
struct AddressHash {
    private let seed: UInt64

    init(seed: UInt64) { self.seed = SplitMix.mixed(seed) }

    private func mix(_ address: IPAddress) -> UInt64 { SplitMix.mixed(SplitMix.mixed(address.high ^ seed) ^ address.low) }

    /// Of two addresses, whichever comes first.
    @inline(__always)
    func sum(_ one: IPAddress, _ other: IPAddress) -> UInt64 { mix(one) &+ mix(other) }

    func hosts(_ sum: UInt64) -> UInt64 { SplitMix.mixed(sum &+ 1) }

    func conversation(_ sum: UInt64, _ tuple: FiveTuple) -> UInt64 {
        let ports = UInt64(min(tuple.sourcePort, tuple.destinationPort)) << 16 | UInt64(max(tuple.sourcePort, tuple.destinationPort))
        return SplitMix.mixed(SplitMix.mixed(sum) ^ (ports << 8 | UInt64(tuple.ipProtocol.rawValue)))
    }

    func endpoint(_ address: IPAddress, _ port: UInt16, _ ipProtocol: IPProtocol) -> UInt64 {
        SplitMix.mixed(mix(address) ^ (UInt64(port) << 8 | UInt64(ipProtocol.rawValue)))
    }
}
