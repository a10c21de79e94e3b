extension Limits {
    /// One of several firewalls side by side gets its part of what sessions and fragments may take, at least one.
    package mutating func divide(by count: Int) {
        let count = max(1, count)
        func part(_ whole: Int) -> Int { max(1, (whole + count - 1) / count) }
        sessions = part(sessions)
        inspectedSessions = part(inspectedSessions)
        fragmentedDatagrams = part(fragmentedDatagrams)
        fragmentBytes = part(fragmentBytes)
        if controlSessions > 0 { controlSessions = part(controlSessions) }
    }
}
