/// A field of a rule, in the order in which explanations ask them; raw values are the element names of PAN-OS.
public enum RuleField: String, Hashable, Sendable, CaseIterable {
    case disabled
    /// Something about the rule keeps it from ever matching; see ``ResolvedRule/neverMatchesBecause``.
    case invalid
    case schedule
    case from
    case to
    /// Asked when both zones hold.
    case type = "rule-type"
    case source
    case destination
    case user = "source-user"
    case sourceHIP = "source-hip"
    case destinationHIP = "destination-hip"
    case category
    case application
    case service
}

/// A set of fields in two bytes: one a rule is kept while a rulebase is explained.
package struct RuleFieldSet: OptionSet, Hashable, Sendable {
    package let rawValue: UInt16
    package init(rawValue: UInt16) { self.rawValue = rawValue }

    package static let disabled = RuleFieldSet(rawValue: 1 << 0)
    package static let invalid = RuleFieldSet(rawValue: 1 << 1)
    package static let schedule = RuleFieldSet(rawValue: 1 << 2)
    package static let from = RuleFieldSet(rawValue: 1 << 3)
    package static let to = RuleFieldSet(rawValue: 1 << 4)
    package static let type = RuleFieldSet(rawValue: 1 << 5)
    package static let source = RuleFieldSet(rawValue: 1 << 6)
    package static let destination = RuleFieldSet(rawValue: 1 << 7)
    package static let user = RuleFieldSet(rawValue: 1 << 8)
    package static let sourceHIP = RuleFieldSet(rawValue: 1 << 9)
    package static let destinationHIP = RuleFieldSet(rawValue: 1 << 10)
    package static let category = RuleFieldSet(rawValue: 1 << 11)
    package static let application = RuleFieldSet(rawValue: 1 << 12)
    package static let service = RuleFieldSet(rawValue: 1 << 13)

    /// What a rule that shares a flow's zones and addresses does not fail at.
    package static let placement: RuleFieldSet = [.disabled, .invalid, .from, .to, .type, .source, .destination]

    var count: Int { rawValue.nonzeroBitCount }

    /// In order.
    var fields: [RuleField] { RuleField.allCases.enumerated().filter { rawValue & (1 << $0.offset) != 0 }.map(\.element) }

    /// The first in order.
    var first: RuleField? { rawValue == 0 ? nil : RuleField.allCases[rawValue.trailingZeroBitCount] }
}
