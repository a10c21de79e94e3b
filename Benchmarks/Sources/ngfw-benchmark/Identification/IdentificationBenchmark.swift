import CAllocations
import Foundation
import NGFW
import NGFWAppID
import NGFWCore
import NGFWPacket

/// App-ID and libndpi on the same packets, one after the other in one run, each on one core: decoding, the table of sessions,
/// identification, and the sessions' ends.
///
/// `NGFW_CAPTURES` has captures and folders of captures, with colons between them; without it the project's own are taken.
struct IdentificationBenchmark {
    private static let openFlows = 100_000
    /// As many as the table holds, and may be under inspection.
    private static let sessions = 1 << 18

    let library: SignatureLibrary
    let peer: DetectionPeer
    let folder: URL
    let rounds: Int

    /// What one side did with a set of packets.
    private struct Own {
        var median = 0.0
        var minimum = 0.0
        var flows = 0
        var named = 0
    }

    static func run(_ library: SignatureLibrary) throws {
        let environment = ProcessInfo.processInfo.environment
        let harness = environment["NGFW_NDPI_PEER"] ?? "Benchmarks/Peers/build/ndpi-peer"
        guard FileManager.default.isExecutableFile(atPath: harness) else {
            throw Failure("no harness at \(harness); `make benchmark-peers` builds it (Debian: apt-get install libndpi-dev)")
        }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ngfw-peers-\(getpid())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let benchmark = IdentificationBenchmark(
            library: library, peer: DetectionPeer(harness: harness), folder: folder, rounds: wantedRounds)
        // First: what other stages left free would be taken again, and not be seen as growth.
        try benchmark.memory()
        let captures = try merged()
        try benchmark.compare(captures)
        try benchmark.compareFamilies(captures)
        benchmark.openInitials(captures)
    }

    /// Rounds for a profiler.
    static func runAlone(_ library: SignatureLibrary) throws {
        let captures = try merged()
        let benchmark = IdentificationBenchmark(
            library: library, peer: DetectionPeer(harness: ""), folder: FileManager.default.temporaryDirectory, rounds: wantedRounds)
        let own = benchmark.identify(captures.buffer, tellsSessions: true)
        let time = Measurement.digits(own.median / Double(captures.buffer.packets.count))
        print("\(own.flows) flows, \(own.named) named, \(time) ns a packet")
    }

    private static var wantedRounds: Int { ProcessInfo.processInfo.environment["NGFW_PEER_ROUNDS"].flatMap { Int($0) } ?? 9 }

    private static func merged() throws -> CaptureSet {
        let places = ProcessInfo.processInfo.environment["NGFW_CAPTURES"] ?? "Tests/Captures"
        let captures = try CaptureSet(places.split(separator: ":").map(String.init))
        guard !captures.buffer.packets.isEmpty else { throw Failure("no packets in \(places)") }
        let buffer = captures.buffer
        print(
            "\n\(captures.captureCount) captures, merged into \(captures.partCount) parts: \(buffer.packets.count) packets of "
                + "\(buffer.bytes.count / buffer.packets.count) bytes; \(captures.leftOutCount) left out (no IP datagram, or a fragment)")
        return captures
    }

    private func configuration(tellsSessions: Bool) -> FirewallConfiguration {
        var configuration = FirewallConfiguration(hashSeed: 7)
        configuration.settings.tcp.rejectsNonSYN = false
        configuration.keepsEndedSessions = tellsSessions
        configuration.limits.sessions = Self.sessions
        configuration.limits.inspectedSessions = Self.sessions
        return configuration
    }

    // MARK: Time

    private func identify(_ buffer: PacketBuffer, tellsSessions: Bool) -> Own {
        var own = Own()
        let configuration = configuration(tellsSessions: tellsSessions)
        let measurement = Measurement.run("identify", operations: 1, rounds: rounds) {
            var firewall = Firewall(configuration: configuration, library: library, policy: nil)
            var verdicts: [Verdict] = []
            var named = 0
            func drain(_ firewall: inout Firewall) {
                for session in firewall.takeEndedSessions() where session.packetsToIdentify != nil { named += 1 }
            }
            _ = buffer.run(through: &firewall, verdicts: &verdicts, drain)
            firewall.finish()
            drain(&firewall)
            own.named = named
            own.flows = Int(firewall.counters.sessionsCreated)
            return named &+ own.flows
        }
        (own.median, own.minimum) = (measurement.median, measurement.minimum)
        return own
    }

    private func capture(_ buffer: PacketBuffer) throws -> String {
        let path = folder.appendingPathComponent("merged.pcap").path
        try CaptureSet(buffer).write(to: path)
        return path
    }

    private func compare(_ captures: CaptureSet) throws {
        let path = try capture(captures.buffer)
        let packets = Double(captures.buffer.packets.count)
        let theirs = try DetectionPeer.Way.allCases.map { try peer.time(path, rounds: rounds, $0) }
        for figures in theirs where figures.packets != captures.buffer.packets.count {
            throw Failure("the harness read \(figures.packets) packets of \(captures.buffer.packets.count)")
        }
        let own = identify(captures.buffer, tellsSessions: true)
        let silent = identify(captures.buffer, tellsSessions: false)
        print("\n| all packets | ns a packet, median (lowest) | packets/s | µs a flow | flows | named | by a guess | libndpi / own |")
        print("|---|---|---|---|---|---|---|---|")
        func row(_ name: String, _ median: Double, _ minimum: Double, _ flows: Int, _ named: String, _ guessed: String, _ ratio: String) {
            let cells = [
                "\(Measurement.digits(median / packets)) (\(Measurement.digits(minimum / packets)))",
                String(format: "%.2f M", packets / median * 1e3), String(format: "%.2f", median / Double(flows) / 1e3), "\(flows)", named,
                guessed, ratio,
            ]
            print("| \(name) | \(cells.joined(separator: " | ")) |")
        }
        let empty = identify(PacketBuffer(), tellsSessions: true)
        row("own", own.median, own.minimum, own.flows, "\(own.named)", "0", "")
        row("own, ended sessions not put into words", silent.median, silent.minimum, silent.flows, "", "", "")
        for (way, figures) in zip(DetectionPeer.Way.allCases, theirs) {
            let isNone = way == .none
            let ratio = String(format: "%.2f, %.2f", figures.median / own.median, figures.median / silent.median)
            row(
                isNone ? "the harness without libndpi" : "libndpi, \(way.rawValue)", figures.median, figures.minimum, figures.flows,
                isNone ? "" : "\(figures.named)", isNone ? "" : "\(figures.guessed)", isNone ? "" : ratio)
        }
        print("\nMaking and ending a firewall, which each round of ours begins and ends with: \(Measurement.digits(empty.median / 1e3)) µs")
    }

    // MARK: Families

    private static let families = ["quic", "ssl", "web-browsing", "dns", "other names", "no name"]

    private func compareFamilies(_ captures: CaptureSet) throws {
        let families = family(captures.buffer)
        print(
            "\n| packets of one kind, repeated until they are as many | packets | flows own, libndpi | own: ns a packet, µs a flow "
                + "| libndpi: ns a packet, µs a flow | libndpi / own | named own, libndpi |")
        print("|---|---|---|---|---|---|---|")
        for name in Self.families {
            let part = captures.filtered { families[$0] == name || families[$0.reversed] == name }
                .repeated(toPackets: captures.buffer.packets.count)
            guard !part.packets.isEmpty else { continue }
            let own = identify(part, tellsSessions: true)
            let theirs = try peer.time(capture(part), rounds: rounds, .reference)
            func text(_ median: Double, _ flows: Int) -> String {
                "\(Measurement.digits(median / Double(part.packets.count))), \(String(format: "%.2f", median / Double(flows) / 1e3))"
            }
            let cells = [
                "\(part.packets.count)", "\(own.flows), \(theirs.flows)", text(own.median, own.flows), text(theirs.median, theirs.flows),
                String(format: "%.2f", theirs.median / own.median), "\(own.named), \(theirs.named)",
            ]
            print("| \(name) | \(cells.joined(separator: " | ")) |")
        }
    }

    /// What each conversation is, by its client's tuple.
    private func family(_ buffer: PacketBuffer) -> [FiveTuple: String] {
        var firewall = Firewall(configuration: configuration(tellsSessions: true), library: library, policy: nil)
        var verdicts: [Verdict] = []
        var families: [FiveTuple: String] = [:]
        func drain(_ firewall: inout Firewall) {
            for session in firewall.takeEndedSessions() {
                let isKnown = Self.families.contains(session.base)
                families[session.tuple] = session.packetsToIdentify == nil ? "no name" : isKnown ? session.base : "other names"
            }
        }
        _ = buffer.run(through: &firewall, verdicts: &verdicts, drain)
        firewall.finish()
        drain(&firewall)
        return families
    }

    /// First datagrams of QUIC's clients, each looked at as the beginning of a session: keys, decryption, the hello or a part of it.
    private func openInitials(_ captures: CaptureSet) {
        let families = family(captures.buffer)
        let decoder = PacketDecoder()
        var seen: Set<FiveTuple> = []
        var payloads: [[UInt8]] = []
        for packet in captures.buffer.packets {
            let bytes = Array(captures.buffer.bytes[packet.offset..<packet.offset + packet.length])
            guard let decoded = try? decoder.decode(bytes.span, linkType: .ethernet), families[decoded.tuple] == "quic",
                decoded.payloadLength >= 1_200, bytes[decoded.payloadOffset] & 0xc0 == 0xc0, seen.insert(decoded.tuple).inserted
            else { continue }
            payloads.append(Array(bytes[decoded.payloadRange]))
        }
        guard !payloads.isEmpty else { return }
        var classifier = Classifier(library)
        let measurement = Measurement.run("first datagram", operations: payloads.count * 20, rounds: rounds) {
            var sum = 0
            for _ in 0..<20 {
                for payload in payloads {
                    var inspection = Inspection(ipProtocol: .udp, startsMidStream: false)
                    sum &+= Int(classifier.inspect(&inspection, payload.span, .clientToServer, timeToLive: 64).application.rawValue)
                }
            }
            return sum
        }
        print("\n| QUIC | median ns | min | max | allocations |\n|---|---|---|---|---|")
        print(measurement.row)
        print("\(payloads.count) of them")
    }

    // MARK: Memory

    private func memory() throws {
        print(
            "\n| \(Self.openFlows) connections, bytes each | own: resident, allocated | open "
                + "| libndpi: resident, allocated | open | own / libndpi |")
        print("|---|---|---|---|---|---|")
        var layout = ""
        for kind in OpenFlows.allCases {
            let buffer = kind.packets(Self.openFlows)
            let own = growth(buffer)
            let theirs = try peer.memory(capture(buffer))
            func text(_ resident: Int, _ allocated: Int) -> String { "\(resident / Self.openFlows), \(allocated / Self.openFlows)" }
            let cells = [
                text(own.resident, own.allocated), "\(own.open)", text(theirs.residentBytes, theirs.allocatedBytes), "\(theirs.openFlows)",
                String(format: "%.2f", Double(own.resident) / Double(theirs.residentBytes)),
            ]
            print("| \(kind.rawValue) | \(cells.joined(separator: " | ")) |")
            layout = "struct ndpi_flow_struct has \(theirs.structBytes) bytes, the harness's own entry of a flow \(theirs.entryBytes)"
        }
        print("\n\(layout)")
    }

    /// What the connections take, all but the packets.
    private func growth(_ buffer: PacketBuffer) -> (resident: Int, allocated: Int, open: Int) {
        var firewall = Firewall(configuration: configuration(tellsSessions: true), library: library, policy: nil)
        var verdicts: [Verdict] = []
        verdicts.reserveCapacity(256)
        release_free_memory()
        let (resident, allocated) = (Self.residentBytes(), Int(allocated_bytes()))
        _ = buffer.run(through: &firewall, verdicts: &verdicts) { _ in }
        let grown = (Self.residentBytes() - resident, Int(allocated_bytes()) - allocated)
        return (grown.0, grown.1, firewall.liveSessions().count { $0.session.isInspected })
    }

    private static func residentBytes() -> Int {
        let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    }
}
