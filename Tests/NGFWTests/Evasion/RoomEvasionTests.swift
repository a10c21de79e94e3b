import NGFWCore
import NGFWPacket
import NGFWPolicy
import NGFWTestSupport
import Testing

@testable import NGFW

/// Floods that are to push sessions out, or decisions.
@Suite("Evasion: taking the room away")
struct RoomEvasionTests {
    private static let rules = [Lab.rule("any", .allow) { $0.services = ["any"] }]

    private static func syn(_ number: UInt32) -> [UInt8] {
        PacketBuilder(from: IPAddress(v4: 0x0a01_0000 | number >> 8), to: IPAddress(v4: 0x0a02_0001))
            .tcp(UInt16(truncatingIfNeeded: 1_024 + number & 0xff), 80, flags: .syn, sequence: number)
    }

    @Test("A flood of half-open connections pushes out no session, and passes with its handshakes' timeout")
    func halfOpen() {
        var lab = Lab(rules: Self.rules) { $0.limits.sessions = 50 }
        var talk = Talk(port: 22)
        lab.send(talk.handshake() + [talk.send(Talk.sshBanner)])
        for number in 0..<1_000 as Range<UInt32> { _ = lab.send(Self.syn(number)) }
        #expect(lab.firewall.sessionCount == 50)
        #expect(lab.firewall.counters.withoutSession(.sessionTableFull).packets == 951)
        #expect(lab.send(talk.send("still here")).sessionID == 1)
        lab.pass(seconds: 5)
        #expect(lab.firewall.sessionCount == 1)
    }

    @Test("Connections that wait to be found out push each other's inspection out, not the inspection of a decided one's bytes")
    func inspections() {
        var lab = Lab(rules: Attack.rules) { $0.limits.inspectedSessions = 4 }
        for port in 1...40 as ClosedRange<UInt16> {
            var talk = Talk(port: 80, sourcePort: port)
            lab.send(talk.handshake() + [talk.send("GE")])
        }
        #expect(lab.firewall.counters.inspectionsCutShort == 36)
        var caught = Talk(port: 80, sourcePort: 100)
        lab.send(caught.handshake())
        #expect(!lab.send(caught.send(Attack.film)).isPass)
        #expect(lab.firewall.sessions().last?.state == .discard)
    }

    @Test("Bytes that nobody acknowledges hold no more memory than inspections may")
    func unacknowledged() {
        var lab = Lab(rules: Attack.rules) { $0.limits.inspectedSessions = 4 }
        for port in 1...40 as ClosedRange<UInt16> {
            var talk = Talk(port: 80, sourcePort: port)
            lab.send(talk.handshake())
            #expect(lab.send(talk.send(Attack.lure)).isPass)
        }
        // They were decided: nothing was cut short.
        #expect(lab.firewall.counters.inspectionsCutShort == 0)
        #expect(lab.firewall.sessions().allSatisfy { $0.application == "ssh" })
    }

    @Test("Numbers of sessions begin anew when they are used up, and none is zero")
    func sessionNumbers() {
        var lab = Lab(rules: Self.rules)
        lab.firewall.nextSessionID = SessionRecord.highestID - 1
        let numbers = (0..<4 as Range<UInt32>).map { lab.send(Self.syn($0)).sessionID }
        #expect(numbers == [SessionRecord.highestID - 1, SessionRecord.highestID, 1, 2])
        #expect(lab.firewall.sessions().map(\.id).sorted() == numbers.sorted())
    }
}
