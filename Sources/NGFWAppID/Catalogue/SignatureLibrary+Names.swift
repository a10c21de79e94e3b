public import NGFWCore

/// Applications by what is known of them beside their payload.
extension SignatureLibrary {
    /// The service that a host name, or a name above it, stands for. A trailing dot and upper case do not matter.
    ///
    ///     library.application(ofHost: "www.wikipedia.org").map { library.catalogue.name($0) }    // wikipedia
    public func application(ofHost name: String) -> ApplicationID? {
        tables.hosts.application(of: Array(name.utf8).span)?.application
    }

    /// The wire protocol whose default port this is: of several one in pervasive use, then the one with the fewest ports. Applications that
    /// list more than 64 ports count for none.
    ///
    /// What a table of ports says, and as reliable.
    ///
    /// - Complexity: O(applications).
    public func application(ofPort port: UInt16, _ ipProtocol: IPProtocol) -> ApplicationID? {
        var best: (application: ApplicationID, rank: Int)?
        for id in identifiable {
            let application = catalogue[id]
            guard application.parent == nil, application.uses.isEmpty,
                application.defaultPorts.contains(where: { $0.ports != nil && $0.contains(ipProtocol, port: port, icmpType: nil) })
            else { continue }
            let count = application.defaultPorts.reduce(0) { $0 + ($1.ports?.ranges.reduce(0) { $0 + $1.count } ?? 0) }
            let rank = count + (application.characteristics.contains(.pervasive) ? 0 : Self.mostHintedPorts)
            if count <= Self.mostHintedPorts, best.map({ rank < $0.rank }) ?? true { best = (id, rank) }
        }
        return best?.application
    }

    private static let mostHintedPorts = 64
}
