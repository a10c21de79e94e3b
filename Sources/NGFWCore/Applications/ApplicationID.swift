/// An application of a catalogue by number. Numbers are stable within one ``ApplicationCatalogue``, names across all.
public struct ApplicationID: RawRepresentable, Hashable, BitwiseCopyable, Sendable {
    public let rawValue: UInt16

    @inlinable
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    // The pseudo applications, which every catalogue begins with. Source: reference section 2.3.

    /// Still being identified.
    public static let undecided = ApplicationID(rawValue: 0)
    /// TCP handshake not finished, or finished and closed without payload.
    public static let incomplete = ApplicationID(rawValue: 1)
    /// Some payload, too little for any signature.
    public static let insufficientData = ApplicationID(rawValue: 2)
    /// Blocked before identification.
    public static let notApplicable = ApplicationID(rawValue: 3)
    public static let unknownTCP = ApplicationID(rawValue: 4)
    public static let unknownUDP = ApplicationID(rawValue: 5)
    public static let unknownP2P = ApplicationID(rawValue: 6)
    /// A session that began in mid-stream and was not identified.
    public static let nonSYNTCP = ApplicationID(rawValue: 7)

    static let reservedCount = 8

    /// Whether it says "nothing identified": one of the pseudo applications above.
    @inlinable public var isPseudo: Bool { rawValue < 8 }

    /// Whether a rule may name it: everything but the four values that only sessions and logs carry.
    @inlinable public var isLegalInRule: Bool { rawValue > 3 }
}
