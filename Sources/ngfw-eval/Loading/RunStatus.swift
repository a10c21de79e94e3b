import ArgumentParser

/// What the exit code says: 0 all decided, 1 an expectation failed, 2 bad input.
struct RunStatus {
    var hasBadInput = false
    var hasFailedExpectation = false

    func finish() throws {
        if hasBadInput { throw ExitCode(2) }
        if hasFailedExpectation { throw ExitCode(1) }
    }
}
