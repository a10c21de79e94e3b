internal import NGFWCore
internal import NGFWPacket

/// The last time stamp of each side of TCP sessions, by record number: kept only where stamps are compared.
///
/// A receiver throws a segment away whose stamp is older than the last (RFC 7323 section 5), and one without a stamp once both sides
/// have sent theirs with the handshake (section 3.2); so neither may count here.
struct TimestampTable: ~Copyable {
    struct Entry: BitwiseCopyable {
        fileprivate var client: UInt32 = 0
        fileprivate var server: UInt32 = 0
        fileprivate var marks: Marks = []
    }

    struct Marks: OptionSet, BitwiseCopyable {
        let rawValue: UInt8
        /// The side has stamped its SYN, so its value is one.
        static let client = Marks(rawValue: 1 << 0)
        static let server = Marks(rawValue: 1 << 1)
        static let both: Marks = [.client, .server]
    }

    private var entries: Slab<Entry>

    /// - Parameter capacity: Sessions at most. Memory is taken when it is first used.
    init(capacity: Int) { entries = Slab(count: capacity) }

    /// Seconds without a segment after which a stamp says nothing about the next: 24 days (RFC 7323 section 5.5).
    static let lifetime: Int64 = 24 * 86_400

    /// Whether a segment may pass. A RST needs no stamp.
    ///
    /// - Parameter isOutdated: The last segment is longer ago than ``lifetime``.
    mutating func accepts(_ stamp: TCPTimestamp, _ fields: TCPFields, _ direction: FlowDirection, of index: Int, isOutdated: Bool) -> Bool {
        if fields.flags.contains(.rst) || stamp == .unknown { return true }
        let entry = entries[index]
        let isChecked = entry.marks.isSuperset(of: .both) && !fields.flags.contains(.syn)
        guard case .value(let value) = stamp else { return !isChecked }
        let last = direction == .clientToServer ? entry.client : entry.server
        return value != 0 && (!isChecked || isOutdated || Int32(bitPattern: value &- last) >= 0)
    }

    /// Takes note of the stamp of a segment that its session has taken: of any other it may be forged.
    mutating func note(_ stamp: TCPTimestamp, _ fields: TCPFields, _ direction: FlowDirection, of index: Int) {
        guard case .value(let value) = stamp, !fields.flags.contains(.rst) else { return }
        if fields.flags.contains(.syn) { entries[index].marks.insert(direction == .clientToServer ? .client : .server) }
        if direction == .clientToServer { entries[index].client = value } else { entries[index].server = value }
    }

    /// The session is over.
    mutating func forget(_ index: Int) { entries[index] = Entry() }
}
