import NGFWCore

extension Resolver {
    /// The flattened set behind a member of a rule or group: object or group, then list, then literal, then region.
    /// Source: reference section 3.1, last line.
    ///
    /// - Parameter number: Of the name.
    mutating func addressSet(named number: Int, in place: Place, at location: SourceLocation?) -> Int {
        if let index = setIndexes[number] { return index }
        let name = names[number]
        var set = AddressSet(name: name, kind: .literal)
        set.isBroken = policy.incompleteAddresses.contains(name)
        if let index = objects[number] {
            set.kind = .object
            set.tags = policy.addresses[index].tags
            append(policy.addresses[index], to: &set)
        } else if let index = groups[number] {
            return expand(policy.addressGroups[index], number)
        } else if let ranges = policy.externalLists[name] {
            set.kind = .externalList
            appendList(ranges, to: &set)
            if ranges.isEmpty {
                diagnostics.warning(
                    "NGFW-P025", "external list '\(name)' in \(place) has no entries here: give them, or it matches nothing", at: location)
            }
        } else if let literal = literal(name) {
            if case .wildcard(let wildcard) = literal, !isLegal(wildcard) {
                refuse(wildcard, in: &set, at: location)
            } else {
                set.leaves.append(literal)
            }
        } else if let ranges = policy.regions[name] ?? policy.predefinedRegions[name] {
            set.kind = .region
            append(ranges, to: &set)
            if ranges.isEmpty {
                set.isBroken = true
                diagnostics.warning("NGFW-P025", "region '\(name)' in \(place) has no networks, so it matches nothing", at: location)
            }
        } else {
            set.kind = .unknown
            set.fail("address '\(name)' is unknown")
            unknownAddress(name, in: place, at: location)
        }
        // A list whose entries are not here is understood; an object that could not be read is not.
        let isUnread = set.kind == .externalList ? policy.unreadNames.addresses : policy.incompleteAddresses
        if set.isBroken, isUnread.contains(name) { set.fail(Self.unread(name)) }
        set.parts = [Int32(sets.count)]
        set.leafCount = set.leaves.count
        set.hasWildcard = set.leaves.contains { if case .wildcard = $0 { true } else { false } }
        plainCounts.append(set.isBroken || set.hasWildcard ? -1 : Int32(set.leafCount))
        return store(set, number)
    }

    private func isLegal(_ wildcard: IPWildcard) -> Bool { options.wildcardFirstBit == .free || wildcard.fixesFirstBit }

    private mutating func refuse(_ wildcard: IPWildcard, in set: inout AddressSet, at location: SourceLocation?) {
        report("NGFW-P035", "wildcard mask of '\(set.name)' must begin with a zero bit: \(wildcard)", at: location)
        set.fail("the wildcard mask of '\(set.name)' begins with a one bit")
    }

    /// Entries of an external list without its exceptions, as many as a list may have. Source: reference section 3.7.
    private mutating func appendList(_ ranges: [IPRange], to set: inout AddressSet) {
        let exceptions = Set(policy.externalListExceptions[set.name] ?? [])
        let wanted = exceptions.isEmpty ? ranges : ranges.filter { !exceptions.contains($0) }
        if wanted.count > limits.externalListEntries {
            diagnostics.warning(
                "NGFW-P029",
                "external list '\(set.name)' has \(wanted.count) entries, \(limits.externalListEntries) are taken; the rest is skipped")
            set.isBroken = true
        }
        append(Array(wanted.prefix(limits.externalListEntries)), to: &set)
    }

    /// What a name means that nothing is called; a name that was defined and could not be read means nothing.
    private func literal(_ name: String) -> AddressSet.Leaf? {
        if policy.incompleteAddresses.contains(name) { return nil }
        if let range = IPPrefix(name)?.range ?? IPRange(name) { return .range(range) }
        return IPWildcard(name).map { .wildcard($0) }
    }

    private mutating func unknownAddress(_ name: String, in place: Place, at location: SourceLocation?) {
        if name.utf8.count == 2, name.utf8.allSatisfy({ (0x41...0x5a).contains($0) }) {
            let remedy = "the networks of countries are not built in; define a region '\(name)', or give a file of regions"
            report("NGFW-P007", "unknown address '\(name)' in \(place)", at: location, notes: [remedy])
            return
        }
        let policy = policy
        unknown("NGFW-P007", "address", name, in: place, at: location) {
            policy.addresses.map(\.name) + policy.addressGroups.map(\.name) + Array(policy.externalLists.keys) + Array(policy.regions.keys)
        }
    }

    private mutating func store(_ set: AddressSet, _ number: Int) -> Int {
        let index = sets.count
        sets.append(set)
        isWhole.append(!set.isBroken)
        setIndexes[number] = index
        leafCount += set.leafCount
        return index
    }

    private mutating func append(_ ranges: [IPRange], to set: inout AddressSet) {
        guard hasRoom(for: ranges.count, in: &set, at: nil) else { return }
        set.leaves = ranges.map { .range($0) }
    }

    private mutating func append(_ object: AddressObject, to set: inout AddressSet) {
        switch object.value {
        case .prefix(let prefix): set.leaves = [.range(prefix.range)]
        case .range(let range): set.leaves = [.range(range)]
        case .wildcard(let wildcard):
            if isLegal(wildcard) { set.leaves = [.wildcard(wildcard)] } else { refuse(wildcard, in: &set, at: object.location) }
        case .fqdn(let name):
            let addresses = addresses(of: name)
            if addresses.isEmpty { set.isBroken = true }
            if addresses.isEmpty, !hasAddressesLater(name) {
                diagnostics.warning(
                    "NGFW-P020", "address '\(object.name)': no addresses are known for '\(name)'; give a resolution file",
                    at: object.location)
            }
            // As many of each family. Source: reference section 3.1.
            for family in [true, false] {
                let kept = addresses.lazy.filter { $0.isIPv4 == family }.prefix(limits.addressesPerName / 2)
                for address in kept { set.leaves.append(.range(IPPrefix(host: address).range)) }
            }
        }
    }

    private func hasAddressesLater(_ name: String) -> Bool {
        (policy.resolutions[name] ?? policy.resolutions[name.lowercased()])?.contains { $0.from > time } ?? false
    }

    /// The addresses of a fqdn that hold now, and when others do.
    private mutating func addresses(of name: String) -> [IPAddress] {
        let sets = policy.resolutions[name] ?? policy.resolutions[name.lowercased()] ?? []
        var now: TimedAddresses?
        for set in sets {
            if set.from > time {
                nextChange = min(nextChange ?? set.from, set.from)
            } else if set.from >= now?.from ?? .distantPast {
                now = set
            }
        }
        return now?.addresses ?? []
    }

    /// Whether a set and all sets together stay inside the limits with `count` more members.
    private mutating func hasRoom(for count: Int, in set: inout AddressSet, at location: SourceLocation?) -> Bool {
        let total = leafCount.addingReportingOverflow(count)
        if set.leafCount + count <= limits.groupMembers, !total.overflow, total.partialValue <= 8 * limits.groupMembers { return true }
        if set.fault == nil {
            report(
                "NGFW-P021", "'\(set.name)' has more than \(limits.groupMembers) addresses, nested ones included", at: location)
        }
        set.fail("'\(set.name)' has too many addresses")
        return false
    }

    // MARK: Groups

    private mutating func expand(_ group: AddressGroup, _ number: Int) -> Int {
        var set = AddressSet(name: group.name, kind: .staticGroup)
        set.tags = group.tags
        if policy.incompleteAddresses.contains(group.name) { set.fail(Self.unread(group.name)) }
        if path.count >= limits.groupDepth {
            report("NGFW-P021", "address group '\(group.name)' nests deeper than \(limits.groupDepth) groups", at: group.location)
            set.fail("address group '\(group.name)' nests too deep")
        } else {
            path.append(number)
            switch group.content {
            case .members(let names): expandStatic(group, names, &set)
            case .filter(let text): expandDynamic(group, text, &set)
            }
            path.removeLast()
        }
        plainCounts.append(-1)
        return store(set, number)
    }

    private mutating func expandStatic(_ group: AddressGroup, _ names: [String], _ set: inout AddressSet) {
        if names.isEmpty {
            report("NGFW-P010", "address group '\(group.name)' is empty: give it members, or take it out", at: group.location)
            set.fail("address group '\(group.name)' is empty")
        }
        let start = memberNumbers.count
        self.names.append(numbersOf: names, to: &memberNumbers)
        var members: [Int] = []
        members.reserveCapacity(names.count)
        for place in start..<start + names.count {
            let number = Int(memberNumbers[place])
            if let index = setIndexes[number] ?? member(number, of: group, &set) { members.append(index) }
        }
        memberNumbers.removeLast(names.count)
        merge(members, of: group, into: &set)
    }

    /// Members of a dynamic group in the configuration: objects and groups whose own tags satisfy the filter.
    /// Source: reference section 3.3.
    private mutating func expandDynamic(_ group: AddressGroup, _ text: String, _ set: inout AddressSet) {
        set.kind = .dynamicGroup
        let filter: TagExpression
        do {
            filter = try TagExpression(text, options: options, limits: limits)
        } catch {
            report("NGFW-P009", "address group '\(group.name)': \(error)", at: group.location, notes: ["filter: \(text)"])
            set.fail("the filter of '\(group.name)' cannot be read")
            return
        }
        let number = dynamicGroups.count
        dynamicGroups.append(DynamicGroup(name: group.name, filter: filter, set: -1))
        set.dynamicGroups = [number]
        var members: [Int] = []
        for index in candidates(filter, objectsByTag) {
            let object = policy.addresses[index]
            let tags = Set(object.tags.map(folded))
            if filter.isSatisfied(by: tags.contains) {
                if let index = member(names.number(of: object.name), of: group, &set) { members.append(index) }
            }
        }
        for index in candidates(filter, groupsByTag) {
            let inner = policy.addressGroups[index]
            let tags = Set(inner.tags.map(folded))
            if filter.isSatisfied(by: tags.contains), let index = member(names.number(of: inner.name), of: group, &set) {
                members.append(index)
            }
        }
        merge(members, of: group, into: &set)
        // Nested groups come first, this one last: its index is the count when it is stored.
        dynamicGroups[number].set = sets.count
    }

    /// What has at least one of the filter's tags; without `not` nothing else can satisfy it.
    private func candidates(_ filter: TagExpression, _ table: [String: [Int]]) -> [Int] {
        Set(filter.tags.flatMap { table[$0] ?? [] }).sorted()
    }

    /// The set of a group's member, expanded; `nil` when it is one of the groups that are being expanded.
    private mutating func member(_ number: Int, of group: AddressGroup, _ set: inout AddressSet) -> Int? {
        if let index = setIndexes[number] { return index }
        if let start = path.firstIndex(of: number), groups[number] != nil, objects[number] == nil {
            let cycle = (path[start...] + [number]).map { "'\(names[$0])'" }.joined(separator: " → ")
            report("NGFW-P008", "address groups hold one another: \(cycle)", at: group.location)
            set.fail("address groups hold one another: \(cycle)")
            return nil
        }
        return addressSet(named: number, in: Place("address group", group.name), at: group.location)
    }

    /// Joins the sets of members without counting one, or one of its parts, twice.
    ///
    /// PERF: parts are told apart by marks, which cost one array element each; hashing leaves took most of the time of a large
    /// policy (benchmark `compile`). Members are expanded before, so that the marks are this group's.
    private mutating func merge(_ members: [Int], of group: AddressGroup, into set: inout AddressSet) {
        memberMarks.begin(sets.count)
        partMarks.begin(sets.count)
        set.members.reserveCapacity(members.count)
        set.parts.reserveCapacity(members.count)
        var dynamicGroups = Set(set.dynamicGroups)
        for index in members where memberMarks.insert(index) {
            let plainCount = Int(plainCounts[index])
            guard hasRoom(for: plainCount >= 0 ? plainCount : sets[index].leafCount, in: &set, at: group.location) else { continue }
            set.members.append(Int32(index))
            if plainCount >= 0 {
                guard partMarks.insert(index) else { continue }
                set.parts.append(Int32(index))
                set.leafCount += plainCount
            } else {
                for part in sets[index].parts where partMarks.insert(Int(part)) {
                    set.parts.append(part)
                    set.leafCount += sets[Int(part)].leafCount
                }
                dynamicGroups.formUnion(sets[index].dynamicGroups)
                set.hasWildcard = set.hasWildcard || sets[index].hasWildcard
                set.isBroken = set.isBroken || sets[index].isBroken
                if let fault = sets[index].fault { set.fail(fault) }
            }
        }
        set.dynamicGroups = dynamicGroups.sorted()
    }
}
