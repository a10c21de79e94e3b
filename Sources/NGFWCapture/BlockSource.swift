import NGFWCore
import NGFWPacket

/// A pcapng file (draft-ietf-opsawg-pcapng): sections, interfaces, packets; every other block is passed over.
final class BlockSource: PacketSource {
    private enum BlockType {
        static let section: UInt32 = 0x0a0d_0d0a
        static let interface: UInt32 = 1
        static let obsoletePacket: UInt32 = 2
        static let simplePacket: UInt32 = 3
        static let enhancedPacket: UInt32 = 6
    }

    private struct Interface {
        var linkType: LinkType
        /// Zero: no limit.
        var snapLength: Int
        var unitsPerSecond: UInt64 = 1_000_000
        /// Seconds added to every time.
        var timeOffset: Int64 = 0
    }

    /// Bytes of a block around its packet: fields and options.
    private static let overhead = 65_536
    private static let interfaceLimit = 4_096

    private let file: CaptureFile
    private let packetByteLimit: Int
    private var isLittleEndian = true
    private var interfaces: [Interface] = []
    private var hasSection = false
    /// The body of the block at hand.
    private var body: [UInt8] = []
    private var number = 0

    init(_ file: CaptureFile, limits: Limits) {
        self.file = file
        packetByteLimit = limits.packetBytes
    }

    func next(_ number: Int, _ deliver: (CapturedPacket, Span<UInt8>) -> Void) throws(CaptureError) -> Bool {
        self.number = number
        // Every round reads at least twelve bytes, so the file bounds the loop.
        while let type = try nextBlock() {
            switch type {
            case BlockType.section: interfaces.removeAll(keepingCapacity: true)
            case BlockType.interface: try addInterface()
            case BlockType.enhancedPacket:
                try require(20, "enhanced packet block")
                try deliverPacket(Int(u32(0)), time: (u32(4), u32(8)), length: Int(u32(12)), wireLength: Int(u32(16)), at: 20, deliver)
                return true
            case BlockType.obsoletePacket:
                try require(20, "packet block")
                try deliverPacket(Int(u16(0)), time: (u32(4), u32(8)), length: Int(u32(12)), wireLength: Int(u32(16)), at: 20, deliver)
                return true
            case BlockType.simplePacket:
                try require(4, "simple packet block")
                guard let interface = interfaces.first else { throw damaged("a packet before the first interface") }
                let snapLength = interface.snapLength == 0 ? Int.max : interface.snapLength
                let length = min(Int(u32(0)), snapLength, body.count - 4)
                try deliverPacket(0, time: nil, length: length, wireLength: Int(u32(0)), at: 4, deliver)
                return true
            default: break
            }
        }
        return false
    }

    private func deliverPacket(
        _ interfaceNumber: Int, time: (high: UInt32, low: UInt32)?, length: Int, wireLength: Int, at offset: Int,
        _ deliver: (CapturedPacket, Span<UInt8>) -> Void
    ) throws(CaptureError) {
        guard interfaceNumber < interfaces.count else { throw damaged("a packet of interface \(interfaceNumber), which is not declared") }
        guard length <= body.count - offset else { throw damaged("a packet of \(length) bytes in a block that holds fewer") }
        guard length <= packetByteLimit else { throw error(.limit, "a packet of \(length) bytes, over the limit of \(packetByteLimit)") }
        let interface = interfaces[interfaceNumber]
        let packet = CapturedPacket(
            time: time.map { Self.timestamp(UInt64($0.high) << 32 | UInt64($0.low), interface) } ?? .zero, linkType: interface.linkType,
            capturedLength: length, wireLength: wireLength, number: number)
        let bytes = body
        deliver(packet, bytes.span.extracting(offset..<(offset + length)))
    }

    private static func timestamp(_ units: UInt64, _ interface: Interface) -> Timestamp {
        let (seconds, rest) = units.quotientAndRemainder(dividingBy: interface.unitsPerSecond)
        // The rest is less than a second's units, so the quotient is less than a thousand million.
        let nanoseconds = interface.unitsPerSecond.dividingFullWidth(rest.multipliedFullWidth(by: 1_000_000_000)).quotient
        let (sum, overflow) = Int64(clamping: seconds).addingReportingOverflow(interface.timeOffset)
        return Timestamp(seconds: overflow ? .max : sum, nanoseconds: Int64(nanoseconds))
    }

    /// Reads one block: its body lands in `body` when it is of interest. `nil` at the end of the file.
    private func nextBlock() throws(CaptureError) -> UInt32? {
        resize(8)
        let count = file.read(into: &body, count: 8)
        if count == 0 { return nil }
        guard count == 8 else { throw error(.truncated, "the file ends inside a block's header") }
        // The section's type reads the same in both byte orders.
        let type = u32(0)
        guard type == BlockType.section || hasSection else { throw error(.unknownFormat, "not a pcapng file") }
        var length = u32(4)
        var taken = 8
        if type == BlockType.section {
            let lengthBytes = Array(body[4..<8])
            try fill(4)
            switch body[0..<4] {
            case [0x4d, 0x3c, 0x2b, 0x1a]: isLittleEndian = true
            case [0x1a, 0x2b, 0x3c, 0x4d]: isLittleEndian = false
            default: throw hasSection ? damaged("a section without a byte order") : error(.unknownFormat, "not a pcapng file")
            }
            body = lengthBytes
            length = u32(0)
            taken = 12
            hasSection = true
        }
        guard length >= UInt32(taken + 4), length % 4 == 0 else { throw damaged("a block of \(length) bytes") }
        let bodyLength = Int(length) - taken - 4
        let isOfInterest = [BlockType.interface, BlockType.obsoletePacket, BlockType.simplePacket, BlockType.enhancedPacket].contains(type)
        if isOfInterest {
            guard bodyLength <= packetByteLimit + Self.overhead else {
                throw error(.limit, "a block of \(length) bytes, over the limit of \(packetByteLimit + Self.overhead)")
            }
            try fill(bodyLength + 4)
            guard u32(bodyLength) == length else { throw damaged("a block whose two lengths differ") }
            body.removeLast(4)
        } else {
            try skip(bodyLength)
            try fill(4)
            guard u32(0) == length else { throw damaged("a block whose two lengths differ") }
        }
        return type
    }

    /// Interface description block: link type, snap length, options of which 9 is the time's resolution and 14 its offset.
    private func addInterface() throws(CaptureError) {
        try require(8, "interface description block")
        guard interfaces.count < Self.interfaceLimit else { throw error(.limit, "more than \(Self.interfaceLimit) interfaces") }
        var interface = Interface(linkType: LinkType(rawValue: Int32(u16(0))), snapLength: Int(u32(4)))
        var offset = 8
        while offset + 4 <= body.count {
            let (option, length) = (u16(offset), Int(u16(offset + 2)))
            guard option != 0 else { break }
            guard offset + 4 + length <= body.count else { throw damaged("an option that leaves its block") }
            if option == 9, length == 1 {
                let exponent = UInt64(body[offset + 4] & 0x7f)
                guard exponent <= (body[offset + 4] & 0x80 == 0 ? 19 : 63) else { throw damaged("a time resolution of \(exponent)") }
                let base: UInt64 = body[offset + 4] & 0x80 == 0 ? 10 : 2
                interface.unitsPerSecond = (0..<exponent).reduce(1) { units, _ in units * base }
            } else if option == 14, length == 8 {
                let (first, second) = (UInt64(u32(offset + 4)), UInt64(u32(offset + 8)))
                interface.timeOffset = Int64(bitPattern: isLittleEndian ? second << 32 | first : first << 32 | second)
            }
            offset += 4 + (length + 3) / 4 * 4
        }
        interfaces.append(interface)
    }

    // MARK: Bytes

    private func resize(_ count: Int) {
        if body.count > count { body.removeLast(body.count - count) }
        if body.count < count { body.append(contentsOf: repeatElement(0, count: count - body.count)) }
    }

    private func fill(_ count: Int) throws(CaptureError) {
        resize(count)
        guard file.read(into: &body, count: count) == count else { throw error(.truncated, "the file ends inside a block") }
    }

    private func skip(_ count: Int) throws(CaptureError) {
        var rest = count
        while rest > 0 {
            let step = min(rest, Self.overhead)
            try fill(step)
            rest -= step
        }
    }

    private func require(_ count: Int, _ name: String) throws(CaptureError) {
        guard body.count >= count else { throw damaged("\(name) of \(body.count) bytes") }
    }

    private func u16(_ offset: Int) -> UInt16 {
        let value = UInt16(body[offset]) << 8 | UInt16(body[offset + 1])
        return isLittleEndian ? value.byteSwapped : value
    }

    private func u32(_ offset: Int) -> UInt32 {
        let value = (0..<4).reduce(UInt32(0)) { $0 << 8 | UInt32(body[offset + $1]) }
        return isLittleEndian ? value.byteSwapped : value
    }

    private func error(_ code: CaptureError.Code, _ detail: String) -> CaptureError {
        CaptureError(code, file: file.path, packetNumber: code == .unknownFormat ? 0 : number, detail: detail)
    }

    private func damaged(_ detail: String) -> CaptureError { error(.damaged, detail) }
}
