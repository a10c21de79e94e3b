internal import NGFWCore
internal import NGFWPolicy

/// Configurations that were read before; for many runs of the same suites by one owner.
final class SuiteCache {
    struct Key: Hashable {
        var suite: String
        var place: SourceLocation
        var time: Timestamp
    }

    var loaded: [Key: LoadedSuite] = [:]
}
