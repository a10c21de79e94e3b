import NGFWCore

/// Rows of rule bits of one ``CompiledPolicy``, made the first time traffic asks for them and kept until there are too many.
struct RuleRows: Sendable {
    private let compiled: CompiledPolicy
    private(set) var bits: RuleBits
    /// Rows that stay: see ``Fixed``.
    private let fixed: Fixed
    private let fixedCount: Int
    private let rowLimit: Int
    /// Rises each time all rows are dropped.
    private(set) var generation = 0

    private static let missing = UInt32.max
    private var staticSource: [UInt32]
    private var staticDestination: [UInt32]
    private var dynamicSource: [UInt32] = []
    private var dynamicDestination: [UInt32] = []
    private var services: [UInt32]
    private var applications: [UInt32]
    private var implicit: [UInt32]
    private var users: [UInt32] = []
    private var categories: [UInt32]
    private var zonePairs: [UInt32: UInt32] = [:]
    /// The same for small zone numbers, without hashing.
    private var smallZonePairs: [UInt32]
    private static let smallZones: UInt16 = 64

    struct Fixed: Sendable {
        var none: UInt32
        var all: UInt32
        var negatedSource: UInt32
        var negatedDestination: UInt32
        /// First phase: rules for any application, and allow rules.
        var undecided: UInt32
        /// Category unknown: rules for any category, and allow rules.
        var openCategory: UInt32
        var allows: UInt32
        var anyApplication: UInt32
        var anyCategory: UInt32
        var checked: UInt32
        /// Where an address row of a lookup is put together when wildcards hold the address.
        var scratchSource: UInt32
        var scratchDestination: UInt32
    }

    /// - Parameter rowBytes: memory for rows; when it is used up they are dropped and made anew.
    init(_ compiled: CompiledPolicy, rowBytes: Int = 256 << 20) {
        self.compiled = compiled
        var bits = RuleBits(ruleCount: compiled.policy.rules.count)
        func row(_ lists: [UInt32]...) -> UInt32 {
            let row = bits.makeRow()
            for list in lists { bits.set(list, in: row) }
            return row
        }
        let every = (0..<compiled.policy.rules.count).map { UInt32($0) }
        fixed = Fixed(
            none: row(), all: row(every), negatedSource: row(compiled.negatedSource), negatedDestination: row(compiled.negatedDestination),
            undecided: row(compiled.anyApplication, compiled.allows), openCategory: row(compiled.anyCategory, compiled.allows),
            allows: row(compiled.allows), anyApplication: row(compiled.anyApplication), anyCategory: row(compiled.anyCategory),
            checked: row(compiled.checked), scratchSource: row(), scratchDestination: row())
        fixedCount = bits.count
        rowLimit = max(fixedCount + 64, rowBytes / (bits.width * MemoryLayout<RuleBits.Block>.stride))
        self.bits = bits
        staticSource = Self.unset(compiled.addressClasses.count)
        staticDestination = staticSource
        services = Self.unset(compiled.ports.count * 4)
        applications = Self.unset(compiled.policy.catalogue.count)
        implicit = applications
        categories = Self.unset(compiled.rulesOfCategory.count)
        smallZonePairs = Self.unset(Int(Self.smallZones) * Int(Self.smallZones))
    }

    private static func unset(_ count: Int) -> [UInt32] { Array(repeating: missing, count: count) }

    var fixedRows: Fixed { fixed }

    /// Drops all rows when a lookup might not find room; rows of one lookup stay valid during it.
    mutating func makeRoom() { if bits.count + 16 > rowLimit { dropRows() } }

    mutating func dropRows() {
        bits.removeRows(from: fixedCount)
        for path in [
            \RuleRows.staticSource, \.staticDestination, \.dynamicSource, \.dynamicDestination, \.services, \.applications, \.implicit,
            \.users, \.categories, \.smallZonePairs,
        ] { self[keyPath: path] = Self.unset(self[keyPath: path].count) }
        zonePairs = [:]
        generation += 1
    }

    // MARK: Addresses

    mutating func staticSourceRow(_ classID: UInt32) -> UInt32 {
        if staticSource[Int(classID)] == Self.missing {
            staticSource[Int(classID)] = staticRow(classID, compiled.anySource, compiled.sourceRules)
        }
        return staticSource[Int(classID)]
    }

    mutating func staticDestinationRow(_ classID: UInt32) -> UInt32 {
        if staticDestination[Int(classID)] == Self.missing {
            staticDestination[Int(classID)] = staticRow(classID, compiled.anyDestination, compiled.destinationRules)
        }
        return staticDestination[Int(classID)]
    }

    private mutating func staticRow(_ classID: UInt32, _ any: [UInt32], _ rules: [[UInt32]]) -> UInt32 {
        let row = bits.makeRow()
        bits.set(any, in: row)
        for set in compiled.addressClasses[classID] { bits.set(rules[Int(set)], in: row) }
        return row
    }

    /// The row of a class of dynamic groups; `nil` when it is still to be made.
    @inline(__always)
    mutating func dynamicSourceRow(_ classID: UInt32) -> UInt32? { known(dynamicSource, classID) }

    @inline(__always)
    mutating func dynamicDestinationRow(_ classID: UInt32) -> UInt32? { known(dynamicDestination, classID) }

    @inline(__always)
    private func known(_ rows: [UInt32], _ classID: UInt32) -> UInt32? {
        if classID == 0 { return fixed.none }
        guard Int(classID) < rows.count, rows[Int(classID)] != Self.missing else { return nil }
        return rows[Int(classID)]
    }

    /// - Parameter groups: the dynamic groups of the class.
    mutating func makeDynamicSourceRow(_ classID: UInt32, _ groups: [UInt32]) -> UInt32 {
        while dynamicSource.count <= Int(classID) { dynamicSource.append(Self.missing) }
        dynamicSource[Int(classID)] = dynamicRow(groups, compiled.sourceRules)
        return dynamicSource[Int(classID)]
    }

    mutating func makeDynamicDestinationRow(_ classID: UInt32, _ groups: [UInt32]) -> UInt32 {
        while dynamicDestination.count <= Int(classID) { dynamicDestination.append(Self.missing) }
        dynamicDestination[Int(classID)] = dynamicRow(groups, compiled.destinationRules)
        return dynamicDestination[Int(classID)]
    }

    private mutating func dynamicRow(_ groups: [UInt32], _ rules: [[UInt32]]) -> UInt32 {
        let row = bits.makeRow()
        for group in groups { for set in compiled.setsOfDynamicGroup[Int(group)] { bits.set(rules[Int(set)], in: row) } }
        return row
    }

    /// A static row with the rules of every wildcard that holds the address; the row itself when none does.
    mutating func addingWildcardSources(_ row: UInt32, _ address: IPAddress) -> UInt32 {
        adding(row, address, fixed.scratchSource, compiled.sourceRules)
    }

    mutating func addingWildcardDestinations(_ row: UInt32, _ address: IPAddress) -> UInt32 {
        adding(row, address, fixed.scratchDestination, compiled.destinationRules)
    }

    private mutating func adding(_ row: UInt32, _ address: IPAddress, _ scratch: UInt32, _ rules: [[UInt32]]) -> UInt32 {
        var result = row
        compiled.wildcards.forEach(containing: address) { sets in
            if result == row {
                bits.copy(row, to: scratch)
                result = scratch
            }
            for set in sets { bits.set(rules[Int(set)], in: scratch) }
        }
        return result
    }

    // MARK: Services

    enum ServiceView: Int {
        /// Named services and `any`.
        case named = 0
        /// And every rule with `application-default`: the application is on its default port.
        case withDefault = 1
        /// And rules whose applications may have the port as a default port.
        case possible = 2
        /// The same for protocols without ports.
        case possibleWithoutPorts = 3
    }

    mutating func serviceRow(_ classID: Int, _ view: ServiceView) -> UInt32 {
        let key = classID * 4 + view.rawValue
        if services[key] == Self.missing { services[key] = makeServiceRow(classID, view) }
        return services[key]
    }

    private mutating func makeServiceRow(_ classID: Int, _ view: ServiceView) -> UInt32 {
        let row = bits.makeRow()
        bits.set(compiled.anyService, in: row)
        let serviceCount = compiled.policy.services.count
        let includesPossible = view == .possible || view == .possibleWithoutPorts
        for item in compiled.ports.interner[UInt32(classID)] where includesPossible || Int(item) < serviceCount {
            bits.set(compiled.rulesOfItem[Int(item)], in: row)
        }
        if view == .withDefault { bits.set(compiled.applicationDefault, in: row) }
        if view == .possibleWithoutPorts { bits.set(compiled.portlessDefault, in: row) }
        return row
    }

    // MARK: Applications

    mutating func applicationRow(_ id: ApplicationID) -> UInt32 {
        guard Int(id.rawValue) < applications.count else { return fixed.anyApplication }
        if applications[Int(id.rawValue)] == Self.missing {
            let row = bits.makeRow(copying: fixed.anyApplication)
            for (index, set) in compiled.policy.applicationSets.enumerated() where set.members.contains(id) {
                bits.set(compiled.rulesOfApplicationSet[index], in: row)
            }
            applications[Int(id.rawValue)] = row
        }
        return applications[Int(id.rawValue)]
    }

    /// Allow rules that hold an application which implicitly uses this one.
    mutating func implicitRow(_ id: ApplicationID) -> UInt32 {
        guard Int(id.rawValue) < implicit.count else { return fixed.none }
        if implicit[Int(id.rawValue)] == Self.missing {
            let row = bits.makeRow()
            for (index, set) in compiled.policy.applicationSets.enumerated() where set.implicitParents.contains(id) {
                bits.set(compiled.rulesOfApplicationSet[index], in: row)
            }
            bits.formIntersection(row, fixed.allows)
            implicit[Int(id.rawValue)] = row
        }
        return implicit[Int(id.rawValue)]
    }

    // MARK: Users, categories, zones

    mutating func userRow(_ fact: UserFact, _ table: UserTable) -> UInt32 {
        if compiled.policy.users.terms.isEmpty, compiled.allowsKnown.isEmpty, compiled.allowsUnmapped.isEmpty { return fixed.all }
        let key: Int
        switch fact {
        case .unmapped: key = 0
        case .mapped(let id): key = Int(id.rawValue) < table.count ? Int(id.rawValue) + 1 : 1
        }
        while users.count <= key { users.append(Self.missing) }
        if users[key] == Self.missing {
            let row = bits.makeRow()
            bits.set(compiled.anyUser, in: row)
            if key == 0 {
                bits.set(compiled.allowsUnmapped, in: row)
            } else {
                bits.set(compiled.allowsKnown, in: row)
                for term in table.terms(of: UserID(rawValue: UInt32(key - 1))) { bits.set(compiled.rulesOfTerm[Int(term)], in: row) }
            }
            users[key] = row
        }
        return users[key]
    }

    mutating func categoryRow(_ category: CategoryID?) -> UInt32 {
        if categories.count == 1 { return fixed.all }
        guard let category else { return fixed.openCategory }
        let key = Int(category.rawValue) < categories.count ? Int(category.rawValue) : 0
        if categories[key] == Self.missing {
            let row = bits.makeRow(copying: fixed.anyCategory)
            bits.set(compiled.rulesOfCategory[key], in: row)
            categories[key] = row
        }
        return categories[key]
    }

    /// Rules in force whose zones and type fit.
    mutating func zoneRow(_ from: ZoneID, _ to: ZoneID) -> UInt32 {
        let isSmall = from.rawValue < Self.smallZones && to.rawValue < Self.smallZones
        let small = isSmall ? Int(from.rawValue * Self.smallZones + to.rawValue) : 0
        if isSmall, smallZonePairs[small] != Self.missing { return smallZonePairs[small] }
        let key = UInt32(from.rawValue) << 16 | UInt32(to.rawValue)
        if !isSmall, let row = zonePairs[key] { return row }
        let row = makeZoneRow(from, to)
        if isSmall { smallZonePairs[small] = row } else { zonePairs[key] = row }
        return row
    }

    private mutating func makeZoneRow(_ from: ZoneID, _ to: ZoneID) -> UInt32 {
        let row = bits.makeRow()
        let isIntrazone = from == to && from != .none
        for rule in compiled.policy.rules where rule.isInForce && rule.from.contains(from) && rule.to.contains(to) {
            let fits =
                switch rule.definition.type {
                case .universal: true
                case .intrazone: isIntrazone
                case .interzone: !isIntrazone
                }
            if fits { bits.set(UInt32(rule.index), in: row) }
        }
        return row
    }
}
