import NGFW
import NGFWAppID
import NGFWCore

/// Sessions of a capture without any policy, as `identify` sees them.
enum CaptureSessions {
    /// In the order in which they began; ids count from 1 in every run over the same capture.
    ///
    /// - Parameter observer: is told of all payload that is looked at.
    static func read(
        _ path: String, _ library: SignatureLibrary, _ status: inout RunStatus, _ console: Console,
        observer: (@Sendable (InspectedPayload) -> Void)? = nil
    ) throws -> [SessionSummary] {
        var configuration = FirewallConfiguration(hashSeed: 1)
        configuration.settings.tcp.rejectsNonSYN = false
        let firewalls = FirewallGroup(workers: 1, configuration: configuration, library: library, policy: nil)
        if let observer { firewalls.observePayload(observer) }
        var order = SessionOrder()
        var sessions: [SessionSummary] = []
        var source = FilePackets(path: path)
        var progress = Progress(console, unit: "packets", every: 100_000)
        let isWhole = try PacketRun(console: console).run(&source, firewalls, progress: &progress) { _ in
        } drain: {
            sessions += order.add(firewalls.takeEndedSessions())
        }
        progress.end()
        if !isWhole { status.hasBadInput = true }
        return sessions + order.end()
    }

    /// `tcp 10.0.0.1[40000] > 10.0.0.2[22]`
    static func title(_ session: SessionSummary) -> String {
        let tuple = session.tuple
        return "\(tuple.ipProtocol) \(tuple.source)[\(tuple.sourcePort)] > \(tuple.destination)[\(tuple.destinationPort)]"
    }
}
