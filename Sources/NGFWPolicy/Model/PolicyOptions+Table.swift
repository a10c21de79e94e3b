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
    public static let table: [Entry] = lookups + objects + groups + sessions

    private static let lookups: [Entry] = [
        Entry(
            "setup-blocks", \.setupBlocks, "Unverified 1, section 2.1",
            "A blocking rule that names applications, while the application is unknown: with `wait` it is passed over, with `enforce` it "
                + "blocks the first packet where everything else fits."),
        Entry(
            "category-unknown", \.categoryUnknown, "Unverified 1, section 1.7",
            "An allow rule that names URL categories, while the category is unknown: `tentative` lets the session go on under it, `skip` "
                + "passes it over."),
        Entry(
            "any-application-ports", \.anyApplicationPorts, "Unverified 2, section 2.7",
            "Ports of `application-default` in a rule for any application while the application is unknown: `known` are the default "
                + "ports of some application of the catalogue, `all` is every port."),
        Entry(
            "setup-secure-ports", \.setupSecurePorts, "Unverified 2, sections 2.7 and 8 (vector 10)",
            "Whether the ports of decrypted traffic count as default ports while the application is unknown."),
        Entry(
            "unknown-application-ports", \.unknownApplicationPorts, "Unverified 2, section 2.7",
            "Default ports of `unknown-tcp`, `unknown-udp`, `unknown-p2p` and `non-syn-tcp`: none, or any."),
        Entry(
            "custom-application-ports", \.customApplicationPorts, "Unverified 2, section 2.7",
            "Default ports of a custom application that has none: none, so that `application-default` never holds for it, or any."),
        Entry(
            "implicit-ports", \.implicitPorts, "Unverified 3, sections 2.5 and 2.7",
            "Whose default ports an implicitly allowed application must be on: those of the `named` applications that use it, of any "
                + "application of the `rule`, or its own (`parent`)."),
        Entry(
            "implicit-beats-explicit-deny", \.implicitBeatsExplicitDeny, "Unverified 3, section 2.5",
            "Whether a rule that allows an application implicitly wins over rules behind it that match explicitly; with `no` it is asked "
                + "only when no rule matches."),
        Entry(
            "wildcard-order", \.wildcardOrder, "Unverified 16, section 3.1",
            "Of several rules that match by wildcard masks: the first (`top-down`), or the one whose mask begins with most zero bits "
                + "(`longest-prefix`, as before 10.2.1)."),
    ]

    private static let objects: [Entry] = [
        Entry(
            "wildcard-first-bit", \.wildcardFirstBit, "Unverified 16, section 3.1",
            "Whether a wildcard mask must begin with a zero bit; with `required` another one is an error."),
        Entry(
            "non-syn-tcp-in-rules", \.nonSYNInRules, "Unverified 5, section 2.3",
            "Whether a rule may name `non-syn-tcp`; `application any` matches it in any case."),
        Entry(
            "icmpv6-echo", \.icmpv6Echo, "Unverified 5, section 2.3",
            "What echo requests and replies of ICMPv6 are called."),
        Entry(
            "schedule-crossing-midnight", \.scheduleMidnight, "Unverified 9, section 1.8",
            "A time of day whose end is before its start: an `error`, or the time until the end on the next day (`wrap`)."),
        Entry(
            "schedule-summer-time", \.scheduleSummerTime, "Unverified 9, section 1.8",
            "Times of schedules are read on the clock of the device's zone: with its summer time (`followed`), or on its standard time "
                + "the whole year (`ignored`)."),
        Entry(
            "custom-application-precedence", \.customPrecedence, "Unverified 17, section 2.9",
            "What a session is called that a custom application and a predefined one both recognise: by the `custom` one, or by the "
                + "`predefined` one, unless that is only the protocol below the other, or its parent."),
        Entry(
            "override-log-end", \.overrideLogEnd, "Unverified 15, section 1.2",
            "Whether an override of a default rule that has no `log-end` element logs at session end."),
        Entry(
            "negated-unknown", \.negatedUnknown, "section 1.4 (from memory)",
            "What an allow rule matches that negates an external list without entries, or a name without addresses: `nothing`, or "
                + "`everything` that the rest of the list does not hold. Blocking rules match everything in any case."),
        Entry(
            "user-names", \.userNames, "section 1.4 (from memory)",
            "`user@domain` and `domain\\user`: two names (`as-written`), or the same user (`domain`)."),
        Entry(
            "user-mapping", \.userMapping, "section 1.4 (from memory)",
            "Where the user of a source address is looked up: in zones that enable user identification, or everywhere."),
    ]

    private static let groups: [Entry] = [
        Entry(
            "dag-not", \.filterNot, "Unverified 6, section 3.3",
            "Whether filters of dynamic groups may say `not`, beside a tag that a member must have."),
        Entry(
            "dag-precedence", \.filterPrecedence, "Unverified 6, section 3.3",
            "Whether `and` binds tighter than `or` in filters, or both bind from left to right."),
        Entry(
            "dag-case", \.tagCase, "Unverified 6, section 3.3",
            "Whether tags compare by case, in filters, objects and registrations."),
        Entry(
            "dag-words", \.filterWords, "Unverified 8, section 3.3",
            "A tag without quotes in a filter: one `word`, or all words up to the next `and` or `or` (`phrase`)."),
        Entry(
            "tag-refresh", \.tagRefresh, "Unverified 6, section 3.5",
            "Registering a tag that is there: its time begins anew (`restart`), or stays (`keep`)."),
    ]

    private static let sessions: [Entry] = [
        Entry(
            "rematch-on-tag-change", \.rematchOnTagChange, "Unverified 7, section 3.3",
            "Whether running sessions are looked up again when a registration changes tags or users."),
        Entry(
            "rematch-on-refresh", \.rematchOnRefresh, "Unverified 7, section 4.5",
            "Whether running sessions are looked up again when a fqdn has other addresses."),
        Entry(
            "rematch-on-schedule", \.rematchOnSchedule, "Unverified 9, section 1.8",
            "Whether running sessions are looked up again when a schedule begins or ends."),
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
