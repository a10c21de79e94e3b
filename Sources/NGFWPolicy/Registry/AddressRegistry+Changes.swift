import NGFWCore

extension AddressRegistry {
    mutating func perform(_ operation: RegistrationUpdate.Operation, at time: Timestamp, _ outcomes: inout [RegistrationOutcome]) {
        switch operation {
        case .register(let object, let tags):
            for tag in tags { outcomes.append(register(tag, for: object.normalized, at: time)) }
        case .unregister(let object, let tags):
            unregister(tags, of: object.normalized, &outcomes)
        case .clearAddresses:
            clear(hosts.hosts.map { .host($0) } + ranges.keys, .allAddresses, &outcomes)
        case .clearUsers:
            clearUsers(&outcomes)
        case .login(let user, let address, let timeout):
            outcomes.append(login(user, address, timeout, at: time))
        case .logout(let user, let address):
            outcomes.append(logout(user, address))
        case .registerUser(let user, let tags):
            for tag in tags { outcomes.append(register(tag, forUser: user, at: time)) }
        case .unregisterUser(let user, let tags):
            unregister(tags, ofUser: user, &outcomes)
        case .setGroup(let group, let members):
            outcomes.append(setGroup(group, members))
        }
    }

    // MARK: Tags of addresses

    private mutating func register(_ tag: TagRegistration, for object: RegisteredObject, at time: Timestamp) -> RegistrationOutcome {
        var outcome = RegistrationOutcome(subject: .object(object), name: tag.tag, result: .added)
        var entries = takeEntries(of: object)
        if entries.isEmpty, addressCount >= limits.registeredAddresses {
            outcome.result = .refused(.tooManyAddresses)
            scratch = entries
            return outcome
        }
        outcome.result = add(tag, to: &entries, at: time)
        if outcome.result == .added || outcome.result == .refreshed {
            putBack(&entries, of: object)
            noteDeadline(tag, .object(object), at: time)
        } else {
            scratch = entries
        }
        return outcome
    }

    private mutating func unregister(_ tags: [String], of object: RegisteredObject, _ outcomes: inout [RegistrationOutcome]) {
        var entries = takeEntries(of: object)
        let wanted = tags.isEmpty ? entries.map { names[$0.tag] } : tags
        if wanted.isEmpty { outcomes.append(RegistrationOutcome(subject: .object(object), name: nil, result: .doesNotExist)) }
        for tag in wanted {
            outcomes.append(RegistrationOutcome(subject: .object(object), name: tag, result: remove(tag, from: &entries)))
        }
        putBack(&entries, of: object)
    }

    /// A copy of an object's entries, in ``scratch``'s memory for a host; ``putBack(_:of:)`` makes them the object's.
    ///
    /// PERF: a changed tag then costs no allocation (benchmark `groups`).
    private mutating func takeEntries(of object: RegisteredObject) -> [Entry] {
        guard case .host(let address) = object else { return ranges[object] ?? [] }
        var entries: [Entry] = []
        swap(&entries, &scratch)
        entries.removeAll(keepingCapacity: true)
        if let record = hosts.record(of: address) { entries.append(contentsOf: hosts.entries(of: record)) }
        return entries
    }

    private mutating func putBack(_ entries: inout [Entry], of object: RegisteredObject) {
        store(entries, for: object)
        if case .host = object { swap(&entries, &scratch) }
    }

    private mutating func store(_ entries: [Entry], for object: RegisteredObject) {
        if case .host(let address) = object {
            if let record = hosts.set(entries, for: address), touched.last != record { touched.append(record) }
        } else {
            setRange(entries, for: object)
        }
    }

    private mutating func clear(
        _ objects: [RegisteredObject], _ subject: RegistrationOutcome.Subject, _ outcomes: inout [RegistrationOutcome]
    ) {
        for object in objects {
            for entry in entries(of: object) { drop(entry) }
            store([], for: object)
        }
        outcomes.append(RegistrationOutcome(subject: subject, name: nil, result: objects.isEmpty ? .doesNotExist : .removed))
    }

    // MARK: Entries

    /// Adds a tag or moves its deadline.
    private mutating func add(_ tag: TagRegistration, to entries: inout [Entry], at time: Timestamp) -> RegistrationOutcome.Result {
        let name = folded(tag.tag)
        guard Self.isLegalTag(name, limits: limits) else { return .refused(.badTag) }
        guard let deadline = deadline(tag.timeout, at: time) else { return .refused(.badTimeout) }
        let known = names.id(of: name)
        if let known, let index = entries.firstIndex(where: { $0.tag == known }) {
            guard entries[index].deadline != deadline, options.tagRefresh == .restart else { return .alreadyExists }
            timedCount += (deadline == .never ? 0 : 1) - (entries[index].deadline == .never ? 0 : 1)
            entries[index].deadline = deadline
            return .refreshed
        }
        guard entries.count < limits.tagsPerAddress else { return .refused(.tooManyTags) }
        guard known != nil || names.count < limits.registeredTags else { return .refused(.tooManyTagNames) }
        entries.append(Entry(tag: names.retain(name), origin: origins.retain(), deadline: deadline))
        if deadline != .never { timedCount += 1 }
        return .added
    }

    private mutating func remove(_ tag: String, from entries: inout [Entry]) -> RegistrationOutcome.Result {
        guard let id = names.id(of: folded(tag)), let index = entries.firstIndex(where: { $0.tag == id }) else { return .doesNotExist }
        drop(entries.remove(at: index))
        return .removed
    }

    private mutating func drop(_ entry: Entry) {
        names.release(entry.tag)
        origins.release(entry.origin)
        if entry.deadline != .never { timedCount -= 1 }
    }

    /// Registered tags forbid quotes, double spaces and the words of the filter language. Source: reference section 3.3.
    static func isLegalTag(_ tag: String, limits: Limits) -> Bool {
        guard (1...limits.tagBytes).contains(tag.utf8.count) else { return false }
        if tag.utf8.count <= 3, ["and", "or", "not"].contains(tag.lowercased()) { return false }
        var previous: UInt8 = 0
        for byte in tag.utf8 {
            if byte < 0x20 || byte == 0x7f || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") { return false }
            if byte == 0x20, previous == 0x20 { return false }
            previous = byte
        }
        return true
    }

    /// When a timeout ends; `nil` for an illegal one.
    private func deadline(_ timeout: Int64?, at time: Timestamp) -> Timestamp? {
        guard let timeout, timeout != 0 else { return .never }
        guard (1...limits.registrationTimeout).contains(timeout) else { return nil }
        return time.advanced(bySeconds: timeout)
    }

    private mutating func noteDeadline(_ tag: TagRegistration, _ whose: Timed, at time: Timestamp) {
        if let deadline = deadline(tag.timeout, at: time), deadline != .never { deadlines.push(whose, at: deadline) }
    }

    // MARK: Users

    private mutating func login(_ user: String, _ address: IPAddress, _ timeout: Int64?, at time: Timestamp) -> RegistrationOutcome {
        var outcome = RegistrationOutcome(subject: .login(address), name: user, result: .added)
        guard let key = normalized(user) else {
            outcome.result = .refused(.badUser)
            return outcome
        }
        // A mapping's timeout has no 30-day limit of its own in the sources; the tags' limit is used for both.
        guard let deadline = deadline(timeout, at: time) else {
            outcome.result = .refused(.badTimeout)
            return outcome
        }
        let old = logins[address]
        guard old != nil || logins.count < limits.users else {
            outcome.result = .refused(.tooManyUsers)
            return outcome
        }
        if let old, old.user == key { outcome.result = old.deadline == deadline ? .alreadyExists : .refreshed }
        timedCount += (deadline == .never ? 0 : 1) - (old.map { $0.deadline == .never ? 0 : 1 } ?? 0)
        // A login again leaves the time of the first.
        let isSame = old?.user == key
        if let old, !isSame { origins.release(old.origin) }
        let origin = isSame ? old?.origin : nil
        logins[address] = Login(user: key, origin: origin ?? origins.retain(), deadline: deadline)
        if deadline != .never { deadlines.push(.login(address), at: deadline) }
        return outcome
    }

    private mutating func logout(_ user: String?, _ address: IPAddress) -> RegistrationOutcome {
        var outcome = RegistrationOutcome(subject: .login(address), name: user, result: .removed)
        guard let old = logins[address], user.map({ normalized($0) == old.user }) ?? true else {
            outcome.result = .doesNotExist
            return outcome
        }
        if old.deadline != .never { timedCount -= 1 }
        origins.release(old.origin)
        logins[address] = nil
        return outcome
    }

    private mutating func register(_ tag: TagRegistration, forUser user: String, at time: Timestamp) -> RegistrationOutcome {
        var outcome = RegistrationOutcome(subject: .user(user), name: tag.tag, result: .added)
        guard let key = normalized(user) else {
            outcome.result = .refused(.badUser)
            return outcome
        }
        guard userTags[key] != nil || userTags.count < limits.users else {
            outcome.result = .refused(.tooManyUsers)
            return outcome
        }
        var entries = userTags[key] ?? []
        outcome.result = add(tag, to: &entries, at: time)
        if outcome.result == .added || outcome.result == .refreshed {
            userTags[key] = entries
            noteDeadline(tag, .user(key), at: time)
        }
        return outcome
    }

    private mutating func unregister(_ tags: [String], ofUser user: String, _ outcomes: inout [RegistrationOutcome]) {
        let key = normalized(user) ?? ""
        var entries = userTags[key] ?? []
        let wanted = tags.isEmpty ? entries.map { names[$0.tag] } : tags
        if wanted.isEmpty { outcomes.append(RegistrationOutcome(subject: .user(user), name: nil, result: .doesNotExist)) }
        for tag in wanted {
            outcomes.append(RegistrationOutcome(subject: .user(user), name: tag, result: remove(tag, from: &entries)))
        }
        userTags[key] = entries.isEmpty ? nil : entries
    }

    private mutating func clearUsers(_ outcomes: inout [RegistrationOutcome]) {
        let isEmpty = userTags.isEmpty
        for entry in userTags.values.joined() { drop(entry) }
        userTags = [:]
        outcomes.append(RegistrationOutcome(subject: .allUsers, name: nil, result: isEmpty ? .doesNotExist : .removed))
    }

    private mutating func setGroup(_ group: String, _ members: [String]) -> RegistrationOutcome {
        var outcome = RegistrationOutcome(subject: .group(group), name: nil, result: .added)
        guard let key = normalized(group) else {
            outcome.result = .refused(.badUser)
            return outcome
        }
        let wanted = Set(members.compactMap(normalized))
        let old = groups[key] ?? []
        if wanted == old, groups[key] != nil {
            outcome.result = .alreadyExists
            return outcome
        }
        let newUsers = wanted.subtracting(old).count { groupsOfUser[$0] == nil }
        guard wanted.count <= limits.groupMembers, groups[key] != nil || groups.count < limits.users,
            groupsOfUser.count + newUsers <= limits.users,
            membershipCount + wanted.count - old.count <= limits.groupMemberships
        else {
            outcome.result = .refused(.tooManyUsers)
            return outcome
        }
        membershipCount += wanted.count - old.count
        for user in old.subtracting(wanted) {
            groupsOfUser[user]?.remove(key)
            if groupsOfUser[user]?.isEmpty == true { groupsOfUser[user] = nil }
        }
        for user in wanted.subtracting(old) { groupsOfUser[user, default: []].insert(key) }
        groups[key] = wanted
        if let old = groupOrigins[key] { origins.release(old) }
        groupOrigins[key] = origins.retain()
        return outcome
    }

    // MARK: Time

    /// Pops what is due; an entry whose deadline has moved since it was pushed is passed over.
    mutating func expireEntries(at time: Timestamp) -> [RegistrationOutcome] {
        var outcomes: [RegistrationOutcome] = []
        while let due = deadlines.pop(until: time) {
            switch due.item {
            case .object(let object):
                var entries = entries(of: object)
                let expired = removeExpired(from: &entries, at: time)
                guard !expired.isEmpty else { continue }
                store(entries, for: object)
                outcomes += expired.map { RegistrationOutcome(subject: .object(object), name: $0, result: .expired) }
            case .user(let user):
                var entries = userTags[user] ?? []
                let expired = removeExpired(from: &entries, at: time)
                userTags[user] = entries.isEmpty ? nil : entries
                outcomes += expired.map { RegistrationOutcome(subject: .user(user), name: $0, result: .expired) }
            case .login(let address):
                guard let login = logins[address], login.deadline <= time else { continue }
                logins[address] = nil
                origins.release(login.origin)
                timedCount -= 1
                outcomes.append(RegistrationOutcome(subject: .login(address), name: login.user, result: .expired))
            }
        }
        return outcomes
    }

    private mutating func removeExpired(from entries: inout [Entry], at time: Timestamp) -> [String] {
        var expired: [String] = []
        entries.removeAll { entry in
            guard entry.deadline != .never, entry.deadline <= time else { return false }
            expired.append(names[entry.tag])
            origins.release(entry.origin)
            return true
        }
        for name in expired { if let id = names.id(of: name) { names.release(id) } }
        timedCount -= expired.count
        return expired
    }

    mutating func rebuildDeadlines() {
        deadlines.removeAll()
        func push(_ entries: [Entry], _ whose: Timed, _ heap: inout DeadlineHeap<Timed>) {
            for entry in entries where entry.deadline != .never { heap.push(whose, at: entry.deadline) }
        }
        for address in hosts.hosts { push(hosts[address] ?? [], .object(.host(address)), &deadlines) }
        for (object, entries) in ranges { push(entries, .object(object), &deadlines) }
        for (user, entries) in userTags { push(entries, .user(user), &deadlines) }
        for (address, login) in logins where login.deadline != .never { deadlines.push(.login(address), at: login.deadline) }
    }
}
