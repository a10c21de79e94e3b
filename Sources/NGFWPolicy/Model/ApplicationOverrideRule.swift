public import NGFWCore

/// One entry of the application override rulebase: sessions that it matches get its application at their first packet.
///
/// App-ID does not run on them and the application never shifts; the security rules are asked with it at once. The first
/// rule that matches wins. Empty lists and `["any"]` mean any. Source: reference section 2.8.
public struct ApplicationOverrideRule: Equatable, Sendable {
    public var name: String
    public var uuid: String?
    public var from: [String] = ["any"]
    public var to: [String] = ["any"]
    public var source: [String] = ["any"]
    public var destination: [String] = ["any"]
    public var negateSource = false
    public var negateDestination = false
    public var users: [String] = ["any"]
    /// TCP or UDP.
    public var ipProtocol = IPProtocol.tcp
    /// Destination ports.
    public var ports: PortSet
    public var application: String
    public var isDisabled = false
    public var tags: [String] = []
    /// Where the rule stands in the layers: `vsys1`, `shared pre`, `DC post`.
    public var layer = ""
    /// What an importer could not read of the rule; see ``SecurityRule/flaw``.
    public var flaw: String?
    @Uncompared public var location: SourceLocation?

    public init(name: String, ports: PortSet, application: String, location: SourceLocation? = nil) {
        self.name = name
        self.ports = ports
        self.application = application
        self.location = location
    }
}
