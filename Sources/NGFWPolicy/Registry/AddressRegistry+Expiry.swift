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
            remove(entry.tag, at: index, from: record)
        }
        return expired.reversed()
    }

    /// One entry for each deadline of an object, user or mapping stays.
    ///
    /// - Complexity: O(entries), however many hosts are registered
    mutating func removeStaleDeadlines() {
        var all = DeadlineHeap<Timed>()
        swap(&all, &deadlines)
        all.keep { due in holds(due.item, due.time) }
        deadlines = all
    }

    /// Whether something ends at a time.
    private func holds(_ item: Timed, _ time: Timestamp) -> Bool {
        switch item {
        case .object(let object): record(of: object).map { hasDeadline(time, $0) } ?? false
        case .user(let user): users[user].map { hasDeadline(time, $0) } ?? false
        case .login(let address): logins[address]?.deadline == time
        }
    }

    private func hasDeadline(_ time: Timestamp, _ record: UInt32) -> Bool {
        tags.entries(of: record).contains { details.deadline(of: $0.detail) == time }
    }
}
