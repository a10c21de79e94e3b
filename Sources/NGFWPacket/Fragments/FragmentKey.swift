public import NGFWCore

/// What the fragments of one datagram have in common.
///
/// Ports stand in the first fragment only, so fragments cannot be spread over firewalls the way whole packets are. They are
/// spread by this key, or put together by who spreads; the whole datagram then goes where its session is.
public struct FragmentKey: Hashable, Sendable {
    public var source: IPAddress
    public var destination: IPAddress
    public var identification: UInt32
    /// Zero for IPv6, whose fragments are told apart by addresses and identification alone (RFC 8200 section 4.5).
    public var ipProtocol: UInt8
    /// The tunnel or network that the addresses are of; fragments of different ones are never put together.
    public var domain: UInt32

    /// `nil` for a packet that is no fragment.
    public init?(_ packet: DecodedPacket, domain: UInt32 = 0) {
        guard let fragment = packet.fragment else { return nil }
        source = packet.tuple.source
        destination = packet.tuple.destination
        identification = fragment.identification
        ipProtocol = source.isIPv4 ? packet.tuple.ipProtocol.rawValue : 0
        self.domain = domain
    }

    /// A keyed hash that is the same for every fragment of a datagram. Who does not know the seed cannot choose its value.
    public func spread(seed: UInt64) -> UInt64 {
        let mixed = KeyedMix(seed: seed)
        let addresses = mixed(source.high ^ destination.low, source.low ^ destination.high)
        return mixed(addresses ^ UInt64(identification), UInt64(domain) << 8 | UInt64(ipProtocol))
    }
}

/// Two words mixed with two secret ones by a multiplication whose halves are folded.
struct KeyedMix {
    private let secret: (UInt64, UInt64)

    init(seed: UInt64) {
        // SplitMix64 (Steele, Lea, Flood 2014).
        func mixed(_ state: UInt64) -> UInt64 {
            var word = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
            word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
            return word ^ (word >> 31)
        }
        secret = (mixed(seed &+ 0x9e37_79b9_7f4a_7c15), mixed(seed &+ 0x3c6e_f372_fe94_f82a))
    }

    func callAsFunction(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = (left ^ secret.0).multipliedFullWidth(by: right ^ secret.1)
        return product.high ^ product.low
    }
}
