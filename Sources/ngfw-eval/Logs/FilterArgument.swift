import ArgumentParser
import NGFW
import NGFWCore

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
}
