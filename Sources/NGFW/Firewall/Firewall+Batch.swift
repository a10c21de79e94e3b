internal import CPrefetch
internal import NGFWCore
internal import NGFWPacket

/// Many packets at once, so that their waits for memory overlap.
extension Firewall {
    /// Takes packets in order and says what happens to each: the same answers as one ``process(_:wireLength:linkType:at:)`` each.
    ///
    ///     firewall.process(buffer.span, packets: descriptors.span, into: &verdicts)     // verdicts[3] is about descriptors[3]
    ///
    /// They go through their steps 32 at a time: all are decoded and their places in the session table asked for, then their
    /// records, then each is dealt with. With many sessions a record is a read of memory, which costs ten times more alone.
    ///
    /// - Parameters:
    ///   - bytes: What all packets of the batch lie in. One that does not lie in it is undecodable.
    ///   - verdicts: Become the answers; the memory is used again.
    public mutating func process(_ bytes: Span<UInt8>, packets: Span<PacketDescriptor>, into verdicts: inout [Verdict]) {
        verdicts.removeAll(keepingCapacity: true)
        verdicts.reserveCapacity(packets.count)
        var batch = PacketBatch()
        swap(&batch, &self.batch)
        var start = 0
        while start < packets.count {
            let some = packets.extracting(start..<min(start + PacketBatch.size, packets.count))
            if start + PacketBatch.size < packets.count {
                Self.prefetch(bytes, packets.extracting(start + some.count..<min(start + 2 * PacketBatch.size, packets.count)))
            }
            decode(bytes, some, &batch)
            for number in 0..<some.count where batch.isPlaced[number] { table.prefetchRecord(batch.places[number].hash) }
            for number in 0..<some.count { verdicts.append(process(bytes, some[number], number, batch)) }
            start += some.count
        }
        swap(&batch, &self.batch)
    }

    private mutating func decode(_ bytes: Span<UInt8>, _ packets: Span<PacketDescriptor>, _ batch: inout PacketBatch) {
        for number in 0..<packets.count {
            batch.isPlaced[number] = false
            let descriptor = packets[number]
            guard descriptor.isWithin(bytes.count),
                let packet = try? decoder.decode(
                    bytes.extracting(descriptor.offset..<descriptor.offset + descriptor.length), linkType: descriptor.linkType),
                packet.fragment == nil
            else { continue }
            let place = place(of: packet)
            table.prefetch(place.hash)
            batch.isPlaced[number] = true
            batch.packets[number] = packet
            batch.places[number] = place
        }
    }

    @inline(__always)
    private mutating func process(
        _ bytes: Span<UInt8>, _ descriptor: PacketDescriptor, _ number: Int, _ batch: borrowing PacketBatch
    ) -> Verdict {
        guard descriptor.isWithin(bytes.count) else {
            moveClock(to: descriptor.time)
            counters.received.add(descriptor.wireLength)
            return outside(.undecodable, descriptor.wireLength)
        }
        let packetBytes = bytes.extracting(descriptor.offset..<descriptor.offset + descriptor.length)
        guard batch.isPlaced[number] else {
            return process(packetBytes, wireLength: descriptor.wireLength, linkType: descriptor.linkType, at: descriptor.time)
        }
        moveClock(to: descriptor.time)
        counters.received.add(batch.packets[number].datagramLength)
        if dropsWrongSums, ChecksumVerifier.state(of: batch.packets[number], in: packetBytes) == .invalid {
            return outside(.checksum, batch.packets[number].datagramLength)
        }
        return processDatagram(packetBytes, batch.packets[number], batch.places[number])
    }

    /// Asks for the headers of packets: the first line holds addresses and ports, the second the rest of TCP.
    @inline(__always)
    private static func prefetch(_ bytes: Span<UInt8>, _ packets: Span<PacketDescriptor>) {
        unsafe bytes.withUnsafeBufferPointer { buffer in
            guard let base = unsafe UnsafeRawPointer(buffer.baseAddress) else { return }
            for number in 0..<packets.count {
                // The instruction reads nothing and cannot fault: any address will do.
                unsafe ngfw_prefetch(base + packets[number].offset)
            }
        }
    }
}

/// What the steps of a batch hand on.
struct PacketBatch: ~Copyable {
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
        let place = SessionPlace(key: SessionKey.of(tuple, kind: .ordinary).key, hash: 0, sourceIsFirst: true)
        batch.isPlaced = Array(repeating: false, count: size)
        batch.packets = Array(repeating: packet, count: size)
        batch.places = Array(repeating: place, count: size)
        return batch
    }
}
