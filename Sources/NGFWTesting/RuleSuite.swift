public import NGFW
internal import NGFWAppID
internal import NGFWCapture
public import NGFWCore
public import NGFWPANOS
public import NGFWPolicy
internal import NGFWSuites

/// A policy to state expectations about, in an XCTest or a Swift Testing suite.
///
///     let suite = try RuleSuite(config: "firewall.xml", registrations: ["register.xml"])
///     try suite.allows(.tcp("172.16.10.11", "172.16.20.21", port: 22, application: "ssh"))
///     try suite.denies(.ping("172.16.10.11", "172.16.20.21"), rule: "deny-icmp")
///
/// An expectation that does not hold is recorded as a failure of the running test, at the line that states it, with the
/// explanation of the decision: each rule and why it did not match. A value: ``after(registrations:)`` gives a changed copy,
/// and tests that run at the same time do not meet.
public struct RuleSuite: Sendable {
    let library: SignatureLibrary
    let configuration: FirewallConfiguration
    /// The policy before any registration.
    private let policy: PolicyEngine
    private var updates: [RegistrationUpdate] = []
    /// The policy with the registrations as they are when they have just been sent.
    private var engine: PolicyEngine
    let limits: Limits
    /// When the registrations were sent, and the time of flows that have none; `nil`: every flow and every capture finds
    /// them just sent.
    public let time: Timestamp?

    /// Reads a configuration and registrations.
    ///
    /// - Parameters:
    ///   - config: Path of a PAN-OS configuration export.
    ///   - registrations: Paths of registration messages, applied in order.
    ///   - options: Virtual system or device group, resolutions, external lists.
    ///   - policyOptions: Readings of what the vendor's documents leave open.
    ///   - zones: Path of a zone file, instead of the configuration's interfaces and routes.
    ///   - time: When the registrations were sent, and the time of flows that have none: matters to timeouts of
    ///     registrations and to schedules. Without it nothing has timed out, and flows without a time are of 1970.
    /// - Throws: ``RuleSuiteError`` when a file has errors; warnings are no obstacle.
    public init(
        config: String, registrations: [String] = [], options: ImportOptions = ImportOptions(),
        policyOptions: PolicyOptions = PolicyOptions(), zones: String? = nil, time: Timestamp? = nil, limits: Limits = .standard
    ) throws {
        let library = try SignatureLibrary.builtIn()
        let imported = ConfigurationImporter(catalogue: library.catalogue, options: options, limits: limits).read(path: config)
        let resolved = ResolvedPolicy(imported.policy, options: policyOptions, limits: limits)
        try RuleSuiteError.check(imported.diagnostics.all + resolved.diagnostics.all)
        var configuration = imported.firewallConfiguration()
        if let zones {
            let file = ZoneFile.read(path: zones, limits: limits)
            try RuleSuiteError.check(file.diagnostics.all)
            configuration.zones = file.zones
        }
        self.library = imported.library(extending: library, limits: limits, options: policyOptions)
        self.configuration = configuration
        self.limits = limits
        self.time = time
        policy = PolicyEngine(resolved)
        engine = policy
        try register(registrations)
    }

    /// The same policy after further registration messages.
    ///
    ///     let later = try suite.after(registrations: ["unregister.xml"])
    ///
    /// - Throws: ``RuleSuiteError`` when a message cannot be read or an entry is refused.
    public func after(registrations: [String]) throws -> RuleSuite {
        var copy = self
        try copy.register(registrations)
        return copy
    }

    private mutating func register(_ paths: [String]) throws {
        for path in paths {
            let file = RegistrationReader.read(path: path, limits: limits)
            try RuleSuiteError.check(file.diagnostics.all)
            updates += file.updates
            for update in file.updates {
                let refused = engine.apply(update, at: time ?? .zero).filter(\.isRefusal)
                try RuleSuiteError.check(
                    refused.map { Diagnostic(.error, "NGFW-R900", $0.description, at: NGFWCore.SourceLocation(file: path)) })
            }
        }
    }

    /// What the firewall says to a flow.
    ///
    /// - Throws: `FlowError` for a flow that names an unknown application.
    public func decide(_ flow: FlowDescription) throws -> Decision {
        var firewall = questionFirewall(flow)
        return try firewall.decide(timed(flow))
    }

    /// The decision on a flow, rule by rule, as lines of text.
    public func explain(_ flow: FlowDescription) throws -> [String] {
        var firewall = questionFirewall(flow)
        return try firewall.explain(timed(flow)).lines
    }

    /// A firewall for questions: no packet comes, so it needs no room for sessions.
    private func questionFirewall(_ flow: FlowDescription) -> Firewall {
        Firewall(configuration: configuration.forQuestions(limits), library: library, policy: engine(at: flow.time))
    }

    /// The policy with the registrations sent at the suite's time, or else at the time that is given.
    private func engine(at other: Timestamp?) -> PolicyEngine {
        guard time == nil, let other else { return engine }
        var engine = policy
        for update in updates { engine.apply(update, at: other) }
        return engine
    }

    private func timed(_ flow: FlowDescription) -> FlowDescription {
        var flow = flow
        flow.time = flow.time ?? time ?? .zero
        return flow
    }

    /// Puts a capture through the firewall, from an empty session table to the end of all sessions.
    ///
    /// - Throws: `CaptureError` when the capture cannot be read to its end.
    public func replay(_ capture: String) throws -> CaptureReplay {
        var whole = configuration
        whole.limits = limits
        var firewall = Firewall(configuration: whole, library: library, policy: policy)
        var replay = CaptureReplay(suite: self)
        var reader = try CaptureReader(path: capture, limits: limits)
        while try reader.next({ packet, bytes in
            if packet.number == 1 {
                for update in updates { firewall.apply(update, at: time ?? packet.time) }
            }
            _ = firewall.process(bytes, wireLength: packet.wireLength, linkType: packet.linkType, at: packet.time)
        }) {
            replay.take(from: &firewall)
        }
        firewall.finish()
        replay.take(from: &firewall)
        replay.sessions.sort { $0.id < $1.id }
        return replay
    }
}

/// Files of a rule suite that cannot be used.
public struct RuleSuiteError: Error, CustomStringConvertible {
    /// At least one is an error.
    public let diagnostics: [Diagnostic]

    static func check(_ diagnostics: [Diagnostic]) throws {
        if diagnostics.contains(where: { $0.severity == .error }) { throw RuleSuiteError(diagnostics: diagnostics) }
    }

    public var description: String {
        diagnostics.filter { $0.severity == .error }.prefix(20).map(\.description).joined(separator: "\n")
    }
}
