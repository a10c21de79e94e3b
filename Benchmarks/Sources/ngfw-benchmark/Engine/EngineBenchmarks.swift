import NGFW
import NGFWAppID
import NGFWCore
import NGFWPolicy

/// The whole engine on one core: decoding, session, TCP state, lookup in 1,000 rules, App-ID, a log record to a sink that counts.
struct EngineBenchmarks {
    /// A firewall and packets for it.
    struct Prepared: ~Copyable {
        var firewall: Firewall
        var buffer: PacketBuffer
    }

    let library: SignatureLibrary
    let policy: PolicyEngine

    private static let start = Timestamp(seconds: 1_700_000_000)
    /// Seconds that a round's packets are spread over: longer than anything that a closed connection leaves behind.
    static let round: Int64 = 20
    private static let handshake: [(isUp: Bool, sequence: UInt32, acknowledgment: UInt32, flags: UInt8)] = [
        (true, 1_000, 0, 0x02), (false, 5_000, 1_001, 0x12), (true, 1_001, 5_001, 0x10),
    ]

    init(_ library: SignatureLibrary) {
        self.library = library
        let shape = Rulebase.Shape(rules: 1_000, last: SecurityRule(name: "allow-rest"))
        policy = Rulebase(shape, catalogue: library.catalogue, seed: 5).engine()
    }

    func firewall(_ policy: PolicyEngine?, sessions: Int) -> Firewall {
        Firewall(configuration: configuration(sessions: sessions), library: library, policy: policy)
    }

    func configuration(sessions: Int) -> FirewallConfiguration {
        var configuration = FirewallConfiguration(hashSeed: 7)
        configuration.limits.sessions = sessions
        configuration.keepsEndedSessions = false
        configuration.zones = ZoneMap(
            entries: [("172.16.0.0/17", "zone-0"), ("172.16.128.0/17", "zone-1")].compactMap { text, zone in
                IPPrefix(text).map { ($0, zone) }
            })
        return configuration
    }

    func prepared(_ buffer: PacketBuffer, sessions: Int) -> Prepared {
        Prepared(firewall: firewall(policy, sessions: sessions), buffer: buffer)
    }

    /// Connections that are open and known to be HTTP, and a packet from each client.
    func decidedSessions(_ count: Int, payload: Int = 6, limit: Int? = nil) -> Prepared {
        var firewall = firewall(policy, sessions: limit ?? 2 * count)
        var verdicts: [Verdict] = []
        let opening = conversations(count, of: 5) { number, step in step < 5 ? transactionPacket(number, step) : nil }
        _ = opening.run(through: &firewall, verdicts: &verdicts) { _ = $0.takeRecords() }
        let body = [UInt8](repeating: 0x61, count: payload)
        let sent = 1_001 + UInt32(Traffic.webRequest.count)
        let received = 5_001 + UInt32(Traffic.webResponse.count)
        var generator = Generator(state: 2)
        var buffer = PacketBuffer()
        for number in (0..<count).shuffled(using: &generator) {
            buffer.add(Traffic.tcp(ends(number, port: 80), sent, received, 0x18, body), at: firewall.now)
        }
        return Prepared(firewall: firewall, buffer: buffer)
    }

    /// Ends of connection number `number`: 4,096 clients, 256 servers.
    private func ends(_ number: Int, port: UInt16) -> (UInt32, UInt16, UInt32, UInt16) {
        (
            0xac10_0000 + UInt32(number % 4_096), UInt16(1_024 + number / 4_096 % 60_000),
            0xac10_8000 + UInt32(number / 7 % 256), port
        )
    }

    private func reversed(_ ends: (UInt32, UInt16, UInt32, UInt16)) -> (UInt32, UInt16, UInt32, UInt16) {
        (ends.2, ends.3, ends.0, ends.1)
    }

    /// Connections that are opened and reset, 64 at a time side by side.
    func resetConnections(_ count: Int) -> PacketBuffer {
        conversations(count, of: 4) { number, step in
            let up = ends(number, port: 443)
            switch step {
            case 0..<3: return segment(up, step)
            case 3: return Traffic.tcp(up, 1_001, 5_001, 0x14, [])
            default: return nil
            }
        }
    }

    /// SYNs that nobody answers; each session ends by its timeout.
    func unansweredConnections(_ count: Int) -> PacketBuffer {
        conversations(count, of: 1) { number, step in step == 0 ? segment(ends(number, port: 443), 0) : nil }
    }

    /// Whole HTTP transactions in 8 packets: handshake, request, response, both ends.
    func transactions(_ count: Int) -> PacketBuffer {
        conversations(count, of: 8) { transactionPacket($0, $1) }
    }

    private func transactionPacket(_ number: Int, _ step: Int) -> [UInt8]? {
        let request = Traffic.webRequest
        let response = Traffic.webResponse
        let sent = 1_001 + UInt32(request.count)
        let received = 5_001 + UInt32(response.count)
        let up = ends(number, port: 80)
        let down = reversed(up)
        switch step {
        case 0..<3: return segment(up, step)
        case 3: return Traffic.tcp(up, 1_001, 5_001, 0x18, request)
        case 4: return Traffic.tcp(down, 5_001, sent, 0x18, response)
        case 5: return Traffic.tcp(up, sent, received, 0x11, [])
        case 6: return Traffic.tcp(down, received, sent + 1, 0x11, [])
        case 7: return Traffic.tcp(up, sent + 1, received + 1, 0x10, [])
        default: return nil
        }
    }

    private func segment(_ up: (UInt32, UInt16, UInt32, UInt16), _ step: Int) -> [UInt8] {
        let segment = Self.handshake[step]
        return Traffic.tcp(segment.isUp ? up : reversed(up), segment.sequence, segment.acknowledgment, segment.flags, [])
    }

    private func conversations(_ count: Int, of packetCount: Int, _ packet: (Int, Int) -> [UInt8]?) -> PacketBuffer {
        var buffer = PacketBuffer()
        let sideBySide = 64
        let nanoseconds = Self.round * 1_000_000_000 / Int64(count * packetCount)
        for first in stride(from: 0, to: count, by: sideBySide) {
            var step = 0
            while true {
                var isOver = true
                for number in first..<min(first + sideBySide, count) {
                    guard let bytes = packet(number, step) else { continue }
                    isOver = false
                    buffer.add(bytes, at: Timestamp(nanoseconds: Self.start.nanoseconds + Int64(buffer.packets.count) * nanoseconds))
                }
                if isOver { break }
                step += 1
            }
        }
        return buffer
    }

    func measurements(of buffer: PacketBuffer, sessions: Int, _ body: (Measurement) -> Void) throws {
        body(try run("no policy, no log", buffer, sessions: sessions, withPolicy: false))
        body(try run("1,000 rules, log entries counted", buffer, sessions: sessions))
        body(try run("1,000 rules, log records in words counted", buffer, sessions: sessions, inWords: true))
        body(
            try run("1,000 rules, log written as CSV, lines counted", buffer, sessions: sessions, inWords: true, format: .panosCSV(.v10_1)))
    }

    /// Every round brings the same connections again, later: what a session leaves behind ages meanwhile, and is logged.
    private func run(
        _ name: String, _ buffer: PacketBuffer, sessions: Int, withPolicy: Bool = true, inWords: Bool = false,
        format: TrafficLogFormat? = nil
    ) throws -> Measurement {
        var firewall = firewall(withPolicy ? policy : nil, sessions: 500_000)
        var verdicts: [Verdict] = []
        var buffer = buffer
        var target = format.map { CountingLogTarget($0) }
        var records: UInt64 = 0
        func sink(_ firewall: inout Firewall) {
            guard inWords else { return firewall.takeLogEntries { records &+= $0.subtype == .end ? 1 : 0 } }
            for record in firewall.takeRecords() {
                records &+= 1
                target?.add(record)
            }
        }
        func round() -> Int {
            buffer.moveOn(by: Self.round)
            return buffer.run(through: &firewall, verdicts: &verdicts, sink)
        }
        _ = round()
        let measurement = Measurement.run(name, operations: sessions, rounds: 7, round)
        firewall.finish()
        sink(&firewall)
        let created = firewall.counters.sessionsCreated
        guard created == UInt64(sessions) * 9, !withPolicy || records == created else {
            throw Failure("\(name): \(created) sessions and \(records) records of \(sessions * 9)")
        }
        return measurement
    }
}
