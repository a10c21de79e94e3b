import ArgumentParser
import NGFWCore
import NGFWPolicy

/// The options of every command that reads a configuration.
struct ConfigurationOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Configuration of a firewall or a Panorama: XML, set commands or JSON, whole or in parts.", valueName: "file"))
    var config: String

    @Option(help: ArgumentHelp("Device group, for a Panorama export.", valueName: "name"))
    var deviceGroup: String?

    @Option(help: ArgumentHelp("Virtual system, for an export with several.", valueName: "name"))
    var vsys: String?

    @Option(help: ArgumentHelp("Serial number of the firewall whose view of a Panorama export is wanted.", valueName: "number"))
    var serial: String?

    @Option(help: ArgumentHelp("Tag of that firewall, which targets of rules may name; may be given several times.", valueName: "name"))
    var deviceTag: [String] = []

    @Option(help: "Which object of one name wins on a Panorama: that of the nearest device group, or that of its ancestors.")
    var objectPrecedence = Precedence.nearest

    enum Precedence: String, ExpressibleByArgument, CaseIterable {
        case nearest, ancestors
    }

    @Option(help: ArgumentHelp("File of registration messages (uid-message); may be given several times.", valueName: "file"))
    var registrations: [String] = []

    @Option(help: ArgumentHelp("File of 'prefix zone' lines, instead of the configuration's interfaces and routes.", valueName: "file"))
    var zones: String?

    @Option(help: ArgumentHelp("File of 'name [time] address...' lines for fqdn objects.", valueName: "file"))
    var resolutions: String?

    @Option(help: ArgumentHelp("Entries of an external dynamic list; may be given several times.", valueName: "name=file"))
    var externalList: [String] = []

    @Option(help: ArgumentHelp("File of 'network region' lines for the countries that rules name.", valueName: "file"))
    var regions: String?

    @Option(help: ArgumentHelp("File of 'user; group; ...' lines.", valueName: "file"))
    var userGroups: String?

    @Option(help: "Pattern language of custom applications, instead of that of the configuration's version.")
    var patternDialect: Dialect?

    enum Dialect: String, ExpressibleByArgument, CaseIterable {
        case classic, enhanced
    }

    @Option(
        help: ArgumentHelp(
            "A reading of the policy language where the vendor's documents leave it open; may be given several times.",
            valueName: "name=value"))
    var option: [String] = []

    @Flag(help: "Evaluate although the configuration has errors. A rule that could not be understood fully matches nothing.")
    var lenient = false

    /// The files that are read.
    var paths: [String] {
        let lists = externalList.compactMap { $0.split(separator: "=", maxSplits: 1).last.map(String.init) }
        return [config] + registrations + lists + [zones, resolutions, regions, userGroups].compactMap(\.self)
    }

    /// What `--option` says.
    func policyOptions() throws(InputError) -> PolicyOptions {
        var options = PolicyOptions()
        for argument in option {
            let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { throw InputError("--option: '\(argument)' is not of the form name=value") }
            do {
                try options.set(parts[0], parts[1])
            } catch {
                throw InputError("--option: \(error)")
            }
        }
        return options
    }
}

/// The clock of commands without packets.
struct TimeOption: ParsableArguments {
    @Option(
        name: .customLong("time"),
        help: ArgumentHelp(
            "When the registrations were sent, and the time of flows without one: 2026-11-22T10:49:56Z, or seconds since 1970. "
                + "Default: now, or the first flow's own time if that is earlier.",
            valueName: "time"))
    var text: String?

    /// `nil` when the option is not used.
    func given() throws(InputError) -> Timestamp? {
        guard let text else { return nil }
        guard let time = Timestamp(text) else {
            throw InputError("--time: '\(text)' is not a time such as 2026-11-22T10:49:56Z, or seconds since 1970")
        }
        return time
    }

    /// When the registrations were sent if nobody says it: now, or in the past of a first flow.
    static func start(_ first: Timestamp?) -> Timestamp { min(first ?? SystemClock.now, SystemClock.now) }
}
