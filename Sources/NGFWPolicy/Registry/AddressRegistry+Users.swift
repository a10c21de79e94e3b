import NGFWCore

extension AddressRegistry {
    mutating func login(_ user: String, _ address: IPAddress, _ timeout: Int64?, at time: Timestamp) -> RegistrationOutcome {
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
        if let old, !isSame { details.release(old.origin.detail) }
        let origin = isSame ? old?.origin : nil
        logins[address] = Login(user: key, origin: origin ?? makeOrigin(), deadline: deadline)
        if deadline != .never { deadlines.push(.login(address), at: deadline) }
        return outcome
    }

    /// That of the message.
    private mutating func makeOrigin() -> Origin { Origin(since: details.now, detail: details.retain(.never)) }

    mutating func logout(_ user: String?, _ address: IPAddress) -> RegistrationOutcome {
        var outcome = RegistrationOutcome(subject: .login(address), name: user, result: .removed)
        guard let old = logins[address], user.map({ normalized($0) == old.user }) ?? true else {
            outcome.result = .doesNotExist
            return outcome
        }
        if old.deadline != .never { timedCount -= 1 }
        details.release(old.origin.detail)
        logins[address] = nil
        return outcome
    }

    mutating func register(_ tag: TagRegistration, forUser user: String, at time: Timestamp) -> RegistrationOutcome {
        var outcome = RegistrationOutcome(subject: .user(user), name: tag.tag, result: .added)
        guard let key = normalized(user) else {
            outcome.result = .refused(.badUser)
            return outcome
        }
        guard users[key] != nil || users.count < limits.users else {
            outcome.result = .refused(.tooManyUsers)
            return outcome
        }
        let record = users[key] ?? tags.makeRecord()
        let name = folded(tag.tag)
        var id: UInt32?
        outcome.result = add(NewTag(name, names.id(of: name), tag.timeout), to: record, at: time, &id)
        if outcome.result == .added || outcome.result == .refreshed {
            users[key] = record
            noteDeadline(tag.timeout, .user(key), at: time)
        } else if users[key] == nil {
            tags.free(record)
        }
        return outcome
    }

    mutating func unregister(_ wanted: [String], ofUser user: String, _ outcomes: inout [RegistrationOutcome]) {
        let key = normalized(user) ?? ""
        let record = users[key]
        let all = wanted.isEmpty ? record.map { tags.entries(of: $0).map { names[$0.tag] } } ?? [] : wanted
        if all.isEmpty { outcomes.append(RegistrationOutcome(subject: .user(user), name: nil, result: .doesNotExist)) }
        for tag in all {
            var outcome = RegistrationOutcome(subject: .user(user), name: tag, result: .doesNotExist)
            if let record, let id = names.id(of: folded(tag)), let index = tags.index(of: id, in: record) {
                remove(id, at: index, from: record)
                outcome.result = .removed
            }
            outcomes.append(outcome)
        }
        freeIfEmpty(key)
    }

    /// Gives back the record of a user who has no tag any more.
    mutating func freeIfEmpty(_ user: String) {
        guard let record = users[user], tags.count(record) == 0 else { return }
        users[user] = nil
        tags.free(record)
    }

    mutating func clearUsers(_ outcomes: inout [RegistrationOutcome]) {
        let isEmpty = users.isEmpty
        for (user, record) in users {
            removeAll(from: record)
            freeIfEmpty(user)
        }
        outcomes.append(RegistrationOutcome(subject: .allUsers, name: nil, result: isEmpty ? .doesNotExist : .removed))
    }

    mutating func setGroup(_ group: String, _ members: [String]) -> RegistrationOutcome {
        var outcome = RegistrationOutcome(subject: .group(group), name: nil, result: .added)
        guard let key = normalized(group) else {
            outcome.result = .refused(.badUser)
            return outcome
        }
        let wanted = Set(members.compactMap(normalized))
        let old = groups[key] ?? []
        if wanted == old {
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
        if let old = groupOrigins[key] { details.release(old.detail) }
        // A group without members is none.
        groups[key] = wanted.isEmpty ? nil : wanted
        groupOrigins[key] = wanted.isEmpty ? nil : makeOrigin()
        if wanted.isEmpty { outcome.result = .removed }
        return outcome
    }
}
