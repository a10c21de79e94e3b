import NGFWCapture
import NGFWCore
import NGFWPacket
import NGFWTestSupport
import Testing

let packets = [1, 60, 1500].map { Array(repeating: UInt8($0 % 251), count: $0) }

@Suite("pcap files")
struct PcapTests {
    @Test("both resolutions and both byte orders are read", arguments: [false, true], [false, true])
    func formats(nanoseconds: Bool, isLittleEndian: Bool) throws {
        try withFile(pcapFile(packets, nanoseconds: nanoseconds, isLittleEndian: isLittleEndian)) { path in
            let (read, error) = readAll(path)
            #expect(error == nil)
            #expect(read.map(\.bytes) == packets)
            for (index, packet) in read.map(\.packet).enumerated() {
                #expect(packet.number == index + 1)
                #expect(packet.time == Timestamp(seconds: Int64(1000 + index), nanoseconds: nanoseconds ? 500 : 500_000))
                #expect(packet.linkType == .ethernet)
                #expect(packet.capturedLength == packets[index].count && packet.wireLength == packets[index].count + 7)
            }
        }
    }

    @Test("link types keep their numbers", arguments: [.null, .raw, .ipv4, .linuxSLL, .linuxSLL2, .ieee80211Radiotap] as [LinkType])
    func linkTypes(linkType: LinkType) throws {
        try withFile(pcapFile(packets, linkType: UInt32(linkType.rawValue))) { path in
            #expect(readAll(path).packets.map(\.packet.linkType) == Array(repeating: linkType, count: 3))
        }
    }

    @Test("what the writer writes, the reader reads", arguments: [.ethernet, .raw, .linuxSLL2] as [LinkType])
    func roundTrip(linkType: LinkType) throws {
        try withTemporaryPath { path in
            var writer = try CaptureWriter(path: path, linkType: linkType)
            let (first, second) = (packets[0], packets[1])
            writer.write(first.span, at: Timestamp(seconds: 1_700_000_000, nanoseconds: 123_456_789))
            writer.write(second.span, at: Timestamp(seconds: 1_700_000_001), wireLength: 9000)
            try writer.close()
            let (read, error) = readAll(path)
            #expect(error == nil)
            #expect(read.map(\.bytes) == Array(packets[..<2]))
            #expect(read.map(\.packet.time.nanoseconds) == [1_700_000_000_123_456_789, 1_700_000_001_000_000_000])
            #expect(read.map(\.packet.wireLength) == [1, 9000])
            #expect(read.map(\.packet.linkType) == [linkType, linkType])
        }
    }

    @Test("a file cut anywhere gives the packets before the cut, then an error that says which packet")
    func cutAnywhere() throws {
        let small = [Array(repeating: UInt8(1), count: 10), Array(repeating: 2, count: 20)]
        let file = pcapFile(small)
        let ends = [24, 24 + 16 + 10, file.count]
        for count in 0..<file.count {
            try withFile(Array(file[..<count])) { path in
                let (read, error) = readAll(path)
                let whole = max(0, ends.filter { $0 <= count }.count - 1)
                #expect(read.map(\.bytes) == Array(small[..<whole]), "\(count) bytes")
                if count < 24 {
                    #expect(error == CaptureError(.unknownFormat, file: "", detail: ""), "\(count) bytes")
                } else if ends.contains(count) {
                    #expect(error == nil, "\(count) bytes")
                } else {
                    #expect(error == CaptureError(.truncated, file: "", detail: ""), "\(count) bytes")
                    #expect(error?.packetNumber == whole + 1, "\(count) bytes")
                    #expect(error?.file == path)
                }
            }
        }
    }

    @Test("after an error there are no more packets")
    func afterError() throws {
        try withFile(Array(pcapFile(packets).dropLast())) { path in
            var reader = try CaptureReader(path: path)
            var count = 0
            #expect(throws: CaptureError(.truncated, file: "", detail: "")) { while try reader.next({ _, _ in count += 1 }) {} }
            #expect(count == 2 && reader.packetCount == 2)
            #expect(try !reader.next { _, _ in count += 1 })
            #expect(count == 2)
        }
    }

    @Test("a packet length that no capture has is damage, not an allocation")
    func hugePacket() throws {
        var file = pcapFile([packets[0]])
        for offset in 32..<36 { file[offset] = 0x7f }
        try withFile(file) { path in
            let (read, error) = readAll(path)
            #expect(read.isEmpty)
            #expect(error == CaptureError(.damaged, file: "", detail: ""))
        }
    }

    @Test("files that are no captures are refused with the way out")
    func unknownFormat() throws {
        for bytes in [[], [0], Array("GET / HTTP/1.1\r\n\r\n".utf8), Array(repeating: 0xff, count: 100)] as [[UInt8]] {
            try withFile(bytes) { path in
                let error = try #require(readAll(path).error)
                #expect(error.code == .unknownFormat)
                #expect(error.description.contains(path) && error.description.contains("editcap"))
            }
        }
    }

    @Test("a file that is not there, a directory and a place that cannot be written are said so")
    func noFile() throws {
        try withTemporaryPath { path in
            let error = try #require(readAll(path + "/none.pcap").error)
            #expect(error.code == .cannotOpen && error.packetNumber == 0)
            #expect(throws: CaptureError(.cannotWrite, file: "", detail: "")) {
                _ = try CaptureWriter(path: path + "/none.pcap", linkType: .raw)
            }
        }
        #expect(readAll("/").error?.code == .cannotOpen)
    }

    @Test("the diagnostic names file, packet, code and remedy")
    func diagnostic() {
        let error = CaptureError(.truncated, file: "office.pcap", packetNumber: 13, detail: "the file ends inside a block")
        #expect(
            error.diagnostic.description == """
                office.pcap: error: packet 13: the file ends inside a block [NGFW-C003]
                  note: the packets before it were read; 'editcap FILE NEW' writes a whole file of them
                """)
    }
}
