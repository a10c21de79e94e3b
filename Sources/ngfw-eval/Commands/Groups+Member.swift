import NGFWCore
import NGFWPolicy

/// `ngfw-eval groups --member ADDRESS`
struct MembershipReport {
    let address: IPAddress
    let tags: [String]
    let groups: [MembershipNode]
    /// Who is logged in at the address.
    let user: UserReport?

    init(_ address: IPAddress, _ engine: PolicyEngine) {
        self.address = address
        tags = engine.registry.tags(of: address)
        groups = engine.memberships(of: address)
        user = engine.registry.user(of: address).map { UserReport($0, engine) }
    }

    var text: String {
        let lines = ["\(address): in \(counted(groups.count, "group")), tags: \(quoted(tags))"] + groups.flatMap { $0.lines() }
        return lines.map(printable).joined(separator: "\n") + "\n" + (user?.text ?? "")
    }

    var json: JSONOutput {
        .object([
            ("address", .string(address.description)), ("tags", .strings(tags)), ("groups", .array(groups.map(ExplanationJSON.node))),
            ("user", user?.json ?? .null),
        ])
    }
}

/// `ngfw-eval groups --user NAME`
struct UserReport {
    let user: String
    let tags: [String]
    let logins: [(address: IPAddress, provenance: Provenance?)]
    let groups: [MembershipNode]

    init(_ user: String, _ engine: PolicyEngine) {
        self.user = user
        tags = engine.registry.tags(ofUser: user)
        logins = engine.registry.addresses(ofUser: user).map { ($0, engine.registry.provenance(ofLoginAt: $0)) }
        groups = engine.memberships(ofUser: user)
    }

    var text: String {
        var lines = ["user '\(user)': in \(counted(groups.count, "user group")), tags: \(quoted(tags))"]
        lines += logins.map { login in "logged in at \(login.address)\(login.provenance.map { " (\($0))" } ?? "")" }
        return (lines + groups.flatMap { $0.lines() }).map(printable).joined(separator: "\n") + "\n"
    }

    var json: JSONOutput {
        let logins = logins.map { login in
            JSONOutput.object([
                ("address", .string(login.address.description)), ("source", .optional(login.provenance?.source?.description)),
                ("since", .optional(login.provenance?.since.description)),
            ])
        }
        return .object([
            ("user", .string(user)), ("tags", .strings(tags)), ("logins", .array(logins)),
            ("groups", .array(groups.map(ExplanationJSON.node))),
        ])
    }
}

private func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

private func quoted(_ names: [String]) -> String { names.isEmpty ? "none" : names.map { "'\($0)'" }.joined(separator: ", ") }
