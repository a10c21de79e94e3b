import NGFWCore
import NGFWPolicy
import NGFWTestSupport
import Testing

@testable import NGFW

@Suite("Session table")
struct SessionTableTests {
    private func key(_ number: UInt32, ipProtocol: IPProtocol = .udp) -> SessionKey {
        let tuple = FiveTuple(
            source: IPAddress(v4: 0x0a00_0000 | number >> 8), sourcePort: UInt16(number & 0xff), destination: IPAddress(v4: 0x0b00_0001),
            destinationPort: 53, ipProtocol: ipProtocol)
        return SessionKey.of(tuple).key
    }

    @Test(
        "A session takes two lines of memory for itself, and at most 160 bytes with its share of the table",
        arguments: [1_000, 250_000, 10_000_000])
    func layout(capacity: Int) {
        #expect(MemoryLayout<SessionRecord>.stride == 128)
        #expect(MemoryLayout<SessionDetails>.stride == 16)
        // Room that nobody has used costs addresses only.
        let table = SessionTable(capacity: capacity, seed: 1)
        #expect(Double(table.byteCount) / Double(capacity) <= 160)
    }

    @Test("Both directions have one key, which gives back the client's tuple", arguments: [IPProtocol.tcp, .udp, .sctp, .gre])
    func directions(ipProtocol: IPProtocol) {
        var random = SplitMix64(seed: 11)
        for _ in 0..<2_000 {
            let near = UInt64.random(in: 0...2, using: &random)
            let isV4 = Bool.random(using: &random)
            let other = UInt64.random(in: 0...2, using: &random)
            let source = isV4 ? IPAddress(v4: UInt32(near)) : IPAddress(v6High: near, low: other)
            let destination = isV4 ? IPAddress(v4: UInt32(other)) : IPAddress(v6High: other, low: near)
            var tuple = FiveTuple(source: source, destination: destination, ipProtocol: ipProtocol)
            if ipProtocol.hasPorts {
                tuple.sourcePort = UInt16.random(in: 0...2, using: &random)
                tuple.destinationPort = UInt16.random(in: 0...2, using: &random)
            }
            let (key, sourceIsFirst) = SessionKey.of(tuple)
            let (reverse, reverseIsFirst) = SessionKey.of(tuple.reversed)
            #expect(key == reverse)
            #expect(key.tuple(clientIsFirst: sourceIsFirst) == tuple)
            #expect(sourceIsFirst != reverseIsFirst || tuple == tuple.reversed)
        }
    }

    @Test("Identifier and sequence number of an echo keep their places in the reply; families and protocols are apart")
    func keysApart() {
        let one = IPAddress(v4: 1)
        let two = IPAddress(v4: 2)
        let (asks, answers) = (ICMPPlace(type: 8, code: 0, isIPv4: true), ICMPPlace(type: 0, code: 0, isIPv4: true))
        let request = FiveTuple(source: two, sourcePort: 7, destination: one, destinationPort: 9, ipProtocol: .icmp)
        let reply = FiveTuple(source: one, sourcePort: 7, destination: two, destinationPort: 9, ipProtocol: .icmp)
        let (key, isFirst) = SessionKey.of(request, icmp: asks)
        #expect(key == SessionKey.of(reply, icmp: answers).key)
        #expect(key.tuple(clientIsFirst: isFirst) == request)
        #expect(key != SessionKey.of(reply, icmp: asks).key && key != key.unasked)
        let message = SessionKey.of(request, icmp: ICMPPlace(type: 13, code: 0, isIPv4: true)).key
        #expect(message != SessionKey.of(request, icmp: ICMPPlace(type: 13, code: 1, isIPv4: true)).key)
        #expect(message.tuple(clientIsFirst: false) == FiveTuple(source: two, destination: one, ipProtocol: .icmp))

        let mapped = FiveTuple(source: IPAddress(v6High: 0, low: 2), destination: IPAddress(v6High: 0, low: 1), ipProtocol: .udp)
        let plain = FiveTuple(source: two, destination: one, ipProtocol: .udp)
        #expect(SessionKey.of(mapped).key != SessionKey.of(plain).key)
        #expect(self.key(1) != self.key(1, ipProtocol: .tcp))
    }

    @Test("Random insertions, removals and searches agree with a dictionary", arguments: [1, 2, 3] as [UInt64])
    func againstDictionary(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var table = SessionTable(capacity: 300, seed: seed)
        var truth: [UInt32: Int] = [:]
        for _ in 0..<30_000 {
            let number = UInt32.random(in: 0..<500, using: &random)
            let found = table.find(key(number))
            #expect(found == truth[number])
            if let index = truth[number] {
                table.remove(index)
                truth[number] = nil
            } else {
                switch table.insert(SessionRecord(key: key(number), start: .zero), SessionDetails(start: .zero)) {
                case .inserted(let index): truth[number] = index
                case .full: #expect(truth.count == 300)
                case .crowded: Issue.record("crowded below its capacity")
                }
            }
            #expect(table.count == truth.count)
        }
    }

    @Test("A table takes as many sessions as it has room for, however they fall, again and again", arguments: [1_000, 100_000])
    func full(capacity: Int) {
        var table = SessionTable(capacity: capacity, seed: 7)
        var found: [Int] = []
        for round in 0..<3 as Range<UInt32> {
            let keys = (0..<UInt32(capacity)).map { key(round << 24 | $0) }
            let inserted = keys.map { table.insert(SessionRecord(key: $0, start: .zero), SessionDetails(start: .zero)) }
            #expect(table.count == capacity && !inserted.contains(.crowded) && !inserted.contains(.full))
            found = keys.compactMap { table.find($0) }
            #expect(found.count == capacity)
            let missing = (0..<1_000 as Range<UInt32>).filter { table.find(key(0x5000_0000 | $0)) != nil }
            #expect(missing.isEmpty)
            for index in found { table.remove(index) }
            #expect(table.count == 0)
        }
    }

    @Test("Past the probe limit an insertion is refused, and what is in stays findable")
    func probeLimit() {
        var table = SessionTable(capacity: 4_096, seed: 5, probeLimit: 1)
        var inserted: [UInt32: Int] = [:]
        var refusedCount = 0
        for number in 0..<4_096 as Range<UInt32> {
            switch table.insert(SessionRecord(key: key(number), start: .zero), SessionDetails(start: .zero)) {
            case .inserted(let index): inserted[number] = index
            case .crowded: refusedCount += 1
            case .full: Issue.record("full")
            }
        }
        #expect(refusedCount > 0)
        for (number, index) in inserted {
            let found = table.find(key(number))
            #expect(found == index)
        }
    }

    @Test("Another seed puts keys into other places")
    func seeds() {
        let first = SessionHash(seed: 1)
        let second = SessionHash(seed: 2)
        let same = (0..<1_000 as Range<UInt32>).filter { first(key($0)) & 0xfff == second(key($0)) & 0xfff }.count
        #expect(same < 10)
        let places = Set((0..<1_000 as Range<UInt32>).map { first(key($0)) >> 32 })
        #expect(places.count > 998)
    }
}

@Suite("Ageing")
struct AgeingTests {
    @Test("Whatever the clock does, a session expires at its deadline and never earlier", arguments: [1, 2, 3, 4] as [UInt64])
    func againstList(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var table = SessionTable(capacity: 64, seed: seed)
        var alive: Set<Int> = []
        var now = Timestamp(seconds: seed == 4 ? -50_000 : 1_700_000_000)
        var number: UInt32 = 0
        for _ in 0..<5_000 {
            // Mostly small steps, sometimes none, sometimes a leap beyond a turn of the wheel.
            let step = [0, 300_000_000, 1_000_000_000, 7_500_000_000, 9_000_000_000_000].randomElement(using: &random) ?? 0
            now = Timestamp(nanoseconds: now.nanoseconds + Int64(step))
            while let index = table.nextExpired(at: now) {
                let isExpired = table.isExpired(index, at: now)
                #expect(isExpired)
                alive.remove(index)
                table.remove(index)
            }
            for index in table.expiredInThisSecond(at: now) {
                let isExpired = table.isExpired(index, at: now)
                #expect(isExpired)
                alive.remove(index)
                table.remove(index)
            }
            for index in alive {
                let isExpired = table.isExpired(index, at: now)
                #expect(!isExpired)
            }
            if let index = alive.randomElement(using: &random) {
                table[index].lastSeen = now
                if Bool.random(using: &random) {
                    table[index].timeout = 5
                    table.schedule(index, now: now)
                }
            }
            number += 1
            let tuple = FiveTuple(source: IPAddress(v4: number), destination: IPAddress(v4: 1), ipProtocol: .udp)
            var record = SessionRecord(key: SessionKey.of(tuple).key, start: now)
            record.timeout = [1, 30, 3_600, 100_000].randomElement(using: &random) ?? 1
            if case .inserted(let index) = table.insert(record, SessionDetails(start: now)) {
                alive.insert(index)
                table.schedule(index, now: now)
            }
        }
    }

    @Test("Sessions that end, begin or live on while others expire are neither lost nor ended", arguments: [1, 2, 3] as [UInt64])
    func changesWhileExpiring(seed: UInt64) {
        func key(_ number: UInt32) -> SessionKey {
            let tuple = FiveTuple(source: IPAddress(v4: number), destination: IPAddress(v4: 1), ipProtocol: .udp)
            return SessionKey.of(tuple).key
        }
        var random = SplitMix64(seed: seed)
        var table = SessionTable(capacity: 600, seed: seed)
        var now = Timestamp(seconds: 1_700_000_000)
        var numbers: [Int: UInt32] = [:]
        var nextNumber: UInt32 = 0
        func insert(_ table: inout SessionTable) {
            var record = SessionRecord(key: key(nextNumber), start: now)
            record.timeout = 30
            guard case .inserted(let index) = table.insert(record, SessionDetails(start: now)) else {
                Issue.record("no room for session \(nextNumber)")
                return
            }
            #expect(numbers.updateValue(nextNumber, forKey: index) == nil)
            nextNumber += 1
            table.schedule(index, now: now)
        }
        for _ in 0..<20 {
            while numbers.count < 600 { insert(&table) }
            now = now.advanced(bySeconds: 30)
            var due = Set(numbers.keys)
            var began: Set<Int> = []
            while let index = table.nextExpired(at: now) {
                #expect(due.remove(index) != nil, "record \(index) is not due")
                numbers[index] = nil
                table.remove(index)
                switch UInt8.random(in: 0..<4, using: &random) {
                case 0:
                    // Another one ends before its turn, and both records go to new sessions.
                    if let other = due.randomElement(using: &random) {
                        due.remove(other)
                        numbers[other] = nil
                        table.remove(other)
                        insert(&table)
                    }
                    insert(&table)
                    began.formUnion(numbers.filter { $0.value + 2 >= nextNumber }.keys)
                case 1:
                    if let other = due.randomElement(using: &random) {
                        due.remove(other)
                        table[other].lastSeen = now
                    }
                default: break
                }
            }
            #expect(due.isEmpty)
            for (index, number) in numbers {
                let found = table.find(key(number))
                #expect(found == index)
            }
            #expect(table.count == numbers.count && !began.isEmpty)
        }
    }

    private static let cases: [(name: String, packets: Int, timeout: Int64)] = [
        ("SYN", 1, 5), ("SYN-ACK", 2, 10), ("established", 3, 3_600), ("first FIN", 4, 120), ("second FIN", 5, 15),
    ]

    @Test("TCP sessions live for their phase's timeout, restarted by each packet", arguments: cases)
    func tcpPhases(name: String, packets: Int, timeout: Int64) {
        var lab = Lab()
        var talk = Talk(port: 22)
        let all = talk.handshake() + talk.finish()
        lab.send(Array(all[..<packets]))
        lab.pass(seconds: timeout / 2)
        #expect(lab.firewall.sessionCount == 1, "\(name) at half")
        lab.pass(seconds: timeout - timeout / 2 - 1)
        #expect(lab.firewall.sessionCount == 1, "\(name) a second before")
        lab.pass(seconds: 1)
        #expect(lab.firewall.sessionCount == 0, "\(name) at the timeout")
    }

    @Test("Datagram protocols live for their own timeouts")
    func datagrams() {
        let builder = PacketBuilder(from: "10.1.0.1", to: "10.2.0.1")
        for (packet, timeout) in [
            (builder.udp(1, 2, payload: [1]), 30 as Int64), (builder.echo(identifier: 1, sequence: 1), 6),
            (builder.packet(IPProtocol(rawValue: 200), payload: [1]), 30),
        ] {
            var lab = Lab()
            #expect(lab.send(packet).isPass)
            lab.pass(seconds: timeout - 1)
            #expect(lab.firewall.sessionCount == 1)
            lab.pass(seconds: 1)
            #expect(lab.firewall.takeEndedSessions().first?.endReason == .agedOut)
        }
    }

    @Test("Once identified, an application's own timeout takes the place of the global one")
    func applicationTimeout() {
        var lab = Lab()
        var talk = Talk(port: 22)
        lab.send(talk.handshake() + [talk.send(Talk.sshBanner)])
        lab.pass(seconds: 7_199)
        #expect(lab.firewall.sessionCount == 1)
        lab.pass(seconds: 1)
        #expect(lab.firewall.sessionCount == 0)

        let query = PacketBuilder(from: "10.1.0.1", to: "10.2.0.1").udp(5_000, 53, payload: [1, 2, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0])
        #expect(lab.send(query).isPass)
        lab.pass(seconds: 10)
        #expect(lab.firewall.takeEndedSessions().last?.application == "dns")
    }

    @Test("From its threshold on a fuller table divides idle times, of sessions that are there too, and stops when there is room again")
    func acceleratedAgeing() {
        func fill(_ count: Int, _ change: (inout SessionSettings) -> Void = { _ in }) -> Lab {
            var lab = Lab { configuration in
                configuration.limits.sessions = 100
                change(&configuration.settings)
            }
            for number in 0..<count {
                _ = lab.send(PacketBuilder(from: "10.1.0.1", to: "10.2.0.1").udp(UInt16(number), 2, payload: [1]))
            }
            return lab
        }
        for (count, isEnabled, factor, timeout) in [(79, true, 2, 30), (80, true, 2, 15), (80, true, 4, 7), (80, false, 2, 30)] {
            var lab = fill(count) {
                $0.acceleratedAgeing.isEnabled = isEnabled
                $0.acceleratedAgeing.scalingFactor = factor
            }
            // The clock is looked at once a second.
            lab.pass(seconds: 1)
            lab.pass(seconds: Int64(timeout) - 2)
            #expect(lab.firewall.sessionCount == count, "\(count) sessions, \(factor)")
            lab.pass(seconds: 1)
            #expect(lab.firewall.sessionCount == 0, "\(count) sessions, \(factor)")
        }
        // It goes on until two percent of the room are free again.
        for (early, isStillFast) in [(1, true), (2, true), (3, false)] {
            var lab = fill(early)
            lab.pass(seconds: 13)
            for number in early..<80 {
                _ = lab.send(PacketBuilder(from: "10.1.0.1", to: "10.2.0.1").udp(UInt16(number), 2, payload: [1]))
            }
            for _ in 0..<14 { lab.pass(seconds: 1) }
            #expect(lab.firewall.sessionCount == 80 - early)
            lab.pass(seconds: 1)
            #expect(lab.firewall.sessionCount == (isStillFast ? 0 : 80 - early))
        }
        var lab = fill(85)
        lab.pass(seconds: 20)
        #expect(lab.firewall.sessionCount == 0)
        _ = lab.send(PacketBuilder(from: "10.1.0.1", to: "10.2.0.1").udp(1, 2, payload: [1]))
        lab.pass(seconds: 29)
        #expect(lab.firewall.sessionCount == 1)
    }

    @Test(
        "A full table drops what needs a session, or lets it pass uninspected; sessions that are there go on",
        arguments: SessionSettings.ResourceLimitBehavior.allCases)
    func fullTable(behavior: SessionSettings.ResourceLimitBehavior) {
        var lab = Lab(rules: [Lab.rule("any", .allow) { $0.services = ["any"] }]) {
            $0.limits.sessions = 2
            $0.settings.resourceLimitBehavior = behavior
        }
        func packet(_ port: UInt16) -> [UInt8] { PacketBuilder(from: "10.1.0.1", to: "10.2.0.1").udp(port, 2, payload: [1]) }
        #expect(lab.send(packet(1)).isPass)
        #expect(lab.send(packet(2)).isPass)
        let verdict = lab.send(packet(3))
        #expect(verdict.reason == .sessionTableFull)
        #expect(verdict.isPass == (behavior == .bypass))
        #expect(verdict.sessionID == 0)
        #expect(lab.send(packet(1)).sessionID == 1)
        #expect(lab.firewall.takeResourceEvents().map(\.kind) == [.sessionTableFull])
    }

    @Test("A blocked session absorbs packets until the discard timeout, which they do not restart")
    func discard() {
        var lab = Lab(rules: [Lab.rule("no", .deny) { $0.services = ["any"] }])
        let datagram = PacketBuilder(from: "10.1.0.1", to: "10.2.0.1").udp(1, 2, payload: [1])
        _ = lab.send(datagram)
        lab.pass(seconds: 40)
        #expect(lab.send(datagram).disposition == .drop)
        #expect(lab.firewall.sessions().first?.state == .discard)
        #expect(lab.firewall.sessions().first?.packets == 2)
        lab.pass(seconds: 20)
        #expect(lab.firewall.sessionCount == 0)
        #expect(lab.firewall.takeRecords().count == 1)
    }

    @Test("A clock that runs backwards ends nothing, and the session goes on")
    func backwards() {
        var lab = Lab()
        let datagram = PacketBuilder(from: "10.1.0.1", to: "10.2.0.1").udp(1, 2, payload: [1])
        #expect(lab.send(datagram).isPass)
        lab.time = lab.time.advanced(bySeconds: -86_400)
        #expect(lab.send(datagram).isPass)
        lab.firewall.advance(to: lab.time)
        lab.time = .distantPast
        #expect(lab.send(datagram).isPass)
        #expect(lab.firewall.now == Lab.start)
        let sessions = lab.sessions()
        #expect(sessions.map(\.packets) == [3])
        #expect(sessions.first?.end == Lab.start)
    }
}
