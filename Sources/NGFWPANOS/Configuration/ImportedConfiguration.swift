public import NGFWAppID
public import NGFWCore
public import NGFWPolicy

/// What a configuration file says, as one firewall sees it: one vsys, or one device group's view.
///
/// With errors among the ``diagnostics`` the policy is what could be read, never wider than what was written: a rule
/// that allows and could not be read whole is disabled. Front ends should refuse such a configuration all the same.
public struct ImportedConfiguration: Sendable {
    public var policy: Policy
    /// From interfaces and static routes; empty when the configuration has none.
    public var zoneMap: ZoneMap
    /// How sessions are kept. Source: reference sections 4.2, 4.3.
    public var sessionSettings = SessionSettings()
    public var hostname: String?
    /// The name of the device's time zone, where its clock is known: `Europe/Berlin`.
    public var timeZoneName: String?
    /// The serial number that the view was read for.
    public var serial: String?
    /// `vsys1`; for a device group the vsys that was asked for, else `vsys1`.
    public var vsysName: String
    public var diagnostics: Diagnostics
    /// Security rules whose target leaves this device out, by name; they are no part of the policy. Source: reference section 1.9.
    public var rulesOfOtherDevices: [String: SourceLocation] = [:]
    /// How the configuration's own applications are recognised; their metadata stands in the policy's catalogue.
    public var customApplications: [CustomApplication] = []

    public init(policy: Policy, zoneMap: ZoneMap, diagnostics: Diagnostics) {
        self.policy = policy
        self.zoneMap = zoneMap
        self.diagnostics = diagnostics
        vsysName = "vsys1"
    }

    public var timeouts: SessionTimeouts { sessionSettings.timeouts }

    /// Whether TCP sessions may begin without SYN: `tcp-reject-non-syn no`. Source: reference section 4.3.
    public var acceptsNonSYN: Bool { !sessionSettings.tcp.rejectsNonSYN }

    /// A library that recognises the configuration's own applications too: what a firewall of this configuration needs.
    ///
    ///     let library = imported.library(extending: try SignatureLibrary.builtIn())
    ///
    /// - Parameters:
    ///   - library: the one whose catalogue the configuration was read with.
    ///   - options: say whether custom or predefined applications win.
    public func library(
        extending library: SignatureLibrary, limits: Limits = .standard, options: PolicyOptions = PolicyOptions()
    ) -> SignatureLibrary {
        library.extended(
            by: customApplications, catalogue: policy.catalogue, limits: limits, builtInWins: options.customPrecedence == .predefined)
    }
}
