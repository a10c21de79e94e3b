internal import NGFWCore
internal import NGFWPANOS
internal import NGFWPolicy

/// Steps of the timeline: what changes, and what is asked then.
extension SuiteReader {
    static let stepKeys = ["after", "at"] + changeKeys + ["messages", "configuration", "capture", "sessions", "flows", "groups"]
    private static let changeKeys = [
        "register", "unregister", "login", "logout", "register-user", "unregister-user", "set-group", "clear",
    ]

    mutating func readStepKey(_ key: String, _ value: SuiteNode, _ step: inout SuiteStep) {
        switch key {
        case "after": step.moment = duration(value).map { .after($0) } ?? .now
        case "at": step.moment = time(value).map { .at($0) } ?? .now
        case "messages": step.changes += registrations(value)
        case "configuration":
            if let text = sourceText(value, "a path, or a configuration") { step.changes.append(.configuration(text)) }
        case "capture":
            if let text = text(value, "the path of a capture") {
                step.capture = SuiteCapture(path: path(text), location: value.location, sessions: step.capture?.sessions ?? [])
            }
        case "sessions": readSessions(value, &step)
        case "flows": readFlows(value, &step)
        case "groups":
            for (name, key, members) in entries(value, "members by group, such as 'DAG-WEB: [10.0.0.5]'") {
                let texts = texts(members, "a member").map(\.text)
                step.groups.append(SuiteGroupCheck(group: name, members: texts, location: key.location))
            }
        default: step.changes.append(.update(RegistrationUpdate(operations(key, value)), at: value.location))
        }
    }

    /// A list of paths and messages, or the map of `register:`.
    mutating func registrations(_ node: SuiteNode) -> [SuiteStep.Change] {
        if node.members != nil { return [.update(RegistrationUpdate(operations("register", node)), at: node.location)] }
        let items = node.items ?? [node]
        return items.compactMap { item in
            if item.members != nil { return .update(RegistrationUpdate(operations("register", item)), at: item.location) }
            return sourceText(item, "a path, or a message").map { .messages($0) }
        }
    }

    private mutating func operations(_ key: String, _ node: SuiteNode) -> [RegistrationUpdate.Operation] {
        switch key {
        case "register": objects(node).map { .register($0.object, tags($0.value)) }
        case "unregister": objects(node).map { .unregister($0.object, texts($0.value, "a tag").map(\.text)) }
        case "login": logins(node).map { .login(user: $0.user, address: $0.address, timeout: $0.timeout) }
        case "logout": logouts(node)
        case "register-user": entries(node, "tags by user, such as 'eve: [risky]'").map { .registerUser($0.name, tags($0.value)) }
        case "unregister-user":
            entries(node, "tags by user, such as 'eve: [risky]'").map { .unregisterUser($0.name, texts($0.value, "a tag").map(\.text)) }
        case "set-group":
            entries(node, "members by group, such as 'finance: [eve]'").map {
                .setGroup($0.name, members: texts($0.value, "a user").map(\.text))
            }
        default:
            values(node, "'addresses' or 'users'") { ["addresses": .clearAddresses, "users": .clearUsers][$0] }
        }
    }

    private mutating func objects(_ node: SuiteNode) -> [(object: RegisteredObject, value: SuiteNode)] {
        entries(node, "tags by address, such as '10.0.0.5: [web]'").compactMap { name, key, value in
            if let object = RegisteredObject(name) { return (object, value) }
            error("S004", "expected an address, a network or a range, not '\(shortened(name))'", at: key.location)
            return nil
        }
    }

    /// `web`, `[web, {tag: db, timeout: 60}]`
    private mutating func tags(_ node: SuiteNode) -> [TagRegistration] {
        if node.isNull { return [] }
        return (node.items ?? [node]).map { item in
            guard item.members != nil else { return TagRegistration(text(item, "a tag") ?? "") }
            var tag = TagRegistration("")
            for (key, value) in keys(of: item, known: ["tag", "timeout"]) {
                if key == "tag" { tag.tag = text(value, "a tag") ?? "" } else { tag.timeout = duration(value) }
            }
            if tag.tag.isEmpty { error("S005", "missing key 'tag'", at: item.location) }
            return tag
        }
    }

    /// `eve: 10.0.0.5`, `eve: {address: 10.0.0.5, timeout: 45m}`, `eve: [10.0.0.5, 10.0.0.6]`
    private mutating func logins(_ node: SuiteNode) -> [(user: String, address: IPAddress, timeout: Int64?)] {
        entries(node, "addresses by user, such as 'eve: 10.0.0.5'").flatMap { user, _, value in
            guard value.members != nil else { return addresses(value).map { (user, $0, nil as Int64?) } }
            var found: [IPAddress] = []
            var timeout: Int64?
            for (key, value) in keys(of: value, known: ["address", "timeout"]) {
                if key == "address" { found = addresses(value) } else { timeout = duration(value) }
            }
            return found.map { (user, $0, timeout) }
        }
    }

    /// Addresses, or addresses by user.
    private mutating func logouts(_ node: SuiteNode) -> [RegistrationUpdate.Operation] {
        if node.members == nil { return addresses(node).map { .logout(user: nil, address: $0) } }
        return logins(node).map { .logout(user: $0.user, address: $0.address) }
    }

    // MARK: Questions

    private mutating func readFlows(_ node: SuiteNode, _ step: inout SuiteStep) {
        if let text = node.text, !node.isNull { return readFlowFile(path(text), node.location, &step) }
        for item in list(node, "a list of flows, or the path of a flow file") {
            if let text = item.text {
                readFlowFile(path(text), item.location, &step)
            } else {
                take(YAMLFlows(file: name).flow(item.node), &step)
            }
        }
    }

    private mutating func readFlowFile(_ path: String, _ location: SourceLocation, _ step: inout SuiteStep) {
        let (bytes, problem) = InputFile.contents(path: path, limit: limits.flowFileBytes)
        if let problem { return error("S001", "cannot read '\(path)': \(problem)", at: location) }
        var rest = bytes
        let stream = ByteStream(name: path) {
            defer { rest = [] }
            return rest
        }
        do {
            try FlowFileReader(stream, format: nil, limits: limits).read { take($0, &step) }
        } catch {
            self.error("S001", "cannot read '\(path)': \(error)", at: location)
        }
    }

    private mutating func take(_ input: FlowInput, _ step: inout SuiteStep) {
        switch input {
        case .flow(let record): step.flows.append(record)
        case .problems(let problems): diagnostics.add(contentsOf: problems.map(\.diagnostic))
        }
    }

    private static let pickKeys = [
        "application", "source", "destination", "sourcePort", "destinationPort", "protocol", "from", "to", "user", "id",
    ]

    private mutating func readSessions(_ node: SuiteNode, _ step: inout SuiteStep) {
        if step.capture == nil { step.capture = SuiteCapture(path: "", location: node.location) }
        for item in list(node, "a list of sessions, such as '- {application: ssh, expect: allow}'") {
            var check = SuiteSessionCheck(location: item.location)
            for (key, value) in keys(of: item, known: Self.pickKeys + ["expect"]) {
                if key == "expect" {
                    readExpectation(value, &check)
                } else if let text = text(value, "a value of the session") {
                    check.picks.append((key, text))
                }
            }
            step.capture?.sessions.append(check)
        }
    }

    private mutating func readExpectation(_ node: SuiteNode, _ check: inout SuiteSessionCheck) {
        check.location = node.location
        let actions = "one of " + FlowExpectation.Action.words.joined(separator: ", ")
        guard node.members != nil else {
            check.action = value(node, actions) { FlowExpectation.Action($0) }
            return
        }
        for (key, value) in keys(of: node, known: ["action", "rule", "application", "endReason", "count"]) {
            switch key {
            case "action": check.action = self.value(value, actions) { FlowExpectation.Action($0) }
            case "rule": check.rule = text(value, "the name of a rule")
            case "application": check.application = text(value, "the name of an application")
            case "endReason": check.endReason = text(value, "a session end reason")
            default: check.count = number(value, "a number of sessions", 0...Int(Int32.max))
            }
        }
    }
}
