import NGFWCore
import NGFWPacket
import NGFWTestSupport
import Testing

@Suite("Floods of fragments")
struct FragmentFloodTests {
    private func add(
        _ bytes: [UInt8], to reassembler: inout FragmentReassembler, domain: UInt32 = 0, at nanoseconds: Int64 = 0
    ) throws -> [UInt8]? {
        reassembler.add(bytes.span, try decode(bytes), domain: domain, at: Timestamp(nanoseconds: nanoseconds))
    }

    private func halves(_ builder: PacketBuilder, _ count: Int = 280) -> [[UInt8]] {
        builder.fragments(.udp, payload: builder.udpDatagram(4000, 53, payload: Array(repeating: 7, count: count)), size: 104)
    }

    /// A first fragment from a source, of a datagram that never becomes whole.
    private func stray(_ source: UInt32, _ identification: UInt32, size: Int = 1_400) -> [UInt8] {
        PacketBuilder(from: IPAddress(v4: source), to: IPAddress(v4: 0x0a00_0002)).identification(identification)
            .fragment(.gre, payload: Array(repeating: 0, count: size), offset: 0, moreFollow: true)
    }

    @Test("memory stays under the bound, whatever the fragments are like", arguments: [8, 1_400, 8_000, 60_000])
    func bytes(size: Int) throws {
        var limits = Limits()
        limits.fragmentBytes = 200_000
        var reassembler = FragmentReassembler(limits: limits)
        for number in 0..<2_000 {
            _ = try add(stray(0x0a01_0000 + UInt32(number % 300), UInt32(number), size: size / 8 * 8), to: &reassembler)
            #expect(reassembler.byteCount <= 200_000 && reassembler.count <= limits.fragmentedDatagrams)
        }
        #expect(reassembler.byteCount > 100_000)
        #expect(reassembler.counters[.evicted] == 2_000 - UInt64(reassembler.count))
    }

    @Test("a datagram that alone needs more than the bound is given up, and memory comes back")
    func oneTooMany() throws {
        var limits = Limits()
        limits.fragmentBytes = 10_000
        var reassembler = FragmentReassembler(limits: limits)
        let data = client.udpDatagram(1, 2, payload: Array(repeating: 1, count: 30_000))
        for bytes in client.fragments(.udp, payload: data, size: 1_400) {
            #expect(try add(bytes, to: &reassembler) == nil)
            #expect(reassembler.byteCount <= 10_000)
        }
        #expect(reassembler.counters[.evicted] > 0)
    }

    @Test("one source pushes out only what shares its share", arguments: clients)
    func fairness(builder: PacketBuilder) throws {
        var limits = Limits()
        limits.fragmentedDatagrams = 64
        var reassembler = FragmentReassembler(limits: limits, seed: 5)
        let waiting = halves(builder)
        #expect(try add(waiting[0], to: &reassembler) == nil)
        for number in 0..<10_000 { #expect(try add(stray(0xc0a8_0101, UInt32(number)), to: &reassembler) == nil) }
        #expect(try add(waiting[1], to: &reassembler) == nil)
        #expect(try add(waiting[2], to: &reassembler) != nil)
    }

    @Test("a flood of large datagrams does not push out small ones of others")
    func fairnessInBytes() throws {
        var limits = Limits()
        limits.fragmentBytes = 1 << 20
        var reassembler = FragmentReassembler(limits: limits, seed: 5)
        let waiting = halves(client)
        #expect(try add(waiting[0], to: &reassembler) == nil)
        for number in 0..<2_000 { #expect(try add(stray(0xc0a8_0101, UInt32(number), size: 32_000), to: &reassembler) == nil) }
        #expect(reassembler.byteCount <= 1 << 20)
        #expect(try add(waiting[1], to: &reassembler) == nil)
        #expect(try add(waiting[2], to: &reassembler) != nil)
    }

    @Test("of a flood from forged sources a datagram survives that completes in a moment")
    func forged() throws {
        var random = SplitMix64(seed: 3)
        var reassembler = FragmentReassembler(limits: Limits(), seed: 5)
        var whole = 0
        for round in 0..<200 {
            let parts = halves(client.identification(UInt32(round)))
            for (index, part) in parts.enumerated() {
                if try add(part, to: &reassembler) != nil { whole += 1 }
                guard index + 1 < parts.count else { break }
                for number in 0..<50 {
                    _ = try add(stray(UInt32.random(in: 1...0xdfff_ffff, using: &random), UInt32(number), size: 8), to: &reassembler)
                }
            }
        }
        #expect(whole == 200)
        #expect(reassembler.counters[.evicted] > 15_000)
    }

    @Test("fragments of different tunnels are never put together", arguments: clients)
    func domains(builder: PacketBuilder) throws {
        let parts = halves(builder)
        var reassembler = FragmentReassembler()
        #expect(try add(parts[0], to: &reassembler, domain: 1) == nil)
        #expect(try add(parts[1], to: &reassembler, domain: 2) == nil)
        #expect(try add(parts[2], to: &reassembler, domain: 1) == nil)
        #expect(reassembler.count == 2)
        #expect(try add(parts[1], to: &reassembler, domain: 1) != nil)
    }

    @Test("every fragment of a datagram is spread alike, and different datagrams are spread", arguments: clients)
    func spread(builder: PacketBuilder) throws {
        var places: Set<UInt64> = []
        for identification in 0..<200 {
            let keys = try halves(builder.identification(UInt32(identification))).map { FragmentKey(try decode($0)) }
            #expect(Set(keys).count == 1)
            let spreads = Set(keys.compactMap { $0?.spread(seed: 9) })
            #expect(spreads.count == 1)
            places.formUnion(spreads.map { $0 % 8 })
        }
        #expect(places.count == 8)
        #expect(FragmentKey(try decode(builder.udp(1, 2))) == nil)
    }

    @Test("each loss is counted under its name")
    func causes() throws {
        var limits = Limits()
        limits.fragmentsPerDatagram = 3
        let data = client.udpDatagram(1, 2, payload: Array(0..<192))
        let parts = client.fragments(.udp, payload: data, size: 40)
        let parts6 = client6.fragments(.udp, payload: data, size: 40)
        let forged = client.fragment(.udp, payload: Array(repeating: 0xee, count: 40), offset: 40, moreFollow: true)
        let overlap = client6.fragment(.udp, payload: Array(data[32..<72]), offset: 32, moreFollow: true)
        let early = client.fragment(.udp, payload: Array(data[40..<80]), offset: 40, moreFollow: false)
        let odd = client.fragment(.udp, payload: Array(0..<15), offset: 8, moreFollow: true)
        let beyond = client.fragment(.udp, payload: Array(repeating: 0, count: 64), offset: 65_528, moreFollow: false)
        let last = try #require(parts.last)
        let table: [(FragmentLoss, [[UInt8]])] = [
            (.cut, [Array(parts[0].dropLast(8))]), (.badLength, [odd]), (.overlap, [parts6[0], overlap]),
            (.conflictingOverlap, [parts[1], forged]), (.contradictoryEnd, [last, early]), (.tooLong, [beyond]),
            (.tooManyFragments, Array(parts[..<4])), (.late, [parts[1], forged, parts[2]]),
        ]
        for (loss, packets) in table {
            var reassembler = FragmentReassembler(limits: limits)
            for bytes in packets { #expect(try add(bytes, to: &reassembler) == nil, "\(loss)") }
            #expect(reassembler.counters[loss] == 1, "\(loss)")
            let total = FragmentLoss.allCases.reduce(0) { $0 + reassembler.counters[$1] }
            #expect(total == (loss == .late ? 2 : 1) && reassembler.counters.refused == total, "\(loss)")
        }
    }

    @Test("datagrams of many small fragments cost time in proportion to their bytes")
    func manyFragments() throws {
        var limits = Limits()
        limits.fragmentsPerDatagram = 8_192
        let data = (0..<65_000).map { UInt8(truncatingIfNeeded: $0) }
        for isReversed in [false, true] {
            var reassembler = FragmentReassembler(limits: limits)
            var parts = client.fragments(.gre, payload: data, size: 8)
            if isReversed { parts.reverse() }
            var whole: [UInt8]?
            for bytes in parts { whole = try add(bytes, to: &reassembler) ?? whole }
            #expect(whole == client.link(.raw).packet(.gre, payload: data))
            #expect(reassembler.byteCount == 0 && reassembler.count == 0)
        }
    }
}
