/// Messages on their way over a connection, whole until the other side has acknowledged them; bounded in bytes.
struct MessageQueue {
    /// So much is worth a call of the system.
    static let blockByteCount = 1 << 15

    private let byteLimit: Int
    private var bytes: [UInt8] = []
    /// Lengths of the messages from `first` on.
    private var lengths: [Int] = []
    private var first = 0
    /// Where the first message begins in `bytes`, and where what was not sent begins.
    private var start = 0
    private var unsent = 0
    /// Messages that were acknowledged since ``rewind()``.
    private(set) var acknowledgedCount = 0

    init(byteLimit: Int = 8 << 20) { self.byteLimit = byteLimit }

    var count: Int { lengths.count - first }
    var isFull: Bool { room <= 0 }
    var room: Int { byteLimit - (bytes.count - start) }
    var isAllSent: Bool { unsent == bytes.count }
    var unsentByteCount: Int { bytes.count - unsent }

    /// - Returns: False when there is no room.
    mutating func add(_ message: [UInt8]) -> Bool {
        guard !isFull else { return false }
        bytes.append(contentsOf: message)
        lengths.append(message.count)
        return true
    }

    /// Hands out what is to be sent next.
    func withUnsent<Value, Failure: Error>(_ body: (ArraySlice<UInt8>) throws(Failure) -> Value) throws(Failure) -> Value {
        try body(bytes[unsent...])
    }

    mutating func sent(_ count: Int) { unsent = min(bytes.count, unsent + count) }

    /// Forgets the messages of which all bytes have arrived.
    ///
    /// - Parameter unacknowledged: bytes that were sent and of which that is not known.
    mutating func acknowledge(unacknowledged: Int) {
        let end = unsent - max(0, unacknowledged)
        while first < lengths.count, start + lengths[first] <= end {
            start += lengths[first]
            first += 1
            acknowledgedCount += 1
        }
        guard start > bytes.count / 2, start > 0 else { return }
        bytes.removeFirst(start)
        lengths.removeFirst(first)
        unsent -= start
        (start, first) = (0, 0)
    }

    /// The connection is gone: what was not acknowledged is sent again, from the beginning of a message.
    mutating func rewind() {
        unsent = start
        acknowledgedCount = 0
    }
}
