import NGFWCore
import NGFWPolicy

/// Explanations as JSON: rule → field → criterion → member.
enum ExplanationJSON {
    static func members(_ explanation: Explanation) -> [(String, JSONOutput)] {
        [
            ("rules", .array(explanation.rules.map(rule))),
            (
                "omitted",
                .array(
                    explanation.omitted.map {
                        .object([("field", .string($0.field.rawValue)), ("rules", .number(Int64($0.count)))])
                    })
            ),
            ("winner", .string(explanation.winner)), ("outcome", .string(explanation.outcome)),
        ]
    }

    static func members(_ verdict: RuleVerdict) -> [(String, JSONOutput)] {
        let reason =
            switch verdict.reason {
            case .decides: "decides"
            case .fails: "fails"
            case .taken: "taken"
            case .notInForce: "not-in-force"
            }
        return [
            ("reason", .string(reason)), ("asked", rule(verdict.rule)), ("decidedBy", verdict.winner.map(rule) ?? .null),
            ("winner", .string(verdict.winnerName)), ("outcome", .string(verdict.outcome)),
        ]
    }

    private static func rule(_ rule: Explanation.Rule) -> JSONOutput {
        .object([
            ("index", .number(Int64(rule.index + 1))), ("rule", .string(rule.name)), ("action", .string(rule.action.rawValue)),
            ("location", .optional(rule.location?.description)), ("matches", .bool(rule.failureCount == 0)),
            ("failedFields", .number(Int64(rule.failureCount))), ("nearMiss", .bool(rule.isNearMiss)),
            ("fields", .array(rule.fields.map(field))), ("note", .optional(rule.note)),
        ])
    }

    private static func field(_ field: Explanation.Field) -> JSONOutput {
        var members: [(String, JSONOutput)] = [
            ("field", .string(field.field.rawValue)), ("holds", .bool(field.holds)), ("reason", .string(field.reason)),
        ]
        if let option = field.option { members.append(("option", .string(option))) }
        if !field.criteria.isEmpty { members.append(("criteria", .array(field.criteria.map(node)))) }
        if !field.remedies.isEmpty { members.append(("remedies", .array(field.remedies.map(remedy)))) }
        return .object(members)
    }

    static func node(_ node: MembershipNode) -> JSONOutput {
        var members: [(String, JSONOutput)] = [
            ("kind", .string(node.kind.rawValue)), ("name", .string(node.name)), ("holds", .bool(node.holds)),
        ]
        if let detail = node.detail { members.append(("detail", .string(detail))) }
        if let object = node.inheritedFrom { members.append(("inheritedFrom", .string(object.description))) }
        if let provenance = node.provenance {
            members.append(("source", .optional(provenance.source?.description)))
            members.append(("since", .string(provenance.since.description)))
        }
        if !node.children.isEmpty { members.append(("members", .array(node.children.map(self.node)))) }
        if node.omitted > 0 { members.append(("omitted", .number(Int64(node.omitted)))) }
        return .object(members)
    }

    private static func remedy(_ remedy: Remedy) -> JSONOutput {
        .object([("words", .string(remedy.words)), ("changes", .array(remedy.changes.map(change)))])
    }

    private static func change(_ change: Remedy.Change) -> JSONOutput {
        func one(_ name: String, _ value: JSONOutput) -> JSONOutput { .object([(name, value)]) }
        func tagged(_ name: String, _ address: IPAddress, _ tags: [String]) -> JSONOutput {
            one(name, .object([("address", .string(address.description)), ("tags", .strings(tags))]))
        }
        return switch change {
        case .enableRule: one("disabled", .bool(false))
        case .time(let time): one("time", .string(time.description))
        case .from(let zone): one("from", .string(zone))
        case .to(let zone): one("to", .string(zone))
        case .source(let address): one("source", .string(address.description))
        case .destination(let address): one("destination", .string(address.description))
        case .register(let address, let tags): tagged("register", address, tags)
        case .unregister(let address, let tags): tagged("unregister", address, tags)
        case .registerUser(let user, let tags): one("registerUser", .object([("user", .string(user)), ("tags", .strings(tags))]))
        case .user(let name): one("user", .optional(name))
        case .noUser: one("user", .bool(false))
        case .sourceHIP(let name): one("sourceHIP", .strings(name.map { [$0] } ?? []))
        case .destinationHIP(let name): one("destinationHIP", .strings(name.map { [$0] } ?? []))
        case .category(let name): one("category", .string(name))
        case .application(let name): one("application", .string(name))
        case .service(let ipProtocol, let port, let type):
            .object([
                ("protocol", .string(ipProtocol.description)), ("destinationPort", .number(Int64(port))),
                ("icmpType", type.map { .number(Int64($0)) } ?? .null),
            ])
        case .sourcePort(let port): one("sourcePort", .number(Int64(port)))
        case .decrypted(let isDecrypted): one("decrypted", .bool(isDecrypted))
        }
    }
}
