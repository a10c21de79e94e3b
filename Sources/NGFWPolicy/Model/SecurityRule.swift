public import NGFWCore

/// One entry of the security rulebase, members by name; empty lists and `["any"]` mean any.
///
/// Defaults are those of an import (reference section 6.5): allow, universal, log at session end.
public struct SecurityRule: Equatable, Sendable {
    public var name: String
    public var uuid: String?
    public var type = RuleType.universal
    public var from: [String] = ["any"]
    public var to: [String] = ["any"]
    public var source: [String] = ["any"]
    public var destination: [String] = ["any"]
    public var negateSource = false
    public var negateDestination = false
    public var users: [String] = ["any"]
    public var sourceHIP: [String] = ["any"]
    public var destinationHIP: [String] = ["any"]
    public var categories: [String] = ["any"]
    public var applications: [String] = ["any"]
    /// `["application-default"]`, `["any"]`, or service and service-group names.
    public var services: [String] = ["any"]
    public var schedule: String?
    public var action = RuleAction.allow
    public var icmpUnreachable = false
    public var logStart = false
    public var logEnd = true
    /// The log forwarding profile.
    public var logSetting: String?
    public var isDisabled = false
    public var tags: [String] = []
    /// Where the rule stands in the layers: `vsys1`, `shared pre`, `DC post`.
    public var layer = ""
    /// What an importer could not read of the rule: with it the rule is an error, and matches nothing where errors are let
    /// pass.
    public var flaw: String?
    @Uncompared public var location: SourceLocation?

    public init(name: String, location: SourceLocation? = nil) {
        self.name = name
        self.location = location
    }
}

/// Source: reference section 1.3.
public enum RuleType: String, Hashable, Sendable, CaseIterable {
    case universal
    case intrazone
    case interzone
}

/// What a rule says. Source: reference section 1.10.
public enum RuleAction: String, Hashable, Sendable, CaseIterable {
    case allow
    case deny
    case drop
    case resetClient = "reset-client"
    case resetServer = "reset-server"
    case resetBoth = "reset-both"

    @inlinable public var isAllow: Bool { self == .allow }
}

/// The rule that answers when no other does. Source: reference section 1.2.
public struct DefaultRule: Equatable, Sendable {
    public var name: String
    public var action: RuleAction
    public var icmpUnreachable = false
    public var logStart = false
    public var logEnd = false
    public var logSetting: String?
    /// Whether it is an override entry without `log-end`, whose meaning is open: ``PolicyOptions/overrideLogEnd``.
    public var omitsLogEnd = false
    /// Where it was overridden; `nil` for the predefined rule.
    @Uncompared public var location: SourceLocation? = nil

    public init(name: String, action: RuleAction) {
        self.name = name
        self.action = action
    }

    public static let intrazone = DefaultRule(name: "intrazone-default", action: .allow)
    public static let interzone = DefaultRule(name: "interzone-default", action: .deny)
}
