/// An IPv4 address with a wildcard mask: mask bit 0 must be equal, 1 is ignored.
///
///     IPWildcard("10.132.1.1/0.0.2.255")!      // 10.132.1.x and 10.132.3.x
///
/// Source: reference section 3.1.
public struct IPWildcard: Hashable, Sendable, LosslessStringConvertible {
    public let address: UInt32
    public let mask: UInt32

    public init(address: UInt32, mask: UInt32) {
        self.address = address & ~mask
        self.mask = mask
    }

    /// Whether the first mask bit is 0; a mask without it holds both halves of the address space, which devices refuse.
    public var fixesFirstBit: Bool { mask >> 31 == 0 }

    /// Parses `address/mask`, both dotted IPv4.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 2, let address = IPAddress.parse(parts[0])?.v4Value, let mask = IPAddress.parse(parts[1])?.v4Value
        else { return nil }
        self.init(address: address, mask: mask)
    }

    /// Whether the address is IPv4 and equal where the mask is 0; never true of IPv6.
    public func contains(_ other: IPAddress) -> Bool {
        guard let value = other.v4Value else { return false }
        return value & ~mask == address
    }

    public var description: String { "\(IPAddress(v4: address))/\(IPAddress(v4: mask))" }
}
