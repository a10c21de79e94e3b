import NGFW
import NGFWAppID
import NGFWCore
import NGFWPANOS
import NGFWPolicy
import NGFWSuites

/// A configuration that is read, resolved and ready to be asked.
struct LoadedConfiguration {
    let library: SignatureLibrary
    let imported: ImportedConfiguration
    let resolved: ResolvedPolicy
    let zones: ZoneMap
    let updates: [RegistrationUpdate]

    /// A firewall of this configuration, without registrations.
    func firewall(acceptsNonSYN: Bool = false) -> Firewall {
        Firewall(configuration: configuration(acceptsNonSYN), library: library, policy: PolicyEngine(resolved))
    }

    /// As many, side by side.
    func firewalls(_ workers: Int, acceptsNonSYN: Bool) -> FirewallGroup {
        FirewallGroup(
            workers: workers, configuration: configuration(acceptsNonSYN), library: library, policy: PolicyEngine(resolved))
    }

    private func configuration(_ acceptsNonSYN: Bool) -> FirewallConfiguration {
        var configuration = imported.firewallConfiguration(zones: zones, hashSeed: .random(in: .min ... .max))
        if acceptsNonSYN {
            configuration.settings.tcp.rejectsNonSYN = false
            for zone in configuration.settings.zones.keys { configuration.settings.zones[zone]?.rejectsNonSYN = false }
        }
        return configuration
    }
}

extension LoadedConfiguration {
    /// Says once of each name that no zone has it.
    func warn(ofUnknownZones record: FlowRecord, _ warned: inout Set<String>, _ console: Console) {
        for zone in [record.flow.from, record.flow.to].compactMap(\.self) where resolved.zoneID(named: zone) == .unnamed {
            guard warned.count < 100, warned.insert(zone).inserted, !zones.entries.contains(where: { $0.zone == zone }) else { continue }
            let known = imported.policy.zones?.map(\.name) ?? []
            let near = nearestName(to: zone, in: known).map { "; did you mean '\($0)'?" } ?? ""
            let message = "no rule and no zone of the configuration is called '\(shortened(zone))'\(near)"
            console.write(Diagnostic(.warning, "NGFW-F011", message, at: record.location))
        }
    }
}

/// Reads what ``ConfigurationOptions`` name and prints what is wrong with it.
struct ConfigurationLoader {
    /// Everything but the registrations, with all diagnostics.
    struct Unchecked {
        var library: SignatureLibrary
        var imported: ImportedConfiguration
        var resolved: ResolvedPolicy
        var zones: ZoneMap
        var diagnostics: Diagnostics
        /// Of the files beside the configuration.
        var fileDiagnostics: Diagnostics
    }

    let options: ConfigurationOptions
    let console: Console

    /// - Parameter status: learns of lines and registrations that were refused; the rest counts.
    /// - Throws: `InputError` when the configuration has errors and `--lenient` is not given.
    func load(_ status: inout RunStatus) throws -> LoadedConfiguration {
        let loaded = try read()
        let printer = DiagnosticPrinter(console: console)
        printer.write(loaded.fileDiagnostics)
        printer.write(loaded.diagnostics)
        if loaded.fileDiagnostics.hasErrors {
            status.hasBadInput = true
            // A network in another zone, or a name without its addresses, makes rules match what they should not.
            guard options.lenient else {
                throw InputError(
                    "a file beside the configuration has errors, so nothing was evaluated: correct them, or give --lenient to go on "
                        + "without these lines")
            }
        }
        if loaded.resolved.toleratedErrorCount > 0 { status.hasBadInput = true }
        if loaded.diagnostics.hasErrors {
            status.hasBadInput = true
            guard options.lenient else {
                throw InputError(
                    "'\(options.config)' has errors, so nothing was evaluated: correct them, or give --lenient to go on without "
                        + "what could not be read")
            }
        }
        let updates = try registrations(&status, printer)
        return LoadedConfiguration(
            library: loaded.library, imported: loaded.imported, resolved: loaded.resolved, zones: loaded.zones, updates: updates)
    }

    func read() throws -> Unchecked {
        let library = try SignatureLibrary.builtIn()
        var diagnostics = Diagnostics()
        var fileDiagnostics = Diagnostics()
        let importOptions = try importOptions(&fileDiagnostics)
        // Says what it says of every other file that cannot be read.
        _ = try ByteSource(path: options.config)
        var imported = ConfigurationImporter(catalogue: library.catalogue, options: importOptions).read(path: options.config)
        if let path = options.regions {
            _ = try ByteSource(path: path)
            let file = RegionFile.read(path: path)
            imported.policy.predefinedRegions = file.regions
            fileDiagnostics.add(contentsOf: file.diagnostics.all)
        }
        diagnostics.add(contentsOf: imported.diagnostics)
        fileDiagnostics.add(contentsOf: unused(imported.policy))
        let policyOptions = try options.policyOptions()
        let resolved = ResolvedPolicy(imported.policy, options: policyOptions, lenient: options.lenient)
        diagnostics.add(contentsOf: resolved.diagnostics)
        var zones = imported.zoneMap
        if let path = options.zones {
            _ = try ByteSource(path: path)
            let file = ZoneFile.read(path: path)
            zones = file.zones
            fileDiagnostics.add(contentsOf: file.diagnostics)
            fileDiagnostics.add(contentsOf: unknownZones(zones, path, imported.policy, resolved))
        }
        return Unchecked(
            library: imported.library(extending: library, options: policyOptions), imported: imported, resolved: resolved, zones: zones,
            diagnostics: diagnostics, fileDiagnostics: fileDiagnostics)
    }

    /// Entries for lists that nothing names, which is a mistyped name more often than a list too many.
    private func unused(_ policy: Policy) -> [Diagnostic] {
        let given = options.externalList.compactMap { $0.split(separator: "=", maxSplits: 1).first.map(String.init) }
        if given.isEmpty { return [] }
        var named = Set(
            policy.rules.flatMap { $0.source + $0.destination } + policy.applicationOverrides.flatMap { $0.source + $0.destination })
        for group in policy.addressGroups { if case .members(let members) = group.content { named.formUnion(members) } }
        return given.filter { !named.contains($0) }.map { name in
            let near = nearestName(to: name, in: policy.externalLists.keys.filter { $0 != name }.sorted())
            let hint = near.map { "; did you mean '\($0)'?" } ?? ""
            return Diagnostic(.warning, "NGFW-F012", "--external-list: no rule and no group names '\(shortened(name))'\(hint)")
        }
    }

    /// Zones of a zone file that no rule and no zone of the configuration has.
    private func unknownZones(_ zones: ZoneMap, _ path: String, _ policy: Policy, _ resolved: ResolvedPolicy) -> [Diagnostic] {
        var seen: Set<String> = []
        let unknown = zones.entries.map(\.zone).filter { resolved.zoneID(named: $0) == .unnamed && seen.insert($0).inserted }
        let known = policy.zones?.map(\.name) ?? []
        let places = unknown.isEmpty ? [:] : ZoneFile.places(path: path)
        return unknown.prefix(100).map { name in
            let hint = nearestName(to: name, in: known).map { "; did you mean '\($0)'?" } ?? ""
            let message = "no rule and no zone of the configuration is called '\(shortened(name))'\(hint)"
            return Diagnostic(.warning, "NGFW-F011", message, at: places[name] ?? SourceLocation(file: path))
        }
    }

    private func importOptions(_ diagnostics: inout Diagnostics) throws -> ImportOptions {
        var result = ImportOptions()
        result.deviceGroup = options.deviceGroup
        result.vsys = options.vsys
        result.serial = options.serial
        result.objectPrecedence = options.objectPrecedence == .ancestors ? .ancestors : .nearest
        if !options.deviceTag.isEmpty { result.deviceTags = options.deviceTag }
        result.patternRules = options.patternDialect.flatMap { PatternDialect(rawValue: $0.rawValue) }.map { PatternRules($0) }
        if let path = options.resolutions {
            _ = try ByteSource(path: path)
            let file = ResolutionFile.read(path: path)
            result.resolutions = file.resolutions
            diagnostics.add(contentsOf: file.diagnostics)
        }
        for argument in options.externalList {
            let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { throw InputError("--external-list: '\(argument)' is not of the form name=file") }
            _ = try ByteSource(path: parts[1])
            let file = ExternalListFile.read(path: parts[1])
            result.externalLists[parts[0]] = file.entries
            diagnostics.add(contentsOf: file.diagnostics)
        }
        if let path = options.userGroups {
            _ = try ByteSource(path: path)
            let file = UserGroupFile.read(path: path)
            result.userGroups = file.groups
            diagnostics.add(contentsOf: file.diagnostics)
        }
        return result
    }

    /// A bad entry is refused alone, so the rest is used; the exit code tells.
    private func registrations(_ status: inout RunStatus, _ printer: DiagnosticPrinter) throws -> [RegistrationUpdate] {
        var updates: [RegistrationUpdate] = []
        for path in options.registrations {
            _ = try ByteSource(path: path)
            let file = RegistrationReader.read(path: path)
            printer.write(file.diagnostics)
            if file.diagnostics.hasErrors { status.hasBadInput = true }
            updates += file.updates
        }
        return updates
    }
}
