import NGFWCore

/// The fragments of one datagram as they come in.
struct PartialDatagram: Sendable {
    enum Outcome {
        case waiting
        /// Dropped just now: overlap or contradicting ends.
        case conflicting
        /// Dropped just now: too long, or too many fragments.
        case oversized
        case whole([UInt8])
    }

    /// RFC 791, RFC 8200: the length fields hold sixteen bits.
    static let byteLimit = 65_535

    let isIPv4: Bool
    let start: Timestamp
    let serial: UInt64
    private(set) var isDropped = false
    /// Disjoint, in ascending order of offset.
    private var chunks: [(offset: Int, bytes: [UInt8])] = []
    /// Everything before the data of the first fragment, without the IPv6 fragment header.
    private var header: [UInt8] = []
    private var fragmentCount = 0
    /// Bytes of data, known from the last fragment.
    private var length: Int?
    private var receivedLength = 0

    init(isIPv4: Bool, start: Timestamp, serial: UInt64) {
        self.isIPv4 = isIPv4
        self.start = start
        self.serial = serial
    }

    /// - Parameter end: Where the fragment's data end in the bytes; the caller has checked all offsets against the bytes.
    mutating func add(
        _ bytes: Span<UInt8>, _ packet: DecodedPacket, _ fragment: FragmentFields, end: Int, fragmentLimit: Int
    ) -> Outcome {
        guard !isDropped else { return .waiting }
        let range = fragment.offset..<(fragment.offset + end - fragment.dataOffset)
        fragmentCount += 1
        guard fragmentCount <= fragmentLimit, range.upperBound <= Self.byteLimit else { return drop(.oversized) }
        if !fragment.moreFollow {
            guard length == nil || length == range.upperBound else { return drop(.conflicting) }
            length = range.upperBound
        }
        if let length, range.upperBound > length || (chunks.last.map { $0.offset + $0.bytes.count > length } ?? false) {
            return drop(.conflicting)
        }
        guard insert(copy(bytes, fragment.dataOffset..<end), range) else { return drop(.conflicting) }
        if fragment.offset == 0, header.isEmpty { keepHeader(bytes, packet, fragment) }
        guard receivedLength == length else { return .waiting }
        return header.count + receivedLength - (isIPv4 ? 0 : IPv6Header.length) <= Self.byteLimit ? .whole(whole()) : drop(.oversized)
    }

    private mutating func drop(_ outcome: Outcome) -> Outcome {
        isDropped = true
        chunks = []
        header = []
        return outcome
    }

    /// Puts the bytes in where nothing stands yet. False when they contradict what is there (IPv4) or overlap it (IPv6).
    private mutating func insert(_ data: [UInt8], _ range: Range<Int>) -> Bool {
        let overlapping = chunks.filter { $0.offset < range.upperBound && $0.offset + $0.bytes.count > range.lowerBound }
        for chunk in overlapping {
            let shared = range.clamped(to: chunk.offset..<(chunk.offset + chunk.bytes.count))
            let isSame = data[(shared.lowerBound - range.lowerBound)..<(shared.upperBound - range.lowerBound)].elementsEqual(
                chunk.bytes[(shared.lowerBound - chunk.offset)..<(shared.upperBound - chunk.offset)])
            let isRepetition = chunk.offset == range.lowerBound && chunk.bytes.count == range.count
            guard isSame, isIPv4 || isRepetition else { return false }
        }
        var place = range.lowerBound
        for gapEnd in overlapping.map(\.offset) + [range.upperBound] {
            if gapEnd > place {
                chunks.append((place, Array(data[(place - range.lowerBound)..<(gapEnd - range.lowerBound)])))
                receivedLength += gapEnd - place
            }
            place = max(place, overlapping.first { $0.offset == gapEnd }.map { $0.offset + $0.bytes.count } ?? gapEnd)
        }
        chunks.sort { $0.offset < $1.offset }
        return true
    }

    /// The header as the whole datagram carries it, but for the lengths.
    private mutating func keepHeader(_ bytes: Span<UInt8>, _ packet: DecodedPacket, _ fragment: FragmentFields) {
        if isIPv4 {
            header = copy(bytes, packet.networkOffset..<fragment.dataOffset)
            // Only "don't fragment" survives.
            header[IPv4Header.Field.flagsAndOffset] &= 0x40
            header[IPv4Header.Field.flagsAndOffset + 1] = 0
        } else {
            let fragmentHeader = fragment.dataOffset - IPv6Header.fragmentLength
            header = copy(bytes, packet.networkOffset..<fragmentHeader)
            header[fragment.nextHeaderOffset - packet.networkOffset] = bytes[fragmentHeader]
        }
    }

    private func whole() -> [UInt8] {
        var whole = header
        whole.reserveCapacity(header.count + receivedLength)
        for chunk in chunks { whole += chunk.bytes }
        // Fits: `add` compared it with the limit of sixteen bits.
        let length = UInt16(truncatingIfNeeded: isIPv4 ? whole.count : whole.count - IPv6Header.length)
        let field = isIPv4 ? IPv4Header.Field.totalLength : IPv6Header.Field.payloadLength
        set(&whole, length, at: field)
        if isIPv4 {
            set(&whole, 0, at: IPv4Header.Field.checksum)
            set(&whole, checksum(whole[..<header.count]), at: IPv4Header.Field.checksum)
        }
        return whole
    }

    /// RFC 1071.
    private func checksum(_ header: ArraySlice<UInt8>) -> UInt16 {
        var sum: UInt32 = 0
        for (index, byte) in header.enumerated() { sum += index % 2 == 0 ? UInt32(byte) << 8 : UInt32(byte) }
        sum = (sum & 0xffff) + (sum >> 16)
        sum = (sum & 0xffff) + (sum >> 16)
        return ~UInt16(truncatingIfNeeded: sum)
    }

    private func set(_ bytes: inout [UInt8], _ value: UInt16, at offset: Int) {
        bytes[offset] = UInt8(value >> 8)
        bytes[offset + 1] = UInt8(value & 0xff)
    }

    private func copy(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
        var copy: [UInt8] = []
        copy.reserveCapacity(range.count)
        for index in range { copy.append(bytes[index]) }
        return copy
    }
}
