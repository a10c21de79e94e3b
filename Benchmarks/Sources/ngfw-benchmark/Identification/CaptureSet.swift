import Foundation
import NGFW
import NGFWCapture
import NGFWCore
import NGFWPacket

/// Packets of many captures merged into one stream of Ethernet frames, so that everyone who reads it can decode the same.
///
/// Captures run side by side: each is moved in time to begin with the others. Those that have a conversation in common with one
/// before, which would become one session, come two hours later, when all before have ended; nor is anything within a capture longer
/// silent than that. Left out is what is no IP datagram,
/// and fragments. A datagram that came in anything but Ethernet, with or without VLAN tags, gets an Ethernet header.
struct CaptureSet {
    private(set) var buffer = PacketBuffer()
    private(set) var captureCount = 0
    /// How many times captures had to wait for those before.
    private(set) var partCount = 0
    private(set) var leftOutCount = 0

    static let start = Timestamp(seconds: 1_700_000_000)
    private static let pause: Int64 = 7_200
    private static let header: [UInt8] = [2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1]

    private struct Frame {
        var bytes: [UInt8]
        var wireLength: Int
        var time: Int64
    }

    private struct Part {
        var tuples: Set<FiveTuple> = []
        var frames: [Frame] = []
    }

    /// - Parameter places: Captures and folders of captures.
    init(_ places: [String]) throws {
        var parts: [Part] = []
        for path in try Self.captures(in: places) {
            var frames: [Frame] = []
            var tuples: Set<FiveTuple> = []
            read(path, &frames, &tuples)
            guard let first = frames.first?.time else { continue }
            captureCount += 1
            var before = first
            var time: Int64 = 0
            for index in frames.indices {
                time += min(max(0, frames[index].time - before), Self.pause * 1_000_000_000)
                before = frames[index].time
                frames[index].time = time
            }
            if let index = parts.firstIndex(where: { $0.tuples.isDisjoint(with: tuples) }) {
                parts[index].tuples.formUnion(tuples)
                parts[index].frames += frames
            } else {
                parts.append(Part(tuples: tuples, frames: frames))
            }
        }
        partCount = parts.count
        var begin = Self.start
        for part in parts {
            // Stable: the packets of one capture stay in their order.
            let ordered = part.frames.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
            for (_, frame) in ordered {
                buffer.add(frame.bytes, wireLength: frame.wireLength, at: Timestamp(nanoseconds: begin.nanoseconds + frame.time))
            }
            begin = (buffer.packets.last?.time ?? begin).advanced(bySeconds: Self.pause)
        }
    }

    init(_ buffer: PacketBuffer) { self.buffer = buffer }

    /// The packets that `isWanted` says yes to.
    func filtered(_ isWanted: (FiveTuple) -> Bool) -> CaptureSet {
        let decoder = PacketDecoder()
        var part = PacketBuffer()
        for packet in buffer.packets {
            let bytes = Array(buffer.bytes[packet.offset..<packet.offset + packet.length])
            guard let decoded = try? decoder.decode(bytes.span, linkType: .ethernet), isWanted(decoded.tuple) else { continue }
            part.add(bytes, wireLength: packet.wireLength, at: packet.time)
        }
        return CaptureSet(part)
    }

    /// The packets again and again, each time when all before have ended, until there are `count` at least.
    func repeated(toPackets count: Int) -> PacketBuffer {
        var whole = buffer
        var moved = buffer
        let length = ((buffer.packets.last?.time.seconds ?? 0) - (buffer.packets.first?.time.seconds ?? 0)) + Self.pause
        while whole.packets.count < count && !buffer.packets.isEmpty {
            moved.moveOn(by: length)
            whole.add(moved)
        }
        return whole
    }

    private static func captures(in places: [String]) throws -> [String] {
        var paths: [String] = []
        for place in places {
            guard FileManager.default.fileExists(atPath: place) else { throw Failure("no captures at \(place)") }
            guard let names = try? FileManager.default.subpathsOfDirectory(atPath: place) else {
                paths.append(place)
                continue
            }
            paths += names.filter { [".pcap", ".pcapng", ".cap"].contains(where: $0.hasSuffix) }.sorted().map { "\(place)/\($0)" }
        }
        return paths
    }

    /// A capture that is broken counts up to the place where it is.
    private mutating func read(_ path: String, _ frames: inout [Frame], _ tuples: inout Set<FiveTuple>) {
        guard var reader = try? CaptureReader(path: path) else { return }
        let decoder = PacketDecoder()
        var leftOut = 0
        var isMore = true
        while isMore {
            isMore =
                (try? reader.next { captured, content in
                    guard let decoded = try? decoder.decode(content, linkType: captured.linkType), decoded.fragment == nil else {
                        leftOut += 1
                        return
                    }
                    let tuple = decoded.tuple
                    tuples.insert("\(tuple.source)" < "\(tuple.destination)" ? tuple : tuple.reversed)
                    var bytes: [UInt8] = []
                    var wireLength = captured.wireLength
                    if !Self.isPlain(content, captured.linkType, decoded.networkOffset) {
                        let isFour = content[decoded.networkOffset] >> 4 == 4
                        bytes = Self.header + (isFour ? [8, 0] : [0x86, 0xdd])
                        wireLength += bytes.count - decoded.networkOffset
                        for index in decoded.networkOffset..<content.count { bytes.append(content[index]) }
                    } else {
                        for index in 0..<content.count { bytes.append(content[index]) }
                    }
                    frames.append(Frame(bytes: bytes, wireLength: max(wireLength, bytes.count), time: captured.time.nanoseconds))
                }) ?? false
        }
        leftOutCount += leftOut
    }

    /// Ethernet with VLAN tags at most.
    private static func isPlain(_ content: Span<UInt8>, _ linkType: LinkType, _ networkOffset: Int) -> Bool {
        guard linkType == .ethernet, content.count > 14 else { return false }
        var place = 12
        while place + 4 <= content.count {
            switch (content[place], content[place + 1]) {
            case (0x81, 0x00), (0x88, 0xa8): place += 4
            case (0x08, 0x00), (0x86, 0xdd): return place + 2 == networkOffset
            default: return false
            }
        }
        return false
    }

    /// As one capture.
    func write(to path: String) throws {
        var writer = try CaptureWriter(path: path, linkType: .ethernet)
        for packet in buffer.packets {
            let bytes = Array(buffer.bytes[packet.offset..<packet.offset + packet.length])
            writer.write(bytes.span, at: packet.time, wireLength: packet.wireLength)
        }
        try writer.close()
    }
}
