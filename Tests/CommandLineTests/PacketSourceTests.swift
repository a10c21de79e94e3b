import Foundation
import NGFW
import NGFWAppID
import NGFWCapture
import NGFWCore
import NGFWPacket
import NGFWTestSupport
import Testing

@testable import ngfw_eval

@Suite("Sources of packets")
struct PacketSourceTests {
    /// A source of scripted blocks, with or without a clock.
    private struct Script: PacketSource, ~Copyable {
        let name = "script"
        var start: Timestamp?
        var horizon: Timestamp?
        /// Seconds of the packets of each block, and what the clock says after it.
        var steps: [(packets: [Int64], clock: Int64?)]
        var failure: CaptureError?
        let frame: [UInt8]

        mutating func fill(_ block: inout PacketBlock) throws(CaptureError) -> Bool {
            guard !steps.isEmpty else {
                if let failure { throw failure }
                return false
            }
            let step = steps.removeFirst()
            for second in step.packets {
                let time = Timestamp(seconds: second)
                if start == nil { start = time }
                let packet = CapturedPacket(
                    time: time, linkType: .ethernet, capturedLength: frame.count, wireLength: frame.count, number: 1)
                block.add(packet, frame.span, at: time)
            }
            horizon = step.clock.map { Timestamp(seconds: $0) }
            return true
        }
    }

    private static let frame = PacketBuilder(from: "10.0.0.1", to: "10.0.0.2").udp(5_000, 53, payload: [1, 2, 3])

    private static func group() throws -> FirewallGroup {
        FirewallGroup(
            workers: 1, configuration: FirewallConfiguration(hashSeed: 1), library: try SignatureLibrary.builtIn(), policy: nil)
    }

    @Test("In silence the clock goes on: sessions age, and each second is told once")
    func silence() throws {
        let firewalls = try Self.group()
        var source = Script(
            steps: [([100, 101], 101), ([], 101), ([], 102), ([], 103), ([], 200)], frame: Self.frame)
        var progress = Progress(Console(), unit: "packets", every: 100_000)
        var (begun, ticks, ended): ([Timestamp], [Int64], [SessionSummary]) = ([], [], [])
        let isWhole = try PacketRun(console: Console()).run(&source, firewalls, endsSessions: false, progress: &progress) {
            begun.append($0)
        } drain: {
            ended += firewalls.takeEndedSessions()
        } tick: {
            ticks.append($0.seconds)
            return true
        }
        #expect(isWhole)
        #expect(begun == [Timestamp(seconds: 100)])
        #expect(ticks == [101, 102, 103, 200])
        #expect(ended.map(\.packets) == [2])
        #expect(ended.first?.endReason == .agedOut)
    }

    @Test("A source without a clock has no ticks, and its sessions end with it or stay, as is asked", arguments: [false, true])
    func endings(endsSessions: Bool) throws {
        let firewalls = try Self.group()
        var source = Script(steps: [([100], nil), ([101], nil)], frame: Self.frame)
        var progress = Progress(Console(), unit: "packets", every: 100_000)
        var (ticks, ended) = (0, 0)
        _ = try PacketRun(console: Console()).run(&source, firewalls, endsSessions: endsSessions, progress: &progress) { _ in
        } drain: {
            ended += firewalls.takeEndedSessions().count
        } tick: { _ in
            ticks += 1
            return true
        }
        #expect(ticks == 0)
        #expect(ended == (endsSessions ? 1 : 0))
        #expect(firewalls.sessionCount == (endsSessions ? 0 : 1))
    }

    @Test("A source that fails is told, and what came before counts")
    func failure() throws {
        let firewalls = try Self.group()
        var source = Script(
            steps: [([100], 100)], failure: CaptureError(.interfaceDown, file: "script", detail: "a failure that a test made"),
            frame: Self.frame)
        var progress = Progress(Console(), unit: "packets", every: 100_000)
        var ended = 0
        let isWhole = try PacketRun(console: Console()).run(&source, firewalls, progress: &progress) { _ in
        } drain: {
            ended += firewalls.takeEndedSessions().count
        }
        #expect(!isWhole)
        #expect(ended == 1)
    }

    @Test("Who has seen enough ends the run")
    func enough() throws {
        let firewalls = try Self.group()
        var source = Script(steps: [([100], 100), ([101], 101), ([102], 102)], frame: Self.frame)
        var progress = Progress(Console(), unit: "packets", every: 100_000)
        _ = try PacketRun(console: Console()).run(&source, firewalls, progress: &progress) { _ in
        } drain: {
        } tick: {
            $0.seconds < 101
        }
        #expect(firewalls.counters.received.packets == 2)
        #expect(source.steps.count == 1)
    }

    @Test("A capture is read block by block, up to a moment", arguments: [("+0s", 1), ("+1s", 90), ("+1h", 221)])
    func file(moment: String, count: Int) throws {
        var source = FilePackets(path: Tool.example.appending(path: "web-app.pcap").path, until: CaptureMoment(moment))
        var block = PacketBlock()
        while try source.fill(&block) {}
        #expect(block.packets.count == count)
        #expect(source.start == block.packets.first?.time)
        #expect(source.horizon == nil)
    }
}

@Suite("The clock of a live capture")
struct LiveClockTests {
    private static let second: Int64 = 1_000_000_000

    private static func time(_ seconds: Double) -> Timestamp { Timestamp(nanoseconds: Int64(seconds * 1e9)) }

    @Test("It follows the system's clock while nobody sets it, slewing included")
    func slewing() {
        var clock = LiveClock(system: Self.time(1_000), steady: 0)
        #expect(clock.look(system: Self.time(1_010.001), steady: 10 * Self.second) == nil)
        #expect(clock.now == Self.time(1_010.001))
        #expect(clock.time(of: Self.time(1_009.5)) == Self.time(1_009.5))
    }

    @Test("A step of the system's clock is told and taken out, to either side", arguments: [3_600.0, -3_600.0, 0.75, -0.75])
    func steps(step: Double) {
        var clock = LiveClock(system: Self.time(10_000), steady: 0)
        let told = clock.look(system: Self.time(10_001 + step), steady: Self.second)
        #expect(told == Int64(step * 1e9))
        #expect(clock.now == Self.time(10_001))
        #expect(clock.time(of: Self.time(10_000.5 + step)) == Self.time(10_000.5))
        #expect(clock.look(system: Self.time(10_002 + step), steady: 2 * Self.second) == nil)
        #expect(clock.now == Self.time(10_002))
    }

    @Test("A packet that waited while the clock was set back does not come from the future")
    func waitingPacket() {
        var clock = LiveClock(system: Self.time(10_000), steady: 0)
        _ = clock.look(system: Self.time(6_400.1), steady: Self.second / 10)
        #expect(clock.time(of: Self.time(10_000)) <= Self.time(10_001.1))
    }

    @Test("Clocks at the ends of time do no harm")
    func extremes() {
        var clock = LiveClock(system: Timestamp(nanoseconds: .max), steady: 0)
        _ = clock.look(system: Timestamp(nanoseconds: .min), steady: .max)
        _ = clock.look(system: Timestamp(nanoseconds: .max), steady: .min)
        _ = clock.time(of: Timestamp(nanoseconds: .min))
        _ = clock.time(of: Timestamp(nanoseconds: .max))
    }
}
