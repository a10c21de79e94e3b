/// Source, destination, their ports and the IP protocol of one direction of traffic.
///
/// Protocols without ports carry zero; an ICMP echo carries its identifier as source and its sequence number as
/// destination port (reference section 4.1).
public struct FiveTuple: Hashable, Sendable {
    public var source: IPAddress
    public var destination: IPAddress
    public var sourcePort: UInt16
    public var destinationPort: UInt16
    public var ipProtocol: IPProtocol

    @inlinable
    public init(
        source: IPAddress, sourcePort: UInt16 = 0, destination: IPAddress, destinationPort: UInt16 = 0, ipProtocol: IPProtocol
    ) {
        self.source = source
        self.destination = destination
        self.sourcePort = sourcePort
        self.destinationPort = destinationPort
        self.ipProtocol = ipProtocol
    }

    /// The same conversation seen from the other end.
    @inlinable public var reversed: FiveTuple {
        FiveTuple(
            source: destination, sourcePort: destinationPort, destination: source, destinationPort: sourcePort, ipProtocol: ipProtocol)
    }
}

extension FiveTuple: CustomStringConvertible {
    /// `10.0.0.1[4711] -> 10.0.0.2[22] tcp`
    public var description: String {
        "\(source)[\(sourcePort)] -> \(destination)[\(destinationPort)] \(ipProtocol)"
    }
}

/// Which flow of a session a packet belongs to; the client is the side that sent the session's first packet.
public enum FlowDirection: UInt8, Hashable, Sendable {
    case clientToServer
    case serverToClient

    @inlinable public var opposite: FlowDirection { self == .clientToServer ? .serverToClient : .clientToServer }
}
