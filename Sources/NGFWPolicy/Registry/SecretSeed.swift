/// Seeds of tables whose keys outsiders choose: who knows the seed could make keys collide.
enum SecretSeed {
    /// A number of this process, as the standard library's tables have.
    ///
    /// - Parameter purpose: another number for each.
    static func make(_ purpose: Int = 0) -> UInt64 {
        var hasher = Hasher()
        hasher.combine(purpose)
        return UInt64(truncatingIfNeeded: hasher.finalize())
    }
}
