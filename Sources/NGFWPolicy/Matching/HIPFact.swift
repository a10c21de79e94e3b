/// Which host information profiles a host matches: a set of those that rules name, or none at all.
///
///     resolved.hipFact(matching: ["patched", "encrypted"])
///
/// Plain bits, so that asking costs one AND. Source: reference section 1.4.
public struct HIPFact: RawRepresentable, Hashable, Sendable {
    /// Bit 0: there is a profile, of whatever name. The others: profiles that rules name, by number within one
    /// ``ResolvedPolicy``.
    public let rawValue: UInt64

    @inlinable
    public init(rawValue: UInt64) { self.rawValue = rawValue }

    /// No report, or one that matches no profile: `any` and `no-hip` hold.
    public static let none = HIPFact(rawValue: 0)

    /// The bit of a profile that no rule names.
    static let unnamedBit: UInt64 = 1
    /// How many profiles rules may name.
    static let capacity = 63
}

/// What a rule asks of host information.
struct HIPCriterion: Hashable, Sendable {
    var isAny: Bool
    /// `no-hip`
    var allowsNone: Bool
    /// Bits of the profiles.
    var profiles: UInt64

    func contains(_ fact: HIPFact) -> Bool {
        isAny || fact.rawValue & profiles != 0 || allowsNone && fact == .none
    }
}
