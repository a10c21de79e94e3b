internal import NGFWCore

extension PolicyOptions {
    /// One option as documents and help texts show it.
    public struct Entry: Sendable {
        /// `any-application-ports`
        public let name: String
        /// Every legal value.
        public let values: [String]
        public let defaultValue: String
        /// Where the reference leaves it open: `Unverified 2, section 2.7`.
        public let reference: String
        /// What each value means, in one or two sentences.
        public let effect: String
        let write: @Sendable (inout PolicyOptions, String) -> Bool
        let read: @Sendable (PolicyOptions) -> String

        /// The value that some options have.
        public func value(in options: PolicyOptions) -> String { read(options) }

        init<Choice: RawRepresentable<String> & CaseIterable & Sendable>(
            _ name: String, _ path: any WritableKeyPath<PolicyOptions, Choice> & Sendable, _ reference: String, _ effect: String
        ) {
            self.name = name
            values = Choice.allCases.map(\.rawValue)
            defaultValue = PolicyOptions()[keyPath: path].rawValue
            self.reference = reference
            self.effect = effect
            read = { $0[keyPath: path].rawValue }
            write = { options, value in
                guard let choice = Choice(rawValue: value) else { return false }
                options[keyPath: path] = choice
                return true
            }
        }
    }

    /// Every option.
    public static let table: [Entry] = [
        Entry(
            "any-application-ports", \.anyApplicationPorts, "Unverified 2, section 2.7",
            "Ports of `application-default` in a rule for any application while the application is unknown: `known` are the default "
                + "ports of some application of the catalogue, `all` is every port."),
        Entry(
            "override-log-end", \.overrideLogEnd, "Unverified 15, section 1.2",
            "Whether an override of a default rule that has no `log-end` element logs at session end."),
    ]
}

/// An option name or value that nobody knows.
public struct PolicyOptionError: Error, Hashable, CustomStringConvertible {
    public var name: String
    public var value: String
    /// The legal names, or the legal values.
    public var known: [String]
    var isName: Bool

    public var description: String {
        let hint = nearestName(to: isName ? name : value, in: known).map { "; did you mean '\($0)'?" } ?? ""
        let what = isName ? "unknown option '\(name)'" : "option '\(name)' cannot be '\(value)'"
        return "\(what)\(hint) (one of \(known.joined(separator: ", ")))"
    }
}
