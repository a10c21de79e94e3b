internal import NGFWCore

/// Takes one direction of a textual protocol apart into lines: of one kind (FTP), or of messages that have a head, an empty
/// line, and a body as long as `Content-Length` says (SIP, RTSP).
///
/// Lines end in LF, a CR before it is not part of them. One that is longer than there is room for is left out.
struct TextStream {
    enum Line {
        /// The first line of a message, empty if it was too long; with messages of one line, each.
        case first
        case header
        case body
        /// The message is over; the line is empty.
        case end
    }

    /// Where messages begin and end.
    enum Framing {
        case lines
        /// Messages follow each other in a stream.
        case messages
        /// A payload is a message.
        case datagrams
    }

    private enum Place {
        case start, headers, body
        /// Interleaved binary data of RTSP: `$`, channel, length (RFC 2326 section 10.12).
        case frame
        /// Inside something whose beginning was missed, until the line ends.
        case unknown
    }

    private let framing: Framing
    private var place = Place.start
    private var kept: [UInt8] = []
    private var isTooLong = false
    /// Bytes of the body or frame that are still to come.
    private var remaining = 0
    private var contentLength: Int?

    init(_ framing: Framing) { self.framing = framing }

    /// Bytes are missing.
    mutating func skip() {
        kept = []
        isTooLong = false
        remaining = 0
        contentLength = nil
        place = .unknown
    }

    mutating func read(_ payload: Span<UInt8>, keptBytes: Int, _ take: (Line, Span<UInt8>) -> Void) {
        if framing == .datagrams {
            place = .start
            kept = []
            contentLength = nil
        }
        var offset = 0
        while offset < payload.count {
            switch place {
            case .frame:
                offset += passFrame(payload, offset)
                continue
            case .start where framing == .messages && payload[offset] == 0x24 && kept.isEmpty:
                place = .frame
                remaining = 0
                continue
            default: break
            }
            let end = place == .body ? offset + min(remaining, payload.count - offset) : payload.count
            guard let feed = (offset..<end).first(where: { payload[$0] == 0x0A }) else {
                keep(payload.extracting(offset..<end), keptBytes)
                if place == .body { remaining -= end - offset }
                offset = end
                if place == .body, remaining == 0 { endBody(take) }
                continue
            }
            if place == .body { remaining -= feed + 1 - offset }
            finish(payload.extracting(offset..<feed), keptBytes, take)
            offset = feed + 1
            if place == .body, remaining == 0 { endBody(take) }
        }
        if framing == .datagrams, place != .start { endBody(take) }
    }

    private mutating func keep(_ bytes: Span<UInt8>, _ limit: Int) {
        guard place != .unknown, !isTooLong, bytes.count > 0 else { return }
        guard kept.count + bytes.count <= limit else {
            isTooLong = true
            kept = []
            return
        }
        for index in bytes.indices { kept.append(bytes[index]) }
    }

    /// A line is whole: what was kept, and the rest of it.
    private mutating func finish(_ rest: Span<UInt8>, _ limit: Int, _ take: (Line, Span<UInt8>) -> Void) {
        guard place != .unknown else {
            place = .start
            return
        }
        if !kept.isEmpty || isTooLong {
            keep(rest, limit)
            var line: [UInt8] = []
            swap(&line, &kept)
            let wasTooLong = isTooLong
            isTooLong = false
            accept(line.span, isReadable: !wasTooLong, take)
        } else {
            accept(rest, isReadable: rest.count <= limit, take)
        }
    }

    /// - Parameter isReadable: False for a line that is too long to be looked at.
    private mutating func accept(_ line: Span<UInt8>, isReadable: Bool, _ take: (Line, Span<UInt8>) -> Void) {
        let text = line.extracting(0..<line.trimmedCount)
        if framing == .lines {
            if isReadable { take(.first, text) }
            return
        }
        switch place {
        case .start:
            // Empty lines before a message are keep-alives (RFC 5626 section 4.4.1).
            if isReadable, text.count == 0 { return }
            place = .headers
            contentLength = nil
            take(.first, isReadable ? text : Span())
        case .headers:
            guard isReadable else { return }
            guard text.count == 0 else {
                if let length = text.contentLength { contentLength = contentLength ?? length }
                take(.header, text)
                return
            }
            remaining = contentLength ?? (framing == .datagrams ? Int.max : 0)
            place = .body
            if remaining == 0 { endBody(take) }
        case .body:
            if isReadable { take(.body, text) }
        case .frame, .unknown: break
        }
    }

    private mutating func endBody(_ take: (Line, Span<UInt8>) -> Void) {
        if place == .body, !kept.isEmpty, !isTooLong {
            var line: [UInt8] = []
            swap(&line, &kept)
            take(.body, line.span.extracting(0..<line.span.trimmedCount))
        }
        // A head that the datagram does not complete has no end: it announces nothing.
        if place == .body { take(.end, Span<UInt8>()) }
        kept = []
        isTooLong = false
        place = .start
    }

    /// How many bytes belong to the frame.
    private mutating func passFrame(_ payload: Span<UInt8>, _ offset: Int) -> Int {
        guard remaining == 0 else {
            let count = min(remaining, payload.count - offset)
            remaining -= count
            if remaining == 0 { place = .start }
            return count
        }
        kept.append(payload[offset])
        guard kept.count == 4 else { return 1 }
        remaining = Int(kept[2]) << 8 | Int(kept[3])
        kept = []
        if remaining == 0 { place = .start }
        return 1
    }
}
