internal import NGFWCore

/// The timeouts of each application by number, those of the device where it has none, so that a packet need not touch the
/// catalogue's names. Seconds.
struct ApplicationTimeouts {
    struct Entry {
        var tcp: Int32
        var udp: Int32
        var tcpHalfClosed: Int32
        var tcpTimeWait: Int32
    }

    private let entries: [Entry]
    /// Of an application that is not in the catalogue.
    private let device: Entry

    init(_ catalogue: ApplicationCatalogue, _ timeouts: SessionTimeouts) {
        func seconds(_ own: Int64?, _ device: Int64) -> Int32 { Int32(clamping: own.flatMap { $0 > 0 ? $0 : nil } ?? device) }
        func entry(tcp: Int64? = nil, udp: Int64? = nil, halfClosed: Int64? = nil, timeWait: Int64? = nil) -> Entry {
            Entry(
                tcp: seconds(tcp, timeouts.tcp), udp: seconds(udp, timeouts.udp),
                tcpHalfClosed: seconds(halfClosed, timeouts.tcpHalfClosed), tcpTimeWait: seconds(timeWait, timeouts.tcpTimeWait))
        }
        device = entry()
        entries = catalogue.identifiers.map { id in
            let known = catalogue[id]
            return entry(
                tcp: known.tcpTimeout, udp: known.udpTimeout, halfClosed: known.tcpHalfClosedTimeout, timeWait: known.tcpTimeWaitTimeout)
        }
    }

    subscript(application: ApplicationID) -> Entry {
        let index = Int(application.rawValue)
        return index < entries.count ? entries[index] : device
    }
}
