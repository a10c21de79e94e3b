import NGFWCapture
import NGFWCore
import NGFWPacket
import NGFWTestSupport
import Testing

@Suite("pcapng files")
struct BlockTests {
    @Test("packets of interfaces with different link types and snap lengths are read, in both byte orders", arguments: [false, true])
    func mixedInterfaces(isLittleEndian: Bool) throws {
        var file = BlockFile(isLittleEndian: isLittleEndian)
        file.interface(1, snapLength: 262_144)
        file.interface(113, snapLength: 8_192)
        file.enhancedPacket(0, time: 1_000_000, packets[0])
        file.block(5, Array(repeating: 0, count: 12))
        file.enhancedPacket(1, time: 2_500_000, packets[1])
        try withFile(file.bytes) { path in
            let (read, error) = readAll(path)
            #expect(error == nil)
            #expect(read.map(\.bytes) == Array(packets[..<2]))
            #expect(read.map(\.packet.linkType) == [.ethernet, .linuxSLL])
            #expect(read.map(\.packet.time.nanoseconds) == [1_000_000_000, 2_500_000_000])
            #expect(read.map(\.packet.wireLength) == [8, 67])
            #expect(read.map(\.packet.number) == [1, 2])
        }
    }

    @Test(
        "the interface's resolution and offset make the time",
        arguments: [
            (9, 0, 1_700_000_000_123_456_789, 1_700_000_000_123_456_789),
            (3, 0, 1_700_000_000_123, 1_700_000_000_123_000_000), (0, 0, 1_700_000_000, 1_700_000_000_000_000_000),
            (0x81, 0, 5, 2_500_000_000), (0x80 + 32, 0, 3 << 31, 1_500_000_000), (6, 1_700_000_000, 1, 1_700_000_000_000_001_000),
            (6, -1, 500_000, -500_000_000), (19, 0, 10_000_000_000_000_000_000, 1_000_000_000), (0x80 + 63, 0, 1 << 62, 500_000_000),
        ] as [(UInt8, Int64, UInt64, Int64)])
    func times(resolution: UInt8, offset: Int64, units: UInt64, nanoseconds: Int64) throws {
        var file = BlockFile()
        var offsetBytes: [UInt8] = []
        offsetBytes.append(littleEndian: offset)
        file.interface(1, options: [(2, Array("eth0".utf8)), (9, [resolution]), (14, offsetBytes), (0, [])])
        file.enhancedPacket(0, time: units, packets[0])
        try withFile(file.bytes) { path in
            #expect(readAll(path).packets.map(\.packet.time.nanoseconds) == [nanoseconds])
        }
    }

    @Test("times beyond the range saturate")
    func hugeTimes() throws {
        var file = BlockFile()
        file.interface(1, options: [(9, [0])])
        file.enhancedPacket(0, time: .max, packets[0])
        try withFile(file.bytes) { path in
            #expect(readAll(path).packets.map(\.packet.time.nanoseconds) == [.max])
        }
    }

    @Test("simple packets have no time and are cut by the interface's snap length")
    func simplePackets() throws {
        var file = BlockFile()
        file.interface(101, snapLength: 20)
        file.simplePacket(Array(packets[1][..<20]), wireLength: 60)
        file.simplePacket([1, 2, 3], wireLength: 3)
        try withFile(file.bytes) { path in
            let (read, error) = readAll(path)
            #expect(error == nil)
            #expect(read.map(\.bytes) == [Array(packets[1][..<20]), [1, 2, 3]])
            #expect(
                read.map(\.packet) == [
                    CapturedPacket(time: .zero, linkType: .raw, capturedLength: 20, wireLength: 60, number: 1),
                    CapturedPacket(time: .zero, linkType: .raw, capturedLength: 3, wireLength: 3, number: 2),
                ])
        }
    }

    @Test("a new section begins anew, in its own byte order")
    func sections() throws {
        var first = BlockFile()
        first.interface(1)
        first.enhancedPacket(0, time: 0, packets[0])
        var second = BlockFile(isLittleEndian: false)
        second.interface(101)
        second.enhancedPacket(0, time: 0, packets[1])
        try withFile(first.bytes + second.bytes) { path in
            let (read, error) = readAll(path)
            #expect(error == nil)
            #expect(read.map(\.packet.linkType) == [.ethernet, .raw])
        }
        var third = BlockFile()
        third.enhancedPacket(0, time: 0, packets[0])
        try withFile(first.bytes + third.bytes) { path in
            #expect(readAll(path).error == CaptureError(.damaged, file: "", detail: ""))
        }
    }

    @Test("an unknown block of any size is passed over")
    func unknownBlocks() throws {
        var file = BlockFile()
        file.interface(1)
        file.block(0x0bad, Array(repeating: 9, count: 1_000_000))
        file.enhancedPacket(0, time: 0, packets[0])
        try withFile(file.bytes) { path in
            let (read, error) = readAll(path)
            #expect(error == nil && read.count == 1)
        }
    }

    @Test("blocks that contradict themselves are damage at their packet")
    func damage() throws {
        var undeclared = BlockFile()
        undeclared.interface(1)
        undeclared.enhancedPacket(3, time: 0, packets[0])
        var tooLong = BlockFile()
        tooLong.interface(1)
        tooLong.enhancedPacket(0, time: 0, packets[0], capturedLength: 100)
        var early = BlockFile()
        early.simplePacket(packets[0], wireLength: 1)
        var short = BlockFile()
        short.interface(1)
        short.block(6, [0, 0, 0, 0])
        var option = BlockFile()
        option.block(1, [1, 0, 0, 0, 0, 0, 0, 0, 9, 0, 255, 0])
        var resolution = BlockFile()
        resolution.interface(1, options: [(9, [20])])
        for file in [undeclared, tooLong, early, short, option, resolution] {
            try withFile(file.bytes) { path in
                let (read, error) = readAll(path)
                #expect(read.isEmpty)
                #expect(error == CaptureError(.damaged, file: "", detail: ""))
                #expect(error?.packetNumber == 1)
            }
        }
    }

    @Test("lengths over the limits are refused before memory is taken")
    func limits() throws {
        var limits = Limits()
        limits.packetBytes = 1_000
        var file = BlockFile()
        file.interface(1)
        file.enhancedPacket(0, time: 0, packets[2])
        try withFile(file.bytes) { path in
            #expect(readAll(path, limits: limits).error == CaptureError(.limit, file: "", detail: ""))
        }
        var huge = BlockFile().bytes
        huge.append(littleEndian: UInt32(6))
        huge.append(littleEndian: UInt32(0xffff_fff0))
        try withFile(huge) { path in
            #expect(readAll(path).error == CaptureError(.limit, file: "", detail: ""))
        }
        var interfaces = BlockFile()
        for _ in 0..<5_000 { interfaces.interface(1) }
        try withFile(interfaces.bytes) { path in
            #expect(readAll(path).error == CaptureError(.limit, file: "", detail: ""))
        }
    }

    @Test("a file cut anywhere gives the packets before the cut, then an error or the end")
    func cutAnywhere() throws {
        var file = BlockFile()
        var ends = [file.bytes.count]
        file.interface(1)
        ends.append(file.bytes.count)
        let firstPacket = file.bytes.count
        file.enhancedPacket(0, time: 0, [1, 2, 3])
        ends.append(file.bytes.count)
        file.enhancedPacket(0, time: 0, [4, 5])
        for count in 0..<file.bytes.count {
            try withFile(Array(file.bytes[..<count])) { path in
                let (read, error) = readAll(path)
                #expect(read.count == (count >= ends[2] ? 1 : 0), "\(count) bytes")
                #expect((error == nil) == ends.contains(count), "\(count) bytes: \(String(describing: error))")
                if count > firstPacket, let error { #expect(error.code == .truncated && error.packetNumber == read.count + 1) }
            }
        }
    }

    @Test("random mutations end in packets or an error", arguments: 0..<6)
    func mutations(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var file = BlockFile(isLittleEndian: seed % 2 == 0)
        file.interface(1, options: [(9, [9])])
        file.interface(113)
        for index in 0..<4 { file.enhancedPacket(UInt32(index % 2), time: 1, packets[index % 2]) }
        for round in 0..<100 {
            try withFile(random.mutated(file.bytes)) { path in
                let (read, error) = readAll(path)
                #expect(read.allSatisfy { $0.bytes.count == $0.packet.capturedLength }, "seed \(seed), round \(round)")
                #expect(error == nil || error?.packetNumber == read.count + 1 || error?.packetNumber == 0, "seed \(seed), round \(round)")
            }
        }
    }
}
