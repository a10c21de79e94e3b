public import NGFWAppID
public import NGFWCore
public import NGFWPacket

/// What a session without a name of its own may have been: a guess from what is beside it, never an answer.
///
/// No rule ever asks a hint: whoever can answer a name server's questions or choose a port could make one say anything.
///
///     var hints = ApplicationHints([.names], library)
///     hints.read(packet.span, linkType: .ethernet, at: time)      // every packet, in its order
///     hints.hint(for: session)                                    // netflix-base, by a name in an answer of DNS
///
/// - Bounds: ``maximumAddresses``; further addresses are left out.
public struct ApplicationHints {
    public struct Sources: OptionSet, Hashable, Sendable {
        public let rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// The names that answers of DNS gave to the server's address before the session began.
        public static let names = Sources(rawValue: 1 << 0)
        /// The server's port.
        public static let ports = Sources(rawValue: 1 << 1)
    }

    public struct Hint: Hashable, Sendable {
        public var application: String
        public var source: Source

        public init(application: String, source: Source) {
            self.application = application
            self.source = source
        }

        public enum Source: Hashable, Sendable {
            /// That name was answered with the server's address.
            case name(String)
            case port(IPProtocol, UInt16)
        }
    }

    public static let maximumAddresses = 1 << 18
    /// Of one address, the latest.
    private static let maximumNames = 4
    /// Carries the services of `ssl`, that do not list it.
    private static let quic = "quic"

    private struct Name {
        var application: ApplicationID
        var name: String
        var time: Timestamp
    }

    private let sources: Sources
    private let library: SignatureLibrary
    private let decoder = PacketDecoder()
    private var names: [IPAddress: [Name]] = [:]
    private var ports: [DefaultPort: ApplicationID?] = [:]

    public init(_ sources: Sources, _ library: SignatureLibrary) {
        self.sources = sources
        self.library = library
    }

    // MARK: Packets

    /// Takes the names out of a packet that is a DNS answer; of TCP those that a segment holds whole.
    public mutating func read(_ packet: Span<UInt8>, linkType: LinkType, at time: Timestamp) {
        guard sources.contains(.names), let decoded = try? decoder.decode(packet, linkType: linkType), decoded.fragment == nil else {
            return
        }
        let payload = packet.extracting(decoded.payloadRange)
        switch decoded.tuple.ipProtocol {
        case .udp: read(answer: payload, at: time)
        case .tcp:
            guard payload.count > 2, Int(payload[0]) << 8 | Int(payload[1]) == payload.count - 2 else { return }
            read(answer: payload.extracting(2..<payload.count), at: time)
        default: break
        }
    }

    private mutating func read(answer message: Span<UInt8>, at time: Timestamp) {
        guard let answers = DNSAnswers(message), let application = library.application(ofHost: answers.name) else { return }
        for address in answers.addresses {
            guard names[address] != nil || names.count < Self.maximumAddresses else { return }
            guard names[address]?.last?.name != answers.name else { continue }
            names[address, default: []].append(Name(application: application, name: answers.name, time: time))
            if names[address, default: []].count > Self.maximumNames { names[address]?.removeFirst() }
        }
    }

    // MARK: Sessions

    /// A hint for a session that is called by its wire protocol alone, or by nothing.
    public mutating func hint(for session: SessionSummary) -> Hint? {
        let isNameless = library.catalogue.id(named: session.application)?.isPseudo ?? true
        guard isNameless || session.application == session.base else { return nil }
        return nameHint(session, isNameless) ?? (isNameless ? portHint(session.tuple) : nil)
    }

    private func nameHint(_ session: SessionSummary, _ isNameless: Bool) -> Hint? {
        guard let found = names[session.tuple.destination]?.last(where: { $0.time <= session.start }) else { return nil }
        // A session that speaks another protocol is no service of the web.
        let carriers = library.catalogue[found.application].uses
        guard isNameless || carriers.contains(session.base) || session.base == Self.quic else { return nil }
        return Hint(application: library.catalogue.name(found.application), source: .name(found.name))
    }

    private mutating func portHint(_ tuple: FiveTuple) -> Hint? {
        guard sources.contains(.ports), tuple.ipProtocol.hasPorts else { return nil }
        let key = DefaultPort(tuple.ipProtocol, ports: PortSet(tuple.destinationPort))
        if ports[key] == nil { ports[key] = .some(library.application(ofPort: tuple.destinationPort, tuple.ipProtocol)) }
        guard let application = ports[key] ?? nil else { return nil }
        return Hint(application: library.catalogue.name(application), source: .port(tuple.ipProtocol, tuple.destinationPort))
    }
}

extension ApplicationHints.Hint.Source: CustomStringConvertible {
    public var description: String {
        switch self {
        case .name(let name): "name \(name) in an answer of DNS"
        case .port(let ipProtocol, let port): "port \(ipProtocol)/\(port)"
        }
    }
}
