internal import NGFWAppID
internal import NGFWCore
internal import NGFWPolicy

/// One import: the state that its steps share. The steps are extensions, one for each kind of element.
struct ConfigurationReader {
    let options: ImportOptions
    let limits: Limits
    var diagnostics: Diagnostics
    var policy: Policy
    var imported: ImportedConfiguration
    /// Names that are taken, by kind of name space, with the scope and place of their definition.
    var taken: [NameSpace: [String: (scope: Int, location: SourceLocation)]] = [:]
    /// Applications that rules and groups name, with the first place.
    var applicationReferences: [(name: String, location: SourceLocation)] = []
    var referenced: Set<String> = []
    /// Names that nearer scopes may not take: objects with `disable-override`, by kind, with their scope.
    var protected: [NameSpace: [String: (scope: Int, location: SourceLocation)]] = [:]
    /// What Panorama pushed, by its elements; empty for most firewalls.
    var pushed: Set<Int> = []
    /// Whether the scope that is being read is pushed.
    var isOfPushedScope = false
    /// Names that are taken, with whether they are pushed ones.
    private var pushedNames: [NameSpace: [String: Bool]] = [:]
    /// Applications to be put into the catalogue.
    var customMetadata: [Application] = []
    /// How many applications were tuned that nobody knows.
    var tuningOfUnknown = 0
    /// Applications whose tags the configuration gives, the nearest scope's.
    var applicationTags: [String: [String]] = [:]
    var applicationTagPlaces: [(name: String, location: SourceLocation)] = []
    /// Whether some of them could not be read.
    var missesApplicationTags = false
    /// What may be tags of addresses and groups that could not be read whole, in lower case.
    var possibleTags: Set<String> = []
    /// Containers of the catalogue, whose names nothing else may have.
    let containers: Set<String>
    /// Objects in which something is unknown, by the numbers of their elements.
    var unknownObjects: Set<Int> = []
    /// Variables of templates with their values.
    var variables: [String: XMLElement] = [:]
    /// What patterns of custom applications may be.
    var patternRules = PatternRules(.enhanced)

    init(name: String, catalogue: ApplicationCatalogue, options: ImportOptions, limits: Limits) {
        self.options = options
        self.limits = limits
        diagnostics = Diagnostics(limit: limits.diagnostics)
        containers = Set(catalogue.identifiers.compactMap { catalogue[$0].container })
        policy = Policy(name: name, catalogue: catalogue)
        imported = ImportedConfiguration(policy: policy, zoneMap: .empty, diagnostics: diagnostics)
    }

    var result: ImportedConfiguration {
        var result = imported
        result.policy = policy
        result.diagnostics = diagnostics
        return result
    }

    mutating func read(_ root: XMLElement) {
        var finder = ViewFinder(root: root, options: options)
        let view = finder.find()
        diagnostics.add(contentsOf: finder.diagnostics)
        guard let view else { return }
        imported.vsysName = view.vsysName
        imported.serial = options.serial
        variables = view.variables
        policy.resolutions = options.resolutions
        policy.userGroups = options.userGroups

        let findings = ElementTable.configuration.findings(in: root, isSkipped: { view.hidden.contains($0.index) })
        unknownObjects = findings.unknownObjects
        if options.objectPrecedence == .nearest { protect(view.scopes) }
        pushed = view.pushed
        patternRules = options.patternRules ?? PatternRules(PatternDialect(configurationVersion: root.attribute("version")))
        readObjects(options.objectPrecedence == .nearest ? view.scopes : view.scopes.reversed())
        checkNames()
        distrustDynamicGroups()
        checkParents()
        addCustomApplications()
        addApplicationTags()
        addGivenLists()
        readRules(view)
        readDefaultRules(view.overriding)
        checkApplications()
        readDevices(view)
        // Commands that could not be read have been told about.
        let isSet = diagnostics.all.contains { $0.code == "NGFW-X014" }
        for finding in findings.all where !(isSet && finding.path.hasSuffix(SetWords.unreadableName)) { report(finding) }
    }

    private mutating func report(_ finding: ElementTable.Finding) {
        let path = Messages.clipped(Self.shortened(finding.path))
        switch finding.kind {
        case .repeated: diagnostics.add(Messages.repeated(path, count: finding.count, at: finding.location))
        case .nameless:
            // Rules and objects have said so themselves.
            let isKnown = diagnostics.all.contains { $0.code == "NGFW-X032" && $0.location == finding.location }
            if !isKnown { diagnostics.add(Messages.nameless(path, count: finding.count, at: finding.location)) }
        case .text: diagnostics.add(Messages.misplacedText(path, count: finding.count, at: finding.location))
        case .foreign: diagnostics.add(Messages.foreign(path, count: finding.count, at: finding.location))
        case .stray:
            let parent = String(path.dropLast(XMLTree.strayName.utf8.count + 1))
            diagnostics.add(Messages.strayText(in: parent, count: finding.count, at: finding.location))
        case .rules: diagnostics.add(Messages.unreadRules(path, count: finding.count, at: finding.location))
        case .element:
            diagnostics.add(
                finding.state == .notYet
                    ? Messages.unsupported(path, count: finding.count, at: finding.location)
                    : Messages.unrecognised(path, count: finding.count, at: finding.location))
        }
    }

    /// `config/devices/entry/vsys/entry/zone` is shown as `vsys/entry/zone`.
    private static func shortened(_ path: String) -> String {
        for prefix in ["config/devices/entry/", "config/"] where path.hasPrefix(prefix) { return String(path.dropFirst(prefix.count)) }
        return path
    }
}

/// Kinds of names that may not collide.
enum NameSpace: Hashable {
    case addresses
    case services
    case applications
    case schedules
    case regions
    case externalLists
    case userGroups
    case rules
    case overrides
    case tunnelInspections
    case zones

    /// What objects of a container share their names with.
    init?(container: String) {
        switch container {
        case "address", "address-group": self = .addresses
        case "service", "service-group": self = .services
        case "application", "application-group", "application-filter": self = .applications
        case "schedule": self = .schedules
        case "region": self = .regions
        case "external-list": self = .externalLists
        case "dynamic-user-group": self = .userGroups
        default: return nil
        }
    }
}

// MARK: - Names and values

extension ConfigurationReader {
    /// The name of an entry, when it is a legal one that nobody nearer has taken.
    ///
    /// A name stays taken when its object turns out to be unreadable: the object of a farther scope must not answer for it.
    mutating func claim(
        _ entry: XMLElement, _ kind: String, in space: NameSpace, scope: Int, maximum: Int = 63
    ) -> String? {
        guard let name = entry.attribute("name"), !name.isEmpty else {
            diagnostics.add(Messages.noName(kind, at: entry.location))
            return nil
        }
        guard name.utf8.count <= maximum else {
            diagnostics.add(Messages.badName(kind, name, "is longer than \(maximum) bytes", at: entry.location))
            return nil
        }
        guard name != "any" else {
            diagnostics.add(Messages.badName(kind, name, "is reserved", at: entry.location))
            return nil
        }
        if let owner = protected[space]?[name], owner.scope > scope {
            diagnostics.add(Messages.overrideForbidden(kind, name, owner: owner.location, at: entry.location))
            return nil
        }
        if let first = taken[space]?[name] {
            if first.scope == scope { diagnostics.add(Messages.duplicate(kind, name, first: first.location, at: entry.location)) }
            // A firewall refuses the push. Source: reference section 3.6.
            let isPushed = pushedNames[space]?[name]
            if let isPushed, isPushed != isOfPushedScope {
                diagnostics.add(Messages.pushedTwin(kind, name, first: first.location, at: entry.location))
            }
            return nil
        }
        taken[space, default: [:]][name] = (scope, entry.location)
        if !pushed.isEmpty { pushedNames[space, default: [:]][name] = isOfPushedScope }
        return name
    }

    /// Notes which objects may not be overridden. Source: reference section 3.6.
    private mutating func protect(_ scopes: [XMLElement]) {
        for (scope, element) in scopes.enumerated() {
            for container in element.children {
                guard let space = NameSpace(container: container.name) else { continue }
                for entry in container.entries {
                    guard let flag = entry.child("disable-override") else { continue }
                    let isProtected = yesNo(flag)
                    if isProtected == nil { unknownObjects.insert(entry.index) }
                    if isProtected ?? true { protected[space, default: [:]][entry.entryName] = (scope, entry.location) }
                }
            }
        }
    }

    /// Texts of a `member` list; empty ones are errors and left out.
    mutating func members(_ list: XMLElement?) -> [String] {
        var texts: [String] = []
        for member in list?.members ?? [] {
            let text = member.text
            if text.isEmpty { diagnostics.add(Messages.badValue("", "a name", at: member.location)) } else { texts.append(text) }
        }
        return texts
    }

    mutating func yesNo(_ element: XMLElement) -> Bool? {
        switch element.text {
        case "yes": return true
        case "no": return false
        default:
            diagnostics.add(Messages.badValue(element.text, "'yes' or 'no'", at: element.location))
            return nil
        }
    }

    mutating func number(_ element: XMLElement, _ range: ClosedRange<Int64>) -> Int64? {
        if let value = Int64(element.text), range.contains(value) { return value }
        diagnostics.add(
            Messages.badValue(element.text, "a number from \(range.lowerBound) to \(range.upperBound)", at: element.location))
        return nil
    }

    /// The only child among some types; an error when there is none or more than one.
    mutating func onlyChild(of entry: XMLElement, among types: [String], _ kind: String, _ name: String) -> XMLElement? {
        let found = entry.children.filter { types.contains($0.name) }
        if found.count == 1 { return found[0] }
        diagnostics.add(
            found.isEmpty
                ? Messages.missing(types.joined(separator: "' or '"), in: kind, name, at: entry.location)
                : Messages.severalTypes(kind, name, found.map(\.name), at: found[1].location))
        return nil
    }
}
