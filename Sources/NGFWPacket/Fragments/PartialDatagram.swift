import NGFWCore

/// The fragments of one datagram as they come in.
struct PartialDatagram: Sendable {
    enum Outcome {
        case waiting
        /// Dropped just now, or before (`late`).
        case lost(FragmentLoss)
        case whole([UInt8])
    }

    /// Bytes that are consecutive in the datagram.
    private struct Piece {
        var offset: Int
        var bytes: [UInt8]
        var end: Int { offset + bytes.count }
    }

    /// RFC 791, RFC 8200: the length fields hold sixteen bits.
    static let byteLimit = 65_535
    /// Memory of a datagram and of a piece beside their bytes.
    static let overhead = 256
    static let pieceOverhead = 64

    let isIPv4: Bool
    private(set) var isDropped = false
    /// Disjoint, in ascending order of offset.
    private var pieces: [Piece] = []
    /// Everything before the data of the first fragment, without the IPv6 fragment header.
    private var header: [UInt8] = []
    private var fragmentCount = 0
    /// Bytes of data, known from the last fragment.
    private var length: Int?
    private var receivedLength = 0

    init(isIPv4: Bool) { self.isIPv4 = isIPv4 }

    /// Bytes of memory that it takes, about.
    var memory: Int { Self.overhead + header.count + receivedLength + pieces.count * Self.pieceOverhead }

    /// - Parameter end: Where the fragment's data end in the bytes; the caller has checked all offsets against the bytes.
    /// - Complexity: O(*b* + log *n*) for *b* bytes and *n* pieces, and a move of at most *n* pieces when it comes out of order.
    mutating func add(
        _ bytes: Span<UInt8>, _ packet: DecodedPacket, _ fragment: FragmentFields, end: Int, fragmentLimit: Int
    ) -> Outcome {
        guard !isDropped else { return .lost(.late) }
        let range = fragment.offset..<(fragment.offset + end - fragment.dataOffset)
        fragmentCount += 1
        guard fragmentCount <= fragmentLimit else { return drop(.tooManyFragments) }
        guard range.upperBound <= Self.byteLimit else { return drop(.tooLong) }
        if !fragment.moreFollow {
            guard length == nil || length == range.upperBound else { return drop(.contradictoryEnd) }
            length = range.upperBound
        }
        if let length, range.upperBound > length || (pieces.last?.end ?? 0) > length { return drop(.contradictoryEnd) }
        if let loss = insert(bytes.extracting(fragment.dataOffset..<end), range) { return drop(loss) }
        if fragment.offset == 0, header.isEmpty { keepHeader(bytes, packet, fragment) }
        guard receivedLength == length else { return .waiting }
        return header.count + receivedLength - (isIPv4 ? 0 : IPv6Header.length) <= Self.byteLimit ? .whole(whole()) : drop(.tooLong)
    }

    /// Gives its memory back; what comes of it later is swallowed.
    mutating func drop(_ loss: FragmentLoss) -> Outcome {
        isDropped = true
        pieces = []
        header = []
        receivedLength = 0
        return .lost(loss)
    }

    /// Puts the data in where nothing stands yet, unless they overlap what is there (IPv6) or contradict it (IPv4).
    private mutating func insert(_ data: Span<UInt8>, _ range: Range<Int>) -> FragmentLoss? {
        // Nearly always fragments come in order.
        if (pieces.last?.end ?? 0) <= range.lowerBound {
            pieces.append(Piece(offset: range.lowerBound, bytes: copy(data)))
            receivedLength += range.count
            return nil
        }
        let first = firstPiece(endingAfter: range.lowerBound)
        var last = first
        var place = range.lowerBound
        var merged: [Piece] = []
        while last < pieces.count, pieces[last].offset < range.upperBound {
            let piece = pieces[last]
            let isRepetition = piece.offset == range.lowerBound && piece.end == range.upperBound
            guard isIPv4 || isRepetition else { return .overlap }
            guard isSame(data, range, piece) else { return isIPv4 ? .conflictingOverlap : .overlap }
            if piece.offset > place { merged.append(gap(data, range, place..<piece.offset)) }
            merged.append(piece)
            place = max(place, piece.end)
            last += 1
        }
        if place < range.upperBound { merged.append(gap(data, range, place..<range.upperBound)) }
        receivedLength += merged.reduce(0) { $0 + $1.bytes.count } - pieces[first..<last].reduce(0) { $0 + $1.bytes.count }
        if merged.count > last - first { pieces.replaceSubrange(first..<last, with: merged) }
        return nil
    }

    private func firstPiece(endingAfter offset: Int) -> Int {
        var low = 0
        var high = pieces.count
        while low < high {
            let middle = (low + high) / 2
            if pieces[middle].end > offset { high = middle } else { low = middle + 1 }
        }
        return low
    }

    private func isSame(_ data: Span<UInt8>, _ range: Range<Int>, _ piece: Piece) -> Bool {
        for offset in max(range.lowerBound, piece.offset)..<min(range.upperBound, piece.end)
        where data[offset - range.lowerBound] != piece.bytes[offset - piece.offset] { return false }
        return true
    }

    private func gap(_ data: Span<UInt8>, _ range: Range<Int>, _ part: Range<Int>) -> Piece {
        Piece(
            offset: part.lowerBound,
            bytes: copy(data.extracting((part.lowerBound - range.lowerBound)..<(part.upperBound - range.lowerBound))))
    }

    /// The header as the whole datagram carries it, but for the lengths.
    private mutating func keepHeader(_ bytes: Span<UInt8>, _ packet: DecodedPacket, _ fragment: FragmentFields) {
        if isIPv4 {
            header = copy(bytes.extracting(packet.networkOffset..<fragment.dataOffset))
            // Only "don't fragment" survives.
            header[IPv4Header.Field.flagsAndOffset] &= 0x40
            header[IPv4Header.Field.flagsAndOffset + 1] = 0
        } else {
            let fragmentHeader = fragment.dataOffset - IPv6Header.fragmentLength
            header = copy(bytes.extracting(packet.networkOffset..<fragmentHeader))
            header[fragment.nextHeaderOffset - packet.networkOffset] = bytes[fragmentHeader]
        }
    }

    private func whole() -> [UInt8] {
        var whole = header
        whole.reserveCapacity(header.count + receivedLength)
        for piece in pieces { whole += piece.bytes }
        // Fits: `add` compared it with the limit of sixteen bits.
        let length = UInt16(truncatingIfNeeded: isIPv4 ? whole.count : whole.count - IPv6Header.length)
        let field = isIPv4 ? IPv4Header.Field.totalLength : IPv6Header.Field.payloadLength
        set(&whole, length, at: field)
        if isIPv4 {
            set(&whole, 0, at: IPv4Header.Field.checksum)
            set(&whole, ~ChecksumVerifier.sum(whole.span, 0..<header.count), at: IPv4Header.Field.checksum)
        }
        return whole
    }

    private func set(_ bytes: inout [UInt8], _ value: UInt16, at offset: Int) {
        bytes[offset] = UInt8(value >> 8)
        bytes[offset + 1] = UInt8(value & 0xff)
    }

    private func copy(_ bytes: Span<UInt8>) -> [UInt8] {
        // The pointer lives as long as the span, which the copy does not outlive.
        unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) }
    }
}
