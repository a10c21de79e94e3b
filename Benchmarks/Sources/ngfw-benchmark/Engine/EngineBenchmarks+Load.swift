import Foundation
import NGFW
import NGFWCore

extension EngineBenchmarks {
    /// A packet of each of `count` decided sessions, in random order, a batch at a time.
    func decidedPackets(_ count: Int, payload: Int) -> Measurement {
        var prepared = decidedSessions(count, payload: payload)
        var verdicts: [Verdict] = []
        let length = prepared.buffer.packets[0].length
        return .run("\(length) bytes, \(count) sessions", operations: count) {
            prepared.buffer.run(through: &prepared.firewall, verdicts: &verdicts) { _ in }
        }
    }

    /// What one worker and two take for the same transactions by the clock on the wall, and for what they answer: nanoseconds a
    /// transaction, lowest of `rounds`.
    ///
    /// - Parameter inWords: Whether log records are taken in words, or as numbers.
    func workers(
        _ counts: [Int], transactions count: Int, inWords: Bool, rounds: Int = 5
    ) throws -> [(workers: Int, nanoseconds: Double)] {
        let buffer = transactions(count)
        var answers: [Int] = []
        var times: [(workers: Int, nanoseconds: Double)] = []
        for workers in counts {
            var lowest = Double.infinity
            let group = FirewallGroup(
                workers: workers, configuration: configuration(sessions: 4 * count), library: library, policy: policy)
            var verdicts: [Verdict] = []
            // The first round takes memory from the system.
            for round in 0...rounds {
                let start = DispatchTime.now().uptimeNanoseconds
                var passed = 0
                var records = 0
                var first = 0
                func takeRecords() {
                    if inWords { records &+= group.takeRecords().count } else { group.takeLogEntries { _ in records &+= 1 } }
                }
                while first < buffer.packets.count {
                    let end = min(first + 8_192, buffer.packets.count)
                    group.process(buffer.bytes.span, packets: buffer.packets.span.extracting(first..<end), into: &verdicts)
                    for verdict in verdicts where verdict.disposition.isPass { passed &+= 1 }
                    takeRecords()
                    first = end
                }
                group.finish()
                takeRecords()
                let time = Double(DispatchTime.now().uptimeNanoseconds - start) / Double(count)
                if round > 0 { lowest = min(lowest, time) }
                answers.append(passed &+ records)
            }
            times.append((workers, lowest))
        }
        guard Set(answers).count == 1 else { throw Failure("workers answer differently: \(Set(answers))") }
        return times
    }

    /// Log records of transactions, each form of line.
    func logForms(_ count: Int) -> [Measurement] {
        var firewall = firewall(policy, sessions: 2 * count)
        var verdicts: [Verdict] = []
        _ = transactions(count).run(through: &firewall, verdicts: &verdicts) { _ in }
        firewall.finish()
        let records = firewall.takeRecords()
        return TrafficLogFormat.allCases.map { format in
            .run("\(format)", operations: records.count) {
                var target = CountingLogTarget(format)
                for record in records { target.add(record) }
                return Int(target.byteCount)
            }
        }
    }

    /// What a flood does to open sessions and to memory, and what a packet of it costs.
    ///
    /// Nine packets of the flood come to one of the open sessions, each of which must pass.
    func flood(_ name: String, _ packet: (Int, inout Generator) -> [UInt8]) throws -> Measurement {
        let open = 4_096
        var prepared = decidedSessions(open, payload: 100, limit: 50_000)
        var generator = Generator(state: 11)
        var mixed = PacketBuffer()
        var isOpen: [Bool] = []
        for (number, descriptor) in prepared.buffer.packets.enumerated() {
            for turn in 0..<9 {
                let time = Timestamp(nanoseconds: descriptor.time.nanoseconds + Int64(isOpen.count) * 1_000)
                mixed.add(packet(number * 9 + turn, &generator), at: time)
                isOpen.append(false)
            }
            let time = Timestamp(nanoseconds: descriptor.time.nanoseconds + Int64(isOpen.count) * 1_000)
            mixed.add(Array(prepared.buffer.bytes[descriptor.offset..<descriptor.offset + descriptor.length]), at: time)
            isOpen.append(true)
        }
        var lost = 0
        var most = 0
        var passedCount = 0
        var verdicts: [Verdict] = []
        var rounds = 0
        let measurement = Measurement.run(name, operations: isOpen.count, rounds: 7) {
            mixed.moveOn(by: 1)
            rounds += 1
            var number = 0
            var start = 0
            passedCount = 0
            while start < mixed.packets.count {
                let end = min(start + 256, mixed.packets.count)
                prepared.firewall.process(mixed.bytes.span, packets: mixed.packets.span.extracting(start..<end), into: &verdicts)
                for verdict in verdicts {
                    if isOpen[number] { if verdict.disposition.isPass { passedCount += 1 } else { lost += 1 } }
                    number += 1
                }
                most = max(most, prepared.firewall.sessionCount)
                _ = prepared.firewall.takeRecords()
                start = end
            }
            return passedCount
        }
        let counters = prepared.firewall.counters
        let named = PacketReason.allCases.map { counters.withoutSession($0).packets }.reduce(0, &+)
        guard lost == 0, passedCount == open else { throw Failure("\(name): open sessions lost \(lost) packets") }
        guard most <= 50_000 else { throw Failure("\(name): \(most) sessions in a table of 50,000") }
        guard
            counters.received.packets + counters.reassembled.packets == counters.inSessions.packets + counters.fragmentsHeld.packets + named
        else { throw Failure("\(name): packets are not accounted for") }
        return measurement
    }

    static let floods: [(name: String, packet: @Sendable (Int, inout Generator) -> [UInt8])] = [
        (
            "SYN, new ends each",
            { number, generator in
                Traffic.tcp(
                    (
                        0xac10_0000 + UInt32.random(in: 0...0xfff, using: &generator), UInt16.random(in: 1...65_535, using: &generator),
                        0xac10_8000 + UInt32.random(in: 0...0xff, using: &generator), UInt16.random(in: 1...65_535, using: &generator)
                    ),
                    UInt32.random(in: 0...UInt32.max, using: &generator), 0, 0x02, [])
            }
        ),
        (
            "first fragments of datagrams that never end",
            { number, generator in
                var packet = Traffic.udp(
                    0xac10_0000 + UInt32.random(in: 0...0xfff, using: &generator), 40_000, 0xac10_8001, 53, [UInt8](repeating: 0, count: 32)
                )
                packet[18] = UInt8.random(in: 0...255, using: &generator)
                packet[19] = UInt8.random(in: 0...255, using: &generator)
                packet[20] = 0x20
                return packet
            }
        ),
        (
            "segments of no session",
            { number, generator in
                Traffic.tcp(
                    (
                        0xac10_0000 + UInt32.random(in: 0...0xfff, using: &generator), UInt16.random(in: 1...65_535, using: &generator),
                        0xac10_8001, 80
                    ), 1, 1, 0x10, [0x61])
            }
        ),
        (
            "datagrams of random bytes to be inspected",
            { number, generator in
                let payload = (0..<200).map { _ in UInt8.random(in: 0...255, using: &generator) }
                return Traffic.udp(
                    0xac10_0000 + UInt32.random(in: 0...0xfff, using: &generator), UInt16.random(in: 1...65_535, using: &generator),
                    0xac10_8001, 4_000, payload)
            }
        ),
    ]
}
