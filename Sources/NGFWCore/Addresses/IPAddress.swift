/// An IPv4 or IPv6 address.
///
///     let web = IPAddress("172.16.10.11")!     // .v4
///     let host = IPAddress("2001:db8::1")!     // .v6
///
/// The value is held as 128 bits; an IPv4 address occupies the low 32 with 96 leading zero bits, the way the policy
/// language compares it with an IPv6 prefix (PAN-OS: `any` is `::/0`). The family keeps `0.0.0.1` and `::1` apart.
public struct IPAddress: Hashable, Sendable {
    /// The address family.
    public enum Family: UInt8, Hashable, Sendable {
        case v4 = 4
        case v6 = 6

        /// Bits in an address of this family: 32 or 128.
        public var bitCount: Int { self == .v4 ? 32 : 128 }
    }

    /// The upper 64 bits; zero for IPv4.
    public let high: UInt64
    /// The lower 64 bits; an IPv4 address in the lowest 32.
    public let low: UInt64
    public let family: Family

    /// An IPv4 address in host order: `IPAddress(v4: 0x0a000001)` is 10.0.0.1.
    @inlinable
    public init(v4 value: UInt32) {
        high = 0
        low = UInt64(value)
        family = .v4
    }

    /// An IPv6 address from its two halves in host order.
    @inlinable
    public init(v6High high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
        family = .v6
    }

    /// An address of a family from its 128-bit value; `nil` when an IPv4 value exceeds 32 bits.
    public init?(value: UInt128, family: Family) {
        guard family == .v6 || value <= UInt128(UInt32.max) else { return nil }
        self.init(unchecked: value, family: family)
    }

    init(unchecked value: UInt128, family: Family) {
        high = UInt64(truncatingIfNeeded: value >> 64)
        low = UInt64(truncatingIfNeeded: value)
        self.family = family
    }

    /// The 128-bit value, IPv4 with 96 leading zero bits.
    @inlinable public var value: UInt128 { UInt128(high) << 64 | UInt128(low) }

    @inlinable public var isIPv4: Bool { family == .v4 }

    /// The IPv4 value in host order, `nil` for IPv6.
    @inlinable public var v4Value: UInt32? { isIPv4 ? UInt32(truncatingIfNeeded: low) : nil }

    /// Whether the address is a multicast one (224.0.0.0/4, ff00::/8).
    public var isMulticast: Bool {
        isIPv4 ? low >> 28 == 0xe : high >> 56 == 0xff
    }

    /// The next address of the family, `nil` at the end of the space.
    public var successor: IPAddress? {
        value == Self.maximum(family).value ? nil : IPAddress(unchecked: value + 1, family: family)
    }

    /// The highest address of a family.
    public static func maximum(_ family: Family) -> IPAddress {
        family == .v4 ? IPAddress(v4: .max) : IPAddress(v6High: .max, low: .max)
    }
}

extension IPAddress: Comparable {
    /// IPv4 before IPv6, then by value.
    public static func < (left: IPAddress, right: IPAddress) -> Bool {
        if left.family != right.family { return left.family == .v4 }
        return left.value < right.value
    }
}
