import NGFWCore

extension AddressRegistry {
    mutating func perform(_ operation: RegistrationUpdate.Operation, at time: Timestamp, _ outcomes: inout [RegistrationOutcome]) {
        switch operation {
        case .register(let object, let tags):
            for tag in tags { outcomes.append(register(tag, for: object.normalized, at: time)) }
        case .unregister(let object, let tags):
            unregister(tags, of: object.normalized, &outcomes)
        case .clearAddresses:
            clearAddresses(&outcomes)
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
        let name = folded(tag.tag)
        let result = register(NewTag(name, names.id(of: name), tag.timeout), for: object, at: time)
        return RegistrationOutcome(subject: .object(object), name: tag.tag, result: result)
    }

    /// A tag that is to be registered.
    struct NewTag {
        /// As it is compared.
        var name: String
        /// The number of the name, if it has one.
        var known: UInt32?
        var timeout: Int64?

        init(_ name: String, _ known: UInt32?, _ timeout: Int64?) { (self.name, self.known, self.timeout) = (name, known, timeout) }
    }

    @inline(__always)
    mutating func register(_ tag: NewTag, for object: RegisteredObject, at time: Timestamp) -> RegistrationOutcome.Result {
        let old = record(of: object)
        if old == nil, addressCount >= limits.registeredAddresses { return .refused(.tooManyAddresses) }
        let record = old ?? tags.makeRecord()
        var id: UInt32?
        let result = add(tag, to: record, at: time, &id)
        switch result {
        case .added:
            if old == nil { link(object, to: record) }
            touch(object, record, old == nil ? nil : id)
            if tag.timeout != nil { noteDeadline(tag.timeout, .object(object), at: time) }
        case .refreshed: noteDeadline(tag.timeout, .object(object), at: time)
        default: if old == nil { tags.free(record) }
        }
        return result
    }

    private mutating func unregister(_ wanted: [String], of object: RegisteredObject, _ outcomes: inout [RegistrationOutcome]) {
        // No tags means all of them.
        let all = wanted.isEmpty ? entries(of: object).map { names[$0.tag] } : wanted
        if all.isEmpty { outcomes.append(RegistrationOutcome(subject: .object(object), name: nil, result: .doesNotExist)) }
        for tag in all {
            let isGone = names.id(of: folded(tag)).map { unregister($0, of: object) } ?? false
            outcomes.append(RegistrationOutcome(subject: .object(object), name: tag, result: isGone ? .removed : .doesNotExist))
        }
    }

    /// - Returns: Whether the object had the tag.
    @inline(__always)
    mutating func unregister(_ tag: UInt32, of object: RegisteredObject) -> Bool {
        guard let record = record(of: object), let index = tags.index(of: tag, in: record) else { return false }
        remove(tag, at: index, from: record)
        settle(object, record, tag)
        return true
    }

    /// After a tag of an object has gone; `nil` for several.
    mutating func settle(_ object: RegisteredObject, _ record: UInt32, _ tag: UInt32?) {
        let isEmpty = tags.count(record) == 0
        if isEmpty {
            unlink(object)
            tags.free(record)
        }
        touch(object, record, isEmpty ? nil : tag)
    }

    private mutating func clearAddresses(_ outcomes: inout [RegistrationOutcome]) {
        let isEmpty = addressCount == 0
        for object in hosts.hosts.map({ RegisteredObject.host($0.address) }) + ranges.keys { forget(object) }
        outcomes.append(RegistrationOutcome(subject: .allAddresses, name: nil, result: isEmpty ? .doesNotExist : .removed))
    }

    /// Takes an object out with all its tags.
    mutating func forget(_ object: RegisteredObject) {
        guard let record = record(of: object) else { return }
        removeAll(from: record)
        settle(object, record, nil)
    }

    // MARK: Tags of records

    /// Adds a tag or moves its deadline.
    ///
    /// - Parameter id: Becomes the number of an added tag.
    @inline(__always)
    mutating func add(
        _ tag: NewTag, to record: UInt32, at time: Timestamp, _ id: inout UInt32?
    ) -> RegistrationOutcome.Result {
        // A name that has a number is legal.
        guard tag.known != nil || Self.isLegalTag(tag.name, limits: limits) else { return .refused(.badTag) }
        guard let deadline = deadline(tag.timeout, at: time) else { return .refused(.badTimeout) }
        if let known = tag.known, let index = tags.index(of: known, in: record) {
            let old = tags.detail(at: index, in: record)
            guard details.deadline(of: old) != deadline, options.tagRefresh == .restart else { return .alreadyExists }
            timedCount += (deadline == .never ? 0 : 1) - (details.deadline(of: old) == .never ? 0 : 1)
            tags.setDetail(details.move(old, to: deadline), at: index, in: record)
            return .refreshed
        }
        guard tags.count(record) < limits.tagsPerAddress else { return .refused(.tooManyTags) }
        let number: UInt32
        if let known = tag.known {
            names.retain(known)
            number = known
        } else {
            guard names.count < min(limits.registeredTags, TagStore.tagLimit) else { return .refused(.tooManyTagNames) }
            number = names.make(tag.name)
        }
        id = number
        tags.append(TagStore.Entry(since: details.now, detail: details.retain(deadline), tag: number), to: record)
        if deadline != .never { timedCount += 1 }
        return .added
    }

    @inline(__always)
    mutating func remove(_ tag: UInt32, at index: Int, from record: UInt32) {
        let detail = tags.detail(at: index, in: record)
        if detail != 0 {
            if details.deadline(of: detail) != .never { timedCount -= 1 }
            details.release(detail)
        }
        tags.remove(at: index, from: record)
        names.release(tag)
    }

    mutating func removeAll(from record: UInt32) {
        let entries = tags.entries(of: record)
        for index in entries.indices.reversed() { remove(entries[index].tag, at: index, from: record) }
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
    func deadline(_ timeout: Int64?, at time: Timestamp) -> Timestamp? {
        guard let timeout, timeout != 0 else { return .never }
        guard (1...limits.registrationTimeout).contains(timeout) else { return nil }
        return time.advanced(bySeconds: timeout)
    }

    mutating func noteDeadline(_ timeout: Int64?, _ whose: Timed, at time: Timestamp) {
        if let deadline = deadline(timeout, at: time), deadline != .never { deadlines.push(whose, at: deadline) }
    }
}
