internal import NGFWCore
internal import NGFWPacket

/// Which firewall of a group a packet belongs to: by both its addresses, in either order, with a secret.
struct PacketSpreader {
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
    func mark(_ batch: SharedBatch, _ number: Int, _ watch: AnnouncementWatch) -> PacketMark {
        batch.withPacket(number) { bytes, descriptor in
            guard let packet = try? decoder.decode(bytes, linkType: descriptor.linkType) else { return PacketMark(0) }
            let hosts = hashes.sum(packet.tuple.source, packet.tuple.destination)
            let worker = worker(of: hosts)
            if let quoted = quoted(by: packet) {
                return PacketMark(worker, self.worker(of: quoted.source, quoted.destination) == worker ? .ordinary : .isError)
            }
            if watch.isAwaited(packet) { return PacketMark(worker, .isAwaited) }
            return PacketMark(worker, watch.mayAnnounce(packet, bytes, hosts: hosts) ? .announces : .ordinary)
        } ?? PacketMark(0)
    }

    /// Takes note of a packet that may announce something.
    func note(_ batch: SharedBatch, _ number: Int, in watch: inout AnnouncementWatch) {
        batch.withPacket(number) { bytes, descriptor in
            guard let packet = try? decoder.decode(bytes, linkType: descriptor.linkType), packet.fragment != nil else { return }
            watch.note(fragment: packet, bytes, hosts: hashes.sum(packet.tuple.source, packet.tuple.destination))
        }
    }

    func decoded(_ batch: SharedBatch, _ number: Int) -> DecodedPacket? {
        batch.withPacket(number) { bytes, descriptor in try? decoder.decode(bytes, linkType: descriptor.linkType) } ?? nil
    }

    /// The datagram that an error speaks of, on its way to who sent that.
    func quoted(by packet: DecodedPacket) -> FiveTuple? {
        guard attachesErrors, packet.fragment == nil, let quoted = packet.icmp?.embedded, quoted.source == packet.tuple.destination
        else { return nil }
        return quoted
    }

    func worker(of one: IPAddress, _ other: IPAddress) -> Int { worker(of: hashes.sum(one, other)) }

    @inline(__always)
    private func worker(of hosts: UInt64) -> Int {
        Int(truncatingIfNeeded: SplitMix.mixed(hosts).multipliedFullWidth(by: UInt64(count)).high)
    }
}
