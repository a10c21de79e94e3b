/// How many seconds a clock on the wall is ahead of UTC, and since when: a fixed offset, or a table of changes.
///
///     let berlin = TimeZoneRules(offset: 3600)
///     berlin.offset(at: time)        // 3600
public struct TimeZoneRules: Hashable, Sendable {
    /// From some time on the clock is this many seconds east of UTC.
    public struct Change: Hashable, Sendable {
        public var from: Timestamp
        public var offset: Int

        public init(from: Timestamp, offset: Int) {
            self.from = from
            self.offset = offset
        }
    }

    /// Before the first change.
    public var initialOffset: Int
    /// Ascending.
    public private(set) var changes: [Change]

    public init(offset: Int, changes: [Change] = []) {
        initialOffset = offset
        self.changes = changes.sorted { $0.from < $1.from }
    }

    public static let utc = TimeZoneRules(offset: 0)

    /// The clock of before the first change for ever: of a zone with summer time its standard time.
    public var withoutChanges: TimeZoneRules { TimeZoneRules(offset: initialOffset) }

    /// Seconds east of UTC at a time.
    ///
    /// - Complexity: O(log *n*) in the number of changes.
    public func offset(at time: Timestamp) -> Int {
        var low = 0
        var high = changes.count
        while low < high {
            let middle = (low + high) / 2
            if changes[middle].from <= time { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? initialOffset : changes[low - 1].offset
    }
}
