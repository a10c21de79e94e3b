/// Readings of the policy language that the vendor's documents leave open, each a named choice.
///
///     var options = PolicyOptions()
///     try options.set("any-application-ports", "all")
///     PolicyOptions.table.map(\.name)          // every name, for help texts and documents
///
/// Source: the list "Unverified" of the reference.
public struct PolicyOptions: Hashable, Sendable {
    /// Which ports `application-default` may mean for a rule with `application any` while the application is unknown.
    public enum AnyApplicationPorts: String, Hashable, Sendable, CaseIterable {
        /// A port that is a default port of some application of the catalogue.
        case ofAnyApplication = "known"
        /// Every port.
        case all
    }

    public var anyApplicationPorts = AnyApplicationPorts.ofAnyApplication
    public var overrideLogEnd = YesNo.yes

    public enum YesNo: String, Hashable, Sendable, CaseIterable {
        case yes
        case no
    }

    public init() {}

    /// Sets an option by its name.
    ///
    /// - Throws: ``PolicyOptionError`` for an unknown name or value, with what is known.
    public mutating func set(_ name: String, _ value: String) throws(PolicyOptionError) {
        guard let entry = Self.table.first(where: { $0.name == name }) else {
            throw PolicyOptionError(name: name, value: value, known: Self.table.map(\.name), isName: true)
        }
        guard entry.write(&self, value) else {
            throw PolicyOptionError(name: name, value: value, known: entry.values, isName: false)
        }
    }
}
