import NGFWCore
import NGFWPolicy

/// `ngfw-eval groups --member ADDRESS`
struct MembershipReport {
    let address: IPAddress
    let tags: [String]
    let groups: [MembershipNode]

    init(_ address: IPAddress, _ engine: PolicyEngine) {
        self.address = address
        tags = engine.registry.tags(of: address)
        groups = engine.memberships(of: address)
    }

    var text: String {
        let had = tags.isEmpty ? "none" : tags.map { "'\($0)'" }.joined(separator: ", ")
        let lines = ["\(address): in \(groups.count) \(groups.count == 1 ? "group" : "groups"), tags: \(had)"]
        return (lines + groups.flatMap { $0.lines() }).map(printable).joined(separator: "\n") + "\n"
    }

    var json: JSONOutput {
        .object([
            ("address", .string(address.description)), ("tags", .strings(tags)), ("groups", .array(groups.map(ExplanationJSON.node))),
        ])
    }
}
