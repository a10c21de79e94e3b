import NGFWCore

extension AddressRegistry {
    /// Pops what is due; an entry whose deadline has moved since it was pushed is passed over.
    mutating func expireEntries(at time: Timestamp) -> [RegistrationOutcome] {
        var outcomes: [RegistrationOutcome] = []
        while let due = deadlines.pop(until: time) {
            switch due.item {
            case .object(let object):
                guard let record = record(of: object) else { continue }
                let expired = removeExpired(from: record, at: time)
                guard !expired.isEmpty else { continue }
                settle(object, record, nil)
                outcomes += expired.map { RegistrationOutcome(subject: .object(object), name: $0, result: .expired) }
            case .user(let user):
                guard let record = users[user] else { continue }
                let expired = removeExpired(from: record, at: time)
                freeIfEmpty(user)
                outcomes += expired.map { RegistrationOutcome(subject: .user(user), name: $0, result: .expired) }
            case .login(let address):
                guard let login = logins[address], login.deadline <= time else { continue }
                logins[address] = nil
                details.release(login.origin.detail)
                timedCount -= 1
                outcomes.append(RegistrationOutcome(subject: .login(address), name: login.user, result: .expired))
            }
        }
        return outcomes
    }

    private mutating func removeExpired(from record: UInt32, at time: Timestamp) -> [String] {
        var expired: [String] = []
        let entries = tags.entries(of: record)
        // Backwards, so that the places of those still to be asked stay.
        for (index, entry) in entries.enumerated().reversed() {
            let deadline = details.deadline(of: entry.detail)
            guard deadline != .never, deadline <= time else { continue }
            expired.append(names[entry.tag])
            _ = remove(entry.tag, at: index, from: record)
        }
        return expired.reversed()
    }

    mutating func rebuildDeadlines() {
        deadlines.removeAll()
        for (address, record) in hosts.hosts { pushDeadlines(of: record, .object(.host(address))) }
        for (object, record) in ranges { pushDeadlines(of: record, .object(object)) }
        for (user, record) in users { pushDeadlines(of: record, .user(user)) }
        for (address, login) in logins where login.deadline != .never { deadlines.push(.login(address), at: login.deadline) }
    }

    private mutating func pushDeadlines(of record: UInt32, _ whose: Timed) {
        for entry in tags.entries(of: record) {
            let deadline = details.deadline(of: entry.detail)
            if deadline != .never { deadlines.push(whose, at: deadline) }
        }
    }
}
