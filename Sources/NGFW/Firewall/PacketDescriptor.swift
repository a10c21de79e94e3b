public import NGFWCore
public import NGFWPacket

/// Where one packet of a batch lies, and what came with it.
public struct PacketDescriptor: Hashable, Sendable {
    /// Of the link-layer header, in the batch's bytes.
    public var offset: Int
    /// Bytes that were captured.
    public var length: Int
    /// Bytes on the wire, at least ``length``.
    public var wireLength: Int
    public var time: Timestamp
    public var linkType: LinkType

    @inlinable
    public init(offset: Int, length: Int, wireLength: Int, time: Timestamp, linkType: LinkType = .ethernet) {
        self.offset = offset
        self.length = length
        self.wireLength = wireLength
        self.time = time
        self.linkType = linkType
    }

    /// Whether it lies within some bytes.
    func isWithin(_ count: Int) -> Bool { offset >= 0 && length >= 0 && offset <= count && length <= count - offset }
}
