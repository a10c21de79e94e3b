internal import NGFWCore

/// What the packets of one session have in common, whichever way they go: both endpoints in a fixed order, the protocol
/// and the domain, as five words.
///
/// PAN-OS: the ingress zone is part of the key there. Here zones come from the addresses themselves, so they cannot
/// tell two sessions apart and stay out. What can is the ``FlowDomain``: the tunnel that a datagram came in.
struct SessionKey: Equatable, BitwiseCopyable {
    /// Address of the first endpoint, high and low half, then of the second.
    let words: (UInt64, UInt64, UInt64, UInt64)
    /// First port (16), second port (16), domain (20), family (3), kind (1), protocol (8), from the highest bits down.
    let last: UInt64

    /// How a protocol fills the ports of the key.
    enum Kind: UInt64 {
        case ordinary = 0
        /// Identifier and sequence number of an ICMP echo: they do not change places in the reply.
        case echo = 1
    }

    init(
        first: IPAddress, firstPort: UInt16, second: IPAddress, secondPort: UInt16, ipProtocol: IPProtocol, kind: Kind,
        domain: FlowDomain = .outermost
    ) {
        words = (first.high, first.low, second.high, second.low)
        let ports = UInt64(firstPort) << 48 | UInt64(secondPort) << 32
        let rest = UInt64(domain.number) << 12 | UInt64(first.family.rawValue) << 9 | kind.rawValue << 8
        last = ports | rest | UInt64(ipProtocol.rawValue)
    }

    /// The key of a packet, and whether its source is the first endpoint.
    @inline(__always)
    static func of(_ tuple: FiveTuple, kind: Kind, domain: FlowDomain = .outermost) -> (key: SessionKey, sourceIsFirst: Bool) {
        let source = tuple.source
        let destination = tuple.destination
        let sourceIsFirst: Bool
        if source.high != destination.high {
            sourceIsFirst = source.high < destination.high
        } else if source.low != destination.low {
            sourceIsFirst = source.low < destination.low
        } else {
            sourceIsFirst = kind == .echo || tuple.sourcePort <= tuple.destinationPort
        }
        let portsStay = sourceIsFirst || kind == .echo
        let key = SessionKey(
            first: sourceIsFirst ? source : destination, firstPort: portsStay ? tuple.sourcePort : tuple.destinationPort,
            second: sourceIsFirst ? destination : source, secondPort: portsStay ? tuple.destinationPort : tuple.sourcePort,
            ipProtocol: tuple.ipProtocol, kind: kind, domain: domain)
        return (key, sourceIsFirst)
    }

    var ipProtocol: IPProtocol { IPProtocol(rawValue: UInt8(truncatingIfNeeded: last)) }

    var domain: FlowDomain { FlowDomain(number: UInt32(truncatingIfNeeded: last >> 12) & FlowDomain.highest) }

    /// The tuple as the client sees it.
    func tuple(clientIsFirst: Bool) -> FiveTuple {
        let isV4 = last >> 9 & 7 == 4
        let first = Self.address(words.0, words.1, isV4: isV4)
        let second = Self.address(words.2, words.3, isV4: isV4)
        let firstPort = UInt16(truncatingIfNeeded: last >> 48)
        let secondPort = UInt16(truncatingIfNeeded: last >> 32)
        let portsStay = clientIsFirst || last >> 8 & 1 == Kind.echo.rawValue
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
