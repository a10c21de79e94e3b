public import NGFW
public import NGFWCore

/// Flows in the words of a test; addresses as text.
extension FlowDescription {
    /// A TCP flow. Without an application the question is the lookup of its first packet.
    ///
    /// - Throws: ``FlowTextError`` for text that is not an address.
    public static func tcp(_ source: String, _ destination: String, port: UInt16, application: String? = nil) throws -> FlowDescription {
        try flow(source, destination, .tcp, port: port, application: application)
    }

    /// A UDP flow.
    public static func udp(_ source: String, _ destination: String, port: UInt16, application: String? = nil) throws -> FlowDescription {
        try flow(source, destination, .udp, port: port, application: application)
    }

    /// An echo request, IPv4 or IPv6.
    public static func ping(_ source: String, _ destination: String) throws -> FlowDescription {
        var flow = try flow(source, destination, .icmp, application: "ping")
        if !flow.source.isIPv4 {
            flow.ipProtocol = .icmpv6
            flow.application = "ipv6-icmp"
        }
        flow.icmpType = flow.source.isIPv4 ? 8 : 128
        return flow
    }

    /// A flow of any protocol.
    public static func flow(
        _ source: String, _ destination: String, _ ipProtocol: IPProtocol, port: UInt16 = 0, application: String? = nil
    ) throws -> FlowDescription {
        guard let from = IPAddress(source) else { throw FlowTextError(text: source) }
        guard let to = IPAddress(destination) else { throw FlowTextError(text: destination) }
        var flow = FlowDescription(source: from, destination: to, ipProtocol: ipProtocol)
        flow.destinationPort = port
        flow.application = application
        return flow
    }
}

/// Text that is not an address.
public struct FlowTextError: Error, CustomStringConvertible {
    public let text: String
    public var description: String { "'\(text)' is not an IPv4 or IPv6 address" }
}
