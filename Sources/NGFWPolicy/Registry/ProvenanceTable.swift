public import NGFWCore

/// Where a registered tag comes from, and since when it is there.
///
///     registry.provenance(of: "web", on: .host(address))    // register.xml:3, 2026-11-22T10:49:56.644Z
public struct Provenance: Hashable, Sendable {
    /// The place of the message; `nil` for an update that names none (by API).
    public var source: SourceLocation?
    /// When the tag was registered; a refreshed timeout leaves it.
    public var since: Timestamp

    public init(source: SourceLocation?, since: Timestamp) {
        self.source = source
        self.since = since
    }
}

/// One record for all tags that one message has registered, counted by use: an entry pays four bytes, and there are never
/// more records than entries.
struct ProvenanceTable: Sendable {
    private var records: [Provenance] = []
    private var uses: [UInt32] = []
    private var free: [UInt32] = []
    /// The record of the message that is being applied, once a tag of it has needed one.
    private var current: UInt32?
    private var message = Provenance(source: nil, since: .zero)

    /// How many records there are.
    var count: Int { records.count - free.count }

    subscript(id: UInt32) -> Provenance { records[Int(id)] }

    /// What follows comes from this message.
    mutating func begin(_ source: SourceLocation?, at time: Timestamp) {
        current = nil
        message = Provenance(source: source, since: time)
    }

    /// The record of the message, one use more.
    mutating func retain() -> UInt32 {
        if let current {
            uses[Int(current)] += 1
            return current
        }
        let id = free.popLast() ?? UInt32(records.count)
        if Int(id) == records.count {
            records.append(message)
            uses.append(1)
        } else {
            records[Int(id)] = message
            uses[Int(id)] = 1
        }
        current = id
        return id
    }

    mutating func release(_ id: UInt32) {
        uses[Int(id)] -= 1
        guard uses[Int(id)] == 0 else { return }
        if current == id { current = nil }
        free.append(id)
    }
}
