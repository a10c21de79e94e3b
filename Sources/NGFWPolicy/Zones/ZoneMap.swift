public import NGFWCore

/// Which zone an address belongs to: the longest prefix wins.
///
///     let map = ZoneMap(entries: [(IPPrefix("10.0.0.0/8")!, "inside"), (IPPrefix("0.0.0.0/0")!, "outside")])
///     map.zone(of: IPAddress("10.1.2.3")!)      // "inside"
///     map.zone(of: IPAddress("2001:db8::1")!)   // nil: said so, not guessed
///
/// This is routing, so families are apart: an IPv4 address is never inside `::/0`, unlike in rules.
public struct ZoneMap: Sendable {
    private struct Key: Hashable {
        var address: IPAddress
        var length: Int
    }

    private var zones: [Key: String] = [:]
    private var lengths: [IPAddress.Family: [Int]] = [:]
    /// The entries as they are in force, in ascending order of prefixes.
    public let entries: [(prefix: IPPrefix, zone: String)]

    /// Of two entries with one prefix the later one stays. An empty zone says that the network is in none: a shorter prefix
    /// does not answer for it.
    public init(entries: some Sequence<(IPPrefix, String)>) {
        var last: [IPPrefix: String] = [:]
        for (prefix, zone) in entries { last[prefix] = zone }
        for (prefix, zone) in last { zones[Key(address: prefix.address, length: prefix.length)] = zone }
        for family in [IPAddress.Family.v4, .v6] {
            let used = Set(last.keys.filter { $0.address.family == family }.map(\.length))
            lengths[family] = used.sorted(by: >)
        }
        self.entries = last.map { ($0.key, $0.value) }.sorted {
            ($0.prefix.address, $0.prefix.length) < ($1.prefix.address, $1.prefix.length)
        }
    }

    public static let empty = ZoneMap(entries: [])

    public var isEmpty: Bool { zones.isEmpty }

    /// The zone of the longest prefix that holds the address, `nil` when none does.
    ///
    /// - Complexity: O(*l*) in the number of different prefix lengths of the family, at most 129.
    public func zone(of address: IPAddress) -> String? {
        for length in lengths[address.family] ?? [] {
            guard let prefix = IPPrefix(address, length: length) else { continue }
            if let zone = zones[Key(address: prefix.address, length: length)] { return zone.isEmpty ? nil : zone }
        }
        return nil
    }
}
