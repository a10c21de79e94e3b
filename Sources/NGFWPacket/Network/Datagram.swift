import NGFWCore

/// What the network layer hands to the transport layer.
struct Datagram {
    var source: IPAddress
    var destination: IPAddress
    var ipProtocol: IPProtocol
    var timeToLive: UInt8
    /// Where the IP header starts.
    var networkOffset: Int
    /// Where the transport header starts.
    var offset: Int
    /// Where the datagram ends by its header; beyond the captured bytes when the packet is cut.
    var wireEnd: Int
    /// Where its captured bytes end: never more than `wireEnd`, never beyond the bytes.
    var capturedEnd: Int
    /// False when the header tells no length (segmentation offload writes zero): then it ends with the bytes.
    var isLengthKnown: Bool
    var fragment: FragmentFields?

    /// Whether lengths of the transport header may point beyond the datagram.
    var isOpenEnded: Bool { fragment != nil || !isLengthKnown }
    var capturedLength: Int { capturedEnd - offset }
    var wireLength: Int { wireEnd - offset }
}
