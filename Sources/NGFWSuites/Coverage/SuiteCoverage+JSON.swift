package import NGFWCore
internal import NGFWPolicy

extension SuiteCoverage {
    package var json: JSONOutput {
        .object([
            ("rules", rules.json), ("members", members.json), ("objects", objects.json),
            ("configurations", .array(configurations.map(\.json))),
        ])
    }
}

extension SuiteCoverage.Share {
    fileprivate var json: JSONOutput {
        .object([("covered", .number(Int64(covered))), ("total", .number(Int64(total))), ("percent", .number(Int64(percent)))])
    }
}

extension SuiteCoverage.Configuration {
    fileprivate var json: JSONOutput {
        let objects = objects.map {
            JSONOutput.object([("kind", .string($0.kind.rawValue)), ("name", .string($0.name)), ("used", .bool($0.isUsed))])
        }
        let overrides = overrides.map { rule in
            JSONOutput.object([
                ("rule", .string(rule.name)), ("file", .optional(rule.location?.file)),
                ("line", rule.location.map { .number(Int64($0.line)) } ?? .null), ("inForce", .bool(rule.obstacle == nil)),
                ("named", .number(Int64(rule.named))),
            ])
        }
        return .object([
            ("configuration", .string(name)), ("flows", .number(Int64(flows))), ("rules", .array(rules.map(\.json))),
            ("applicationOverrides", .array(overrides)),
            ("objects", .array(objects)),
        ])
    }
}

extension SuiteCoverage.Rule {
    fileprivate var json: JSONOutput {
        func counts(_ counts: [(String, Int)]) -> JSONOutput { .object(counts.map { ($0.0, .number(Int64($0.1))) }) }
        let failures = RuleField.allCases.compactMap { field in firstFailures[field].map { (field.rawValue, $0) } }
        let members = members.map {
            JSONOutput.object([("field", .string($0.field.rawValue)), ("member", .string($0.name)), ("covered", .bool($0.isCovered))])
        }
        return .object([
            ("rule", .string(name)), ("file", .optional(location?.file)), ("line", location.map { .number(Int64($0.line)) } ?? .null),
            ("inForce", .bool(obstacle == nil)), ("decided", .number(Int64(decided))), ("considered", .number(Int64(considered))),
            ("reason", .optional(reason)), ("takenBy", counts(takenBy.sorted { $0.key < $1.key })), ("firstFailures", counts(failures)),
            ("members", .array(members)),
        ])
    }
}

extension SARIFReport {
    /// Rules in force that decided nothing, at their places in the configuration.
    public mutating func add(_ coverage: SuiteCoverage) {
        for configuration in coverage.configurations {
            for rule in configuration.rules where rule.obstacle == nil && !rule.isDefault {
                guard let reason = rule.reason else { continue }
                let text = "rule '\(rule.name)' decides none of \(configuration.flows) flows: \(reason)"
                add(.uncovered, "warning", text, at: rule.location, key: "\(configuration.name)#\(rule.name)")
            }
            for rule in configuration.overrides where rule.obstacle == nil && rule.named == 0 {
                let text = "application override rule '\(rule.name)' names the application of none of \(configuration.flows) flows"
                add(.uncovered, "warning", text, at: rule.location, key: "\(configuration.name)#override#\(rule.name)")
            }
        }
    }
}
