public import NGFWCore

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
    public var objectPrecedence = ObjectPrecedence.nearest
    /// Name → addresses, for `fqdn` objects (``ResolutionFile``). Names in lower case.
    public var resolutions: [String: [IPAddress]] = [:]
    /// External list → its entries (``ExternalListFile``).
    public var externalLists: [String: [IPRange]] = [:]
    /// User → groups, both in lower case (``UserGroupFile``).
    public var userGroups: [String: [String]] = [:]
    /// Seconds east of UTC that schedules are written in; `nil` takes the device's zone when that is UTC.
    public var timeZoneOffset: Int?

    public init() {}
}

/// Reads PAN-OS configuration exports: a firewall's or a Panorama's.
///
///     let importer = ConfigurationImporter(catalogue: library.catalogue)
///     let imported = importer.read(path: "running-config.xml")
///     for diagnostic in imported.diagnostics.all { … }     // running-config.xml:41:17: warning: …
///
/// Every element is used, or ignored on purpose, or warned about at its line: Docs/IMPORT.md has the list.
/// Source: reference sections 1, 2.4-2.9, 3 and 6.
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
    public func read(path: String) -> ImportedConfiguration {
        let parser = newParser(path)
        let problem = InputFile.read(path: path) { bytes in
            _ = parser.feed(bytes[...])
            return parser.state == .needsMore
        }
        return read(parser, name: path, problem: problem.map { Messages.unreadable(path, $0) })
    }

    /// Reads an export that is in memory.
    ///
    /// - Parameter name: what diagnostics call it.
    public func read(_ bytes: [UInt8], name: String) -> ImportedConfiguration {
        let parser = newParser(name)
        _ = parser.feed(bytes[...])
        return read(parser, name: name, problem: nil)
    }

    private func newParser(_ name: String) -> XMLTreeParser {
        XMLTreeParser(lines: LineTable(file: name), byteLimit: limits.configurationBytes, trailer: .none, limits: limits)
    }

    private func read(_ parser: XMLTreeParser, name: String, problem: Diagnostic?) -> ImportedConfiguration {
        var reader = ConfigurationReader(name: name, catalogue: catalogue, options: options, limits: limits)
        if let problem {
            reader.diagnostics.add(problem)
            return reader.result
        }
        let tree = parser.finish()
        reader.diagnostics.add(contentsOf: parser.diagnostics)
        if let tree { reader.read(tree.root) }
        return reader.result
    }
}
