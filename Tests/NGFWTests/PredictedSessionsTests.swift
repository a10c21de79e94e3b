import NGFWAppID
import NGFWCore
import Testing

@testable import NGFW

extension PredictedSessions {
    fileprivate mutating func add(_ flow: AnnouncedFlow, in domain: FlowDomain, parent: Int, id: UInt64, now: Timestamp) -> Outcome {
        add(Key(flow, in: domain), flow, parent: parent, id: id, now: now)
    }

    fileprivate func find(_ tuple: FiveTuple, in domain: FlowDomain, at now: Timestamp) -> (key: Key, prediction: Prediction)? {
        Breadth.allCases.lazy.compactMap { find(tuple, in: domain, $0, at: now) }.first
    }

    /// Finds a prediction and uses it up, as the first packet of a session does.
    fileprivate mutating func take(_ tuple: FiveTuple, in domain: FlowDomain, at now: Timestamp) -> Prediction? {
        guard let found = find(tuple, in: domain, at: now) else { return nil }
        use(found.key)
        return found.prediction
    }
}

@Suite("Predicted sessions")
struct PredictedSessionsTests {
    private static let start = Timestamp(seconds: 1_000)
    private static let client = IPAddress(v4: 0x0a00_0001)
    private static let server = IPAddress(v4: 0x0a00_0002)

    private static func flow(from source: IPAddress?, sourcePort: UInt16? = nil, port: UInt16 = 5_000) -> AnnouncedFlow {
        AnnouncedFlow(.tcp, from: source, sourcePort: sourcePort, to: client, port: port, application: "ftp-data", lifetime: 60)
    }

    private static func packet(_ source: IPAddress, _ sourcePort: UInt16, port: UInt16 = 5_000, _ ipProtocol: IPProtocol = .tcp)
        -> FiveTuple
    {
        FiveTuple(source: source, sourcePort: sourcePort, destination: client, destinationPort: port, ipProtocol: ipProtocol)
    }

    private static func table(_ change: (inout Limits) -> Void = { _ in }) -> PredictedSessions {
        var limits = Limits()
        change(&limits)
        return PredictedSessions(limits: limits)
    }

    @Test("a first packet is found by its tuple, by any port of a source, and from any source, and once")
    func wildcards() {
        let flows = [
            Self.flow(from: Self.server, sourcePort: 20), Self.flow(from: Self.server, port: 5_001), Self.flow(from: nil, port: 5_002),
        ]
        var table = Self.table()
        for (number, flow) in flows.enumerated() {
            #expect(table.add(flow, in: .outermost, parent: 1, id: UInt64(number) + 1, now: Self.start) == .added)
        }
        #expect(table.take(Self.packet(Self.server, 21), in: .outermost, at: Self.start) == nil)
        #expect(table.take(Self.packet(Self.server, 20, .udp), in: .outermost, at: Self.start) == nil)
        #expect(table.take(Self.packet(Self.server, 20), in: .outermost, at: Self.start)?.id == 1)
        #expect(table.take(Self.packet(Self.server, 20), in: .outermost, at: Self.start) == nil)
        #expect(table.take(Self.packet(IPAddress(v4: 7), 999, port: 5_001), in: .outermost, at: Self.start) == nil)
        #expect(table.take(Self.packet(Self.server, 999, port: 5_001), in: .outermost, at: Self.start)?.id == 2)
        #expect(table.take(Self.packet(IPAddress(v4: 7), 999, port: 5_002), in: .outermost, at: Self.start)?.id == 3)
        #expect(table.isEmpty && table.take(Self.packet(Self.server, 20), in: .outermost, at: Self.start) == nil)
    }

    @Test("a prediction is over at its time, and one that is announced again lasts longer")
    func time() {
        var table = Self.table()
        _ = table.add(Self.flow(from: Self.server), in: .outermost, parent: 1, id: 1, now: Self.start)
        let later = Self.start.advanced(bySeconds: 40)
        #expect(table.add(Self.flow(from: Self.server), in: .outermost, parent: 1, id: 2, now: later) == .renewed)
        table.expire(at: Self.start.advanced(bySeconds: 99))
        #expect(table.expiredCount == 0 && table.count == 1)
        table.expire(at: Self.start.advanced(bySeconds: 100))
        #expect(table.expiredCount == 1 && table.isEmpty)
        _ = table.add(Self.flow(from: Self.server), in: .outermost, parent: 1, id: 3, now: Self.start)
        #expect(table.take(Self.packet(Self.server, 9), in: .outermost, at: Self.start.advanced(bySeconds: 60)) == nil)
        table.expire(at: Self.start.advanced(bySeconds: 60))
        #expect(table.isEmpty && table.expiredCount == 2)
    }

    @Test("the end of a parent takes its predictions along and leaves those of others")
    func parents() {
        var table = Self.table()
        _ = table.add(Self.flow(from: Self.server), in: .outermost, parent: 1, id: 1, now: Self.start)
        _ = table.add(Self.flow(from: nil), in: .outermost, parent: 1, id: 2, now: Self.start)
        _ = table.add(Self.flow(from: Self.server, port: 6_000), in: .outermost, parent: 2, id: 3, now: Self.start)
        table.removeAll(of: 1, at: Self.start)
        #expect(table.all.map(\.prediction.id) == [3])
        #expect(table.take(Self.packet(Self.server, 9), in: .outermost, at: Self.start) == nil)
        #expect(table.take(Self.packet(Self.server, 9, port: 6_000), in: .outermost, at: Self.start)?.parent == 2)
    }

    @Test("a prediction is there until it is used")
    func used() {
        var table = Self.table()
        _ = table.add(Self.flow(from: Self.server), in: .outermost, parent: 1, id: 1, now: Self.start)
        for _ in 0..<2 { #expect(table.find(Self.packet(Self.server, 9), in: .outermost, at: Self.start)?.prediction.id == 1) }
        #expect(table.take(Self.packet(Self.server, 9), in: .outermost, at: Self.start)?.id == 1)
        #expect(table.find(Self.packet(Self.server, 9), in: .outermost, at: Self.start) == nil && table.isEmpty)
    }

    @Test("a prediction whose time is over stands in nobody's way")
    func overtaken() {
        var table = Self.table()
        _ = table.add(Self.flow(from: Self.server), in: .outermost, parent: 1, id: 1, now: Self.start)
        let before = Self.start.advanced(bySeconds: 59)
        #expect(table.add(Self.flow(from: Self.server), in: .outermost, parent: 2, id: 2, now: before) == .refused)
        let after = Self.start.advanced(bySeconds: 60)
        #expect(table.add(Self.flow(from: Self.server), in: .outermost, parent: 2, id: 3, now: after) == .added)
        table.removeAll(of: 1, at: after)
        #expect(table.all.map(\.prediction.id) == [3])
    }

    @Test("another session cannot take over a prediction")
    func takeover() {
        var table = Self.table()
        _ = table.add(Self.flow(from: Self.server), in: .outermost, parent: 1, id: 1, now: Self.start)
        #expect(table.add(Self.flow(from: Self.server), in: .outermost, parent: 2, id: 2, now: Self.start) == .refused)
        #expect(table.take(Self.packet(Self.server, 9), in: .outermost, at: Self.start)?.parent == 1)
    }

    @Test("there are never more than the limits say, of one parent and of all")
    func limits() {
        var table = Self.table {
            $0.predictedSessions = 5
            $0.predictedSessionsPerParent = 3
        }
        var refused = 0
        for parent in 1...2 {
            for port in 1...4 {
                let flow = Self.flow(from: Self.server, port: UInt16(1_000 * parent + port))
                if table.add(flow, in: .outermost, parent: parent, id: 0, now: Self.start) == .refused { refused += 1 }
            }
        }
        #expect(table.count == 5 && refused == 3)
        table.removeAll(of: 1, at: Self.start)
        #expect(table.add(Self.flow(from: Self.server, port: 3_000), in: .outermost, parent: 3, id: 9, now: Self.start) == .added)
    }
}
