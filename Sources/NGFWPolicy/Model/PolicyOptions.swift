/// Readings of the policy language that the vendor's documents leave open, each a named choice.
///
///     var options = PolicyOptions()
///     try options.set("any-application-ports", "all")
///     PolicyOptions.table.map(\.name)          // every name, for help texts and documents
///
/// ``table`` says what each value means. Source: the list "Unverified" of the reference.
public struct PolicyOptions: Hashable, Sendable {
    // MARK: Lookups
    public var anyApplicationPorts = AnyApplicationPorts.ofAnyApplication
    public var setupSecurePorts = SetupSecurePorts.counted
    public var unknownApplicationPorts = MissingPorts.none
    public var customApplicationPorts = MissingPorts.none
    public var setupBlocks = SetupBlocks.wait
    public var categoryUnknown = CategoryUnknown.tentative
    public var implicitPorts = ImplicitPorts.named
    public var implicitBeatsExplicitDeny = YesNo.no
    public var wildcardOrder = WildcardOrder.topDown

    // MARK: Names and objects
    public var wildcardFirstBit = WildcardFirstBit.required
    public var nonSYNInRules = Legality.legal
    public var icmpv6Echo = ICMPv6Echo.ping
    public var userNames = UserNames.asWritten
    public var userMapping = UserMapping.userIDZones
    public var scheduleMidnight = ScheduleMidnight.error
    public var scheduleSummerTime = SummerTime.followed
    public var customPrecedence = CustomPrecedence.custom
    public var overrideLogEnd = YesNo.yes
    public var negatedUnknown = NegatedUnknown.nothing

    // MARK: Dynamic groups and registrations
    public var filterNot = Legality.illegal
    public var filterPrecedence = FilterPrecedence.andFirst
    public var filterWords = FilterWords.word
    public var tagCase = TagCase.sensitive
    public var tagRefresh = TagRefresh.restart

    // MARK: Running sessions
    public var rematchOnTagChange = YesNo.no
    public var rematchOnRefresh = YesNo.no
    public var rematchOnSchedule = YesNo.no

    public init() {}

    /// Sets an option by its name.
    ///
    /// - Throws: ``PolicyOptionError`` for an unknown name or value, with what is known.
    public mutating func set(_ name: String, _ value: String) throws(PolicyOptionError) {
        guard let entry = Self.table.first(where: { $0.name == name }) else {
            throw PolicyOptionError(name: name, value: value, known: Self.table.map(\.name), isName: true)
        }
        guard entry.write(&self, value) else {
            throw PolicyOptionError(name: name, value: value, known: entry.values, isName: false)
        }
    }
}

// MARK: - Values

extension PolicyOptions {
    public enum YesNo: String, Hashable, Sendable, CaseIterable {
        case no
        case yes
    }

    public enum Legality: String, Hashable, Sendable, CaseIterable {
        case legal
        case illegal
    }

    public enum AnyApplicationPorts: String, Hashable, Sendable, CaseIterable {
        case ofAnyApplication = "known"
        case all
    }

    public enum SetupSecurePorts: String, Hashable, Sendable, CaseIterable {
        case counted
        case ignored
    }

    public enum MissingPorts: String, Hashable, Sendable, CaseIterable {
        case none
        case any
    }

    public enum SetupBlocks: String, Hashable, Sendable, CaseIterable {
        case wait
        case enforce
    }

    public enum CategoryUnknown: String, Hashable, Sendable, CaseIterable {
        case tentative
        case skip
    }

    public enum ImplicitPorts: String, Hashable, Sendable, CaseIterable {
        case named
        case rule
        case parent
    }

    public enum WildcardOrder: String, Hashable, Sendable, CaseIterable {
        case topDown = "top-down"
        case longestPrefix = "longest-prefix"
    }

    public enum WildcardFirstBit: String, Hashable, Sendable, CaseIterable {
        case required
        case free
    }

    public enum ICMPv6Echo: String, Hashable, Sendable, CaseIterable {
        case ping
        case ping6
        case ipv6ICMP = "ipv6-icmp"
    }

    public enum UserNames: String, Hashable, Sendable, CaseIterable {
        case asWritten = "as-written"
        case domain
    }

    public enum UserMapping: String, Hashable, Sendable, CaseIterable {
        case userIDZones = "user-id-zones"
        case everywhere
    }

    public enum ScheduleMidnight: String, Hashable, Sendable, CaseIterable {
        case error
        case wrap
    }

    public enum SummerTime: String, Hashable, Sendable, CaseIterable {
        case followed
        case ignored
    }

    public enum CustomPrecedence: String, Hashable, Sendable, CaseIterable {
        case custom
        case predefined
    }

    public enum NegatedUnknown: String, Hashable, Sendable, CaseIterable {
        case nothing
        case everything
    }

    public enum FilterPrecedence: String, Hashable, Sendable, CaseIterable {
        case andFirst = "and-first"
        case leftToRight = "left-to-right"
    }

    public enum FilterWords: String, Hashable, Sendable, CaseIterable {
        case word
        case phrase
    }

    public enum TagCase: String, Hashable, Sendable, CaseIterable {
        case sensitive
        case insensitive
    }

    public enum TagRefresh: String, Hashable, Sendable, CaseIterable {
        case restart
        case keep
    }
}
