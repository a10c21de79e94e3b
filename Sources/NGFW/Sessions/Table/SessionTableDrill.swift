internal import NGFWCore

/// The session table alone under load, for the benchmark that holds it against other tables: the loops stand here, because a
/// table whose functions are not seen through by the compiler is another table.
///
/// Session *n* is, with *r* = SplitMix64(seed + *n*), TCP from 10.0.0.0/8 + r[0..23] port r[44..59] to 172.16.0.0/12 + r[24..43]
/// port 8000 + r[60..63]: what `Benchmarks/Peers/session-peer.c` has too, and every *n* has another tuple.
@_spi(Benchmarks)
public struct SessionTableDrill: ~Copyable {
    private static let batch = 32
    private static let seed: UInt64 = 0x6e67_6677
    private static let timeout: Int32 = 3_600
    /// Where sessions begin that never exist.
    private static let missing: UInt64 = 1 << 40

    private var table: SessionTable
    private var now = Timestamp(seconds: 1_000)
    private let sessions: Int
    /// Always 0, which the compiler must not know.
    private let nothing: UInt64
    private var draw: UInt64 = 1
    private var oldest: UInt64 = 0
    private var keys = InlineArray<32, SessionKey>(repeating: Self.key(0))
    private var hashes = InlineArray<32, UInt64>(repeating: 0)

    public init(sessions: Int, nothing: UInt64) {
        self.sessions = sessions
        self.nothing = nothing
        table = SessionTable(capacity: sessions, seed: Self.seed)
    }

    public var byteCount: Int { table.byteCount }

    /// Looks up random sessions, and counts a packet in each; the next one depends on what the last one held.
    ///
    /// - Returns: how many were found.
    @inline(never)
    public mutating func lookUp(_ count: Int, misses: Bool) -> Int {
        let base = misses ? Self.missing : oldest
        var found = 0
        var earlier: UInt64 = 0
        for turn in 0..<count {
            let key = Self.key(base &+ anySession(earlier))
            guard let index = table.find(key, table.hash(of: key)) else { continue }
            found += 1
            earlier = countPacket(index, turn)
        }
        return found
    }

    /// The same 32 at a time, memory asked for beforehand.
    @inline(never)
    public mutating func lookUpInBatches(_ count: Int, misses: Bool) -> Int {
        let base = misses ? Self.missing : oldest
        var found = 0
        var earlier: UInt64 = 0
        for turn in stride(from: 0, to: count, by: Self.batch) {
            for place in 0..<Self.batch { ask(place, Self.key(base &+ anySession(earlier))) }
            for place in 0..<Self.batch { table.prefetchRecord(hashes[place]) }
            for place in 0..<Self.batch {
                guard let index = table.find(keys[place], hashes[place]) else { continue }
                found += 1
                earlier = countPacket(index, turn)
            }
        }
        return found
    }

    /// Fills an empty table.
    ///
    /// - Returns: how many sessions are in.
    @inline(never)
    public mutating func fill(inBatches: Bool) -> Int {
        var number: UInt64 = 0
        if inBatches {
            while number + UInt64(Self.batch) <= UInt64(sessions) {
                addBatch(number)
                number += UInt64(Self.batch)
            }
        }
        while number < UInt64(sessions) {
            let key = Self.key(number)
            let hash = table.hash(of: key)
            if table.find(key, hash) == nil { add(key, hash) }
            number += 1
        }
        oldest = 0
        return table.count
    }

    /// Adds a session for each one that it ends, the oldest; only after ``fill(inBatches:)``.
    @inline(never)
    public mutating func churn(_ count: Int, inBatches: Bool) -> Int {
        for _ in stride(from: 0, to: count, by: inBatches ? Self.batch : 1) {
            if inBatches {
                churnBatch()
            } else {
                let key = Self.key(oldest &+ UInt64(sessions))
                let hash = table.hash(of: key)
                if table.find(key, hash) == nil {
                    table.remove(Int(oldest % UInt64(sessions)))
                    add(key, hash)
                }
                oldest += 1
            }
        }
        return table.count
    }

    /// Ends everything by time.
    @inline(never)
    public mutating func expire() -> Int {
        now = now.advanced(bySeconds: Int64(Self.timeout) + 10)
        return sweep(at: now)
    }

    /// Looks for what has ended, at a time when nothing has.
    @inline(never)
    public mutating func sweep() -> Int {
        now = now.advanced(bySeconds: 1)
        return sweep(at: now)
    }

    /// Empties the table so that records are given out in the order of their numbers again, in the same memory: what a page costs that
    /// is touched for the first time is no matter of the table's.
    public mutating func clear() {
        if table.count == 0 { _ = fill(inBatches: true) }
        for number in (0..<sessions).reversed() { table.remove(number) }
    }

    private mutating func sweep(at time: Timestamp) -> Int {
        var count = 0
        while let index = table.nextExpired(at: time) {
            table.remove(index)
            count += 1
        }
        return count
    }

    private mutating func addBatch(_ first: UInt64) {
        for place in 0..<Self.batch { ask(place, Self.key(first &+ UInt64(place))) }
        for place in 0..<Self.batch { table.prefetchRecord(hashes[place]) }
        for place in 0..<Self.batch where table.find(keys[place], hashes[place]) == nil { add(keys[place], hashes[place]) }
    }

    private mutating func churnBatch() {
        let first = oldest &+ UInt64(sessions)
        for place in 0..<Self.batch {
            ask(place, Self.key(first &+ UInt64(place)))
            table.prefetch(table.hash(of: table[Int((oldest &+ UInt64(place)) % UInt64(sessions))].key))
        }
        for place in 0..<Self.batch { table.prefetchRecord(hashes[place]) }
        // Backwards, so that the free list gives them out forwards.
        for place in (0..<Self.batch).reversed() { table.remove(Int((oldest &+ UInt64(place)) % UInt64(sessions))) }
        for place in 0..<Self.batch where table.find(keys[place], hashes[place]) == nil { add(keys[place], hashes[place]) }
        oldest += UInt64(Self.batch)
    }

    @inline(__always)
    private mutating func ask(_ place: Int, _ key: SessionKey) {
        keys[place] = key
        hashes[place] = table.hash(of: key)
        table.prefetch(hashes[place])
    }

    @inline(__always)
    private mutating func add(_ key: SessionKey, _ hash: UInt64) {
        var record = SessionRecord(key: key, start: now)
        record.timeout = Self.timeout
        guard case .inserted(let index) = table.insert(record, SessionDetails(start: now), hash) else { return }
        table.schedule(index, now: now)
    }

    @inline(__always)
    private mutating func countPacket(_ index: Int, _ turn: Int) -> UInt64 {
        table[index].lastSeen = Timestamp(nanoseconds: now.nanoseconds &+ Int64(turn))
        table[index].count(1_000, turn & 1 == 0 ? .clientToServer : .serverToClient)
        return table[index].packetsSent
    }

    /// A number below the count of sessions that depends on an earlier result.
    @inline(__always)
    private mutating func anySession(_ earlier: UInt64) -> UInt64 {
        draw &+= 1
        return ((SplitMix.mixed(draw ^ (earlier & nothing)) >> 32) &* UInt64(sessions)) >> 32
    }

    @inline(__always)
    private static func key(_ number: UInt64) -> SessionKey {
        let bits = SplitMix.mixed(seed &+ number)
        return SessionKey(
            first: IPAddress(v4: 0x0a00_0000 | UInt32(truncatingIfNeeded: bits) & 0xff_ffff),
            firstPort: UInt16(truncatingIfNeeded: bits >> 44),
            second: IPAddress(v4: 0xac10_0000 | UInt32(truncatingIfNeeded: bits >> 24) & 0xf_ffff),
            secondPort: 8_000 + UInt16(truncatingIfNeeded: bits >> 60), ipProtocol: .tcp, kind: .ordinary)
    }
}
