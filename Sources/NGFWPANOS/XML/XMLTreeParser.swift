internal import CLibXML2
internal import NGFWCore

/// Builds an ``XMLTree`` from bytes as they come, by libxml2's push parser.
///
/// Why not `xmlTextReader`: it parses up to 512 bytes ahead of the element it shows, so its line is a guess; the SAX
/// callbacks of the same parser stand exactly at the element's tag. Nothing is loaded from anywhere, a document type
/// declaration ends the parse before its first entity is read, entities are not expanded (the five predefined ones
/// are characters), and bytes are UTF-8 whatever the XML declaration says. Safe because the context never leaves it.
@safe final class XMLTreeParser {
    /// What may stand behind the root element.
    enum Trailer {
        /// Nothing but white space and comments.
        case none
        /// Another document: the parse ends at the root's end tag.
        case documents
    }

    enum State {
        case needsMore
        /// The root ended; bytes of the last feed behind it were left alone.
        case finished
        case failed
    }

    private(set) var state = State.needsMore
    private(set) var diagnostics: [Diagnostic] = []
    private(set) var lines: LineTable
    private let limits: Limits
    private let byteLimit: Int
    private let trailer: Trailer
    private var context: xmlParserCtxtPtr?

    private var builder = TreeBuilder()
    /// Numbers of names by their places in libxml2's dictionary, which has each name once.
    private var nameIDs: [UInt: UInt32] = [:]
    /// What is left out while it is read, when the document is a configuration.
    private var filter: ElementFilter?
    /// Open elements below one that is left out, with it.
    private var skippedDepth = 0
    /// The offset behind what belongs to the document: the root's end tag, or the place of the error.
    private var endOffset: Int?
    private var sliceStart = 0
    private var nextSliceBytes: Int
    private var strayText: (count: Int, offset: UInt32) = (0, 0)

    /// Bytes given to libxml2 at a time; what it cannot consume may not outgrow ``markupLimit``.
    private static let sliceBytes = 8 << 10
    /// The first bytes of a document in a stream: junk that only begins like one is told by few of them, and those behind
    /// the error are looked at again.
    private static let firstSliceBytes = 256
    /// Bytes of one tag or comment: libxml2 compares the attributes of a tag pairwise.
    private static let markupLimit = 64 << 10
    private static let attributeLimit = 64
    private static let startup: Void = xmlInitParser()

    /// - Parameter filter: elements that are not built; all are when absent.
    init(lines: LineTable, byteLimit: Int, trailer: Trailer, limits: Limits, filter: ElementFilter? = nil) {
        Self.startup
        self.filter = filter
        self.lines = lines
        self.limits = limits
        self.byteLimit = min(byteLimit, Int(UInt32.max) - 1)
        self.trailer = trailer
        nextSliceBytes = trailer == .documents ? Self.firstSliceBytes : Self.sliceBytes
    }

    deinit {
        // The context is owned by this object alone and freed here only.
        unsafe xmlFreeParserCtxt(context)
    }

    /// Parses the next bytes; gives the number of them that belong to this document (or stand before its error).
    func feed(_ bytes: ArraySlice<UInt8>) -> Int {
        var position = bytes.startIndex
        if unsafe context == nil, state == .needsMore { start() }
        // A byte order mark is no part of the text.
        if lines.byteCount == 0, bytes.starts(with: [0xef, 0xbb, 0xbf]) { position += 3 }
        while position < bytes.endIndex, state == .needsMore {
            let slice = bytes[position..<min(position + nextSliceBytes, bytes.endIndex)]
            nextSliceBytes = min(2 * nextSliceBytes, Self.sliceBytes)
            let before = lines.byteCount
            sliceStart = before
            guard before + slice.count <= byteLimit else {
                fail(Messages.tooLarge(limit: byteLimit, at: lines.location(0)))
                lines.append(slice.prefix(1))
                position += 1
                break
            }
            if before == 0, let encoding = Self.foreignEncoding(slice) {
                fail(Messages.encoding(encoding, at: lines.location(0)))
                lines.append(slice.prefix(1))
                position += 1
                break
            }
            lines.append(slice)
            // The pointer is used during the call only, with the count of the same buffer (at most 8 KiB).
            unsafe slice.withUnsafeBytes { buffer in
                _ = unsafe xmlParseChunk(context, buffer.bindMemory(to: CChar.self).baseAddress, Int32(buffer.count), 0)
            }
            position += slice.count
            if state == .needsMore, lines.byteCount - consumedBytes > Self.markupLimit {
                fail(Messages.markupTooLong(limit: Self.markupLimit, at: lines.location(UInt32(consumedBytes))))
            }
        }
        // Bytes of the last slice that lie behind the end are not part of the document.
        return position - bytes.startIndex - max(0, lines.byteCount - (endOffset ?? lines.byteCount))
    }

    /// Ends the text; the tree, unless something was wrong (``diagnostics`` then says what).
    func finish() -> XMLTree? {
        if state == .needsMore {
            if unsafe context == nil { start() }
            // Of no bytes at all libxml2 says one thing or another, by its version.
            if lines.byteCount > 0 { _ = unsafe xmlParseChunk(context, nil, 0, 1) }
            if state == .needsMore, !builder.nodes.isEmpty, builder.open.isEmpty {
                state = .finished
            } else {
                fail(Messages.malformed("the document is empty", at: lines.location(UInt32(lines.byteCount))))
            }
        }
        guard state == .finished else { return nil }
        if strayText.count > 0 {
            diagnostics.append(Messages.strayText(count: strayText.count, at: lines.location(strayText.offset)))
        }
        return builder.tree(lines)
    }

    /// Elements that are not closed yet.
    var openCount: Int { builder.open.count + skippedDepth }

    /// The place behind the last byte that belongs to the document.
    var endLocation: SourceLocation { lines.location(UInt32(endOffset ?? lines.byteCount)) }

    private func start() {
        var handler = unsafe xmlSAXHandler()
        unsafe handler.initialized = UInt32(XML_SAX2_MAGIC)
        unsafe handler.internalSubset = { user, _, _, _ in unsafe parser(user).refuseDocumentType() }
        unsafe handler.startElementNs = { user, name, _, _, _, _, count, _, attributes in
            unsafe parser(user).startElement(name, Int(count), attributes)
        }
        unsafe handler.endElementNs = { user, _, _, _ in unsafe parser(user).endElement() }
        unsafe handler.characters = { user, bytes, count in unsafe parser(user).characters(bytes, Int(count)) }
        unsafe handler.cdataBlock = { user, bytes, count in unsafe parser(user).characters(bytes, Int(count)) }
        unsafe handler.ignorableWhitespace = unsafe handler.characters
        unsafe handler.serror = { user, error in
            guard let error = unsafe error?.pointee else { return }
            let message = unsafe error.message.map { unsafe String(cString: $0) } ?? ""
            unsafe parser(user).libraryError(message, level: unsafe error.level, line: Int(error.line), column: Int(error.int2))
        }
        // libxml2 copies the handler; the object outlives the context, which its deinit frees.
        let user = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe context = unsafe xmlCreatePushParserCtxt(&handler, user, nil, 0, nil)
        guard unsafe context != nil else {
            fail(Messages.malformed("out of memory", at: lines.location(0)))
            return
        }
        let options = XML_PARSE_NONET.rawValue | XML_PARSE_IGNORE_ENC.rawValue
        _ = unsafe xmlCtxtUseOptions(context, Int32(options))
        _ = unsafe xmlSwitchEncoding(context, XML_CHAR_ENCODING_UTF8)
    }

    private var consumedBytes: Int { max(0, min(unsafe xmlByteConsumed(context), lines.byteCount)) }

    /// UTF-16 and UTF-32 by their first bytes (byte order mark, or `<` with zero bytes).
    private static func foreignEncoding(_ bytes: ArraySlice<UInt8>) -> String? {
        switch Array(bytes.prefix(2)) {
        case [0xfe, 0xff], [0xff, 0xfe], [0x3c, 0x00], [0x00, 0x3c]: "UTF-16"
        case [0x00, 0x00]: "UTF-32"
        default: nil
        }
    }

    private func fail(_ diagnostic: Diagnostic) {
        if state != .failed {
            diagnostics.append(diagnostic)
            // At least one byte, so that a reader who goes on from there makes progress.
            endOffset = max(unsafe context == nil ? 0 : consumedBytes, sliceStart, 1)
        }
        state = .failed
        if unsafe context != nil { unsafe xmlStopParser(context) }
    }
}

/// The parser behind libxml2's user pointer, which ``XMLTreeParser/start()`` set and which lives as long as the call.
private func parser(_ user: UnsafeMutableRawPointer?) -> XMLTreeParser {
    guard let user = unsafe user else { preconditionFailure("libxml2 lost the user pointer") }
    return unsafe Unmanaged<XMLTreeParser>.fromOpaque(user).takeUnretainedValue()
}

// MARK: - Events

extension XMLTreeParser {
    private func refuseDocumentType() {
        fail(Messages.documentType(at: lines.location(UInt32(consumedBytes))))
    }

    private func libraryError(_ message: String, level: xmlErrorLevel, line: Int, column: Int) {
        guard state == .needsMore, level != XML_ERR_WARNING else { return }
        let base = lines.location(0)
        let location = SourceLocation(
            file: lines.file, line: base.line + max(line, 1) - 1, column: line <= 1 ? base.column + max(column, 1) - 1 : max(column, 1))
        // libxml2 calls a document empty that begins with anything but a tag.
        let isNoTag = message.hasPrefix("Document is empty") && lines.byteCount > 0
        fail(Messages.malformed(isNoTag ? "expected '<', found other text" : message, at: location))
    }

    private func startElement(
        _ name: UnsafePointer<xmlChar>?, _ count: Int, _ values: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) {
        guard state == .needsMore, let name = unsafe name else { return }
        guard builder.open.count + skippedDepth < limits.xmlDepth else {
            fail(Messages.tooDeep(limit: limits.xmlDepth, at: lines.location(tagStart())))
            return
        }
        guard count <= Self.attributeLimit else {
            fail(Messages.tooManyAttributes(limit: Self.attributeLimit, at: lines.location(tagStart())))
            return
        }
        let id = unsafe identifier(name)
        guard builder.names.count <= limits.xmlNames else {
            fail(Messages.tooManyNames(limit: limits.xmlNames, at: lines.location(tagStart())))
            return
        }
        if skippedDepth == 0 { dropLayout() }
        guard skippedDepth == 0, filter?.enter(id, builder.names) ?? true else {
            skippedDepth += 1
            return
        }
        let offset = tagStart()
        guard builder.nodes.count < limits.xmlElements else {
            fail(Messages.tooManyElements(limit: limits.xmlElements, at: lines.location(offset)))
            return
        }
        builder.openElement(id, at: offset)
        guard let values = unsafe values else { return }
        for index in 0..<count {
            // Five pointers an attribute: local name, prefix, URI, first byte of the value, byte behind it.
            guard let name = unsafe values[index * 5], let first = unsafe values[index * 5 + 3], let end = unsafe values[index * 5 + 4]
            else { continue }
            let value = unsafe UnsafeBufferPointer(start: first, count: max(0, end - first))
            unsafe builder.addAttribute(identifier(name), Self.unescaped(value))
        }
    }

    /// With entities left alone libxml2 writes an ampersand in a value as `&#38;`; no other reference is left in it.
    private static func unescaped(_ value: UnsafeBufferPointer<xmlChar>) -> [UInt8] {
        let bytes = unsafe [UInt8](value)
        guard bytes.contains(escape[0]) else { return bytes }
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            result.append(bytes[index])
            index += bytes[index...].starts(with: escape) ? escape.count : 1
        }
        return result
    }

    private static let escape = Array("&#38;".utf8)

    /// The offset of the tag that was just read: libxml2 stands at its `>` or `/>` and keeps the tag in its buffer,
    /// where `<` occurs nowhere else (it is illegal inside a tag).
    private func tagStart() -> UInt32 {
        let consumed = consumedBytes
        guard let input = unsafe context?.pointee.input, var position = unsafe input.pointee.cur, let base = unsafe input.pointee.base
        else { return UInt32(consumed) }
        let end = unsafe position
        // `base` is the first byte of the buffer that `cur` points into.
        while unsafe position > base, unsafe position[0] != UInt8(ascii: "<") { unsafe position -= 1 }
        let distance = unsafe end - position
        return UInt32(max(0, consumed - distance))
    }

    private func endElement() {
        guard state == .needsMore else { return }
        guard skippedDepth == 0 else {
            skippedDepth -= 1
            return
        }
        guard !builder.open.isEmpty else { return }
        builder.closeElement()
        filter?.leave()
        guard builder.open.isEmpty, trailer == .documents else { return }
        endOffset = consumedBytes
        state = .finished
        unsafe xmlStopParser(context)
    }

    /// White space before a child is layout; other text there is told about.
    private func dropLayout() {
        guard builder.isInLeaf, builder.dropText(), let parent = builder.open.last else { return }
        noteStray(builder.nodes[parent].offset)
    }

    /// In a configuration text between elements stays as an element that nobody knows: in a list it may be a member.
    private func noteStray(_ offset: UInt32) {
        let isInside = trailer == .none && builder.open.count > 1
        guard isInside, builder.nodes.count < limits.xmlElements else {
            strayText = (strayText.count + 1, strayText.count == 0 ? offset : strayText.offset)
            return
        }
        let id = builder.identifier(XMLTree.strayName)
        guard filter?.enter(id, builder.names) ?? true else { return }
        builder.openElement(id, at: offset)
        builder.addText([UInt8(ascii: "x")])
        builder.closeElement()
        filter?.leave()
    }

    /// Text belongs to the innermost element that has no children.
    private func characters(_ bytes: UnsafePointer<xmlChar>?, _ count: Int) {
        guard state == .needsMore, skippedDepth == 0, let bytes = unsafe bytes, count > 0, let index = builder.open.last else { return }
        // libxml2 gives `count` bytes at `bytes`.
        let piece = unsafe UnsafeBufferPointer(start: bytes, count: count)
        guard builder.isInLeaf else {
            if unsafe !piece.allSatisfy(XMLTree.isSpace) { noteStray(builder.nodes[index].offset) }
            return
        }
        guard Int(builder.nodes[index].textCount) + count <= limits.xmlTextBytes else {
            fail(Messages.textTooLong(limit: limits.xmlTextBytes, at: lines.location(builder.nodes[index].offset)))
            return
        }
        unsafe builder.addText(piece)
    }

    private func identifier(_ name: UnsafePointer<xmlChar>) -> UInt32 {
        let key = UInt(bitPattern: name)
        if let id = nameIDs[key] { return id }
        // libxml2's names end with zero and live as long as its dictionary, which is this context's.
        let id = builder.identifier(unsafe String(cString: name))
        nameIDs[key] = id
        return id
    }
}
