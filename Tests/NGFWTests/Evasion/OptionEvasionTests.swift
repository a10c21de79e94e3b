import NGFW
import NGFWCore
import NGFWPacket
import NGFWPolicy
import NGFWTestSupport
import Testing

/// Urgent bytes, time stamps and what waits out of order: what the settings of TCP say of them.
@Suite("Evasion: urgent bytes, time stamps, order")
struct OptionEvasionTests {
    /// `X` is urgent: a receiver that takes it out of the stream reads the film's request.
    private static let withUrgent = "GET /fXilm HTTP/1.1\r\n\r\n"

    private static func urgent(_ shape: inout Attack.Shape) {
        shape.flags = [.ack, .psh, .urg]
        shape.urgentPointer = 7
    }

    @Test("Where the pointer is cleared the byte is part of the stream, and the verdict asks for the receiver to be told so")
    func cleared() {
        var attack = Attack()
        let verdict = attack.client(Self.withUrgent, at: 0, Self.urgent)
        #expect(verdict.isPass && verdict.clearsUrgentPointer)
        #expect(attack.application() == "web-browsing")
        #expect(attack.counters.urgentPointersCleared == 1)
        #expect(!attack.client("x", at: Self.withUrgent.utf8.count).clearsUrgentPointer)
    }

    @Test("Where it is left the byte is no part of the stream, whatever pieces the segment comes in, in whatever order")
    func leftOut() {
        let bytes = Array(Self.withUrgent.utf8)
        func piece(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
        for cuts in [[0..<23], [0..<6, 6..<23], [0..<7, 7..<23], [7..<23, 0..<7], [4..<23, 0..<4], [6..<23, 0..<6]] {
            var attack = Attack { $0.settings.tcp.urgentData = .oobInline }
            for range in cuts {
                let verdict = attack.client(piece(range), at: range.lowerBound) {
                    $0.flags = [.ack, .psh, .urg]
                    $0.urgentPointer = UInt16(max(0, 7 - range.lowerBound))
                }
                #expect(!verdict.clearsUrgentPointer)
            }
            #expect(attack.blocked() == "video", "\(cuts)")
        }
    }

    @Test("An urgent byte that only a later segment brings is left out too")
    func announcedEarlier() {
        var attack = Attack { $0.settings.tcp.urgentData = .oobInline }
        attack.client("GET ", at: 0, Self.urgent)
        attack.client("/fXilm HTTP/1.1\r\n\r\n", at: 4)
        #expect(attack.blocked() == "video")
    }

    @Test("A pointer without its flag, or to nothing, means nothing")
    func pointerAlone() {
        for pointer in [0, 5, 400] as [UInt16] {
            var attack = Attack { $0.settings.tcp.urgentData = .oobInline }
            attack.client(Attack.film, at: 0) {
                $0.urgentPointer = pointer
                if pointer != 5 { $0.flags = [.ack, .psh, .urg] }
            }
            #expect(attack.blocked() == "video")
        }
    }

    @Test(
        "A stream that could go over several connections at once may not: its SYNs pass without the option",
        arguments: [true, false], [[30, 12, 0, 1, 1, 2, 3, 4, 5, 6, 7, 8], [3, 4, 7, 1, 30, 4, 0, 0]] as [[UInt8]])
    func multipath(strips: Bool, options: [UInt8]) {
        var attack = Attack(opens: false) { $0.settings.tcp.stripsMultipath = strips }
        let talk = attack.talk
        let question = attack.send(talk.client.tcp(40_000, 80, flags: .syn, sequence: 1_000, options: options))
        #expect(question.isPass && question.stripsMultipath == strips)
        let answer = talk.client.reply.tcp(
            80, 40_000, flags: [.syn, .ack], sequence: talk.serverNext, acknowledgment: 1_001, options: options)
        #expect(attack.send(answer).stripsMultipath == strips)
        #expect(!attack.client("x", at: 0) { $0.options = options }.stripsMultipath)
        #expect(attack.counters.multipathOptionsStripped == (strips ? 2 : 0))
    }

    private static func stamp(_ value: UInt32) -> [UInt8] {
        var bytes: [UInt8] = [1, 1, 8, 10]
        bytes.append(bigEndian: value)
        return bytes + [0, 0, 0, 0]
    }

    /// A connection whose ends stamp.
    private static func stamped(checks: Bool = true, _ change: (inout FirewallConfiguration) -> Void = { _ in }) -> Attack {
        var attack = Attack(opens: false) {
            $0.settings.tcp.checksTimestamp = checks
            change(&$0)
        }
        let client = attack.talk.client
        attack.send(client.tcp(40_000, 80, flags: .syn, sequence: 1_000, options: stamp(100)))
        attack.send(
            client.reply.tcp(
                80, 40_000, flags: [.syn, .ack], sequence: attack.talk.serverNext, acknowledgment: attack.first, options: stamp(9)))
        attack.talk.serverNext &+= 1
        attack.talk.clientNext &+= 1
        attack.send(client.tcp(40_000, 80, sequence: attack.first, acknowledgment: attack.talk.serverNext, options: stamp(101)))
        return attack
    }

    @Test(
        "A lure with an old, a null or no time stamp, which its receiver throws away, does not pass",
        arguments: [100, 0, 0xf000_0000, nil] as [UInt32?])
    func timestamps(value: UInt32?) {
        var attack = Self.stamped()
        let verdict = attack.client(Attack.lure, at: 0) { $0.options = value.map(Self.stamp) ?? [] }
        #expect(verdict.reason == .timestamp)
        attack.client(Attack.film, at: 0) { $0.options = Self.stamp(101) }
        #expect(attack.blocked() == "video")
        #expect(attack.counters.withoutSession(.timestamp).packets == 1)
    }

    @Test("Stamps may stand still, rise and wrap around; a RST needs none; a forged segment outside the window moves none")
    func honestTimestamps() {
        var attack = Self.stamped()
        #expect(attack.client("x", at: 900_000) { $0.options = Self.stamp(0x7000_0000) }.reason == .outOfWindow)
        for (number, value) in ([101, 101, 500, 0x7fff_0000, 0xf000_0000, 7] as [UInt32]).enumerated() {
            #expect(attack.client("x", at: number) { $0.options = Self.stamp(value) }.isPass, "\(value)")
        }
        #expect(attack.client("", at: 6) { $0.flags = .rst }.isPass)
    }

    @Test("After 24 days of silence a stamp is not compared: its clock may have gone round")
    func outdatedTimestamps() {
        var attack = Self.stamped { $0.settings.timeouts.tcp = 15_999_999 }
        attack.lab.pass(seconds: 24 * 86_400 - 1)
        #expect(attack.client("x", at: 0) { $0.options = Self.stamp(50) }.reason == .timestamp)
        attack.lab.pass(seconds: 1)
        #expect(attack.client("x", at: 0) { $0.options = Self.stamp(0) }.reason == .timestamp)
        #expect(attack.client("x", at: 0) { $0.options = Self.stamp(50) }.isPass)
        #expect(attack.client("x", at: 1) { $0.options = Self.stamp(49) }.reason == .timestamp)
    }

    @Test("Where stamps are not compared, what the receiver throws away does not stand for what it reads")
    func uncomparedTimestamps() {
        var attack = Self.stamped(checks: false)
        #expect(attack.client(Attack.lure, at: 0) { $0.options = Self.stamp(1) }.isPass)
        attack.client(Attack.film, at: 0) { $0.options = Self.stamp(101) }
        #expect(attack.blocked() == "video")
    }

    @Test("Without stamps in the handshake none are asked for, and sessions do not inherit stamps from those before")
    func withoutTimestamps() {
        var attack = Attack { $0.settings.tcp.checksTimestamp = true }
        #expect(attack.client("GET /none", at: 0).isPass)
        var stamped = Self.stamped()
        stamped.lab.send([stamped.talk.send("", flags: [.fin, .ack])])
        stamped.lab.firewall.finish()
        var again = Talk(port: 80, firstSequence: 77_000)
        #expect(stamped.lab.send(again.handshake() + [again.send("GET")]).isPass)
    }

    @Test("More out of order than may wait is dropped where nothing may bypass, until what is missing has come")
    func exceededQueue() {
        var attack = Attack { $0.settings.tcp.bypassesExceededQueue = false }
        let bytes = Array((Attack.harmless + String(repeating: "x", count: 100)).utf8)
        func send(_ index: Int) -> Verdict { attack.client(String(decoding: [bytes[index]], as: UTF8.self), at: index) }
        let verdicts = (1..<100).map { send($0) }
        #expect(verdicts.filter(\.isPass).count == 63)
        #expect(verdicts.filter { $0.reason == .outOfOrderQueue }.count == 36)
        // What waits already may come again.
        #expect(send(5).isPass)
        #expect(send(0).isPass)
        #expect((64..<100).allSatisfy { send($0).isPass })
        #expect(attack.application() == "web-browsing")
    }

    @Test("Nor more bytes than may wait")
    func exceededBytes() {
        var attack = Attack {
            $0.settings.tcp.bypassesExceededQueue = false
            $0.limits.reorderBytes = 1_000
        }
        attack.client(String(repeating: "y", count: 10), at: 1)
        #expect(attack.client(String(repeating: "x", count: 900), at: 20).isPass)
        #expect(attack.client(String(repeating: "x", count: 900), at: 920).reason == .outOfOrderQueue)
        #expect(attack.counters.blocked.packets == 1)
    }
}
