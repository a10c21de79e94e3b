/// A network: an address and a prefix length, host bits cleared.
///
///     IPPrefix("10.1.1.7/24")!.description      // "10.1.1.0/24", the way a policy reads it
///     IPPrefix("10.0.0.1")!.length              // 32
public struct IPPrefix: Hashable, Sendable, LosslessStringConvertible {
    /// The lowest address of the network.
    public let address: IPAddress
    /// 0…32 for IPv4, 0…128 for IPv6.
    public let length: Int

    /// `nil` when the length does not fit the family. Host bits are cleared.
    public init?(_ address: IPAddress, length: Int) {
        guard (0...address.family.bitCount).contains(length) else { return nil }
        let value = address.value & ~Self.hostMask(length, address.family)
        self.address = IPAddress(unchecked: value, family: address.family)
        self.length = length
    }

    /// One host.
    public init(host address: IPAddress) {
        self.address = address
        length = address.family.bitCount
    }

    /// Parses `address` or `address/length`.
    public init?(_ text: String) {
        let bytes = text.utf8Span.span
        if let (value, end) = IPAddress.v4(atStartOf: bytes) {
            self.init(IPAddress(v4: value), lengthAt: end, of: bytes)
            return
        }
        guard let slash = text.utf8.firstIndex(of: UInt8(ascii: "/")) else {
            guard let address = IPAddress(text) else { return nil }
            self.init(host: address)
            return
        }
        guard let address = IPAddress.parse(text[..<slash]) else { return nil }
        self.init(address, lengthAt: text.utf8.distance(from: text.startIndex, to: slash), of: bytes)
    }

    /// - Parameter end: Where the address ends: nothing, or `/length`, follows.
    private init?(_ address: IPAddress, lengthAt end: Int, of text: borrowing Span<UInt8>) {
        if end == text.count {
            self.init(host: address)
            return
        }
        guard text[end] == UInt8(ascii: "/"), let (length, last) = IPAddress.number(in: text, at: end + 1), last == text.count else {
            return nil
        }
        self.init(address, length: Int(length))
    }

    /// The whole IPv6 space, which in the policy language holds IPv4 too.
    public static let any = IPPrefix(host: IPAddress(v6High: 0, low: 0), length: 0)

    private init(host: IPAddress, length: Int) {
        address = host
        self.length = length
    }

    private static func hostMask(_ length: Int, _ family: IPAddress.Family) -> UInt128 {
        let bits = family.bitCount - length
        return bits == 128 ? UInt128.max : (UInt128(1) << bits) - 1
    }

    /// The highest address of the network.
    public var last: IPAddress {
        IPAddress(unchecked: address.value | Self.hostMask(length, address.family), family: address.family)
    }

    public var range: IPRange { IPRange(unchecked: address, last) }

    /// Whether a policy that names this prefix matches the address.
    ///
    /// An IPv4 address is inside an IPv6 prefix when its 128-bit value (96 leading zero bits) is; an IPv6 address is
    /// never inside an IPv4 prefix. Source: reference section 1.4.
    public func contains(_ other: IPAddress) -> Bool { range.contains(other) }

    /// `10.0.0.0/8`; a host without its length.
    public var description: String {
        length == address.family.bitCount ? "\(address)" : "\(address)/\(length)"
    }
}
