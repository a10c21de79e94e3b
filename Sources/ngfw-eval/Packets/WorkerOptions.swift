import ArgumentParser

/// How many cores a command may use.
struct WorkerOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Firewalls side by side, each on a core of its own: 1 to 64.", valueName: "number"))
    var workers = 1

    func validate() throws {
        guard (1...64).contains(workers) else { throw ValidationError("--workers: a number from 1 to 64") }
    }
}
