import NGFW
import NGFWCore
import NGFWPacket
import NGFWPolicy
import NGFWTestSupport

/// A TCP connection whose client wants to have `GET /film` read by the server, which the policy forbids; all else is allowed.
///
///     var attack = Attack()
///     attack.client(Attack.harmless, at: 0)               // at the first byte of the stream
///     #expect(!attack.client(Attack.film, at: 0).isPass)
struct Attack: ~Copyable {
    static let film = "GET /film HTTP/1.1\r\n\r\n"
    static let harmless = "GET /none HTTP/1.1\r\n\r\n"
    /// As long as the others, and another application at once and for good.
    static let lure = "SSH-2.0-lure----------"
    static let rules = [
        Lab.rule("no film", .deny, ["video"]) { $0.services = ["any"] }, Lab.rule("rest", .allow) { $0.services = ["any"] },
    ]

    var lab: Lab
    var talk: Talk
    /// The sequence number of the stream's first byte.
    let first: UInt32

    /// - Parameter opens: Whether the handshake is done.
    init(firstSequence: UInt32 = 1_000, opens: Bool = true, _ change: (inout FirewallConfiguration) -> Void = { _ in }) {
        lab = Lab(rules: Self.rules, change)
        talk = Talk(port: 80, firstSequence: firstSequence)
        first = firstSequence &+ 1
        if opens { lab.send(talk.handshake()) }
    }

    /// What a segment of the client is besides its bytes and their place.
    struct Shape {
        var flags: TCPFlags = [.ack, .psh]
        var timeToLive: UInt8 = 64
        var acknowledgment: UInt32?
        var window: UInt16 = 65_535
        var options: [UInt8] = []
        /// Set with the urgent flag.
        var urgentPointer: UInt16 = 0
    }

    /// A segment of the client with bytes for a place of the stream.
    func segment(_ text: String, at offset: Int, _ change: (inout Shape) -> Void = { _ in }) -> [UInt8] {
        var shape = Shape()
        change(&shape)
        var segment = talk.client.tcpSegment(
            talk.sourcePort, talk.destinationPort, flags: shape.flags, sequence: first &+ UInt32(truncatingIfNeeded: offset),
            acknowledgment: shape.flags.contains(.ack) ? shape.acknowledgment ?? talk.serverNext : 0, window: shape.window,
            options: shape.options, payload: Array(text.utf8))
        if shape.flags.contains(.urg) {
            segment[18] = UInt8(shape.urgentPointer >> 8)
            segment[19] = UInt8(shape.urgentPointer & 0xff)
        }
        return talk.client.timeToLive(shape.timeToLive).packet(.tcp, payload: segment)
    }

    @discardableResult
    mutating func client(_ text: String, at offset: Int, _ change: (inout Shape) -> Void = { _ in }) -> Verdict {
        lab.send(segment(text, at: offset, change))
    }

    /// The server has everything up to a place of the client's stream.
    @discardableResult
    mutating func acknowledge(_ offset: Int, window: UInt16 = 65_535) -> Verdict {
        lab.send(
            talk.client.reply.tcp(
                talk.destinationPort, talk.sourcePort, flags: .ack, sequence: talk.serverNext,
                acknowledgment: first &+ UInt32(truncatingIfNeeded: offset), window: window))
    }

    @discardableResult
    mutating func send(_ packet: [UInt8]) -> Verdict { lab.send(packet) }

    /// What the blocked session was found to be; `nil` when it is not blocked.
    mutating func blocked() -> String? {
        lab.firewall.sessions().last { $0.state == .discard && $0.tuple.sourcePort == talk.sourcePort }?.application
    }

    /// The only session's application so far.
    mutating func application() -> String? { lab.firewall.sessions().last?.application }

    var counters: FirewallCounters { lab.firewall.counters }
}
