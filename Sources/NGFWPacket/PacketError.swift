/// Why bytes are not a packet that a session can be made of.
///
///     PacketError(.truncated, at: 34)      // "truncated at byte 34"
///
/// Two errors are equal when their codes are.
public struct PacketError: Error, Sendable {
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// The capture ends before the headers that name the flow do.
        case truncated
        /// A header contradicts itself or the one around it.
        case malformed
        /// A link type this decoder does not know.
        case unsupportedLinkType = "unsupported-link-type"
        /// The frame carries something else: ARP, LLDP, an encrypted or management frame.
        case notIP = "not-ip"
        /// More tags, extension headers or bytes than ``Limits`` allows.
        case limit
    }

    public let code: Code
    /// Where the decoder stood, in bytes from the start of the packet.
    public let offset: Int
    /// What the frame is, for ``Code/notIP``.
    public let frame: SkippedFrame?

    @inlinable
    public init(_ code: Code, at offset: Int) {
        self.code = code
        self.offset = offset
        frame = nil
    }

    /// A frame without IP.
    @inlinable
    public init(skipping frame: SkippedFrame, at offset: Int) {
        code = .notIP
        self.offset = offset
        self.frame = frame
    }
}

extension PacketError: Equatable {
    public static func == (left: PacketError, right: PacketError) -> Bool { left.code == right.code }
}

extension PacketError: CustomStringConvertible {
    public var description: String { "\(code.rawValue) at byte \(offset)" + (frame.map { " (\($0))" } ?? "") }
}
