import NGFWCapture
import NGFWCore

/// Where packets come from, block by block: a capture file, an interface.
protocol PacketSource: ~Copyable {
    /// What messages call it.
    var name: String { get }
    /// When it begins: with its first packet, or as soon as somebody listens. `nil` as long as that is not known.
    var start: Timestamp? { get }
    /// A time before which no packet will come any more, of a source with a clock; `nil` where packets alone bring time.
    var horizon: Timestamp? { get }

    /// Adds the packets that come next, until the block is full or, of a source with a clock, none are there for a moment.
    ///
    /// - Returns: False when no more will come.
    /// - Throws: ``CaptureError`` when it cannot be read further; what the block holds then is good.
    mutating func fill(_ block: inout PacketBlock) throws(CaptureError) -> Bool
}

/// The packets of a capture file, up to a moment.
struct FilePackets: PacketSource, ~Copyable {
    let name: String
    private(set) var start: Timestamp?
    /// The first packet after it ends the source; `nil` for all packets.
    private let until: CaptureMoment?
    private var limit = Timestamp(nanoseconds: .max)
    private var reader: CaptureReader?

    init(path: String, until: CaptureMoment? = nil) {
        name = path
        self.until = until
    }

    var horizon: Timestamp? { nil }

    mutating func fill(_ block: inout PacketBlock) throws(CaptureError) -> Bool {
        if reader == nil { reader = try CaptureReader(path: name) }
        var isOver = false
        while !block.isFull {
            let isMore = try reader?.next { packet, bytes in
                if start == nil {
                    start = packet.time
                    limit = until?.time(start: packet.time) ?? limit
                }
                if packet.time <= limit { block.add(packet, bytes, at: packet.time) } else { isOver = true }
            }
            if isOver || isMore != true { return false }
        }
        return true
    }
}
