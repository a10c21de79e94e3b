internal import NGFWCore
internal import NGFWPolicy

/// One `uid-message`: entries one by one, what cannot be read refused alone.
struct RegistrationMessage {
    private(set) var diagnostics: Diagnostics
    private let limits: Limits
    private var operations: [RegistrationUpdate.Operation] = []
    private var persistence: (count: Int, first: SourceLocation?) = (0, nil)

    /// Minutes that a login lives when it does not say. Source: reference section 3.5.
    private static let loginMinutes: Int64 = 45

    init(limits: Limits) {
        self.limits = limits
        diagnostics = Diagnostics(limit: limits.diagnostics)
    }

    /// The message's operations in the order in which they take effect; `nil` when it is refused whole.
    mutating func read(_ root: XMLElement) -> RegistrationUpdate? {
        guard root.name == "uid-message" else {
            return refuse(Messages.registrationRoot(Messages.clipped(root.name), at: root.location))
        }
        if let type = root.child("type"), type.text != "update" {
            return refuse(Messages.registrationType(Messages.clipped(type.text), at: type.location))
        }
        for payload in root.children where payload.name == "payload" {
            for section in payload.children { read(section: section) }
        }
        if persistence.count > 0 {
            diagnostics.add(Messages.registrationPersistence(count: persistence.count, at: persistence.first))
        }
        for finding in ElementTable.registrations.findings(in: root, mayRepeat: true).all {
            diagnostics.add(Messages.registrationElement(finding.path, count: finding.count, at: finding.location))
        }
        var update = RegistrationUpdate(sections: operations)
        update.source = SourceLocation(file: root.location.file, line: root.location.line)
        return update
    }

    private mutating func read(section: XMLElement) {
        if section.name == "clear" {
            for kind in section.children where kind.child("all") != nil {
                if kind.name == "registered-ip" { operations.append(.clearAddresses) }
                if kind.name == "registered-user" { operations.append(.clearUsers) }
            }
            return
        }
        for entry in section.children where entry.name == "entry" {
            let operation: RegistrationUpdate.Operation? =
                switch section.name {
                case "register": register(entry)
                case "unregister": unregister(entry)
                case "register-user": registerUser(entry)
                case "unregister-user": unregisterUser(entry)
                case "login": login(entry)
                case "logout": logout(entry)
                case "groups": group(entry)
                default: nil
                }
            if let operation { operations.append(operation) }
        }
    }

    // MARK: Tags

    private mutating func register(_ entry: XMLElement) -> RegistrationUpdate.Operation? {
        if entry.attribute("persistent") != nil {
            persistence = (persistence.count + 1, persistence.first ?? entry.location)
        }
        guard let object = object(entry, "register"), let tags = tags(entry, isRequired: true) else { return nil }
        return .register(object, tags)
    }

    private mutating func unregister(_ entry: XMLElement) -> RegistrationUpdate.Operation? {
        guard let object = object(entry, "unregister"), let tags = tags(entry, isRequired: false) else { return nil }
        return .unregister(object, tags.map(\.tag))
    }

    private mutating func registerUser(_ entry: XMLElement) -> RegistrationUpdate.Operation? {
        guard let user = required("user", entry, "register-user"), let tags = tags(entry, isRequired: true) else { return nil }
        return .registerUser(user, tags)
    }

    private mutating func unregisterUser(_ entry: XMLElement) -> RegistrationUpdate.Operation? {
        guard let user = required("user", entry, "unregister-user"), let tags = tags(entry, isRequired: false) else { return nil }
        return .unregisterUser(user, tags.map(\.tag))
    }

    /// The entry's tags; `nil` when one of them refuses the entry. No `tag` child is no tags: all of them for an unregister.
    private mutating func tags(_ entry: XMLElement, isRequired: Bool) -> [TagRegistration]? {
        var tags: [TagRegistration] = []
        let lists = entry.children.filter { $0.name == "tag" }
        for member in lists.flatMap({ Array($0.children) }) where member.name == "member" {
            guard let timeout = timeout(member, limit: limits.registrationTimeout, unit: "seconds") else { return nil }
            let tag = member.text
            guard !tag.isEmpty else { return refuse(Messages.registrationEmpty("a tag", at: member.location)) }
            guard tag.utf8.count <= limits.tagBytes else {
                return refuse(Messages.registrationTag(tag, "is longer than \(limits.tagBytes) bytes", at: member.location))
            }
            tags.append(TagRegistration(tag, timeout: timeout == 0 ? nil : timeout))
        }
        // `<tag/>` with nothing in it must not mean "all tags".
        guard !tags.isEmpty || (lists.isEmpty && !isRequired) else {
            return refuse(Messages.registrationEmpty("the tag list", at: entry.location))
        }
        return tags
    }

    // MARK: Users

    private mutating func login(_ entry: XMLElement) -> RegistrationUpdate.Operation? {
        guard let user = required("name", entry, "login"), let address = host(entry, "login"),
            let minutes = timeout(entry, limit: limits.registrationTimeout / 60, unit: "minutes", absent: Self.loginMinutes)
        else { return nil }
        return .login(user: user, address: address, timeout: minutes == 0 ? nil : minutes * 60)
    }

    private mutating func logout(_ entry: XMLElement) -> RegistrationUpdate.Operation? {
        guard let address = host(entry, "logout") else { return nil }
        let user = entry.attribute("name")
        return .logout(user: user?.isEmpty == true ? nil : user, address: address)
    }

    private mutating func group(_ entry: XMLElement) -> RegistrationUpdate.Operation? {
        guard let name = required("name", entry, "groups") else { return nil }
        var members: [String] = []
        for list in entry.children where list.name == "members" {
            for member in list.children where member.name == "entry" {
                guard let user = required("name", member, "groups") else { return nil }
                members.append(user)
            }
        }
        return .setGroup(name, members: members)
    }

    // MARK: Values

    private mutating func object(_ entry: XMLElement, _ section: String) -> RegisteredObject? {
        guard let text = required("ip", entry, section) else { return nil }
        guard let object = RegisteredObject(text) else { return refuse(Messages.registrationObject(text, at: entry.location)) }
        // Networks and ranges of IPv4 only. Source: reference section 3.4.
        if case .host = object { return object }
        return object.range.first.isIPv4 ? object : refuse(Messages.registrationFamily(text, at: entry.location))
    }

    private mutating func host(_ entry: XMLElement, _ section: String) -> IPAddress? {
        guard let text = required("ip", entry, section) else { return nil }
        guard case .host(let address)? = RegisteredObject(text) else {
            return refuse(Messages.registrationHost(text, section, at: entry.location))
        }
        return address
    }

    private mutating func required(_ attribute: String, _ entry: XMLElement, _ section: String) -> String? {
        guard let value = entry.attribute(attribute), !value.isEmpty else {
            return refuse(Messages.registrationAttribute(attribute, of: section, at: entry.location))
        }
        return value
    }

    /// The attribute `timeout`.
    private mutating func timeout(_ element: XMLElement, limit: Int64, unit: String, absent: Int64 = 0) -> Int64? {
        guard let text = element.attribute("timeout") else { return absent }
        guard let value = Int64(text), (0...limit).contains(value) else {
            return refuse(Messages.registrationTimeout(text, range: 0...limit, unit: unit, at: element.location))
        }
        return value
    }

    private mutating func refuse<Value>(_ diagnostic: Diagnostic) -> Value? {
        diagnostics.add(diagnostic)
        return nil
    }
}
