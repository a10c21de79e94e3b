import NGFW
import NGFWAppID
import NGFWCore
import NGFWPacket
import NGFWPolicy

/// The stages of the data's way, each alone, and the whole way.
enum Benchmarks {
    /// Packets that stay in the innermost cache, each decoded many times; and many packets, decoded once a turn.
    static func decode() -> [Measurement] {
        let payload = [UInt8](repeating: 0x61, count: 64)
        let samples: [(String, [UInt8])] = [
            ("Ethernet/IPv4/TCP", Traffic.tcp((0x0a00_0001, 40_000, 0x0a00_0002, 443), 1, 1, 0x18, payload)),
            ("Ethernet/IPv4/UDP", Traffic.udp(0x0a00_0001, 40_000, 0x0a00_0002, 53, payload)),
            ("Ethernet/IPv6/TCP", Traffic.tcp6(40_000, 443, payload)),
        ]
        let turns = 100_000
        var measurements = samples.map { name, packet in
            Measurement.run("\(name), one packet", operations: turns) { decodeSum(packet.span, turns: turns) }
        }
        let traffic = Traffic.conversations(300, seed: 1)
        measurements.append(
            .run("Ethernet/IPv4/TCP, \(traffic.packets.count) packets", operations: traffic.packets.count * 20) {
                var sum = 0
                for _ in 0..<20 { for packet in traffic.packets { sum &+= decodeSum(packet.span, turns: 1) } }
                return sum
            })
        return measurements
    }

    @inline(never)
    private static func decodeSum(_ packet: Span<UInt8>, turns: Int) -> Int {
        let decoder = PacketDecoder()
        var sum = 0
        for _ in 0..<turns {
            if let decoded = try? decoder.decode(packet, linkType: .ethernet) {
                sum &+= decoded.payloadOffset &+ Int(decoded.tuple.sourcePort)
            }
        }
        return sum
    }

    /// Packets of `count` established sessions whose application is final, in random order, one at a time.
    static func establishedSessions(_ library: SignatureLibrary, count: Int) -> Measurement {
        var generator = Generator(state: 2)
        let packets = (0..<count).map { number in
            Traffic.udp(0x0a00_0000 + UInt32(number), 40_000, 0x0b00_0001, 53, Traffic.dnsQuery)
        }
        var configuration = FirewallConfiguration(hashSeed: 7)
        configuration.limits.sessions = count * 2
        var firewall = Firewall(configuration: configuration, library: library, policy: nil)
        for packet in packets { _ = firewall.process(packet.span, wireLength: packet.count, linkType: .ethernet, at: .zero) }
        let order = packets.indices.shuffled(using: &generator)
        let measurement = Measurement.run("packet of a decided session (decode, lookup, count), \(count) sessions", operations: order.count)
        {
            var passed = 0
            for index in order {
                let packet = packets[index]
                let verdict = firewall.process(packet.span, wireLength: packet.count, linkType: .ethernet, at: .zero)
                passed &+= verdict.disposition.isPass ? 1 : 0
            }
            return passed
        }
        return measurement
    }

    /// Such packets in batches, each batch's bytes one after the other as a ring of a network card has them.
    static func establishedBatches(_ library: SignatureLibrary, count: Int, payload: Int = 34) -> Measurement {
        var generator = Generator(state: 2)
        let body = Traffic.dnsQuery + [UInt8](repeating: 0, count: max(0, payload - Traffic.dnsQuery.count))
        func capture(_ order: [Int]) -> (bytes: [UInt8], packets: [PacketDescriptor]) {
            var bytes: [UInt8] = []
            var packets: [PacketDescriptor] = []
            for number in order {
                let packet = Traffic.udp(0x0a00_0000 + UInt32(number), 40_000, 0x0b00_0001, 53, body)
                packets.append(PacketDescriptor(offset: bytes.count, length: packet.count, wireLength: packet.count, time: .zero))
                bytes += packet
            }
            return (bytes, packets)
        }
        var configuration = FirewallConfiguration(hashSeed: 7)
        configuration.limits.sessions = count * 2
        var firewall = Firewall(configuration: configuration, library: library, policy: nil)
        var verdicts: [Verdict] = []
        let first = capture(Array(0..<count))
        firewall.process(first.bytes.span, packets: first.packets.span, into: &verdicts)
        let (bytes, packets) = capture((0..<count).shuffled(using: &generator))
        let length = packets[0].length
        return .run("in batches of 256, \(length) bytes each, \(count) sessions", operations: packets.count) {
            var passed = 0
            var start = 0
            while start < packets.count {
                let end = min(start + 256, packets.count)
                firewall.process(bytes.span, packets: packets.span.extracting(start..<end), into: &verdicts)
                for verdict in verdicts where verdict.disposition.isPass { passed &+= 1 }
                start = end
            }
            return passed
        }
    }

    /// The same work by a dictionary of tuples: what the session table is held against.
    static func dictionaryPeer(count: Int) -> Measurement {
        var generator = Generator(state: 2)
        var sessions: [FiveTuple: (packets: Int, bytes: Int)] = [:]
        let tuples = (0..<count).map { number in
            FiveTuple(
                source: IPAddress(v4: 0x0a00_0000 + UInt32(number)), sourcePort: 40_000, destination: IPAddress(v4: 0x0b00_0001),
                destinationPort: 53,
                ipProtocol: .udp)
        }
        for tuple in tuples { sessions[tuple] = (0, 0) }
        let order = tuples.indices.shuffled(using: &generator)
        return .run("peer: Dictionary<FiveTuple, …> lookup and count, \(count) sessions", operations: order.count) {
            for index in order {
                sessions[tuples[index]]?.packets &+= 1
                sessions[tuples[index]]?.bytes &+= 60
            }
            return sessions.count
        }
    }

    static func classify(_ library: SignatureLibrary, _ name: String, _ payload: [UInt8], _ ipProtocol: IPProtocol) -> Measurement {
        var classifier = Classifier(library)
        return .run("classify first payload, \(name) (\(payload.count) B)", operations: 2_000) {
            var sum = 0
            for _ in 0..<2_000 {
                var inspection = Inspection(ipProtocol: ipProtocol, startsMidStream: false)
                let answer = classifier.inspect(&inspection, payload.span, .clientToServer, timeToLive: 64)
                sum &+= Int(answer.application.rawValue)
            }
            return sum
        }
    }

    /// Custom applications by the host name of a request, as many as a firewall holds, inside web-browsing.
    static func customApplications(_ library: SignatureLibrary, count: Int) -> SignatureLibrary? {
        var applications: [CustomApplication] = []
        for number in 0..<count {
            guard let pattern = try? SignaturePattern("service\(number)\\.corp\\.example", PatternRules(.classic)) else { return nil }
            var application = CustomApplication(name: "custom-\(number)")
            application.parent = "web-browsing"
            var signature = CustomSignature(name: "host")
            signature.conditions = [[CustomCondition(context: "http-req-host-header", .pattern(pattern))]]
            application.signatures = [signature]
            applications.append(application)
        }
        let metadata = applications.map { Application(name: $0.name, origin: .custom) }
        return library.extended(by: applications, catalogue: library.catalogue.adding(metadata))
    }

    /// Whole conversations from memory; every round begins with an empty session table.
    static func endToEnd(_ name: String, _ traffic: Traffic, _ library: SignatureLibrary, _ policy: PolicyEngine?) -> Measurement {
        var configuration = FirewallConfiguration(hashSeed: 7)
        configuration.zones = ZoneMap(
            entries: [("172.16.10.0/24", "zone-0"), ("172.16.20.0/24", "zone-1")].compactMap { text, zone in
                IPPrefix(text).map { ($0, zone) }
            })
        let start = Timestamp(seconds: 1_700_000_000)
        return .run(name, operations: traffic.packets.count, rounds: 5) {
            var firewall = Firewall(configuration: configuration, library: library, policy: policy)
            var sum = 0
            for (number, packet) in traffic.packets.enumerated() {
                let time = Timestamp(nanoseconds: start.nanoseconds + Int64(number) * 1_000)
                _ = firewall.process(packet.span, wireLength: packet.count, linkType: .ethernet, at: time)
                if number % 4_096 == 0 { sum &+= firewall.takeEndedSessions().count &+ firewall.takeRecords().count }
            }
            firewall.finish()
            return sum &+ firewall.takeEndedSessions().count &+ firewall.takeRecords().count
        }
    }
}
