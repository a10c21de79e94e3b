import NGFWCore

/// The tags of registered hosts, ranges and users. Each of them has a record, whose number stays while it has tags and is used
/// again afterwards.
///
/// PERF: a record is one line of the cache with all that a change must read; since when a tag is there lies apart and is only
/// written (benchmark `groups`).
struct TagStore: Sendable {
    /// A tag, since when it is there, and more of it.
    struct Entry: Sendable {
        var since: Timestamp
        /// A record of ``DetailTable``, 0 for none.
        var detail: UInt32
        var tag: UInt32
    }

    /// 64 bytes at a boundary of 64: the first tags, then the block, count and size.
    private struct Line: Sendable {
        private var words = SIMD16<UInt32>(repeating: 0)

        /// Tags that a line has room for.
        static let capacity = 13
        /// Set beside a tag that has a detail.
        static let detailed: UInt32 = 1 << 31

        @inline(__always)
        subscript(index: Int) -> UInt32 {
            get { words[index] }
            set { words[index] = newValue }
        }
        /// Where the entries begin, in units of 4.
        var block: UInt32 {
            get { words[13] }
            set { words[13] = newValue }
        }
        var count: Int {
            get { Int(words[14]) }
            set { words[14] = UInt32(newValue) }
        }
        /// There is room for 4 << size entries.
        var size: UInt32 {
            get { words[15] }
            set { words[15] = newValue }
        }
    }

    private var lines = ChunkedArray<Line>()
    private var freeRecords = ChunkedArray<UInt32>()
    private var entries = ChunkedArray<Entry>()
    /// Free blocks by size.
    private var freeBlocks: [ChunkedArray<UInt32>] = []

    private static let unit = 4
    /// Numbers of tags are below it.
    static let tagLimit = 1 << 31

    /// Numbers of records are below it.
    var recordCount: Int { lines.count }

    var bytes: Int {
        lines.capacity * MemoryLayout<Line>.stride + entries.capacity * MemoryLayout<Entry>.stride + freeRecords.capacity * 4
            + freeBlocks.reduce(0) { $0 + $1.capacity * 4 }
    }

    /// Asks for a record's line.
    @inline(__always)
    func prefetch(_ record: UInt32) { lines.prefetch(Int(record)) }

    // MARK: Records

    /// A record without tags.
    mutating func makeRecord() -> UInt32 {
        var line = Line()
        line.block = takeBlock(0)
        if let record = freeRecords.popLast() {
            lines[Int(record)] = line
            return record
        }
        lines.append(line)
        return UInt32(lines.count - 1)
    }

    /// - Precondition: the record has no tags.
    mutating func free(_ record: UInt32) {
        let line = lines[Int(record)]
        freeBlocks[Int(line.size)].append(line.block)
        lines[Int(record)] = Line()
        freeRecords.append(record)
    }

    private mutating func takeBlock(_ size: UInt32) -> UInt32 {
        while freeBlocks.count <= Int(size) { freeBlocks.append(ChunkedArray()) }
        if let block = freeBlocks[Int(size)].popLast() { return block }
        let block = UInt32(entries.count / Self.unit)
        for _ in 0..<Self.unit << Int(size) { entries.append(Entry(since: .zero, detail: 0, tag: 0)) }
        return block
    }

    // MARK: Tags

    /// How many tags a record has.
    @inline(__always)
    func count(_ record: UInt32) -> Int { lines[Int(record)].count }

    /// Where a record has a tag.
    ///
    /// - Complexity: O(tags of the record)
    func index(of tag: UInt32, in record: UInt32) -> Int? {
        let line = lines[Int(record)]
        for index in 0..<min(line.count, Line.capacity) where line[index] & ~Line.detailed == tag { return index }
        guard line.count > Line.capacity else { return nil }
        let start = Int(line.block) * Self.unit
        return (Line.capacity..<line.count).first { entries[start + $0].tag == tag }
    }

    /// Calls `body` with each tag of a record, in the order in which they came.
    @inline(__always)
    func forEachTag(of record: UInt32, _ body: (UInt32) -> Void) {
        let line = lines[Int(record)]
        for index in 0..<min(line.count, Line.capacity) { body(line[index] & ~Line.detailed) }
        guard line.count > Line.capacity else { return }
        for index in Line.capacity..<line.count { body(entries[Int(line.block) * Self.unit + index].tag) }
    }

    /// All that is known of the tags of a record.
    func entries(of record: UInt32) -> [Entry] {
        let line = lines[Int(record)]
        return (0..<line.count).map { entries[Int(line.block) * Self.unit + $0] }
    }

    /// The detail of a tag; reads no more than the line of one that has none.
    @inline(__always)
    func detail(at index: Int, in record: UInt32) -> UInt32 {
        let line = lines[Int(record)]
        if index < Line.capacity, line[index] & Line.detailed == 0 { return 0 }
        return entries[Int(line.block) * Self.unit + index].detail
    }

    mutating func setDetail(_ detail: UInt32, at index: Int, in record: UInt32) {
        var line = lines[Int(record)]
        if index < Line.capacity { line[index] = line[index] & ~Line.detailed | (detail == 0 ? 0 : Line.detailed) }
        lines[Int(record)] = line
        entries[Int(line.block) * Self.unit + index].detail = detail
    }

    /// - Precondition: the record does not have the tag.
    mutating func append(_ entry: Entry, to record: UInt32) {
        var line = lines[Int(record)]
        if line.count == Self.unit << Int(line.size) { grow(&line) }
        if line.count < Line.capacity { line[line.count] = entry.tag | (entry.detail == 0 ? 0 : Line.detailed) }
        entries[Int(line.block) * Self.unit + line.count] = entry
        line.count += 1
        lines[Int(record)] = line
    }

    private mutating func grow(_ line: inout Line) {
        let old = line
        line.size += 1
        line.block = takeBlock(line.size)
        for index in 0..<old.count { entries[Int(line.block) * Self.unit + index] = entries[Int(old.block) * Self.unit + index] }
        freeBlocks[Int(old.size)].append(old.block)
    }

    /// The tags behind it move up.
    mutating func remove(at place: Int, from record: UInt32) {
        var line = lines[Int(record)]
        let start = Int(line.block) * Self.unit
        line.count -= 1
        if place < line.count {
            for index in place..<line.count {
                let next = entries[start + index + 1]
                entries[start + index] = next
                if index < Line.capacity { line[index] = next.tag | (next.detail == 0 ? 0 : Line.detailed) }
            }
        }
        lines[Int(record)] = line
    }
}
