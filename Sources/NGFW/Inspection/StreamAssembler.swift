internal import NGFWCore

/// Puts the segments of one direction of a TCP connection in order for App-ID, as long as the application is not known.
///
///     ..[delivered]next|   gap   |[pending]  [pending]
///
/// Retransmitted bytes are trimmed, the first copy counts. Segments beyond a gap wait, within
/// ``NGFWCore/Limits/reorderBytes``; a capture may have lost what is missing, so the gap is given up when the peer has
/// acknowledged beyond it. Without that word the bytes behind it may be a lure outside the receiver's window: who only
/// observes takes them when ``patience`` segments wait or there is no room, who enforces gives up the stream (``isStuck``).
struct StreamAssembler {
    static let patience = 8
    /// Segments that may wait where a policy is enforced: more than an initial window (RFC 6928) behind one lost segment.
    static let enforcedPatience = 64
    /// A sequence number this far back is another connection's, not a retransmission.
    private static let farBack: Int32 = -(1 << 20)

    private var next: UInt32 = 0
    /// The sequence number of the first byte that was delivered, as long as none was left out since.
    private(set) var first: UInt32?
    /// The sequence number of the last urgent byte.
    private var urgent: UInt32?
    private var isAnchored = false
    private var acknowledged: UInt32?
    private var pending: [Segment] = []
    private var pendingBytes = 0
    /// Whether a segment was refused for want of room, and the stream has not got on since.
    private(set) var lacksRoom = false

    private struct Segment {
        var sequence: UInt32
        var bytes: [UInt8]
        /// Bytes on the wire, more than `bytes` when the capture cut the packet.
        var length: Int
    }

    enum Arrival: Equatable {
        /// Next in order once so many bytes are left out at the front.
        case inOrder(skip: Int)
        case repeated
        case early
    }

    /// Says which sequence number the first byte has, unless that is known.
    mutating func anchor(at sequence: UInt32) {
        guard !isAnchored else { return }
        isAnchored = true
        next = sequence
        first = sequence
    }

    /// Whether bytes for a place that others wait for say something else.
    func contradicts(_ sequence: UInt32, _ bytes: Span<UInt8>) -> Bool {
        for segment in pending {
            let distance = Int(Int32(bitPattern: sequence &- segment.sequence))
            let start = max(0, distance)
            let end = min(segment.bytes.count, distance + bytes.count)
            guard start < end else { continue }
            for index in start..<end where segment.bytes[index] != bytes[index - distance] { return true }
        }
        return false
    }

    /// Bytes at the front of a segment that its receiver is known to have: whatever is sent for them again, it reads the first.
    func acknowledgedCount(_ sequence: UInt32) -> Int {
        acknowledged.map { max(0, Int(Int32(bitPattern: $0 &- sequence))) } ?? 0
    }

    /// Where a segment belongs. One in order counts as delivered; an early one should be kept.
    ///
    /// - Parameter length: Payload bytes on the wire.
    mutating func arrival(_ sequence: UInt32, length: Int, startsMidStream: Bool) -> Arrival {
        anchor(at: sequence)
        var distance = Int32(bitPattern: sequence &- next)
        if distance > 0 { return .early }
        if distance < Self.farBack, startsMidStream {
            next = sequence
            first = nil
            distance = 0
            pending = []
            pendingBytes = 0
        }
        let skip = -Int(distance)
        guard skip < length else { return .repeated }
        next = sequence &+ UInt32(truncatingIfNeeded: length)
        lacksRoom = false
        return .inOrder(skip: skip)
    }

    mutating func keep(_ sequence: UInt32, _ bytes: [UInt8], length: Int) {
        let distance = Int32(bitPattern: sequence &- next)
        let place = pending.firstIndex { Int32(bitPattern: $0.sequence &- next) > distance } ?? pending.count
        if place > 0, pending[place - 1].sequence == sequence, pending[place - 1].length >= length { return }
        pending.insert(Segment(sequence: sequence, bytes: bytes, length: length), at: place)
        pendingBytes += bytes.count
    }

    /// The peer has everything up to a sequence number.
    mutating func peerAcknowledged(_ sequence: UInt32) {
        // Before any data the acknowledgment says where the stream begins.
        anchor(at: sequence)
        acknowledged = sequence
    }

    /// When a gap is given up.
    enum GapRule {
        /// The peer has acknowledged what is behind it.
        case acknowledged
        /// That, or too much waits behind it.
        case crowded
        /// Nothing more will come, so no gap is worth waiting for.
        case always
    }

    var hasPending: Bool { !pending.isEmpty }

    /// Whether more waits behind a gap than may: nobody knows what the receiver will read.
    func isStuck(reorderBytes: Int) -> Bool { pending.count >= Self.enforcedPatience || pendingBytes > reorderBytes }

    /// Whether a segment would wait out of order, and there is no room for it: it is to be refused.
    mutating func isBeyondRoom(_ sequence: UInt32, length: Int, reorderBytes: Int) -> Bool {
        guard isAnchored, Int32(bitPattern: sequence &- next) > 0 else { return false }
        guard !pending.contains(where: { $0.sequence == sequence && $0.length >= length }) else { return false }
        let isBeyond = pending.count + 1 >= Self.enforcedPatience || pendingBytes + length > reorderBytes
        if isBeyond { lacksRoom = true }
        return isBeyond
    }

    // MARK: Urgent bytes

    /// Says which byte is urgent: the one before the place that the pointer means (RFC 6093 section 2.2).
    mutating func noteUrgent(_ sequence: UInt32, pointer: UInt16) { if pointer > 0 { urgent = sequence &+ UInt32(pointer) &- 1 } }

    /// Where in a segment the urgent byte stands that its receiver does not read as part of the stream.
    func urgentOffset(_ sequence: UInt32, length: Int) -> Int? {
        guard let urgent else { return nil }
        let distance = Int(Int32(bitPattern: urgent &- sequence))
        return (0..<length).contains(distance) ? distance : nil
    }

    /// From here on nobody can say where in the stream a delivered byte stands.
    mutating func forgetPlaces() { first = nil }

    /// Whether the receiver is known to have all that was delivered; also where nobody knows any more what stood where.
    var isAcknowledged: Bool {
        guard let first, first != next else { return true }
        return acknowledged.map { Int32(bitPattern: $0 &- next) >= 0 } ?? false
    }

    /// Whether bytes are missing before those that wait.
    var isBehindGap: Bool { pending.first.map { Int32(bitPattern: $0.sequence &- next) > 0 } ?? false }

    /// The next kept bytes in order, or behind a gap that is given up; `nil` when it is better to wait.
    mutating func takeReady(reorderBytes: Int, _ rule: GapRule) -> [UInt8]? {
        while let first = pending.first {
            if Int32(bitPattern: first.sequence &- next) > 0 {
                let wasReceived = acknowledged.map { Int32(bitPattern: $0 &- first.sequence) >= 0 } ?? false
                let isCrowded = pending.count >= Self.patience || pendingBytes > reorderBytes
                guard wasReceived || rule == .always || rule == .crowded && isCrowded else { return nil }
                next = first.sequence
                self.first = nil
            }
            pending.removeFirst()
            pendingBytes -= first.bytes.count
            let skip = Int(next &- first.sequence)
            guard skip < first.length else { continue }
            next = first.sequence &+ UInt32(truncatingIfNeeded: first.length)
            lacksRoom = false
            if skip == 0 { return first.bytes }
            if skip < first.bytes.count { return Array(first.bytes[skip...]) }
        }
        return nil
    }
}
