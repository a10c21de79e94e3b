import NGFW
import NGFWCore
import NGFWPacket
import NGFWPolicy
import NGFWTestSupport
import Testing

@Suite("Any packets at all")
struct RandomPacketTests {
    /// A plausible packet among few hosts and ports, so that sessions meet, break and come back.
    private func packet(_ random: inout SplitMix64) -> [UInt8] {
        let hosts = (1...3).map { IPAddress(v4: 0x0a01_0000 | UInt32($0)) } + (1...3).map { IPAddress(v4: 0x0a02_0000 | UInt32($0)) }
        let six = (1...3).map { IPAddress(v6High: 0x2001_0db8_0001_0000, low: UInt64($0)) }
        let family = Int.random(in: 0..<5, using: &random) == 0 ? six : hosts
        let builder = PacketBuilder(
            from: family.randomElement(using: &random) ?? family[0], to: family.randomElement(using: &random) ?? family[1])
        let ports = [22, 53, 80, 443, 4_000, 4_001] as [UInt16]
        let port = { (random: inout SplitMix64) in ports.randomElement(using: &random) ?? 0 }
        let texts = ["", "x", Talk.sshBanner, "GET /film HTTP/1.1\r\n\r\n", "GET /", String(repeating: "y", count: 900)]
        let payload = Array((texts.randomElement(using: &random) ?? "").utf8)
        switch Int.random(in: 0..<10, using: &random) {
        case 0: return builder.udp(port(&random), port(&random), payload: payload)
        case 1: return builder.echo(identifier: UInt16.random(in: 0...2, using: &random), sequence: 1)
        case 2: return builder.icmp(type: 3, code: 1, payload: Array(builder.reply.udp(53, 4_000, payload: [1]).dropFirst(14)))
        case 3:
            return builder.fragments(.udp, payload: builder.udpDatagram(53, 4_000, payload: payload + payload), size: 64).randomElement(
                using: &random) ?? []
        case 4: return builder.packet(IPProtocol(rawValue: UInt8.random(in: 0...255, using: &random)), payload: payload)
        default:
            let flags = TCPFlags(
                rawValue: [2, 0x12, 0x10, 0x18, 0x11, 0x04, 0x14, UInt8.random(in: 0...63, using: &random)].randomElement(using: &random)
                    ?? 0)
            return builder.tcp(
                port(&random), port(&random), flags: flags, sequence: UInt32.random(in: 0...3_000, using: &random),
                acknowledgment: UInt32.random(in: 0...3_000, using: &random), payload: payload)
        }
    }

    @Test("100,000 random, damaged and wild packets: nothing breaks and the books balance", arguments: [false, true])
    func books(hasPolicy: Bool) {
        var random = SplitMix64(seed: hasPolicy ? 2_026 : 2_027)
        let rules = [
            Lab.rule("ssh", .allow, ["ssh"]), Lab.rule("no film", .resetBoth, ["video"]) { $0.services = ["any"] },
            Lab.rule("in", .allow) {
                $0.services = ["any"]
                $0.logStart = true
            },
        ]
        func change(_ configuration: inout FirewallConfiguration) {
            configuration.limits.sessions = 400
            configuration.limits.inspectedSessions = 10
            configuration.limits.pendingRecords = 1 << 20
        }
        var lab = hasPolicy ? Lab(rules: rules, change) : Lab(change)
        var sessionBytes: UInt64 = 0
        var sessionPackets: UInt64 = 0
        var ids: Set<UInt64> = []
        func take(_ ended: [SessionSummary]) {
            for session in ended {
                sessionBytes += session.bytes
                sessionPackets += session.packets
                #expect(ids.insert(session.id).inserted, "session \(session.id) reported twice")
                #expect(session.state == .closed)
                #expect(session.endReason != nil)
                #expect(session.application != "undecided")
            }
        }
        // Building a packet costs more than processing it.
        let packets = (0..<4_000).map { _ in packet(&random) }
        for round in 0..<50_000 {
            var bytes = packets.randomElement(using: &random) ?? []
            if Int.random(in: 0..<10, using: &random) == 0 { bytes = random.mutated(bytes) }
            let step = Int64.random(in: -2_000_000_000...2_100_000_000, using: &random)
            lab.time = Timestamp(nanoseconds: lab.time.nanoseconds + step)
            _ = lab.send(bytes)
            if lab.firewall.sessionCount > 400 { Issue.record("the table outgrew its limit in round \(round)") }
            if round % 1_000 == 0 { take(lab.firewall.takeEndedSessions()) }
        }
        take(lab.sessions())
        let counters = lab.firewall.counters
        #expect(counters.received.packets == 50_000)
        #expect(ids.count == Int(counters.sessionsCreated))
        #expect(counters.sessionsCreated == counters.sessionsEnded)
        #expect(counters.inSessions.bytes == sessionBytes)
        #expect(counters.inSessions.packets == sessionPackets)
        #expect(counters.passed.bytes + counters.blocked.bytes == counters.inSessions.bytes)
        let outside = PacketReason.allCases.map { counters.withoutSession($0) }
        #expect(
            counters.received.bytes + counters.reassembled.bytes
                == sessionBytes + counters.fragmentsHeld.bytes + outside.reduce(0) { $0 + $1.bytes })
        #expect(
            counters.received.packets + counters.reassembled.packets
                == sessionPackets + counters.fragmentsHeld.packets + outside.reduce(0) { $0 + $1.packets })
        #expect(sessionPackets > 10_000)
        let records = lab.firewall.takeRecords()
        #expect(records.map(\.sequenceNumber) == records.map(\.sequenceNumber).sorted())
        #expect(records.isEmpty != hasPolicy)
    }
}
