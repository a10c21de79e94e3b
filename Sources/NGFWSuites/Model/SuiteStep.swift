package import NGFWCore
package import NGFWPolicy

/// One point of a suite's timeline: what changes, then what is asked.
package struct SuiteStep: Sendable {
    package enum Moment: Sendable {
        /// The time of the step before it.
        case now
        /// Seconds after the step before it.
        case after(Int64)
        case at(Timestamp)
    }

    package enum Change: Sendable {
        case update(RegistrationUpdate, at: SourceLocation)
        case messages(SuiteText)
        /// Another configuration is put in force.
        case configuration(SuiteText)
    }

    package var moment = Moment.now
    package var location: SourceLocation
    /// In the order of the file.
    package var changes: [Change] = []
    package var capture: SuiteCapture?
    package var flows: [FlowRecord] = []
    package var groups: [SuiteGroupCheck] = []
}

/// A capture that begins with the step, and what is expected of its sessions.
package struct SuiteCapture: Sendable {
    package var path: String
    package var location: SourceLocation
    package var sessions: [SuiteSessionCheck] = []
}

/// The members that a group must have.
package struct SuiteGroupCheck: Sendable {
    package var group: String
    /// As texts of registered objects; wildcards as written.
    package var members: [String]
    package var location: SourceLocation
}

/// What is expected of those sessions of a capture that have some properties.
package struct SuiteSessionCheck: Sendable {
    /// What picks a session: key and text.
    package var picks: [(key: String, value: String)] = []
    package var action: FlowExpectation.Action?
    package var rule: String?
    package var application: String?
    package var endReason: String?
    /// How many sessions are picked; `nil` is at least one.
    package var count: Int?
    package var location: SourceLocation
}
