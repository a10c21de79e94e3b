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
        let parts = text.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        guard let first = parts.first, let address = IPAddress.parse(first) else { return nil }
        switch parts.count {
        case 1: self.init(host: address)
        case 2:
            guard (1...3).contains(parts[1].utf8.count), let length = UInt8(parts[1]), parts[1].first != "+" else { return nil }
            self.init(address, length: Int(length))
        default: return nil
        }
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
