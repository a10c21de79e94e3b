internal import NGFWCore

/// All sessions: an index of tags over slabs of records, fixed in size.
///
///     index       buckets of one line: which records a hash may belong to          10.7 bytes a session
///     records     two lines each: what packets read and write                       128
///     details      what a session was given when it began                             16
///     deadlines   when it may be due                                                   4
///
/// Memory is taken when it is first used, and never grows past that. One owner, no locks.
struct SessionTable: ~Copyable {
    private var index: SessionIndex
    private var records: Slab<SessionRecord>
    private var details: Slab<SessionDetails>
    private var deadlines: SessionDeadlines
    private let hash: SessionHash
    /// The last record that became free, plus one; each tells the one before it. Those from ``end`` on were never in use.
    private var freeHead: UInt32 = 0
    private var end = 0
    let capacity: Int
    private(set) var count = 0
    private var due = DueRecords()
    /// The one that was looked at last, while it is in the table.
    private var expired: (number: Int, hash: UInt64) = (-1, 0)
    /// What idle times are divided by.
    private(set) var ageingFactor: Int64 = 1

    enum Insertion: Equatable {
        case inserted(Int)
        case full
        case crowded
    }

    init(capacity: Int, seed: UInt64, probeLimit: Int = SessionIndex.probeLimit) {
        let bounded = min(max(1, capacity), 1 << 30)
        self.capacity = bounded
        hash = SessionHash(seed: seed)
        index = SessionIndex(capacity: bounded, probeLimit: probeLimit)
        records = Slab(count: bounded)
        details = Slab(count: bounded)
        deadlines = SessionDeadlines(capacity: bounded)
    }

    /// - Precondition: the index comes from this table and its session lives.
    subscript(number: Int) -> SessionRecord {
        @inline(__always)
        _read { yield records[number] }
        @inline(__always)
        _modify { yield &records[number] }
    }

    func details(_ number: Int) -> SessionDetails { details[number] }

    mutating func setPacketsToIdentify(_ count: UInt16, _ number: Int) { details[number].packetsToIdentify = count }

    var isFull: Bool { count >= capacity }

    // MARK: Search

    @inline(__always)
    func hash(of key: SessionKey) -> UInt64 { hash(key) }

    /// The record number of a session.
    ///
    /// PERF: mutating, so that the table is not copied to be borrowed.
    @inline(__always)
    mutating func find(_ key: SessionKey, _ hash: UInt64) -> Int? { index.find(hash) { records[$0].key == key } }

    mutating func find(_ key: SessionKey) -> Int? { find(key, hash(key)) }

    /// Asks for the bucket of a hash, as early as it is known.
    @inline(__always)
    mutating func prefetch(_ hash: UInt64) { index.prefetch(hash) }

    /// Asks for the record that a hash likely belongs to, once its bucket has come.
    @inline(__always)
    mutating func prefetchRecord(_ hash: UInt64) {
        guard let number = index.candidate(hash) else { return }
        records.prefetch(number)
        records.prefetch(number, offset: 64)
    }

    // MARK: Sessions come and go

    /// Adds a session that ``find(_:)`` did not find.
    mutating func insert(_ record: SessionRecord, _ its: SessionDetails) -> Insertion {
        insert(record, its, hash(record.key))
    }

    /// - Parameter hash: Of the record's key.
    @inline(__always)
    mutating func insert(_ record: SessionRecord, _ its: SessionDetails, _ hash: UInt64) -> Insertion {
        guard !isFull else { return .full }
        let number = freeHead > 0 ? Int(freeHead) - 1 : end
        guard index.insert(number, hash) else { return .crowded }
        if freeHead > 0 { freeHead = details[number].origin } else { end += 1 }
        count += 1
        due.forgetHashes()
        records[number] = record
        details[number] = its
        prefetchFree()
        return .inserted(number)
    }

    /// Asks for the record that the next session will get: they became free in any order.
    @inline(__always)
    private func prefetchFree() {
        let number = freeHead > 0 ? Int(freeHead) - 1 : end
        records.prefetch(number)
        records.prefetch(number, offset: 64)
        details.prefetch(number)
    }

    @inline(__always)
    private func isLive(_ number: Int) -> Bool { number < end && !details[number].isFree }

    mutating func remove(_ number: Int) {
        guard isLive(number) else { return }
        index.remove(number, number == expired.number ? expired.hash : hash(records[number].key))
        expired.number = -1
        deadlines.remove(number)
        details[number].isFree = true
        details[number].origin = freeHead
        freeHead = UInt32(truncatingIfNeeded: number + 1)
        count -= 1
    }

    /// Record numbers of live sessions, oldest session first.
    var live: [Int] {
        var numbers = liveInAnyOrder
        numbers.sort { records[$0].id < records[$1].id }
        return numbers
    }

    /// Record numbers of live sessions, where nobody sees in which order they are met.
    var liveInAnyOrder: [Int] { (0..<end).filter { isLive($0) } }

    // MARK: Time

    /// When a session ends if no packet comes.
    @inline(__always)
    mutating func deadline(_ number: Int) -> Timestamp {
        if ageingFactor == 1 || records[number].state == .discard { return records[number].deadline }
        return records[number].lastSeen.advanced(bySeconds: Int64(records[number].timeout) / ageingFactor)
    }

    @inline(__always)
    mutating func isExpired(_ number: Int, at now: Timestamp) -> Bool { now >= deadline(number) }

    /// Files a session under its deadline: after insertion and whenever the deadline came nearer.
    mutating func schedule(_ number: Int, now: Timestamp) {
        deadlines.file(number, deadline: deadline(number), now: now)
    }

    /// The next session whose time is over; the caller ends and removes it.
    mutating func nextExpired(at now: Timestamp) -> Int? {
        while true {
            if due.isLow { takeDue(at: now) }
            guard let first = due.removeFirst() else {
                if due.end == due.hashed { return nil }
                continue
            }
            // It may have ended since it was taken, and its record may be another session's.
            guard isLive(first.number) else { continue }
            if isExpired(first.number, at: now) {
                expired = first.hash.map { (first.number, $0) } ?? (-1, 0)
                return first.number
            }
            schedule(first.number, now: now)
        }
    }

    /// Takes some records that may be due, and asks for the memory that ending them needs.
    ///
    /// PERF: one after the other each waits for its record and its bucket, which is four fifths of the time (`session-peers`); what
    /// is asked for here is needed when the group before has been ended.
    private mutating func takeDue(at now: Timestamp) {
        for place in max(due.next, due.followed)..<due.hashed { index.prefetchOther(due.hash(place)) }
        due.followed = due.hashed
        while due.hashed < due.end {
            let hash = hash(records[due.number(due.hashed)].key)
            index.prefetch(hash)
            due.note(hash)
        }
        var taken = InlineArray<32, UInt32>(repeating: 0)
        let count = deadlines.take(at: now, into: &taken)
        due.append(taken, count: count)
        for place in 0..<count {
            records.prefetch(Int(taken[place]))
            details.prefetch(Int(taken[place]))
        }
    }

    /// Sessions that expire within the second that is running, which ``nextExpired(at:)`` meets only when it is over.
    mutating func expiredInThisSecond(at now: Timestamp) -> [Int] {
        var expired: [Int] = []
        for number in deadlines.entries(inSecondOf: now) where isExpired(number, at: now) { expired.append(number) }
        return expired
    }

    /// Divides idle times from now on. Source: reference section 4.2, accelerated ageing.
    mutating func setAgeingFactor(_ factor: Int64, now: Timestamp) {
        guard factor != ageingFactor else { return }
        let isShorter = factor > ageingFactor
        ageingFactor = factor
        // Later deadlines are found when the earlier ones are looked at.
        guard isShorter else { return }
        for number in 0..<end where isLive(number) && records[number].state == .active { schedule(number, now: now) }
    }

    // MARK: Figures

    /// Bytes that a full table takes.
    var byteCount: Int {
        index.byteCount + deadlines.byteCount
            + capacity * (MemoryLayout<SessionRecord>.stride + MemoryLayout<SessionDetails>.stride)
    }
}
