import ArgumentParser
import NGFW

/// The value of `--filter`.
enum FilterArgument {
    /// Prints what is wrong with it, with a caret below the place.
    static func read(_ text: String, groups: Set<String>?, timeZoneOffset: Int = 0, _ console: Console) throws -> SessionFilter {
        var options = SessionFilter.Options()
        options.groups = groups
        options.timeZoneOffset = timeZoneOffset
        do throws(SessionFilterError) {
            return try SessionFilter(text, options: options)
        } catch {
            console.write(error.diagnostic(file: "--filter"), sourceLine: Array(text.utf8))
            throw ExitCode(2)
        }
    }
}
