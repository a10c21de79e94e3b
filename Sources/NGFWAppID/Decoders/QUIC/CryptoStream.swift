/// The handshake bytes of CRYPTO frames, put together from pieces in any order (RFC 9000 section 19.6). Of two versions of a byte the first
/// stays: both came from packets that their sender has authenticated.
struct CryptoStream: Sendable {
    static let maximumBytes = 16_384
    static let maximumPieces = 64

    private(set) var bytes: [UInt8] = []
    /// What has come: disjoint, ascending, none next to another.
    private var pieces: [Range<Int>] = []

    /// How many bytes from the start on are there.
    var prefixCount: Int { pieces.first.map { $0.lowerBound == 0 ? $0.upperBound : 0 } ?? 0 }

    /// Takes a piece; what goes beyond ``maximumBytes``, or makes more than ``maximumPieces``, is left out.
    mutating func add(_ piece: Span<UInt8>, at offset: Int) {
        guard piece.count > 0, offset >= 0, offset < Self.maximumBytes else { return }
        let end = min(Self.maximumBytes, offset + piece.count)
        var merged = offset..<end
        var rest: [Range<Int>] = []
        var missing = [offset..<end]
        for known in pieces {
            guard known.upperBound >= merged.lowerBound, known.lowerBound <= merged.upperBound else {
                rest.append(known)
                continue
            }
            missing = missing.flatMap {
                [
                    $0.lowerBound..<max($0.lowerBound, min($0.upperBound, known.lowerBound)),
                    max($0.lowerBound, min($0.upperBound, known.upperBound))..<$0.upperBound,
                ]
            }.filter { !$0.isEmpty }
            merged = min(merged.lowerBound, known.lowerBound)..<max(merged.upperBound, known.upperBound)
        }
        guard rest.count < Self.maximumPieces else { return }
        if bytes.count < end { bytes.append(contentsOf: repeatElement(0, count: end - bytes.count)) }
        for range in missing { for index in range { bytes[index] = piece[index - offset] } }
        rest.append(merged)
        pieces = rest.sorted { $0.lowerBound < $1.lowerBound }
    }

    /// Takes the CRYPTO frames among the frames of an Initial packet (RFC 9000 section 12.4). `false` when something else stands there.
    @discardableResult
    mutating func addFrames(_ frames: Span<UInt8>) -> Bool {
        var offset = 0
        while offset < frames.count {
            let type = frames[offset]
            offset += 1
            switch type {
            case 0, 1: continue
            case 2, 3: guard Self.skipAcknowledgement(frames, &offset, counts: type == 3) else { return false }
            case 6:
                guard let place = QUICDecoder.variable(frames, &offset), let length = QUICDecoder.variable(frames, &offset),
                    frames.holds(length, at: offset)
                else { return false }
                add(frames.extracting(offset..<offset + length), at: place)
                offset += length
            default: return false
            }
        }
        return true
    }

    /// ACK frames (RFC 9000 section 19.3).
    private static func skipAcknowledgement(_ frames: Span<UInt8>, _ offset: inout Int, counts: Bool) -> Bool {
        guard QUICDecoder.variable(frames, &offset) != nil, QUICDecoder.variable(frames, &offset) != nil,
            let ranges = QUICDecoder.variable(frames, &offset), ranges <= frames.count
        else { return false }
        // The first range, then a gap and a range for each other one.
        for _ in 0..<(1 + 2 * ranges + (counts ? 3 : 0)) {
            guard QUICDecoder.variable(frames, &offset) != nil else { return false }
        }
        return true
    }
}
