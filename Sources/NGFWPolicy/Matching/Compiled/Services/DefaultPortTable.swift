import NGFWCore

/// `application-default` of each application as flat spans, so that a lookup copies no metadata.
struct DefaultPortTable: Sendable {
    private struct Entry: Sendable {
        var clear: Range<Int32>
        /// Empty when the application has no secure ports.
        var secure: Range<Int32>
        /// No default ports and known by its protocol: on its default wherever there are no ports.
        var isPortless: Bool
    }

    private var spans: [PortSpan] = []
    private var entries: [Entry] = []

    init(_ defaults: [DefaultPorts]) {
        for application in defaults {
            let start = Int32(spans.count)
            spans.append(contentsOf: application.clear.flatMap(PortSpan.spans))
            let middle = Int32(spans.count)
            spans.append(contentsOf: application.secure.flatMap(PortSpan.spans))
            entries.append(Entry(clear: start..<middle, secure: middle..<Int32(spans.count), isPortless: application.isPortless))
        }
    }

    func isPortless(_ id: ApplicationID) -> Bool { Int(id.rawValue) < entries.count && entries[Int(id.rawValue)].isPortless }

    /// Same answer as ``ResolvedPolicy/isOnDefaultPort(_:_:)``.
    func isOnDefaultPort(_ id: ApplicationID, _ input: MatchInput) -> Bool {
        guard Int(id.rawValue) < entries.count else { return false }
        let entry = entries[Int(id.rawValue)]
        let useSecure = input.isDecrypted && !entry.secure.isEmpty
        if !useSecure, entry.isPortless, !input.tuple.ipProtocol.hasPorts { return true }
        let range = useSecure ? entry.secure : entry.clear
        for index in range where spans[Int(index)].contains(input) { return true }
        return false
    }
}
