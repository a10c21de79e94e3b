public import NGFWCore

/// Collects the fragments of IPv4 and IPv6 datagrams.
///
///     if packet.fragment != nil {
///         guard let whole = reassembler.add(bytes, packet, at: time) else { return }      // more to come, or dropped
///         packet = try decoder.decode(whole.span, linkType: .raw)
///     }
///
/// **Overlaps.** An IPv6 datagram with overlapping fragments is dropped (RFC 5722, RFC 8200 section 4.5). In IPv4 an overlap
/// that says the same is accepted, one that does not drops the datagram, because receivers disagree about which bytes win
/// (RFC 1858). A fragment repeated byte by byte is not an overlap. What comes of a dropped datagram later is swallowed until the
/// timeout. A fragment that is the whole datagram never gets here (RFC 6946); tiny ones are put together like any.
///
/// **Bounds.** ``Limits/fragmentedDatagrams``, ``Limits/fragmentBytes`` with all overhead, ``Limits/fragmentsPerDatagram`` and
/// ``Limits/fragmentTimeout``. Sources (in IPv6 their networks of 64 bits) are dealt to 64 shares by a keyed hash. When there
/// is no room, the share that holds most gives up its oldest datagram: whoever floods from few addresses pushes himself out,
/// and a flood from forged ones pushes out the oldest, while datagrams complete within a moment of their first fragment.
///
/// One owner.
public struct FragmentReassembler: Sendable {
    public internal(set) var counters = Counters()
    private let fragmentLimit: Int
    private let timeout: Int64
    private var latest = Timestamp.distantPast
    var datagrams: FragmentStore

    /// - Parameter seed: Of the hash that deals sources to shares; a secret where traffic is hostile.
    public init(limits: Limits = .standard, seed: UInt64 = 0) {
        fragmentLimit = limits.fragmentsPerDatagram
        timeout = limits.fragmentTimeout
        datagrams = FragmentStore(datagramLimit: limits.fragmentedDatagrams, byteLimit: limits.fragmentBytes, seed: seed)
    }

    /// Datagrams that wait for fragments, and dropped ones whose time is not over.
    public var count: Int { datagrams.count }

    /// Bytes of memory that they take, overhead included: never more than ``Limits/fragmentBytes``.
    public var byteCount: Int { datagrams.byteCount }

    /// Takes a fragment in.
    ///
    /// - Parameters:
    ///   - bytes: The bytes that `packet` was decoded from.
    ///   - packet: A packet with ``DecodedPacket/fragment``; others give `nil` and are not counted.
    ///   - domain: The tunnel that the packet came out of; zero outside of tunnels.
    /// - Returns: The whole datagram from its IP header on, when this fragment completes it: decode it as ``LinkType/raw``.
    /// - Complexity: O(*b* + log *n*) for *b* bytes and *n* fragments of the datagram; when room is short O(1) more with a large constant.
    public mutating func add(_ bytes: Span<UInt8>, _ packet: DecodedPacket, domain: UInt32 = 0, at time: Timestamp) -> [UInt8]? {
        guard let fragment = packet.fragment, let key = FragmentKey(packet, domain: domain) else { return nil }
        counters.fragments &+= 1
        expire(at: time)
        let end = packet.networkOffset + packet.datagramLength
        if let loss = flaw(packet, fragment, end: end, byteCount: bytes.count) {
            counters.count(loss)
            return nil
        }
        let need = end - fragment.dataOffset + PartialDatagram.pieceOverhead + PartialDatagram.overhead
        for _ in 0..<datagrams.makeRoom(bytes: need, isNew: datagrams.place(of: key) == nil) { counters.count(.evicted) }
        let place = datagrams.place(of: key) ?? datagrams.begin(key, at: latest)
        switch datagrams.add(bytes, packet, fragment, end: end, fragmentLimit: fragmentLimit, to: place) {
        case .waiting: return nil
        case .lost(let loss):
            counters.count(loss)
            return nil
        case .whole(let whole):
            counters.reassembled &+= 1
            datagrams.remove(place)
            return whole
        }
    }

    /// Drops the datagrams whose time is over.
    public mutating func expire(at time: Timestamp) {
        // A clock that runs backwards does not keep datagrams longer.
        latest = max(latest, time)
        while let oldest = datagrams.oldest, latest.secondsSince(oldest.start) >= timeout {
            if !oldest.isDropped { counters.count(.timedOut) }
            datagrams.remove(oldest.place)
        }
    }

    /// What makes the fragment unusable by itself.
    private func flaw(_ packet: DecodedPacket, _ fragment: FragmentFields, end: Int, byteCount: Int) -> FragmentLoss? {
        let isIPv4 = packet.tuple.source.isIPv4
        let headerLength = fragment.dataOffset - packet.networkOffset
        guard packet.networkOffset >= 0,
            headerLength >= (isIPv4 ? IPv4Header.minimumLength : IPv6Header.length + IPv6Header.fragmentLength),
            packet.networkOffset <= fragment.nextHeaderOffset,
            fragment.nextHeaderOffset < fragment.dataOffset - IPv6Header.fragmentLength,
            fragment.dataOffset < end, !fragment.moreFollow || (end - fragment.dataOffset) % 8 == 0
        else { return .badLength }
        return end <= byteCount ? nil : .cut
    }
}
