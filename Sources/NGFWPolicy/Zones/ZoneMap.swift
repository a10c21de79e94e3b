public import NGFWCore

/// Which zone an address belongs to: the longest prefix wins.
///
///     let map = ZoneMap(entries: [(IPPrefix("10.0.0.0/8")!, "inside"), (IPPrefix("0.0.0.0/0")!, "outside")])
///     map.zone(of: IPAddress("10.1.2.3")!)      // "inside"
///     map.zone(of: IPAddress("2001:db8::1")!)   // nil: said so, not guessed
///
/// This is routing, so families are apart: an IPv4 address is never inside `::/0`, unlike in rules.
public struct ZoneMap: Sendable {
    /// The addresses from one on, up to the next piece's.
    private struct Piece {
        var first: IPAddress
        /// The entry that they belong to; -1 for none.
        var entry: Int32
    }

    /// The address space cut where the answer changes, in order.
    private var pieces: [Piece] = []
    /// The entries as they are in force, in ascending order of prefixes.
    public let entries: [(prefix: IPPrefix, zone: String)]

    /// Of two entries with one prefix the later one stays. An empty zone says that the network is in none: a shorter prefix
    /// does not answer for it.
    public init(entries: some Sequence<(IPPrefix, String)>) {
        var last: [IPPrefix: String] = [:]
        for (prefix, zone) in entries { last[prefix] = zone }
        self.entries = last.map { ($0.key, $0.value) }.sorted {
            ($0.prefix.address, $0.prefix.length) < ($1.prefix.address, $1.prefix.length)
        }
        cut()
    }

    public static let empty = ZoneMap(entries: [])

    public var isEmpty: Bool { entries.isEmpty }

    /// The zone of the longest prefix that holds the address, `nil` when none does.
    ///
    /// - Complexity: O(log *n*) in the number of entries.
    public func zone(of address: IPAddress) -> String? { entry(of: address).map { entries[$0].zone } }

    /// The index in ``entries`` of the one that answers for an address; `nil` when it is in no zone.
    ///
    /// - Complexity: O(log *n*) in the number of entries.
    public func entry(of address: IPAddress) -> Int? {
        var low = 0
        var high = pieces.count
        while low < high {
            let middle = (low + high) / 2
            if address < pieces[middle].first { high = middle } else { low = middle + 1 }
        }
        guard low > 0, pieces[low - 1].entry >= 0, pieces[low - 1].first.family == address.family else { return nil }
        return Int(pieces[low - 1].entry)
    }

    /// Prefixes in ascending order either follow or hold one another: those that hold the present place are a stack.
    private mutating func cut() {
        var around: [Int] = []
        for number in entries.indices {
            let prefix = entries[number].prefix
            while let inner = around.last, entries[inner].prefix.last < prefix.address { leave(&around) }
            around.append(number)
            begin(at: prefix.address, number)
        }
        while !around.isEmpty { leave(&around) }
    }

    /// Behind the end of the innermost prefix the one around it answers.
    private mutating func leave(_ around: inout [Int]) {
        guard let inner = around.popLast(), let next = entries[inner].prefix.last.successor else { return }
        begin(at: next, around.last)
    }

    private mutating func begin(at first: IPAddress, _ number: Int?) {
        let entry = number.map { entries[$0].zone.isEmpty ? -1 : Int32(truncatingIfNeeded: $0) } ?? -1
        if let last = pieces.last, last.first == first {
            pieces[pieces.count - 1].entry = entry
        } else {
            pieces.append(Piece(first: first, entry: entry))
        }
    }
}
