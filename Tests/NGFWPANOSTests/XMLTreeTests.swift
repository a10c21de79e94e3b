import NGFWCore
import Testing

@testable import NGFWPANOS

/// Parses text in pieces of a size; the tree with the parser's diagnostics.
func parse(_ text: String, piece: Int = 1 << 20, limits: Limits = .standard) -> (tree: XMLTree?, diagnostics: [Diagnostic]) {
    parse(Array(text.utf8), piece: piece, limits: limits)
}

func parse(_ bytes: [UInt8], piece: Int = 1 << 20, limits: Limits = .standard) -> (tree: XMLTree?, diagnostics: [Diagnostic]) {
    let parser = XMLTreeParser(lines: LineTable(file: "t.xml"), byteLimit: limits.configurationBytes, trailer: .none, limits: limits)
    var position = 0
    while position < bytes.count, parser.state == .needsMore {
        _ = parser.feed(bytes[position..<min(position + piece, bytes.count)])
        position += piece
    }
    let tree = parser.finish()
    return (tree, parser.diagnostics)
}

@Suite struct XMLTreeTests {
    @Test func elementsTextsAndAttributesAreRead() throws {
        let tree = try #require(
            parse("<?xml version=\"1.0\"?><a><b n='1' m=\"x &amp; &lt;y&gt; &#38;#38;\">t &amp; u</b><c/><b/></a>").tree)
        #expect(tree.root.name == "a")
        #expect(tree.root.children.map(\.name) == ["b", "c", "b"])
        let first = try #require(tree.root.child("b"))
        #expect(first.text == "t & u")
        #expect(first.attribute("n") == "1")
        #expect(first.attribute("m") == "x & <y> &#38;")
        #expect(first.attribute("none") == nil)
        #expect(tree.root.child("c")?.isLeaf == true)
        #expect(tree.root.child("c")?.attribute("n") == nil)
    }

    @Test func commentsCDATAAndCharacterReferencesAreText() throws {
        let tree = try #require(parse("<a><!-- <b> --><b>x<![CDATA[<&>]]>&#x41;<!-- y -->z</b></a>").tree)
        #expect(tree.root.child("b")?.text == "x<&>Az")
    }

    /// Every start tag of a document in ASCII, found by hand: a `<` that a letter follows.
    private func startTags(_ text: String) -> [String] {
        var places: [String] = []
        var line = 1
        var column = 1
        let bytes = Array(text.utf8)
        for (index, byte) in bytes.enumerated() {
            if byte == UInt8(ascii: "<"), index + 1 < bytes.count, (0x61...0x7a).contains(bytes[index + 1]) {
                places.append("\(line):\(column)")
            }
            if byte == UInt8(ascii: "\n") { (line, column) = (line + 1, 1) } else { column += 1 }
        }
        return places
    }

    @Test(arguments: [1, 7, 512, 1 << 20])
    func everyElementKnowsTheLineAndColumnOfItsTag(piece: Int) throws {
        var text = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!-- a\n comment -->\n<root>\n"
        for index in 0..<3_000 {
            text += String(repeating: " ", count: index % 9) + "<entry name=\"n\(index)\"\n   kind='é&amp;'><x>\(index)</x><y\n/>"
            text += index % 3 == 0 ? "</entry>\n" : "</entry><z a='1'></z>\r\n"
        }
        text += "</root>\n"
        let tree = try #require(parse(text, piece: piece).tree)
        let found = tree.nodes.indices.map { "\(tree.location($0).line):\(tree.location($0).column)" }
        #expect(found == startTags(text))
        #expect(found.count > 10_000)
    }

    @Test func columnsOfOneLongLineAreExact() throws {
        let text = "<a>" + (0..<20_000).map { "<b>\($0)</b>" }.joined() + "</a>"
        let tree = try #require(parse(text).tree)
        #expect(tree.nodes.indices.map { "1:\(tree.location($0).column)" } == startTags(text))
    }

    @Test func aByteOrderMarkIsNoText() throws {
        let tree = try #require(parse([0xef, 0xbb, 0xbf] + Array("<a/>".utf8)).tree)
        #expect(tree.location(0).column == 1)
    }

    @Test func textBetweenElementsIsToldAbout() {
        let result = parse("<a>\n <b/> stray <b/> more </a>")
        #expect(result.tree != nil)
        #expect(
            result.diagnostics.map(\.description) == [
                "t.xml:1:1: warning: text between elements is ignored (2 times, first here) [NGFW-X010]"
            ])
    }
}

@Suite struct HostileXMLTests {
    private static let bomb = """
        <?xml version="1.0"?>
        <!DOCTYPE config [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>
        <config>&c;</config>
        """

    private static func attributes(_ count: Int) -> String { (0..<count).map { "a\($0)=''" }.joined(separator: " ") }
    private static func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

    private static let documents: [(String, String)] = [
        (bomb, "NGFW-X004"),
        ("<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>", "NGFW-X004"),
        ("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>", "NGFW-X004"),
        ("<!DOCTYPE a PUBLIC \"x\" \"http://127.0.0.1/x.dtd\"><a/>", "NGFW-X004"),
        ("<!DOCTYPE a [<!ENTITY % p SYSTEM \"file:///etc/passwd\"> %p;]><a/>", "NGFW-X004"),
        ("<a>&unknown;</a>", "NGFW-X003"),
        ("<a b='&unknown;'/>", "NGFW-X003"),
        (repeated("<a>", 100_000), "NGFW-X005"),
        ("<a>" + repeated("x", (1 << 20) + 1) + "</a>", "NGFW-X006"),
        ("<a><![CDATA[" + repeated("x", (1 << 20) + 1) + "]]></a>", "NGFW-X009"),
        ("<a " + attributes(65) + "/>", "NGFW-X007"),
        ("<a b='" + repeated("x", 1 << 20) + "'/>", "NGFW-X009"),
        ("<a " + attributes(100_000) + "/>", "NGFW-X009"),
        ("<a><!-- " + repeated("x", 1 << 20) + " --></a>", "NGFW-X009"),
        ("<" + repeated("n", 1 << 20) + "/>", "NGFW-X009"),
        ("<a><b></a></b>", "NGFW-X003"),
        ("<a><b>text", "NGFW-X003"),
        ("<a b='1", "NGFW-X003"),
        ("<a/><a/>", "NGFW-X003"),
        ("", "NGFW-X003"),
        ("  \n ", "NGFW-X003"),
        ("plain text", "NGFW-X003"),
        ("<a b='1' b='2'/>", "NGFW-X003"),
        ("<a>\u{0}</a>", "NGFW-X003"),
        ("<a>\u{1}</a>", "NGFW-X003"),
        ("<a>&#0;</a>", "NGFW-X003"),
        ("<a>&#xD800;</a>", "NGFW-X003"),
        ("<x:a/>", "NGFW-X003"),
    ]

    @Test(arguments: documents.indices)
    func hostileDocumentsGiveOneErrorAndNoTree(index: Int) {
        let (text, code) = Self.documents[index]
        for piece in [1 << 20, 997] {
            let result = parse(text, piece: piece)
            #expect(result.tree == nil)
            #expect(result.diagnostics.map(\.code) == [code], "\(text.prefix(60)) in pieces of \(piece)")
        }
    }

    private static let encodings: [([UInt8], String)] = [
        (Array("\u{feff}<a/>".utf16).flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] }, "NGFW-X008"),
        (Array("\u{feff}<a/>".utf16).flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }, "NGFW-X008"),
        (Array("<a/>".utf16).flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }, "NGFW-X008"),
        ([0x00, 0x00, 0xfe, 0xff, 0x00, 0x00, 0x00, 0x3c], "NGFW-X008"),
        (Array("<?xml version='1.0' encoding='ISO-8859-1'?><a>".utf8) + [0xe9] + Array("</a>".utf8), "NGFW-X003"),
        (Array("<a>".utf8) + [0xff, 0xfe] + Array("</a>".utf8), "NGFW-X003"),
        (Array("<a>".utf8) + [0xc0, 0x80] + Array("</a>".utf8), "NGFW-X003"),
        (Array("<a>".utf8) + [0xed, 0xa0, 0x80] + Array("</a>".utf8), "NGFW-X003"),
    ]

    @Test(arguments: encodings)
    func otherEncodingsAreRefused(bytes: [UInt8], code: String) {
        let result = parse(bytes)
        #expect(result.tree == nil)
        #expect(result.diagnostics.map(\.code) == [code])
    }

    @Test func aDeclaredEncodingDoesNotMatterWhileTheBytesAreUTF8() {
        #expect(parse("<?xml version='1.0' encoding='UTF-16'?><a>é</a>").tree?.root.text == "é")
    }

    @Test func aDocumentBeyondItsByteLimitIsRefused() {
        var limits = Limits()
        limits.configurationBytes = 1_000
        let text = "<a>" + String(repeating: "<b/>", count: 1_000) + "</a>"
        #expect(parse(text, limits: limits).diagnostics.map(\.code) == ["NGFW-X002"])
    }

    @Test func aDocumentOfMoreElementsThanTheLimitIsRefused() {
        var limits = Limits()
        limits.xmlElements = 100
        #expect(parse("<a>" + String(repeating: "<b/>", count: 99) + "</a>", limits: limits).tree != nil)
        #expect(parse("<a>" + String(repeating: "<b/>", count: 100) + "</a>", limits: limits).diagnostics.map(\.code) == ["NGFW-X011"])
    }

    @Test func everyTruncationOfADocumentIsAnErrorAndNothingWorse() {
        let text = Array("<?xml version=\"1.0\"?><a n='1'><b>t &amp; u</b><!-- c --><![CDATA[x]]></a>".utf8)
        for count in 0..<text.count { #expect(parse(Array(text[..<count])).tree == nil, "\(count) bytes") }
        #expect(parse(text).tree != nil)
    }

    @Test func millionsOfSiblingsStayWithinAFewBytesEach() throws {
        let tree = try #require(parse("<a>" + String(repeating: "<b/>\n", count: 500_000) + "</a>").tree)
        #expect(tree.nodes.count == 500_001)
        #expect(MemoryLayout<XMLTree.Node>.stride == 24)
        #expect(tree.location(500_000).line == 500_000)
    }
}
