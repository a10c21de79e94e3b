public import NGFWCore
public import NGFWPolicy

/// Writes the policy of one firewall as a configuration: what an import read, whatever it came from.
///
///     let exporter = ConfigurationExporter()
///     let text = exporter.export(imported, as: .set)        // set address web1 ip-netmask 10.0.0.5 …
///
/// Reading the text gives the policy again: ``flattened(_:)`` of it, to be exact, since layers of a Panorama become rules of
/// the one virtual system. Facts that no configuration holds are not written: entries of external lists, resolutions, groups
/// of users, and networks behind zones. Source: reference section 6.
public struct ConfigurationExporter: Sendable {
    private let limits: Limits
    private let isLenient: Bool

    /// - Parameter lenient: leaves out objects that were not read whole, with a warning, and writes the rules that name them,
    ///   themselves or by a group, as disabled ones. Without it such objects are errors, and nothing is written.
    public init(limits: Limits = .standard, lenient: Bool = false) {
        self.limits = limits
        isLenient = lenient
    }

    /// A configuration with its device's settings.
    ///
    /// - Returns: The text, empty when there is none, and what could not be written, at the place where it was read.
    public func export(_ imported: ImportedConfiguration, as format: ConfigurationFormat) -> (text: [UInt8], diagnostics: Diagnostics) {
        var tree = tree(imported.policy)
        tree.settings = DeviceSettings(
            hostname: imported.hostname, timeZoneName: imported.timeZoneName, vsys: imported.vsysName,
            session: imported.sessionSettings)
        tree.customApplications = imported.customApplications
        return text(&tree, format)
    }

    /// A configuration of the policy alone.
    public func export(_ policy: Policy, as format: ConfigurationFormat) -> (text: [UInt8], diagnostics: Diagnostics) {
        var tree = tree(policy)
        return text(&tree, format)
    }

    private func tree(_ original: Policy) -> ConfigurationTree {
        let pruned = isLenient ? original.withoutUnreadObjects() : PrunedPolicy(policy: original)
        let policy = pruned.policy
        var tree = ConfigurationTree(Self.flattened(policy), limits: limits)
        tree.leftOutApplications = pruned.leftOut.applications
        for diagnostic in pruned.diagnostics { tree.diagnostics.add(diagnostic) }
        let flawed =
            policy.rules.filter { $0.flaw != nil && !$0.isDisabled }.map { ($0.name, $0.location) }
            + policy.applicationOverrides.filter { $0.flaw != nil && !$0.isDisabled }.map { ($0.name, $0.location) }
            + policy.tunnelInspections.filter { $0.flaw != nil && !$0.isDisabled }.map { ($0.name, $0.location) }
        for (name, location) in flawed { tree.diagnostics.add(Messages.flawedRuleWritten(name, at: location)) }
        return tree
    }

    private func text(_ tree: inout ConfigurationTree, _ format: ConfigurationFormat) -> (text: [UInt8], diagnostics: Diagnostics) {
        let root = tree.build()
        do throws(SpellingProblem) {
            let text = try format.text(of: root)
            return (tree.diagnostics.hasErrors ? [] : text, tree.diagnostics)
        } catch {
            tree.diagnostics.add(Messages.unspeakable(error.message))
            return ([], tree.diagnostics)
        }
    }

    /// The policy as one firewall's own: all rules are of `vsys1`, a rule that could not be read whole is a disabled one, lists
    /// are never empty, and zones that rules of a Panorama name are defined, with users looked up in them, as they are in a
    /// zone that nobody knows.
    public static func flattened(_ policy: Policy) -> Policy { flattened(policy, vsys: "vsys1") }

    /// The same for what an import read, whose virtual system may be another one.
    public static func flattened(_ imported: ImportedConfiguration) -> Policy { flattened(imported.policy, vsys: imported.vsysName) }

    private static func flattened(_ policy: Policy, vsys: String) -> Policy {
        var policy = policy
        for index in policy.rules.indices {
            policy.rules[index].layer = vsys
            if policy.rules[index].flaw != nil { (policy.rules[index].flaw, policy.rules[index].isDisabled) = (nil, true) }
            for list in [
                \SecurityRule.from, \.to, \.source, \.destination, \.users, \.sourceHIP, \.destinationHIP, \.categories, \.applications,
                \.services,
            ] where policy.rules[index][keyPath: list].isEmpty { policy.rules[index][keyPath: list] = ["any"] }
        }
        for index in policy.applicationOverrides.indices {
            policy.applicationOverrides[index].layer = vsys
            if policy.applicationOverrides[index].flaw != nil {
                (policy.applicationOverrides[index].flaw, policy.applicationOverrides[index].isDisabled) = (nil, true)
            }
            for list in [\ApplicationOverrideRule.from, \.to, \.source, \.destination, \.users]
            where policy.applicationOverrides[index][keyPath: list].isEmpty { policy.applicationOverrides[index][keyPath: list] = ["any"] }
        }
        for index in policy.tunnelInspections.indices {
            policy.tunnelInspections[index].layer = vsys
            if policy.tunnelInspections[index].flaw != nil {
                (policy.tunnelInspections[index].flaw, policy.tunnelInspections[index].isDisabled) = (nil, true)
            }
            for list in [\TunnelInspectionRule.from, \.to, \.source, \.destination, \.users, \.protocols]
            where policy.tunnelInspections[index][keyPath: list].isEmpty { policy.tunnelInspections[index][keyPath: list] = ["any"] }
        }
        guard policy.zonesMayBeMissing else { return policy }
        policy.zonesMayBeMissing = false
        guard var zones = policy.zones else { return policy }
        var known = Set(zones.map(\.name) + ["any", "multicast"])
        let named = policy.rules.flatMap { $0.from + $0.to } + policy.applicationOverrides.flatMap { $0.from + $0.to }
        let tunnelled = policy.tunnelInspections.flatMap { $0.from + $0.to }
        for name in named + tunnelled where known.insert(name).inserted { zones.append(Zone(name: name, identifiesUsers: true)) }
        policy.zones = zones
        return policy
    }
}

/// What an export knows of the device beside its policy.
struct DeviceSettings {
    var hostname: String?
    /// Of several with the same rules the one that was read.
    var timeZoneName: String?
    var vsys = "vsys1"
    var session = SessionSettings()
}
