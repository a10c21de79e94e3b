/// All addresses from one to another, both included, of one family.
///
///     IPRange("10.0.0.5-10.0.0.9")!.contains(IPAddress("10.0.0.7")!)     // true
public struct IPRange: Hashable, Sendable, LosslessStringConvertible {
    public let first: IPAddress
    public let last: IPAddress

    /// `nil` when the families differ or `last` lies before `first`.
    public init?(_ first: IPAddress, _ last: IPAddress) {
        guard first.family == last.family, first.value <= last.value else { return nil }
        self.init(unchecked: first, last)
    }

    init(unchecked first: IPAddress, _ last: IPAddress) {
        self.first = first
        self.last = last
    }

    /// Parses `a-b`.
    public init?(_ text: String) {
        let ends = text.split(separator: "-", maxSplits: 2, omittingEmptySubsequences: false)
        guard ends.count == 2, let first = IPAddress.parse(ends[0]), let last = IPAddress.parse(ends[1]) else { return nil }
        self.init(first, last)
    }

    public var family: IPAddress.Family { first.family }

    /// Same rule as ``IPPrefix/contains(_:)``: IPv4 is a subset of IPv6, never the reverse.
    public func contains(_ address: IPAddress) -> Bool {
        (family == .v6 || address.isIPv4) && first.value <= address.value && address.value <= last.value
    }

    public var description: String { first == last ? "\(first)" : "\(first)-\(last)" }
}
