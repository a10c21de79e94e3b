public import NGFWCore

/// `dynamic-user-group/entry`: the users whose registered tags satisfy a filter.
///
/// A rule names it among its users. The grammar is that of dynamic address groups. Source: reference sections 1.4 and 3.5.
public struct DynamicUserGroup: Equatable, Sendable {
    public var name: String
    /// Match criteria such as `'risky' or 'contractor'`, as written.
    public var filter: String
    @Uncompared public var location: SourceLocation?

    public init(name: String, filter: String, location: SourceLocation? = nil) {
        self.name = name
        self.filter = filter
        self.location = location
    }
}
