public import NGFWCore

/// A rulebase and the objects that it names, as one firewall (one vsys, or one device group's view) sees them.
///
/// Importers build it; names are unresolved and unchecked. The way on: `Policy` → ``ResolvedPolicy`` (names checked,
/// groups flattened, diagnostics) → ``CompiledPolicy`` (the fast index). Names live in one flat space per kind: an
/// importer has already let the nearer scope win (reference section 3.6). Two policies are equal when they say the same,
/// wherever it was written.
public struct Policy: Equatable, Sendable {
    /// What the policy is called in messages: the file, vsys or device group.
    public var name: String
    public var addresses: [AddressObject] = []
    public var addressGroups: [AddressGroup] = []
    public var services: [ServiceObject] = []
    public var serviceGroups: [NamedGroup] = []
    public var applicationGroups: [NamedGroup] = []
    public var applicationFilters: [ApplicationFilter] = []
    public var schedules: [Schedule] = []
    /// Zones the configuration defines; `nil` when it defines none.
    public var zones: [Zone]?
    /// Whether rules may name zones that ``zones`` does not have (a Panorama device group, whose templates need not be there).
    public var zonesMayBeMissing = false
    /// The configuration's own regions → their networks.
    public var regions: [String: [IPRange]] = [:]
    /// Countries and other regions that come from outside; the configuration's own of the same name win (reference section 3.8).
    public var predefinedRegions: [String: [IPRange]] = [:]
    /// External dynamic list → its entries, when they were given.
    public var externalLists: [String: [IPRange]] = [:]
    /// External dynamic list → entries of it that do not count. Source: reference section 3.7.
    public var externalListExceptions: [String: [IPRange]] = [:]
    /// Names of objects, groups, lists and regions of which not everything is known: a list without its entries, an object
    /// that could not be read. They hold what is known; an allow rule that negates one matches nothing.
    public var incompleteAddresses: Set<String> = []
    /// Names of objects that an importer could not read whole, which is an error: a rule that names one, itself or by a group, is
    /// not understood fully.
    public var unreadNames = UnreadNames()
    /// fqdn → its addresses, from a resolution file: sets with the time they hold from, ascending.
    public var resolutions: [String: [TimedAddresses]] = [:]
    /// User → the groups it is in, lower-case.
    public var userGroups: [String: [String]] = [:]
    /// User groups that follow the registered tags of users.
    public var dynamicUserGroups: [DynamicUserGroup] = []
    /// Built-in applications and the configuration's own.
    public var catalogue: ApplicationCatalogue
    /// Built-in applications whose timeouts and risk in the ``catalogue`` are the configuration's (`override/application`).
    public var tunedApplications: Set<String> = []
    /// In evaluation order, all layers joined; disabled rules included.
    public var rules: [SecurityRule] = []
    /// In evaluation order, all layers joined; disabled rules included. Source: reference section 2.8.
    public var applicationOverrides: [ApplicationOverrideRule] = []
    /// In evaluation order, all layers joined; disabled rules included.
    public var tunnelInspections: [TunnelInspectionRule] = []
    public var intrazoneDefault = DefaultRule.intrazone
    public var interzoneDefault = DefaultRule.interzone
    /// What clock schedules are written in.
    public var timeZone = TimeZoneRules.utc

    public init(name: String, catalogue: ApplicationCatalogue) {
        self.name = name
        self.catalogue = catalogue
    }

    /// Takes another catalogue of built-in applications, as with a content update; the configuration's own stay, and so do the
    /// tags, timeouts and risk that it gives to built-in ones. Resolved again, filters and containers hold what the new catalogue
    /// has. Source: reference section 2.6.
    public mutating func replaceCatalogue(_ base: ApplicationCatalogue) {
        let known = catalogue.identifiers.map { catalogue[$0] }
        let changed = known.compactMap { old -> Application? in
            if old.origin == .custom { return old }
            let isTuned = tunedApplications.contains(old.name)
            guard isTuned || !old.tags.isEmpty, let id = base.id(named: old.name) else { return nil }
            var application = base[id]
            if !old.tags.isEmpty { application.tags = old.tags }
            if isTuned { application.takeTuning(of: old) }
            return application
        }
        catalogue = base.adding(changed)
    }
}

extension Application {
    /// What `override/application` can set of a built-in application. Source: reference section 2.9.
    fileprivate mutating func takeTuning(of other: Application) {
        risk = other.risk
        (tcpTimeout, udpTimeout) = (other.tcpTimeout, other.udpTimeout)
        (tcpHalfClosedTimeout, tcpTimeWaitTimeout) = (other.tcpHalfClosedTimeout, other.tcpTimeWaitTimeout)
    }
}

/// Names of objects that could not be read whole, by what rules name them as.
public struct UnreadNames: Equatable, Sendable {
    /// Address objects, address groups, regions and external lists.
    public var addresses: Set<String> = []
    /// Services and service groups.
    public var services: Set<String> = []
    /// Custom applications, application groups and filters.
    public var applications: Set<String> = []
    /// Dynamic user groups.
    public var users: Set<String> = []

    public init() {}
}

/// `address/entry`. Source: reference section 3.1.
public struct AddressObject: Equatable, Sendable {
    public enum Value: Hashable, Sendable {
        case prefix(IPPrefix)
        case range(IPRange)
        case fqdn(String)
        case wildcard(IPWildcard)
    }

    public var name: String
    public var value: Value
    public var tags: [String]
    @Uncompared public var location: SourceLocation?

    public init(name: String, value: Value, tags: [String] = [], location: SourceLocation? = nil) {
        self.name = name
        self.value = value
        self.tags = tags
        self.location = location
    }
}

/// `address-group/entry`. Source: reference sections 3.2 and 3.3.
public struct AddressGroup: Equatable, Sendable {
    public enum Content: Hashable, Sendable {
        case members([String])
        /// Match criteria such as `'web' and 'prod'`, as written.
        case filter(String)
    }

    public var name: String
    public var content: Content
    public var tags: [String]
    @Uncompared public var location: SourceLocation?

    public init(name: String, content: Content, tags: [String] = [], location: SourceLocation? = nil) {
        self.name = name
        self.content = content
        self.tags = tags
        self.location = location
    }
}

/// `service/entry`. Source: reference sections 1.5 and 6.3.
public struct ServiceObject: Equatable, Sendable {
    public var name: String
    public var ipProtocol: IPProtocol
    public var destinationPorts: PortSet
    /// `nil` is any.
    public var sourcePorts: PortSet?
    /// Empty where the object overrides none.
    public var timeouts = ServiceTimeouts()
    @Uncompared public var location: SourceLocation?

    public init(
        name: String, ipProtocol: IPProtocol, destinationPorts: PortSet, sourcePorts: PortSet? = nil, location: SourceLocation? = nil
    ) {
        self.name = name
        self.ipProtocol = ipProtocol
        self.destinationPorts = destinationPorts
        self.sourcePorts = sourcePorts
        self.location = location
    }
}

/// A group of names: service groups and application groups.
public struct NamedGroup: Equatable, Sendable {
    public var name: String
    public var members: [String]
    @Uncompared public var location: SourceLocation?

    public init(name: String, members: [String], location: SourceLocation? = nil) {
        self.name = name
        self.members = members
        self.location = location
    }
}

/// A query over application metadata: members of a list are ORed, lists ANDed, all set flags must hold; without
/// criteria it matches every application. Source: reference section 2.6.
public struct ApplicationFilter: Equatable, Sendable {
    public var name: String
    public var categories: [String] = []
    public var subcategories: [String] = []
    public var technologies: [String] = []
    public var risks: [Int] = []
    public var characteristics: Application.Characteristics = []
    public var tags: [String] = []
    public var excluded: [String] = []
    @Uncompared public var location: SourceLocation?

    public init(name: String, location: SourceLocation? = nil) {
        self.name = name
        self.location = location
    }
}

/// A zone and what it tells of users.
public struct Zone: Equatable, Sendable {
    public var name: String
    /// `enable-user-identification`; the schema's default is no. Source: reference section 1.4.
    public var identifiesUsers: Bool
    @Uncompared public var location: SourceLocation?

    public init(name: String, identifiesUsers: Bool = false, location: SourceLocation? = nil) {
        self.name = name
        self.identifiesUsers = identifiesUsers
        self.location = location
    }
}

/// When a rule is active. Source: reference section 1.8.
public struct Schedule: Equatable, Sendable {
    /// Minutes of a day, the end excluded.
    public struct DayWindow: Hashable, Sendable {
        public var start: Int
        public var end: Int
        public init(start: Int, end: Int) {
            self.start = start
            self.end = end
        }
    }

    public enum Content: Equatable, Sendable {
        case daily([DayWindow])
        /// Index 0 is Sunday.
        case weekly([[DayWindow]])
        /// Local seconds since 1970 as if UTC, the end excluded.
        case once([Range<Int64>])
    }

    public var name: String
    public var content: Content
    @Uncompared public var location: SourceLocation?

    public init(name: String, content: Content, location: SourceLocation? = nil) {
        self.name = name
        self.content = content
        self.location = location
    }
}
