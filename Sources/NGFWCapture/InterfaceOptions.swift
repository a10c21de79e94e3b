/// How an interface is listened to.
public struct InterfaceOptions: Hashable, Sendable {
    /// Bytes kept of each packet; more than a packet may have keeps all.
    public var snapLength = 262_144
    /// Whether frames for other stations are taken too: what a tap or a mirror port brings.
    public var isPromiscuous = true
    /// Bytes that the kernel holds for us while we are busy.
    public var bufferBytes = 16 << 20
    /// A filter in libpcap's language (`tcp port 22`); `nil` takes everything.
    public var filter: String?

    public init() {}

    /// The kernel hands packets over at the latest so long after the first of them came.
    public static let deliveryMilliseconds = 100
}
