import Foundation
import Testing

@testable import ngfw_eval

@Suite("Syslog over a connection that breaks")
struct SyslogStreamTests {
    private static func steady() -> Int64 { SystemClock.steady }

    private static func stream(_ receiver: LoopbackReceiver, _ queue: MessageQueue = MessageQueue()) throws -> SyslogStream {
        let destination = try #require(try SyslogDestination("syslog+tcp://127.0.0.1:\(receiver.port)"))
        return try SyslogStream(destination, queue: queue)
    }

    @Test("The connection comes back, and what was added meanwhile arrives whole")
    func comesBack() throws {
        let receiver = try LoopbackReceiver(isStream: true, .restarts)
        let stream = try Self.stream(receiver)
        stream.add(Array("first\n".utf8), clock: Self.steady, patience: 0)
        stream.pump(now: Self.steady())
        var events: [String] = []
        let deadline = Self.steady() + 60_000_000_000
        // Each round looks at the connection; the receiver breaks it when it has read a line.
        while !events.contains(where: { $0.contains("is gone") }), Self.steady() < deadline {
            stream.pump(now: Self.steady())
            events += stream.takeEvents()
        }
        for number in 1...100 { stream.add(Array("message \(number)\n".utf8), clock: Self.steady, patience: 0) }
        #expect(stream.finish(clock: Self.steady) == 0)
        events += stream.takeEvents()
        #expect(events.count == 2)
        #expect(events.last?.hasPrefix("connected again; ") == true)
        let lines = String(decoding: receiver.received(), as: UTF8.self).split(separator: "\n").map(String.init)
        #expect(Array(lines.suffix(100)) == (1...100).map { "message \($0)" })
        #expect(stream.lostCount == 0)
    }

    @Test("A receiver that takes nothing never holds anybody up; what the queue cannot hold is counted")
    func fullQueue() throws {
        // It listens, and nobody accepts or reads.
        let receiver = try LoopbackReceiver(isStream: true, .silent)
        let stream = try Self.stream(receiver, MessageQueue(byteLimit: 1 << 20))
        let message = [UInt8](repeating: 0x61, count: 1 << 10)
        // More than the queue and the sockets of both sides hold.
        for _ in 0..<65_536 { stream.add(message, clock: { 0 }, patience: 0) }
        #expect(stream.lostCount > 0)
        #expect(stream.waitingCount * message.count <= 1 << 23)
        withExtendedLifetime(receiver) {}
    }

    @Test("A receiver that talks back without end holds up the end for seconds alone")
    func talker() throws {
        let receiver = try LoopbackReceiver(isStream: true, .talks)
        let stream = try Self.stream(receiver)
        stream.add(Array("first\n".utf8), clock: Self.steady, patience: 0)
        var now: Int64 = 0
        _ = stream.finish {
            now += 100_000_000
            return now
        }
        #expect(now <= 6_000_000_000)
    }

    @Test("A receiver that takes nothing is waited for once, however often it takes a connection")
    func waitsOnce() throws {
        let receiver = try LoopbackReceiver(isStream: true, .silent)
        let stream = try Self.stream(receiver, MessageQueue(byteLimit: 8 << 20))
        let message = [UInt8](repeating: 0x61, count: 1 << 10)
        var now: Int64 = 0
        var events: [String] = []
        // Enough for the queue, for the sockets of three connections, and for their times.
        for _ in 0..<65_536 {
            stream.add(
                message,
                clock: {
                    now += 200_000_000
                    return now
                }, patience: 10_000_000_000)
            events += stream.takeEvents()
        }
        #expect(stream.lostCount > 0)
        #expect(events.count { $0.contains("takes nothing any more") } == 1)
        #expect(events.contains { $0.hasPrefix("connected again") })
        withExtendedLifetime(receiver) {}
    }

    @Test("A receiver that makes room in time loses nothing")
    func makesRoom() throws {
        let receiver = try LoopbackReceiver(isStream: true)
        let stream = try Self.stream(receiver, MessageQueue(byteLimit: 1 << 16))
        let message = [UInt8](repeating: 0x61, count: 1 << 10)
        for _ in 0..<16_384 { stream.add(message, clock: Self.steady, patience: 60_000_000_000) }
        #expect(stream.finish(clock: Self.steady) == 0)
        #expect(stream.lostCount == 0)
        #expect(receiver.received().count == 16_384 << 10)
    }

    @Test("A queue gives messages out in pieces and forgets them as they are acknowledged")
    func queue() {
        var queue = MessageQueue(byteLimit: 20)
        let answers = ["alpha", "beta", "gamma", "delta", "!", "epsilon"].map { queue.add(Array($0.utf8)) }
        #expect(answers == [true, true, true, true, true, false])
        #expect(queue.isFull)
        queue.sent(7)
        queue.acknowledge(unacknowledged: 1)
        #expect(queue.count == 4)
        #expect(queue.acknowledgedCount == 1)
        #expect(queue.withUnsent { String(decoding: $0, as: UTF8.self) } == "tagammadelta!")
        queue.rewind()
        #expect(queue.withUnsent { String(decoding: $0, as: UTF8.self) } == "betagammadelta!")
        queue.sent(15)
        #expect(queue.isAllSent)
        queue.acknowledge(unacknowledged: 6)
        #expect(queue.count == 2)
        queue.rewind()
        #expect(queue.withUnsent { String(decoding: $0, as: UTF8.self) } == "delta!")
        queue.sent(6)
        queue.acknowledge(unacknowledged: 0)
        #expect(queue.count == 0)
        _ = queue.add(Array("zeta".utf8))
        #expect(queue.withUnsent { String(decoding: $0, as: UTF8.self) } == "zeta")
    }

    @Test("Whatever is sent and acknowledged when, a queue holds what a plain list would", arguments: 1...20 as ClosedRange<UInt64>)
    func model(seed: UInt64) {
        var state = seed
        func random(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % count
        }
        var queue = MessageQueue(byteLimit: 200)
        var messages: [[UInt8]] = []
        var (sent, acknowledged) = (0, 0)
        for round in 0..<500 {
            switch random(5) {
            case 0, 1:
                let message = [UInt8](repeating: UInt8(truncatingIfNeeded: round), count: 1 + random(20))
                if queue.add(message) { messages.append(message) }
            case 2:
                let count = random(queue.unsentByteCount + 1)
                queue.sent(count)
                sent += count
            case 3:
                let open = random(sent - acknowledged + 1)
                queue.acknowledge(unacknowledged: open)
                while let first = messages.first, acknowledged + first.count <= sent - open {
                    acknowledged += first.count
                    messages.removeFirst()
                }
            default:
                if random(4) == 0 {
                    queue.rewind()
                    sent = acknowledged
                }
            }
            #expect(queue.count == messages.count)
            #expect(queue.withUnsent { Array($0) } == Array(messages.joined().dropFirst(sent - acknowledged)))
        }
    }
}
