internal import NGFWCore
internal import NGFWPacket

/// Which firewall of a group a packet belongs to: by both its addresses, in either order, with a secret.
struct PacketSpreader {
    /// What others have to do with a packet.
    enum Course: Equatable {
        case ordinary
        /// It may announce flows that belong to others.
        case announces
        /// It may begin a flow that another worker awaits.
        case isAwaited(FiveTuple)
        /// It speaks of hosts that belong to another worker.
        case isError(of: Int)
    }

    let hashes: AddressHash
    private let count: Int
    private let decoder: PacketDecoder
    /// Whether an error message belongs to the session that it speaks of, as it does where there is a policy.
    private let attachesErrors: Bool

    init(count: Int, seed: UInt64, limits: Limits, attachesErrors: Bool) {
        self.count = count
        self.attachesErrors = attachesErrors
        hashes = AddressHash(seed: seed)
        decoder = PacketDecoder(limits: limits)
    }

    /// A packet that cannot be decoded is the first one's to count.
    func place(of descriptor: PacketDescriptor, _ bytes: Span<UInt8>, _ watch: inout AnnouncementWatch) -> (shard: Int, course: Course) {
        guard let packet = decoded(descriptor, bytes) else { return (0, .ordinary) }
        let own = bytes.extracting(descriptor.offset..<descriptor.offset + descriptor.length)
        let hosts = hashes.sum(packet.tuple.source, packet.tuple.destination)
        let shard = shard(of: hosts)
        if let quoted = quoted(by: packet) {
            let other = self.shard(of: quoted.source, quoted.destination)
            return (shard, other == shard ? .ordinary : .isError(of: other))
        }
        if watch.isAwaited(packet) { return (shard, .isAwaited(packet.tuple)) }
        return (shard, watch.mayAnnounce(packet, own, hosts: hosts) ? .announces : .ordinary)
    }

    func decoded(_ descriptor: PacketDescriptor, _ bytes: Span<UInt8>) -> DecodedPacket? {
        guard descriptor.isWithin(bytes.count) else { return nil }
        return try? decoder.decode(
            bytes.extracting(descriptor.offset..<descriptor.offset + descriptor.length), linkType: descriptor.linkType)
    }

    /// The datagram that an error speaks of, on its way to who sent that.
    func quoted(by packet: DecodedPacket) -> FiveTuple? {
        guard attachesErrors, packet.fragment == nil, let quoted = packet.icmp?.embedded, quoted.source == packet.tuple.destination
        else { return nil }
        return quoted
    }

    func shard(of one: IPAddress, _ other: IPAddress) -> Int { shard(of: hashes.sum(one, other)) }

    @inline(__always)
    private func shard(of hosts: UInt64) -> Int {
        Int(truncatingIfNeeded: SplitMix.mixed(hosts).multipliedFullWidth(by: UInt64(count)).high)
    }
}
