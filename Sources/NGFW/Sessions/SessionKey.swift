internal import NGFWCore

/// What the packets of one session have in common, whichever way they go: both endpoints in a fixed order, the protocol
/// and the domain, as five words.
///
/// PAN-OS: the ingress zone is part of the key there. Here zones come from the addresses themselves, so they cannot
/// tell two sessions apart and stay out. What can is the ``FlowDomain``: the tunnel that a datagram came in.
struct SessionKey: Equatable, BitwiseCopyable {
    /// Address of the first endpoint, high and low half, then of the second.
    let words: (UInt64, UInt64, UInt64, UInt64)
    /// First port (16), second port (16), domain (20), version 4 (1), kind (3), protocol (8), from the highest bits down.
    let last: UInt64

    /// How ICMP fills the ports of the key; empty for all else. See ``ICMPPlace``.
    struct Kind: OptionSet, BitwiseCopyable {
        let rawValue: UInt64
        static let ordinary: Kind = []
        /// Identifier and sequence number of an echo, which do not change places in the reply; else type and code of a message.
        static let echo = Kind(rawValue: 1 << 0)
        /// Who asks is the second endpoint.
        static let secondAsks = Kind(rawValue: 1 << 1)
        /// An answer that nobody asked for.
        static let unasked = Kind(rawValue: 1 << 2)
    }

    init(
        first: IPAddress, firstPort: UInt16, second: IPAddress, secondPort: UInt16, ipProtocol: IPProtocol, kind: Kind,
        domain: FlowDomain = .outermost
    ) {
        words = (first.high, first.low, second.high, second.low)
        let ports = UInt64(firstPort) << 48 | UInt64(secondPort) << 32
        let rest = UInt64(domain.number) << 12 | (first.isIPv4 ? Self.versionFour : 0) | kind.rawValue << Self.kindShift
        last = ports | rest | UInt64(ipProtocol.rawValue)
    }

    private static let versionFour: UInt64 = 1 << 11
    private static let kindShift: UInt64 = 8

    /// The key of a packet of anything but ICMP, and whether its source is the first endpoint.
    @inline(__always)
    static func of(_ tuple: FiveTuple, domain: FlowDomain = .outermost) -> (key: SessionKey, sourceIsFirst: Bool) {
        let source = tuple.source
        let destination = tuple.destination
        let sourceIsFirst: Bool
        if source.high != destination.high {
            sourceIsFirst = source.high < destination.high
        } else if source.low != destination.low {
            sourceIsFirst = source.low < destination.low
        } else {
            sourceIsFirst = tuple.sourcePort <= tuple.destinationPort
        }
        let key = SessionKey(
            first: sourceIsFirst ? source : destination, firstPort: sourceIsFirst ? tuple.sourcePort : tuple.destinationPort,
            second: sourceIsFirst ? destination : source, secondPort: sourceIsFirst ? tuple.destinationPort : tuple.sourcePort,
            ipProtocol: tuple.ipProtocol, kind: .ordinary, domain: domain)
        return (key, sourceIsFirst)
    }

    /// The key of an ICMP message, and whether its source is the first endpoint.
    @inline(never)
    static func of(
        _ tuple: FiveTuple, icmp: ICMPPlace, domain: FlowDomain = .outermost
    ) -> (key: SessionKey, sourceIsFirst: Bool) {
        let source = tuple.source
        let destination = tuple.destination
        let isSame = source.high == destination.high && source.low == destination.low
        let sourceIsFirst = source.high == destination.high ? source.low <= destination.low : source.high < destination.high
        var kind: Kind = icmp.isEcho ? .echo : []
        if !isSame, sourceIsFirst == icmp.isAnswer { kind.insert(.secondAsks) }
        let key = SessionKey(
            first: sourceIsFirst ? source : destination, firstPort: icmp.isEcho ? tuple.sourcePort : UInt16(icmp.type),
            second: sourceIsFirst ? destination : source, secondPort: icmp.isEcho ? tuple.destinationPort : UInt16(icmp.code),
            ipProtocol: tuple.ipProtocol, kind: kind, domain: domain)
        return (key, sourceIsFirst)
    }

    /// The key of the same message as an answer that nobody asked for.
    var unasked: SessionKey { SessionKey(words: words, last: last | Kind.unasked.rawValue << Self.kindShift) }

    private init(words: (UInt64, UInt64, UInt64, UInt64), last: UInt64) {
        self.words = words
        self.last = last
    }

    private var kind: Kind { Kind(rawValue: last >> Self.kindShift & 7) }

    var ipProtocol: IPProtocol { IPProtocol(rawValue: UInt8(truncatingIfNeeded: last)) }

    var domain: FlowDomain { FlowDomain(number: UInt32(truncatingIfNeeded: last >> 12) & FlowDomain.highest) }

    /// The tuple as the client sees it.
    func tuple(clientIsFirst: Bool) -> FiveTuple {
        let isV4 = last & Self.versionFour != 0
        let first = Self.address(words.0, words.1, isV4: isV4)
        let second = Self.address(words.2, words.3, isV4: isV4)
        let isMessage = ipProtocol.isICMP && !kind.contains(.echo)
        let firstPort = isMessage ? 0 : UInt16(truncatingIfNeeded: last >> 48)
        let secondPort = isMessage ? 0 : UInt16(truncatingIfNeeded: last >> 32)
        let portsStay = clientIsFirst || kind.contains(.echo)
        return FiveTuple(
            source: clientIsFirst ? first : second, sourcePort: portsStay ? firstPort : secondPort,
            destination: clientIsFirst ? second : first, destinationPort: portsStay ? secondPort : firstPort, ipProtocol: ipProtocol)
    }

    private static func address(_ high: UInt64, _ low: UInt64, isV4: Bool) -> IPAddress {
        isV4 ? IPAddress(v4: UInt32(truncatingIfNeeded: low)) : IPAddress(v6High: high, low: low)
    }

    @inline(__always)
    static func == (left: SessionKey, right: SessionKey) -> Bool {
        // PERF: no branch between the words; they lie in one line and are nearly always all equal.
        (left.last ^ right.last) | (left.words.1 ^ right.words.1) | (left.words.3 ^ right.words.3) | (left.words.0 ^ right.words.0)
            | (left.words.2 ^ right.words.2) == 0
    }
}

/// Where a datagram was met: on the wire itself, or inside a tunnel. Addresses mean something within their domain only.
struct FlowDomain: Hashable, BitwiseCopyable {
    static let outermost = FlowDomain(number: 0)
    /// Twenty bits of a ``SessionKey`` hold it.
    static let highest: UInt32 = (1 << 20) - 1

    let number: UInt32
}

/// A keyed hash of session keys: each pair of words is mixed with secret words by a multiplication whose halves are
/// folded. Who does not know the seed cannot make keys collide on purpose; it is no proven PRF, so probes are bounded too.
struct SessionHash {
    private let secret: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64)

    init(seed: UInt64) {
        var random = SplitMix(seed: seed)
        secret = (random.next(), random.next(), random.next(), random.next(), random.next(), random.next() | 1)
    }

    @inline(__always)
    func callAsFunction(_ key: SessionKey) -> UInt64 {
        let first = Self.fold(key.words.0 ^ secret.0, key.words.1 ^ secret.1)
        let second = Self.fold(key.words.2 ^ secret.2, key.words.3 ^ secret.3)
        return Self.fold(first ^ key.last ^ secret.4, second ^ secret.5)
    }

    @inline(__always)
    private static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        return product.high ^ product.low
    }
}
