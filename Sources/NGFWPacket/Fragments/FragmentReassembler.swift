public import NGFWCore

/// Collects the fragments of IPv4 and IPv6 datagrams.
///
///     if packet.fragment != nil {
///         guard let whole = reassembler.add(bytes, packet, at: time) else { return }      // more to come, or dropped
///         packet = try decoder.decode(whole.span, linkType: .raw)
///     }
///
/// Overlaps: an IPv6 datagram with overlapping fragments is dropped (RFC 5722, RFC 8200 section 4.5). In IPv4 the first
/// bytes win, and an overlap whose bytes differ drops the datagram, because receivers disagree about such datagrams (RFC 1858).
/// A repeated fragment is not an overlap. Fragments that come after the drop are swallowed until the timeout.
///
/// Bounded by ``Limits/fragmentedDatagrams``, ``Limits/fragmentsPerDatagram`` and ``Limits/fragmentTimeout``; holds no more
/// bytes than it was given. Keys are hashed with Swift's per-process seed. One owner.
public struct FragmentReassembler: Sendable {
    /// What happened so far.
    public struct Counters: Hashable, Sendable {
        public init() {}

        public var fragments: UInt64 = 0
        public var reassembled: UInt64 = 0
        /// Fragments with an impossible length, or cut by the snap length.
        public var unusable: UInt64 = 0
        /// Datagrams dropped because of an overlap or contradicting ends.
        public var conflicting: UInt64 = 0
        /// Datagrams dropped because of their size or their number of fragments.
        public var oversized: UInt64 = 0
        /// Datagrams dropped because their time was over.
        public var timedOut: UInt64 = 0
        /// Datagrams dropped to make room for newer ones.
        public var evicted: UInt64 = 0
    }

    private struct Key: Hashable {
        var source: IPAddress
        var destination: IPAddress
        var identification: UInt32
        /// Zero for IPv6, whose fragments are told apart by addresses and identification alone (RFC 8200 section 4.5).
        var ipProtocol: UInt8
    }

    public private(set) var counters = Counters()
    private let datagramLimit: Int
    private let fragmentLimit: Int
    private let timeout: Int64
    private var datagrams: [Key: PartialDatagram] = [:]
    /// Keys by arrival; an entry is stale when its serial number is no longer the datagram's.
    private var arrivals: [(key: Key, serial: UInt64)] = []
    private var firstArrival = 0
    private var nextSerial: UInt64 = 0

    public init(limits: Limits = .standard) {
        datagramLimit = max(1, limits.fragmentedDatagrams)
        fragmentLimit = limits.fragmentsPerDatagram
        timeout = limits.fragmentTimeout
    }

    /// Datagrams that wait for fragments, and dropped ones whose time is not over.
    public var count: Int { datagrams.count }

    /// Takes a fragment in.
    ///
    /// - Parameters:
    ///   - bytes: The bytes that `packet` was decoded from.
    ///   - packet: A packet with ``DecodedPacket/fragment``; others give `nil` and are not counted.
    /// - Returns: The whole datagram from its IP header on, when this fragment completes it: decode it as ``LinkType/raw``.
    /// - Complexity: O(*n*) in the datagram's fragments.
    public mutating func add(_ bytes: Span<UInt8>, _ packet: DecodedPacket, at time: Timestamp) -> [UInt8]? {
        guard let fragment = packet.fragment else { return nil }
        counters.fragments += 1
        expire(at: time)
        let end = packet.networkOffset + packet.datagramLength
        let isIPv4 = packet.tuple.source.isIPv4
        let headerLength = fragment.dataOffset - packet.networkOffset
        guard packet.networkOffset >= 0,
            headerLength >= (isIPv4 ? IPv4Header.minimumLength : IPv6Header.length + IPv6Header.fragmentLength),
            (packet.networkOffset..<fragment.dataOffset - IPv6Header.fragmentLength).contains(fragment.nextHeaderOffset),
            fragment.dataOffset < end, end <= bytes.count, !fragment.moreFollow || (end - fragment.dataOffset) % 8 == 0
        else {
            counters.unusable += 1
            return nil
        }
        let key = Key(
            source: packet.tuple.source, destination: packet.tuple.destination, identification: fragment.identification,
            ipProtocol: isIPv4 ? packet.tuple.ipProtocol.rawValue : 0)
        if datagrams[key] == nil { begin(key, isIPv4: isIPv4, at: time) }
        let outcome = datagrams[key]?.add(bytes, packet, fragment, end: end, fragmentLimit: fragmentLimit) ?? .waiting
        switch outcome {
        case .waiting: return nil
        case .conflicting:
            counters.conflicting += 1
            return nil
        case .oversized:
            counters.oversized += 1
            return nil
        case .whole(let whole):
            counters.reassembled += 1
            datagrams[key] = nil
            return whole
        }
    }

    /// Drops the datagrams whose time is over.
    public mutating func expire(at time: Timestamp) {
        while firstArrival < arrivals.count {
            let (key, serial) = arrivals[firstArrival]
            if let datagram = datagrams[key], datagram.serial == serial {
                guard time.secondsSince(datagram.start) >= timeout else { break }
                if !datagram.isDropped { counters.timedOut += 1 }
                datagrams[key] = nil
            }
            firstArrival += 1
        }
        if arrivals.count >= 4 * datagramLimit || firstArrival == arrivals.count { forgetStaleArrivals() }
    }

    /// Keeps the list within four times the limit of datagrams, at a constant cost a datagram.
    private mutating func forgetStaleArrivals() {
        arrivals = arrivals[firstArrival...].filter { datagrams[$0.key]?.serial == $0.serial }
        firstArrival = 0
    }

    private mutating func begin(_ key: Key, isIPv4: Bool, at time: Timestamp) {
        while datagrams.count >= datagramLimit, firstArrival < arrivals.count {
            let (oldest, serial) = arrivals[firstArrival]
            if let datagram = datagrams[oldest], datagram.serial == serial {
                if !datagram.isDropped { counters.evicted += 1 }
                datagrams[oldest] = nil
            }
            firstArrival += 1
        }
        datagrams[key] = PartialDatagram(isIPv4: isIPv4, start: time, serial: nextSerial)
        arrivals.append((key, nextSerial))
        nextSerial += 1
    }
}
