public import NGFWCore

/// An address, range or object in a group, and why it is there.
public struct GroupMember: Hashable, Sendable {
    /// The letters of the device's own listing: O, R, D, S. Source: reference section 3.4.
    public enum Kind: String, Hashable, Sendable {
        case addressObject = "O"
        case registered = "R"
    }

    /// `10.0.0.5`, `10.1.1.0/24`, `10.0.0.1/0.0.2.255`
    public var address: String
    public var kind: Kind
    /// `registered with 'web'`, `inherits 't2' from 10.1.1.0/24`, `address object 'web-1'`
    public var reason: String
}

extension ResolvedPolicy {
    /// Names of the static and dynamic address groups that rules reach.
    public var addressGroupNames: Set<String> { Set(addressSets.lazy.filter(\.isGroup).map(\.name)) }
}

extension PolicyEngine {
    /// The members of a group that rules reach, each with the reason; `nil` for a group that no rule reaches.
    ///
    /// - Complexity: O(members + registered objects)
    public func members(of group: String) -> [GroupMember]? {
        policy.addressSets.first { $0.isGroup && $0.name == group }.map { members(of: $0) }
    }

    func members(of set: AddressSet) -> [GroupMember] {
        var members: [GroupMember] = []
        for part in set.parts.lazy.map({ policy.addressSets[Int($0)] }) {
            for leaf in part.leaves {
                let text =
                    switch leaf {
                    case .range(let range): Self.text(range)
                    case .wildcard(let wildcard): wildcard.description
                    }
                let reason = part.name == text ? "literal member" : "address object '\(part.name)'"
                members.append(GroupMember(address: text, kind: .addressObject, reason: reason))
            }
        }
        guard !set.dynamicGroups.isEmpty else { return members }
        for object in registry.objects { if let member = registeredMember(object, set) { members.append(member) } }
        return members
    }

    /// The static and dynamic groups that hold an address, of those that rules reach, sorted by name.
    ///
    /// - Complexity: O(groups found)
    public func groups(of address: IPAddress) -> [String] { sets(of: address).filter(\.isGroup).map(\.name).sorted() }

    /// Of these, the dynamic ones.
    public func dynamicGroups(of address: IPAddress) -> [String] {
        sets(of: address).filter { $0.kind == .dynamicGroup }.map(\.name).sorted()
    }

    /// Both at once, put together the first time an address of the class is asked about.
    public mutating func groupNames(of address: IPAddress) -> GroupNames {
        let key = addressClass(of: address)
        if let known = names[key] { return known }
        let sets = sets(of: address)
        let found = GroupNames(
            all: sets.filter(\.isGroup).map(\.name).sorted(), dynamic: sets.filter { $0.kind == .dynamicGroup }.map(\.name).sorted())
        names.remember(key, found)
        return found
    }

    private func sets(of address: IPAddress) -> [AddressSet] {
        // PERF: a local array; closures over `policy` copied the engine for every log record (benchmark `traffic`).
        let all = compiled.policy.addressSets
        return addressSets(holding: address).map { all[Int($0)] }
    }

    /// The groups that hold an address and other address sets that rules name, statically or by registered tags: indexes of
    /// ``ResolvedPolicy/addressSets``.
    func addressSets(holding address: IPAddress) -> Set<UInt32> {
        var sets = Set(addresses.members(holding: address))
        for group in registered.groups(of: address, registry) { sets.formUnion(compiled.setsOfDynamicGroup[Int(group)]) }
        return sets
    }

    private func registeredMember(_ object: RegisteredObject, _ set: AddressSet) -> GroupMember? {
        let own = Set(registry.registrations(of: object).map(\.tag))
        // A range or subnet inherits from those that hold it whole.
        let range = object.range
        let outer = registry.ranges(containing: range.first).filter { $0 != object && $0.range.contains(range.last) }
        let inherited = outer.map { ($0, registry.registrations(of: $0).map(\.tag)) }
        let tags = inherited.reduce(into: own) { $0.formUnion($1.1) }
        for index in set.dynamicGroups {
            let filter = policy.dynamicGroups[index].filter
            guard filter.isSatisfied(by: tags.contains) else { continue }
            let used = filter.tags.filter(tags.contains)
            var reasons: [String] = []
            let mine = used.filter(own.contains)
            if !mine.isEmpty { reasons.append("registered with \(Self.quoted(mine))") }
            for (object, theirs) in inherited {
                let taken = used.filter { theirs.contains($0) && !own.contains($0) }
                if !taken.isEmpty { reasons.append("inherits \(Self.quoted(taken)) from \(object)") }
            }
            return GroupMember(address: object.description, kind: .registered, reason: reasons.joined(separator: ", "))
        }
        return nil
    }

    private static func quoted(_ tags: [String]) -> String { tags.map { "'\($0)'" }.joined(separator: ", ") }

    /// A range as a prefix where it is one.
    static func text(_ range: IPRange) -> String {
        let size = range.last.value - range.first.value
        let bits = range.family.bitCount
        let length = bits - (UInt128.bitWidth - size.leadingZeroBitCount)
        if let prefix = IPPrefix(range.first, length: length), prefix.range == range { return prefix.description }
        return range.description
    }
}
