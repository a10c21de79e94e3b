import ArgumentParser
import NGFWPolicy

/// What the exit code says: 0 all decided, 1 an expectation failed, 2 bad input.
struct RunStatus {
    var hasBadInput = false
    var hasFailedExpectation = false
    private var refusedRegistrations = 0
    /// Refused registrations that are shown; the rest is counted.
    private static let shownRegistrations = 100

    /// Says which registrations were refused.
    mutating func report(_ outcomes: [RegistrationOutcome], _ console: Console) {
        for outcome in outcomes where outcome.isRefusal {
            hasBadInput = true
            refusedRegistrations += 1
            if refusedRegistrations <= Self.shownRegistrations { console.writeError("error: registration: \(outcome)") }
        }
    }

    func finish() throws {
        let hidden = refusedRegistrations - Self.shownRegistrations
        if hidden > 0 { Console().writeError("error: \(grouped(hidden)) more registrations were refused") }
        if hasBadInput { throw ExitCode(2) }
        if hasFailedExpectation { throw ExitCode(1) }
    }
}
