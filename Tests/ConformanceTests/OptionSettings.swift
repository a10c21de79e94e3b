import NGFWPolicy

/// The settings of options that an evaluation of flows can show.
enum OptionSettings {
    /// What sessions alone show: when they are looked up again.
    static let ofSessions: Set<String> = ["rematch-on-tag-change", "rematch-on-refresh", "rematch-on-schedule"]

    static let visible: [(option: String, value: String)] = PolicyOptions.table
        .filter { !ofSessions.contains($0.name) }
        .flatMap { entry in entry.values.map { (entry.name, $0) } }
}
