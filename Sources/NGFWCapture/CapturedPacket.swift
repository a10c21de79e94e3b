public import NGFWCore
public import NGFWPacket

/// What a capture says about one packet; the bytes come beside it.
public struct CapturedPacket: Hashable, Sendable {
    /// Zero when the capture keeps none (simple packet blocks).
    public var time: Timestamp
    public var linkType: LinkType
    /// Bytes in the capture.
    public var capturedLength: Int
    /// Bytes on the wire.
    public var wireLength: Int
    /// From 1, in the order of the file.
    public var number: Int

    public init(time: Timestamp, linkType: LinkType, capturedLength: Int, wireLength: Int, number: Int) {
        self.time = time
        self.linkType = linkType
        self.capturedLength = capturedLength
        self.wireLength = wireLength
        self.number = number
    }
}
