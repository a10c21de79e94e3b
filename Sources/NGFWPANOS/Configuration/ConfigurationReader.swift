internal import NGFWCore
internal import NGFWPolicy

/// One import: the state that its steps share.
struct ConfigurationReader {
    let options: ImportOptions
    let limits: Limits
    var diagnostics: Diagnostics
    var result: ImportedConfiguration

    init(name: String, catalogue: ApplicationCatalogue, options: ImportOptions, limits: Limits) {
        self.options = options
        self.limits = limits
        diagnostics = Diagnostics(limit: limits.diagnostics)
        result = ImportedConfiguration(
            policy: Policy(name: name, catalogue: catalogue), zoneMap: ZoneMap(entries: []), diagnostics: diagnostics)
    }

    mutating func read(_ root: XMLElement) {
    }
}
