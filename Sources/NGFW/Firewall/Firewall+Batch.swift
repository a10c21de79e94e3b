internal import CPrefetch
internal import NGFWCore
internal import NGFWPacket

/// Many packets at once, so that their waits for memory overlap.
extension Firewall {
    /// Takes packets in order and says what happens to each: the same answers as one ``process(_:wireLength:linkType:at:)`` each.
    ///
    ///     firewall.process(buffer.span, packets: descriptors.span, into: &verdicts)     // verdicts[3] is about descriptors[3]
    ///
    /// They go through their steps 32 at a time. While some are dealt with, the next ones are decoded already and their places in
    /// the session table asked for, first the bucket of the index, then the record: with many sessions each is a read of memory,
    /// which costs ten times more alone.
    ///
    /// - Parameters:
    ///   - bytes: What all packets of the batch lie in. One that does not lie in it is undecodable.
    ///   - verdicts: Become the answers; the memory is used again.
    public mutating func process(_ bytes: Span<UInt8>, packets: Span<PacketDescriptor>, into verdicts: inout [Verdict]) {
        verdicts.removeAll(keepingCapacity: true)
        verdicts.reserveCapacity(packets.count)
        var batch = PacketBatch()
        swap(&batch, &self.batch)
        let size = PacketBatch.size
        var half = 0
        var start = 0
        decode(bytes, packets, 0, &batch, half)
        for number in 0..<min(size, packets.count) { prefetchRecord(batch, half + number) }
        while start < packets.count {
            let count = min(size, packets.count - start)
            let other = size - half
            Self.prefetch(bytes, packets, start + 2 * size)
            decode(bytes, packets, start + size, &batch, other)
            let nextCount = max(0, min(size, packets.count - start - size))
            for number in 0..<count {
                verdicts.append(process(bytes, packets[start + number], half + number, batch))
                if number < nextCount { prefetchRecord(batch, other + number) }
            }
            start += count
            half = other
        }
        swap(&batch, &self.batch)
    }

    /// Decodes the packets from one on, as many as a step takes, into one half of the batch.
    private mutating func decode(
        _ bytes: Span<UInt8>, _ packets: Span<PacketDescriptor>, _ start: Int, _ batch: inout PacketBatch, _ half: Int
    ) {
        guard start < packets.count else { return }
        for number in 0..<min(PacketBatch.size, packets.count - start) {
            batch.isPlaced[half + number] = false
            let descriptor = packets[start + number]
            guard descriptor.isWithin(bytes.count),
                let packet = try? decoder.decode(
                    bytes.extracting(descriptor.offset..<descriptor.offset + descriptor.length), linkType: descriptor.linkType),
                packet.fragment == nil
            else { continue }
            let place = place(of: packet)
            table.prefetch(place.hash)
            batch.isPlaced[half + number] = true
            batch.packets[half + number] = packet
            batch.places[half + number] = place
        }
    }

    @inline(__always)
    private mutating func prefetchRecord(_ batch: borrowing PacketBatch, _ number: Int) {
        if batch.isPlaced[number] { table.prefetchRecord(batch.places[number].hash) }
    }

    @inline(__always)
    private mutating func process(
        _ bytes: Span<UInt8>, _ descriptor: PacketDescriptor, _ number: Int, _ batch: borrowing PacketBatch
    ) -> Verdict {
        guard descriptor.isWithin(bytes.count) else {
            moveClock(to: descriptor.time)
            counters.received.add(descriptor.wireLength)
            return withoutSession(.undecodable, descriptor.wireLength)
        }
        let packetBytes = bytes.extracting(descriptor.offset..<descriptor.offset + descriptor.length)
        guard batch.isPlaced[number] else {
            return process(packetBytes, wireLength: descriptor.wireLength, linkType: descriptor.linkType, at: descriptor.time)
        }
        moveClock(to: descriptor.time)
        counters.received.add(batch.packets[number].datagramLength)
        if dropsWrongSums, ChecksumVerifier.state(of: batch.packets[number], in: packetBytes) == .invalid {
            return withoutSession(.checksum, batch.packets[number].datagramLength)
        }
        return processDatagram(packetBytes, batch.packets[number], batch.places[number])
    }

    /// Asks for the headers of packets that are decoded in the next step.
    @inline(__always)
    private static func prefetch(_ bytes: Span<UInt8>, _ packets: Span<PacketDescriptor>, _ start: Int) {
        guard start < packets.count else { return }
        unsafe bytes.withUnsafeBufferPointer { buffer in
            guard let base = unsafe UnsafeRawPointer(buffer.baseAddress) else { return }
            for number in start..<min(start + PacketBatch.size, packets.count) {
                // The instruction reads nothing and cannot fault: any address will do.
                unsafe ngfw_prefetch(base + packets[number].offset)
            }
        }
    }
}

/// What the steps of a batch hand on: one half is dealt with while the other is made ready.
struct PacketBatch: ~Copyable {
    /// Packets of a half.
    static let size = 32

    var isPlaced: [Bool]
    var packets: [DecodedPacket]
    var places: [SessionPlace]

    init() {
        isPlaced = []
        packets = []
        places = []
    }

    /// With room for a batch.
    static func full() -> PacketBatch {
        var batch = PacketBatch()
        let tuple = FiveTuple(source: IPAddress(v4: 0), destination: IPAddress(v4: 0), ipProtocol: .udp)
        let packet = DecodedPacket(
            tuple: tuple, payloadOffset: 0, payloadLength: 0, wirePayloadLength: 0, datagramLength: 0, timeToLive: 0)
        let place = SessionPlace(key: SessionKey.of(tuple).key, hash: 0, sourceIsFirst: true)
        batch.isPlaced = Array(repeating: false, count: 2 * size)
        batch.packets = Array(repeating: packet, count: 2 * size)
        batch.places = Array(repeating: place, count: 2 * size)
        return batch
    }
}
