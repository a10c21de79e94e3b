import NGFWCore

/// The messages of HTTP/1 connections one after the other, and those of RTSP and SIP: a request and its response are one
/// transaction (RFC 9112 sections 6 and 9).
extension Classifier {
    /// What a direction is in the middle of.
    private enum Part {
        static let head: UInt8 = 0
        /// A body of known length.
        static let body: UInt8 = 1
        static let chunkSize: UInt8 = 2
        static let chunk: UInt8 = 3
        static let trailer: UInt8 = 4
        /// A body that ends with the connection.
        static let rest: UInt8 = 5
    }

    /// What the body of a message is, as bits of ``CustomFlow/flags``.
    private enum Kind {
        static let form: UInt8 = 1
        static let multipart: UInt8 = 2
        static let html: UInt8 = 4
        static let error: UInt8 = 8
        static let collects: UInt8 = 16
        // Where in a line of the chunked coding the bytes are.
        static let inSize: UInt8 = 32
        static let inExtension: UInt8 = 64
    }

    mutating func feedHTTP(
        _ inspection: inout Inspection, _ custom: CustomLibrary, _ flow: inout CustomFlow, _ decoder: ContextDecoder, _ chunk: Span<UInt8>,
        _ side: Side
    ) {
        var position = 0
        while position < chunk.count, !flow.isOff, inspection.custom.phase != .done {
            switch flow.state {
            case Part.head:
                position = feedHead(&inspection, custom, &flow, decoder, chunk, position, side)
            case Part.body, Part.chunk, Part.rest:
                let count = min(flow.remaining, chunk.count - position)
                collect(&flow, chunk, position..<(position + count))
                position += count
                if flow.state != Part.rest { flow.remaining -= count }
                if flow.flags & Kind.collects != 0, flow.buffer.count >= limits.inspectedBytes {
                    emitBody(&inspection, custom, &flow, side)
                }
                guard flow.remaining == 0 else { continue }
                if flow.state == Part.body { endMessage(&inspection, custom, &flow, side) } else { flow.state = Part.chunkSize }
            default:
                position = feedLine(&inspection, custom, &flow, chunk, position, side)
            }
        }
    }

    mutating func endHTTP(
        _ inspection: inout Inspection, _ custom: CustomLibrary, _ flow: inout CustomFlow, _ decoder: ContextDecoder, _ side: Side
    ) {
        guard !flow.isOff else { return }
        if flow.state == Part.head {
            let head = flow.buffer
            if !head.isEmpty { readHead(&inspection, custom, &flow, decoder, head.span, side) }
        } else {
            emitBody(&inspection, custom, &flow, side)
        }
    }

    // MARK: Heads

    private mutating func feedHead(
        _ inspection: inout Inspection, _ custom: CustomLibrary, _ flow: inout CustomFlow, _ decoder: ContextDecoder, _ chunk: Span<UInt8>,
        _ start: Int, _ side: Side
    ) -> Int {
        let rest = chunk.extracting(start..<chunk.count)
        if flow.buffer.isEmpty {
            // Line ends between messages (RFC 9112 section 2.2), and frames of media between RTSP messages are not looked at.
            if rest[0] == 0x0D || rest[0] == 0x0A { return start + 1 }
            if let end = HTTPHead.end(of: rest, from: 0) {
                readHead(&inspection, custom, &flow, decoder, rest.extracting(0..<end), side)
                return start + end
            }
        }
        let former = flow.buffer.count
        let taken = min(rest.count, max(0, limits.inspectedBytes - former))
        for index in 0..<taken { flow.buffer.append(rest[index]) }
        if let end = HTTPHead.end(of: flow.buffer.span, from: former - 3) {
            var head: [UInt8] = []
            swap(&head, &flow.buffer)
            readHead(&inspection, custom, &flow, decoder, head.span.extracting(0..<end), side)
            return start + end - former
        }
        if flow.buffer.count >= limits.inspectedBytes {
            // Headers without end: what has come is looked at, what follows is not.
            let head = flow.buffer
            readHead(&inspection, custom, &flow, decoder, head.span, side)
            flow.isOff = true
        }
        return start + taken
    }

    private mutating func readHead(
        _ inspection: inout Inspection, _ custom: CustomLibrary, _ flow: inout CustomFlow, _ decoder: ContextDecoder, _ bytes: Span<UInt8>,
        _ side: Side
    ) {
        guard let head = HTTPHead(bytes), (head.status == 0) == (side == .client) else {
            flow.isOff = true
            return
        }
        flow.count += 1
        flow.flags = 0
        flow.facts = UnitFacts(transaction: flow.count, unit: inspection.custom.nextUnit())
        var framing = HTTPFraming()
        if side == .client {
            flow.facts.method = QualifierTable.number(
                of: bytes.extracting(head.method), in: QualifierTable.methods, isCaseSensitive: true)
            addRequest(custom, &flow, decoder, head, bytes, &framing)
            flow.methods.append(flow.facts.method)
        } else {
            // The request of the same number, unless it was before the capture or too far ahead.
            let number = inspection.custom.client.methods.isEmpty ? 255 : inspection.custom.client.methods.removeFirst()
            flow.facts.method = number
            // An interim response is followed by the real one (RFC 9110 section 15.2).
            let isInterim = (100...199).contains(head.status) && head.status != 101
            if isInterim {
                flow.count -= 1
                if number != 255 { inspection.custom.client.methods.insert(number, at: 0) }
            }
            addResponse(custom, &flow, decoder, head, bytes, &framing)
            framing.isBodiless = isInterim || head.status == 204 || head.status == 304 || number == Self.headMethod
            framing.isTunnel = head.status == 101 || (number == Self.connectMethod && (200...299).contains(head.status))
        }
        emit(bytes, flow.facts, &inspection, custom)
        beginBody(&inspection, custom, &flow, decoder, framing, side)
    }

    private static let headMethod: UInt8 = 1
    private static let connectMethod: UInt8 = 7
    /// Requests that may wait for their responses.
    private static let maximumPipeline = 64

    private mutating func addRequest(
        _ custom: CustomLibrary, _ flow: inout CustomFlow, _ decoder: ContextDecoder, _ head: HTTPHead, _ bytes: Span<UInt8>,
        _ framing: inout HTTPFraming
    ) {
        let (path, query) = head.pathAndQuery(bytes)
        switch decoder {
        case .sip: add(.sipHeaders, head.headers, custom)
        case .rtsp:
            add(.rtspHeaders, head.headers, custom)
            add(.rtspPath, path, custom)
        default:
            add(.httpURI, head.target, custom)
            add(.httpPath, path, custom)
            add(.httpParameters, query, custom)
            add(.httpRequestHeaders, head.headers, custom)
            add(.httpPathLength, path.count, custom)
            add(.httpParameterLength, query.count, custom)
            add(.httpHeaderLength, head.headers.count, custom)
            if custom.uses(.httpTildeCount) {
                add(.httpTildeCount, head.target.reduce(0) { $0 + (bytes[$1] == UInt8(ascii: "~") ? 1 : 0) }, custom)
            }
        }
        var position = head.headers.lowerBound
        var hasHost = false
        while let (line, name, value) = head.nextLine(bytes, &position) {
            framing.read(bytes, name, value)
            guard decoder == .http else { continue }
            add(.httpRequestHeaderLine, line, custom, header: Self.headerNumber(bytes, name))
            if !hasHost, bytes.isText("host", at: name) {
                hasHost = true
                add(.httpHost, value, custom)
            } else if bytes.isText("cookie", at: name) {
                add(.httpCookie, value, custom)
            } else if bytes.isText("user-agent", at: name) {
                add(.httpUserAgent, value, custom)
            } else if bytes.isText("content-type", at: name) {
                if bytes.hasPrefix("multipart/form-data", at: value) { flow.flags |= Kind.multipart }
                if bytes.hasPrefix("application/x-www-form-urlencoded", at: value) { flow.flags |= Kind.form }
            }
        }
        if decoder == .http, let length = framing.length { add(.httpRequestContentLength, length, custom) }
    }

    private mutating func addResponse(
        _ custom: CustomLibrary, _ flow: inout CustomFlow, _ decoder: ContextDecoder, _ head: HTTPHead, _ bytes: Span<UInt8>,
        _ framing: inout HTTPFraming
    ) {
        var position = head.headers.lowerBound
        while let (line, name, value) = head.nextLine(bytes, &position) {
            framing.read(bytes, name, value)
            guard decoder == .http else { continue }
            add(.httpResponseHeaderLine, line, custom, header: Self.headerNumber(bytes, name))
            if bytes.isText("content-type", at: name), bytes.hasPrefix("text/html", at: value) { flow.flags |= Kind.html }
        }
        guard decoder == .http else { return }
        if !(200...299).contains(head.status) { flow.flags |= Kind.error }
        add(.httpResponseHeaders, head.headers, custom)
        add(.httpReason, head.reason, custom)
        add(.httpStatus, head.status, custom)
        add(.httpResponseHeaderLength, head.headers.count, custom)
        if let length = framing.length { add(.httpResponseContentLength, length, custom) }
    }

    private static func headerNumber(_ bytes: Span<UInt8>, _ name: Range<Int>) -> UInt8 {
        for (number, header) in QualifierTable.headers.enumerated() where bytes.isText(header.name, at: name) {
            return UInt8(truncatingIfNeeded: number)
        }
        return QualifierTable.unknownHeader
    }

    // MARK: Bodies

    private mutating func beginBody(
        _ inspection: inout Inspection, _ custom: CustomLibrary, _ flow: inout CustomFlow, _ decoder: ContextDecoder,
        _ framing: HTTPFraming,
        _ side: Side
    ) {
        flow.buffer.removeAll(keepingCapacity: true)
        if framing.isTunnel || framing.isRefused || flow.methods.count > Self.maximumPipeline {
            // What follows is another protocol, or nobody knows where it ends.
            flow.isOff = true
            inspection.custom.client.isOff = true
            inspection.custom.server.isOff = true
            return
        }
        if decoder == .http, needsBody(custom, flow.flags, side) { flow.flags |= Kind.collects }
        if framing.isBodiless {
            endMessage(&inspection, custom, &flow, side)
        } else if framing.isChunked {
            flow.state = Part.chunkSize
        } else if let length = framing.length {
            flow.remaining = length
            flow.state = Part.body
            if length == 0 { endMessage(&inspection, custom, &flow, side) }
        } else if side == .client || decoder != .http {
            endMessage(&inspection, custom, &flow, side)
        } else {
            flow.remaining = .max
            flow.state = Part.rest
        }
    }

    private func needsBody(_ custom: CustomLibrary, _ flags: UInt8, _ side: Side) -> Bool {
        if side == .client {
            return custom.uses(.httpRequestBody) || (flags & Kind.multipart != 0 && custom.uses(.httpFormData))
                || (flags & Kind.form != 0 && custom.uses(.httpParameters))
        }
        return (flags & Kind.html != 0 && custom.uses(.htmlBody)) || (flags & Kind.error != 0 && custom.uses(.httpErrorBody))
    }

    private func collect(_ flow: inout CustomFlow, _ chunk: Span<UInt8>, _ range: Range<Int>) {
        guard flow.flags & Kind.collects != 0 else { return }
        for index in range.prefix(max(0, limits.inspectedBytes - flow.buffer.count)) { flow.buffer.append(chunk[index]) }
    }

    /// Looks at what has been collected of a body, once.
    private mutating func emitBody(_ inspection: inout Inspection, _ custom: CustomLibrary, _ flow: inout CustomFlow, _ side: Side) {
        guard flow.flags & Kind.collects != 0 else { return }
        flow.flags &= ~Kind.collects
        let body = flow.buffer
        let all = 0..<body.count
        if side == .client {
            add(.httpRequestBody, all, custom)
            if flow.flags & Kind.multipart != 0 { add(.httpFormData, all, custom) }
            if flow.flags & Kind.form != 0 { add(.httpParameters, all, custom) }
        } else {
            if flow.flags & Kind.html != 0 { add(.htmlBody, all, custom) }
            if flow.flags & Kind.error != 0 { add(.httpErrorBody, all, custom) }
        }
        flow.facts.unit = inspection.custom.nextUnit()
        emit(body.span, flow.facts, &inspection, custom)
    }

    private mutating func endMessage(_ inspection: inout Inspection, _ custom: CustomLibrary, _ flow: inout CustomFlow, _ side: Side) {
        emitBody(&inspection, custom, &flow, side)
        flow.buffer.removeAll(keepingCapacity: true)
        flow.state = Part.head
        flow.remaining = 0
        if side == .server { endTransactions(through: flow.count, &inspection) }
    }

    /// Lines of the chunked coding (RFC 9112 section 7.1): sizes, the empty line behind a chunk, trailers.
    private mutating func feedLine(
        _ inspection: inout Inspection, _ custom: CustomLibrary, _ flow: inout CustomFlow, _ chunk: Span<UInt8>, _ start: Int, _ side: Side
    ) -> Int {
        let byte = chunk[start]
        if flow.state == Part.trailer {
            // `remaining` counts the bytes of the line; an empty one ends the message.
            if byte == 0x0A {
                if flow.remaining == 0 { endMessage(&inspection, custom, &flow, side) }
                flow.remaining = 0
            } else if byte != 0x0D {
                flow.remaining = min(flow.remaining + 1, 1 << 20)
            }
            return start + 1
        }
        if let digit = byte < 0x80 ? Character(Unicode.Scalar(byte)).hexDigitValue : nil, flow.flags & Kind.inExtension == 0 {
            guard flow.remaining < 1 << 40 else {
                flow.isOff = true
                return chunk.count
            }
            flow.remaining = flow.remaining << 4 | digit
            flow.flags |= Kind.inSize
        } else if byte == 0x0A {
            // The line end behind a chunk's data has no digits.
            guard flow.flags & (Kind.inSize | Kind.inExtension) != 0 else { return start + 1 }
            flow.flags &= ~(Kind.inSize | Kind.inExtension)
            flow.state = flow.remaining == 0 ? Part.trailer : Part.chunk
        } else if byte != 0x0D {
            flow.flags |= Kind.inExtension
        }
        return start + 1
    }
}

/// How the body of a message ends.
struct HTTPFraming {
    /// The value of Content-Length.
    var length: Int?
    var isChunked = false
    var isBodiless = false
    var isTunnel = false
    /// Lengths that contradict one another.
    var isRefused = false

    mutating func read(_ bytes: Span<UInt8>, _ name: Range<Int>, _ value: Range<Int>) {
        if bytes.isText("transfer-encoding", at: name) {
            // The last coding decides (RFC 9112 section 6.3).
            let last = value.suffix(7)
            if last.count == 7, bytes.isText("chunked", at: last.startIndex..<last.endIndex) { isChunked = true } else { isRefused = true }
        } else if bytes.isText("content-length", at: name) {
            guard !value.isEmpty, value.count <= 15, value.allSatisfy({ HTTPLine.isDigit(bytes[$0]) }) else {
                isRefused = true
                return
            }
            let number = value.reduce(0) { $0 * 10 + Int(bytes[$1] - 0x30) }
            if let length, length != number { isRefused = true }
            length = number
        }
    }
}

extension Span where Element == UInt8 {
    /// Whether a range begins with this lower-case text, in any case.
    func hasPrefix(_ text: StaticString, at range: Range<Int>) -> Bool {
        let length = text.utf8CodeUnitCount
        return range.count >= length && isText(text, at: range.lowerBound..<(range.lowerBound + length))
    }
}
