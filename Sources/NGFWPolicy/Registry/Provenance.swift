public import NGFWCore

/// Where a registered tag comes from, and since when it is there.
///
///     registry.provenance(of: "web", on: .host(address))    // register.xml:3, 2026-11-22T10:49:56.644Z
public struct Provenance: Hashable, Sendable {
    /// The place of the message; `nil` for an update that names none (by API).
    public var source: SourceLocation?
    /// When the tag was registered; a refreshed timeout leaves it.
    public var since: Timestamp

    public init(source: SourceLocation?, since: Timestamp) {
        self.source = source
        self.since = since
    }
}
