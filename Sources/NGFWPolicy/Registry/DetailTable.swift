import NGFWCore

/// What few registered tags have: the place of their message, where a file holds it, and a time when they end. One record for all
/// tags that one message registers with one timeout, counted by use.
struct DetailTable: Sendable {
    private struct Record: Sendable {
        var source: SourceLocation?
        var deadline: Timestamp
        var uses: UInt32
    }

    /// 0 is the record of neither and stays.
    private var records = ChunkedArray<Record>()
    private var free = ChunkedArray<UInt32>()
    /// The record made last, as long as the message is the same.
    private var current: UInt32 = 0
    /// The place and the time of the message that is being applied.
    private var source: SourceLocation?
    private(set) var now = Timestamp.zero

    init() { records.append(Record(source: nil, deadline: .never, uses: 1)) }

    /// How many records are in use.
    var count: Int { records.count - free.count - 1 }

    func source(of id: UInt32) -> SourceLocation? { records[Int(id)].source }

    /// `Timestamp.never` for no timeout.
    @inline(__always)
    func deadline(of id: UInt32) -> Timestamp { id == 0 ? .never : records[Int(id)].deadline }

    /// What follows comes from this message.
    mutating func begin(_ source: SourceLocation?, at time: Timestamp) {
        current = 0
        self.source = source
        now = time
    }

    /// The record of a tag of the message, one use more.
    @inline(__always)
    mutating func retain(_ deadline: Timestamp) -> UInt32 {
        if source == nil, deadline == .never { return 0 }
        return make(source, deadline)
    }

    /// The record of a tag that has another deadline than before.
    mutating func move(_ id: UInt32, to deadline: Timestamp) -> UInt32 {
        let source = records[Int(id)].source
        release(id)
        return source == nil && deadline == .never ? 0 : make(source, deadline)
    }

    private mutating func make(_ source: SourceLocation?, _ deadline: Timestamp) -> UInt32 {
        if current != 0, records[Int(current)].deadline == deadline, records[Int(current)].source == source {
            records[Int(current)].uses += 1
            return current
        }
        let record = Record(source: source, deadline: deadline, uses: 1)
        if let id = free.popLast() {
            records[Int(id)] = record
            current = id
        } else {
            records.append(record)
            current = UInt32(records.count - 1)
        }
        return current
    }

    @inline(__always)
    mutating func release(_ id: UInt32) { if id != 0 { drop(id) } }

    private mutating func drop(_ id: UInt32) {
        records[Int(id)].uses -= 1
        guard records[Int(id)].uses == 0 else { return }
        if current == id { current = 0 }
        // The name of a file may be the last use of its text.
        records[Int(id)].source = nil
        free.append(id)
    }
}
