import NGFWCore

/// A signature or host name that matched.
struct Hit {
    var application: ApplicationID
    var base: ApplicationID
    var priority: Int
    var strength: Int
    var isFinal: Bool
    /// Found on a decoded field: more precise than anything the bytes themselves say.
    var isField: Bool
    var evidence: Evidence
    /// The role assignment it is true for.
    var role: Roles
    /// The signature, or -1 for a host name.
    var signature: Int
    /// How many of the stream's bytes it needs, so that hits come in the order in which single bytes would have brought them.
    var prefix: Int?

    /// Host names beat ordinary field patterns; a pattern that knows better has a higher priority.
    static let hostPriority = 60
    /// Those that the server shows count less than the one that the client asks for.
    static let certificatePriority = 55

    /// Earlier first, then the higher priority, then the stronger pattern, then the order of the files.
    static func comesBefore(_ left: Hit, _ right: Hit) -> Bool {
        let (first, second) = (left.prefix ?? 0, right.prefix ?? 0)
        if first != second { return first < second }
        if left.priority != right.priority { return left.priority > right.priority }
        if left.strength != right.strength { return left.strength > right.strength }
        if left.role.rawValue != right.role.rawValue { return left.role.rawValue < right.role.rawValue }
        return left.signature < right.signature
    }
}
