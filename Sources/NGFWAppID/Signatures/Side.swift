import NGFWCore

/// The role of the end that sent some bytes. A signature speaks of roles; a session knows directions.
enum Side: UInt8, Sendable {
    case client
    case server

    var opposite: Side { self == .client ? .server : .client }
}

/// What carries the payload that signatures look at.
enum Transport: UInt8, CaseIterable, Sendable {
    case tcp
    case udp
    case sctp

    init?(_ ipProtocol: IPProtocol) {
        switch ipProtocol {
        case .tcp: self = .tcp
        case .udp, .udpLite: self = .udp
        case .sctp: self = .sctp
        default: return nil
        }
    }

    init?(named name: some StringProtocol) {
        switch name {
        case "tcp": self = .tcp
        case "udp": self = .udp
        case "sctp": self = .sctp
        default: return nil
        }
    }

    /// TCP is a stream of bytes; the others come one datagram at a time.
    var isStream: Bool { self == .tcp }

    /// The member of a set of transports.
    var bit: UInt8 { 1 << rawValue }
}

/// Which end may be the client: TCP that begins with a handshake knows it, other sessions may have been met halfway.
struct Roles: OptionSet, Sendable {
    let rawValue: UInt8

    /// The sender of the session's first packet is the client.
    static let asSeen = Roles(rawValue: 1)
    /// The sender of the session's first packet is the server.
    static let swapped = Roles(rawValue: 2)
    static let both: Roles = [.asSeen, .swapped]

    /// The role that the sender of a direction plays; meaningful for one assignment.
    func side(of direction: FlowDirection) -> Side {
        (direction == .clientToServer) == (self == .asSeen) ? .client : .server
    }
}
