public import NGFWAppID
public import NGFWCore
public import NGFWPolicy

/// What an import has to know beside the file.
public struct ImportOptions: Sendable {
    /// Which scope wins when objects of one name stand in several. Source: reference section 3.6.
    public enum ObjectPrecedence: Sendable {
        case nearest
        /// "Objects defined in ancestors take higher precedence".
        case ancestors
    }

    /// The virtual system of a firewall; `nil` takes the only one.
    public var vsys: String?
    /// The device group of a Panorama; `nil` takes the one that holds ``serial``, else the only one. `shared` is shared alone.
    public var deviceGroup: String?
    /// The device that Panorama rules are read for (their targets) and whose templates give the zones.
    public var serial: String?
    /// The tags of the device, which targets of rules may name; `nil` takes those that a Panorama file has for ``serial``.
    public var deviceTags: [String]?
    public var objectPrecedence = ObjectPrecedence.nearest
    /// Name → addresses by the time from which they hold, ascending, for `fqdn` objects (``ResolutionFile``). Names in lower case.
    public var resolutions: [String: [TimedAddresses]] = [:]
    /// External list → its entries (``ExternalListFile``).
    public var externalLists: [String: [IPRange]] = [:]
    /// User → groups, both in lower case (``UserGroupFile``).
    public var userGroups: [String: [String]] = [:]
    /// Seconds east of UTC that schedules are written in; `nil` takes the device's zone when that is UTC.
    public var timeZoneOffset: Int?
    /// What patterns of custom applications may be; `nil` goes by the configuration's `version` attribute.
    public var patternRules: PatternRules?

    public init() {}
}

/// Reads PAN-OS configurations, a firewall's or a Panorama's, whole or in parts: XML, `set` commands or JSON.
///
///     let importer = ConfigurationImporter(catalogue: library.catalogue)
///     let imported = importer.read(path: "running-config.xml")
///     for diagnostic in imported.diagnostics.all { … }     // running-config.xml:41:17: warning: …
///
/// Every element is used, or ignored on purpose, or warned about at its line: Docs/IMPORT.md has the list.
/// Parts of a configuration are put where they belong (a note says where). Source: reference sections 1, 2.4-2.9, 3 and 6.
public struct ConfigurationImporter: Sendable {
    private let catalogue: ApplicationCatalogue
    private let options: ImportOptions
    private let limits: Limits

    /// - Parameter catalogue: the built-in applications, which the configuration's own are added to.
    public init(catalogue: ApplicationCatalogue, options: ImportOptions = ImportOptions(), limits: Limits = .standard) {
        self.catalogue = catalogue
        self.options = options
        self.limits = limits
    }

    /// Reads a file of at most ``Limits/configurationBytes``; one that cannot be read is an error among the diagnostics.
    ///
    /// XML is parsed as it comes; the other formats, told apart by how the text begins, are held whole.
    public func read(path: String) -> ImportedConfiguration {
        var source: ConfigurationSource?
        let problem = InputFile.read(path: path) { bytes in
            if source == nil { source = ConfigurationSource(bytes, name: path, limits) }
            return source?.feed(bytes) ?? false
        }
        return read(source ?? ConfigurationSource([], name: path, limits), problem: problem.map { Messages.unreadable(path, $0) })
    }

    /// Reads a configuration that is in memory.
    ///
    /// - Parameter name: what diagnostics call it.
    public func read(_ bytes: [UInt8], name: String) -> ImportedConfiguration {
        let source = ConfigurationSource(bytes, name: name, limits)
        _ = source.feed(bytes)
        return read(source, problem: nil)
    }

    private func read(_ source: ConfigurationSource, problem: Diagnostic?) -> ImportedConfiguration {
        var reader = ConfigurationReader(name: source.name, catalogue: catalogue, options: options, limits: limits)
        if let problem {
            reader.diagnostics.add(problem)
            return reader.result
        }
        let tree = source.finish(&reader.diagnostics)
        if let tree { reader.read(tree.root) }
        return reader.result
    }
}
