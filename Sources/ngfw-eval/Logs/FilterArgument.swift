import ArgumentParser
import NGFW
import NGFWAppID
import NGFWCore
import NGFWPANOS
import NGFWPolicy

/// The value of `--filter`.
enum FilterArgument {
    /// Prints what is wrong with it, with a caret below the place.
    static func read(_ text: String, groups: Set<String>?, clock: TimeZoneRules, _ console: Console) throws -> SessionFilter {
        var options = SessionFilter.Options()
        options.groups = groups
        options.clock = clock
        do throws(SessionFilterError) {
            return try SessionFilter(text, options: options)
        } catch {
            console.write(error.diagnostic(file: "--filter"), sourceLine: Array(text.utf8))
            throw ExitCode(2)
        }
    }

    /// Says which names of the filter no session can have: its table would stay empty without a word.
    static func warn(of filter: SessionFilter, _ loaded: LoadedConfiguration, _ console: Console) {
        let (policy, catalogue) = (loaded.imported.policy, loaded.library.catalogue)
        let known: [SessionFilter.NameKind: Set<String>] = [
            .application: Set(catalogue.identifiers.map(catalogue.name)),
            .rule: Set(policy.rules.map(\.name) + ["intrazone-default", "interzone-default"]),
            .zone: Set((policy.zones ?? []).map(\.name) + loaded.zones.entries.map(\.zone)),
        ]
        for kind in SessionFilter.NameKind.allCases {
            guard let names = known[kind] else { continue }
            for name in filter.names(of: kind) where !names.contains(name) {
                let near = nearestName(to: name, in: names.sorted()).map { "; did you mean '\($0)'?" } ?? ""
                console.writeError("warning: --filter: no \(kind.rawValue) is called '\(shortened(name))'\(near)")
            }
        }
    }
}
