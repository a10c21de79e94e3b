internal import NGFWCore

/// What every dialogue needs to know of its control session, and where its announcements are judged.
struct Negotiation {
    /// Flows that one payload may announce: a call with audio, video and text has six.
    private static let mostAtOnce = 32

    /// Of the control session, as its client sees it.
    let tuple: FiveTuple
    let settings: NegotiationSettings
    /// Bytes kept a direction until a line or a message is whole.
    let keptBytes: Int
    private(set) var announced: [AnnouncedFlow] = []
    /// Announcements that were not believed.
    private(set) var refusedCount = 0

    init(_ tuple: FiveTuple, _ settings: NegotiationSettings, keptBytes: Int) {
        self.tuple = tuple
        self.settings = settings
        self.keptBytes = max(64, keptBytes)
    }

    /// The host that sends in a direction.
    func sender(_ direction: FlowDirection) -> IPAddress { direction == .clientToServer ? tuple.source : tuple.destination }
    func receiver(_ direction: FlowDirection) -> IPAddress { sender(direction.opposite) }

    mutating func begin() {
        // An array without elements owns no memory, so payloads that announce nothing cost none.
        if !announced.isEmpty { announced = [] }
    }

    mutating func refuse() { refusedCount &+= 1 }

    /// Announces a flow unless it would be a hole: to a host that is not the announcer, to a well-known port, to no single host.
    ///
    /// - Parameter owner: The host whose flow it is to announce.
    mutating func announce(
        _ ipProtocol: IPProtocol, from source: IPAddress?, to destination: IPAddress, of owner: IPAddress, port: Int,
        application: String, lifetime: Int64 = 60
    ) {
        guard let port = UInt16(exactly: port), port >= max(1, settings.lowestPort),
            destination == owner || settings.thirdParties == .allowed,
            !destination.isMulticast, destination.value != 0, announced.count < Self.mostAtOnce
        else { return refuse() }
        announced.append(
            AnnouncedFlow(ipProtocol, from: source, to: destination, port: port, application: application, lifetime: lifetime))
    }
}
