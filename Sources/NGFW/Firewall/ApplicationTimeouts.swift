internal import NGFWCore

/// The timeouts of each application by number, so that a packet need not touch the catalogue's names. Seconds, 0 for none.
struct ApplicationTimeouts {
    struct Entry {
        var tcp: Int32 = 0
        var udp: Int32 = 0
        var tcpHalfClosed: Int32 = 0
        var tcpTimeWait: Int32 = 0
    }

    private var entries: [Entry]

    init(_ catalogue: ApplicationCatalogue) {
        entries = catalogue.identifiers.map { id in
            let known = catalogue[id]
            return Entry(
                tcp: Int32(clamping: known.tcpTimeout ?? 0), udp: Int32(clamping: known.udpTimeout ?? 0),
                tcpHalfClosed: Int32(clamping: known.tcpHalfClosedTimeout ?? 0),
                tcpTimeWait: Int32(clamping: known.tcpTimeWaitTimeout ?? 0))
        }
    }

    subscript(application: ApplicationID) -> Entry {
        let index = Int(application.rawValue)
        return index < entries.count ? entries[index] : Entry()
    }
}
