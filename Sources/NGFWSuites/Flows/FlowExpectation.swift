public import NGFW
public import NGFWCore
public import NGFWPolicy

/// What a decision must be; what is `nil` may be anything.
///
///     expect: {action: allow, rule: ssh-in, final: yes}
public struct FlowExpectation: Sendable {
    public enum Action: Hashable, Sendable, CustomStringConvertible {
        case exactly(RuleAction)
        /// Anything but allow.
        case block

        static let words = RuleAction.allCases.map(\.rawValue) + ["block"]

        /// Upper and lower case are one.
        init?(_ text: String) {
            let word = text.lowercased()
            if word == "block" {
                self = .block
            } else if let action = RuleAction(rawValue: word) {
                self = .exactly(action)
            } else {
                return nil
            }
        }

        func holds(_ action: RuleAction) -> Bool {
            switch self {
            case .exactly(let wanted): action == wanted
            case .block: !action.isAllow
            }
        }

        public var description: String {
            switch self {
            case .exactly(let action): action.rawValue
            case .block: "block"
            }
        }
    }

    public var action: Action?
    public var rule: String?
    public var isFinal: Bool?
    public var standing: RuleMatch.Standing?
    public var logStart: Bool?
    public var logEnd: Bool?
    public var application: String?
    public var response: Response?
    /// Of the first thing expected.
    public var location: SourceLocation

    public init(at location: SourceLocation) { self.location = location }

    var isEmpty: Bool {
        action == nil && rule == nil && isFinal == nil && standing == nil && logStart == nil && logEnd == nil && application == nil
            && response == nil
    }

    /// What is wrong with a decision; empty when it is as expected.
    ///
    /// - Parameter policy: whose rules the expectation may name; of another name it is said.
    package func failures(of decision: Decision, _ policy: ResolvedPolicy? = nil) -> [String] {
        var wrong: [String] = []
        if let action, !action.holds(decision.action) { wrong.append("expected \(action), got \(decision.action.rawValue)") }
        if let rule, rule != decision.rule {
            wrong.append("expected rule '\(rule)', got '\(decision.rule)'\(policy.map { Self.hint(rule, $0) } ?? "")")
        }
        compare("application", application, decision.application, &wrong)
        compare("standing", standing?.word, decision.standing.word, &wrong)
        compare("final", isFinal.map(Self.word), Self.word(decision.isFinal), &wrong)
        compare("logStart", logStart.map(Self.word), Self.word(decision.logStart), &wrong)
        compare("response", response?.rawValue, decision.response.rawValue, &wrong)
        compare("logEnd", logEnd.map(Self.word), Self.word(decision.logEnd), &wrong)
        return wrong
    }

    private func compare(_ name: String, _ expected: String?, _ actual: String, _ wrong: inout [String]) {
        if let expected, expected != actual { wrong.append("expected \(name) \(expected), got \(actual)") }
    }

    /// Of a rule that the policy does not have.
    private static func hint(_ rule: String, _ policy: ResolvedPolicy) -> String {
        let names = policy.rules.map(\.name) + [policy.intrazoneDefault.name, policy.interzoneDefault.name]
        if names.contains(rule) { return "" }
        return " (no rule is called '\(shortened(rule))'\(nearestName(to: rule, in: names).map { "; did you mean '\($0)'?" } ?? ""))"
    }

    private static func word(_ flag: Bool) -> String { flag ? "yes" : "no" }
}

extension RuleMatch.Standing {
    static let words: [String: Self] = ["decided": .decided, "tentative": .tentative, "implicit": .implicit]

    package var word: String {
        switch self {
        case .decided: "decided"
        case .tentative: "tentative"
        case .implicit: "implicit"
        }
    }
}
