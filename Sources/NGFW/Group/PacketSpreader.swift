internal import NGFWCore
internal import NGFWPacket

/// Which firewall of a group a packet belongs to: by both its addresses, in either order, with a secret.
struct PacketSpreader {
    private let count: Int
    private let seed: UInt64
    private let decoder: PacketDecoder
    /// Whether an error message belongs to the session that it speaks of, as it does where there is a policy.
    private let attachesErrors: Bool

    init(count: Int, seed: UInt64, limits: Limits, attachesErrors: Bool) {
        self.count = count
        self.attachesErrors = attachesErrors
        self.seed = SplitMix.mixed(seed)
        decoder = PacketDecoder(limits: limits)
    }

    /// A packet that cannot be decoded is the first one's to count.
    func shard(of descriptor: PacketDescriptor, _ bytes: Span<UInt8>) -> Int {
        guard descriptor.isWithin(bytes.count),
            let packet = try? decoder.decode(
                bytes.extracting(descriptor.offset..<descriptor.offset + descriptor.length), linkType: descriptor.linkType)
        else { return 0 }
        if attachesErrors, let embedded = packet.icmp?.embedded, embedded.source == packet.tuple.destination {
            return shard(of: embedded.source, embedded.destination)
        }
        return shard(of: packet.tuple.source, packet.tuple.destination)
    }

    func shard(of one: IPAddress, _ other: IPAddress) -> Int {
        // The sum does not tell which came first.
        let sum = mix(one) &+ mix(other)
        return Int(truncatingIfNeeded: SplitMix.mixed(sum).multipliedFullWidth(by: UInt64(count)).high)
    }

    private func mix(_ address: IPAddress) -> UInt64 {
        SplitMix.mixed(SplitMix.mixed(address.high ^ seed) ^ address.low)
    }
}
