public import NGFWCore

/// What an application override rule says of a session. Source: reference section 2.8.
public struct ApplicationOverride: Hashable, Sendable {
    /// The session's application, for good.
    public var application: ApplicationID
    /// An index of ``ResolvedPolicy/applicationOverrides``.
    public var rule: Int

    public init(application: ApplicationID, rule: Int) {
        self.application = application
        self.rule = rule
    }
}
