/// A set of port numbers as sorted, disjoint ranges.
///
///     PortSet("80,443,8000-8010")!.contains(8005)    // true
public struct PortSet: Hashable, Sendable, LosslessStringConvertible {
    /// Ascending, disjoint, not adjacent.
    public let ranges: [ClosedRange<UInt16>]

    public init(_ ranges: some Sequence<ClosedRange<UInt16>>) {
        var merged: [ClosedRange<UInt16>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = merged.last, Int(range.lowerBound) <= Int(last.upperBound) + 1 {
                merged[merged.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        self.ranges = merged
    }

    public init(_ port: UInt16) { ranges = [port...port] }

    /// Every port.
    public static let all = PortSet([0...UInt16.max])
    public static let none = PortSet([])

    /// Parses the port list of a service object: numbers and `a-b` ranges, comma separated, 0…65535, at most 1,023 bytes.
    /// Source: reference section 1.5.
    public init?(_ text: String) {
        guard !text.isEmpty, text.utf8.count <= 1023 else { return nil }
        var ranges: [ClosedRange<UInt16>] = []
        for item in text.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = item.split(separator: "-", omittingEmptySubsequences: false).map { Self.port($0) }
            guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1], first <= last else { return nil }
            ranges.append(first...last)
        }
        self.init(ranges)
    }

    private static func port(_ text: Substring) -> UInt16? {
        // Blanks around a number do no harm; between digits they would make another one.
        var digits = text.drop { $0 == " " }
        while digits.last == " " { digits.removeLast() }
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return UInt16(digits)
    }

    public var isEmpty: Bool { ranges.isEmpty }

    /// - Complexity: O(log *n*) in the number of ranges.
    public func contains(_ port: UInt16) -> Bool {
        var low = 0
        var high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < port { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].contains(port)
    }

    public func union(_ other: PortSet) -> PortSet { PortSet(ranges + other.ranges) }

    public var description: String {
        ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }.joined(separator: ",")
    }
}
