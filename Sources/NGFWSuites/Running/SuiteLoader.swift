internal import NGFWAppID
internal import NGFWCore
internal import NGFWPANOS
internal import NGFWPolicy

/// A suite's configuration, read and resolved.
struct LoadedSuite: Sendable {
    var imported: ImportedConfiguration
    /// Built-in signatures and the configuration's own.
    var library: SignatureLibrary
    var resolved: ResolvedPolicy
    var zones: ZoneMap
    var diagnostics: [Diagnostic]

    var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

/// Reads what a suite is about.
struct SuiteLoader {
    let library: SignatureLibrary
    let limits: Limits
    /// What was read before.
    var cache: SuiteCache?
    /// Takes the place of the configuration that it names.
    var trial: PolicyTrial?

    func load(_ text: SuiteText, of suite: SuiteFile, at time: Timestamp) -> LoadedSuite {
        let key = SuiteCache.Key(suite: suite.name, place: text.location, time: time)
        let original = cache?.loaded[key] ?? load(text, suite.inputs, suite: suite.name, at: time)
        cache?.loaded[key] = original
        guard let trial, trial.configuration == text.name(in: suite) else { return original }
        var changed = original
        changed.imported.policy = trial.policy(original.imported.policy, original.resolved)
        changed.resolved = ResolvedPolicy(
            changed.imported.policy, options: suite.inputs.options, limits: limits, lenient: suite.inputs.isLenient, at: time)
        return changed
    }

    private func load(_ text: SuiteText, _ inputs: SuiteInputs, suite: String, at time: Timestamp) -> LoadedSuite {
        var diagnostics: [Diagnostic] = []
        var imported = read(text, suite, options(inputs, &diagnostics))
        diagnostics += imported.diagnostics.all
        complete(&imported.policy, inputs, &diagnostics)
        var zones = imported.zoneMap
        switch inputs.zones {
        case .value(let entries): zones = ZoneMap(entries: entries)
        case .file(let path, _): zones = taking(ZoneFile.read(path: path, limits: limits), &diagnostics)
        case nil: break
        }
        let resolved = ResolvedPolicy(imported.policy, options: inputs.options, limits: limits, lenient: inputs.isLenient, at: time)
        diagnostics += resolved.diagnostics.all
        return LoadedSuite(
            imported: imported, library: imported.library(extending: library, limits: limits, options: inputs.options), resolved: resolved,
            zones: zones, diagnostics: diagnostics)
    }

    private func read(_ text: SuiteText, _ suite: String, _ options: ImportOptions) -> ImportedConfiguration {
        let importer = ConfigurationImporter(catalogue: library.catalogue, options: options, limits: limits)
        return switch text.content {
        case .file(let path): importer.read(path: path)
        case .inline(let bytes): importer.read(bytes, name: suite)
        }
    }

    private func options(_ inputs: SuiteInputs, _ diagnostics: inout [Diagnostic]) -> ImportOptions {
        var options = ImportOptions()
        options.vsys = inputs.vsys
        options.deviceGroup = inputs.deviceGroup
        options.serial = inputs.serial
        options.deviceTags = inputs.deviceTags
        options.objectPrecedence = inputs.objectPrecedence
        if case .file(let path, _) = inputs.resolutions {
            options.resolutions = taking(ResolutionFile.read(path: path, limits: limits), &diagnostics)
        }
        for (name, source) in inputs.externalLists {
            switch source {
            case .value(let entries): options.externalLists[name] = entries
            case .file(let path, _):
                options.externalLists[name] = taking(ExternalListFile.read(path: path, limits: limits), &diagnostics)
            }
        }
        switch inputs.userGroups {
        case .value(let groups): options.userGroups = groups
        case .file(let path, _): options.userGroups = taking(UserGroupFile.read(path: path, limits: limits), &diagnostics)
        case nil: break
        }
        return options
    }

    /// What an import does not take.
    private func complete(_ policy: inout Policy, _ inputs: SuiteInputs, _ diagnostics: inout [Diagnostic]) {
        if case .value(let resolutions) = inputs.resolutions { policy.resolutions = resolutions }
        switch inputs.regions {
        case .value(let regions): policy.predefinedRegions = regions
        case .file(let path, _): policy.predefinedRegions = taking(RegionFile.read(path: path, limits: limits), &diagnostics)
        case nil: break
        }
    }

    private func taking<Value>(_ file: (Value, diagnostics: Diagnostics), _ diagnostics: inout [Diagnostic]) -> Value {
        diagnostics += file.diagnostics.all
        return file.0
    }
}
