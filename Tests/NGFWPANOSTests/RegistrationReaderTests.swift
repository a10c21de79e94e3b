import NGFWCore
import NGFWPANOS
import NGFWPolicy
import NGFWTestSupport
import Testing

@Suite struct RegistrationReaderTests {
    private func read(_ text: String, limits: Limits = .standard) -> (operations: [[String]], diagnostics: [String]) {
        let (updates, diagnostics) = RegistrationReader.read(Array(text.utf8), name: "r.xml", limits: limits)
        return (updates.map { $0.operations.map(describe) }, diagnostics.all.map(\.description))
    }

    private func describe(_ operation: RegistrationUpdate.Operation) -> String {
        func tags(_ tags: [TagRegistration]) -> String {
            tags.map { registration in registration.timeout.map { "\(registration.tag)/\($0)" } ?? registration.tag }.joined(separator: ",")
        }
        return switch operation {
        case .register(let object, let list): "register \(object) \(tags(list))"
        case .unregister(let object, let list): "unregister \(object) \(list.joined(separator: ","))"
        case .clearAddresses: "clear addresses"
        case .clearUsers: "clear users"
        case .login(let user, let address, let timeout): "login \(user) \(address) \(timeout ?? 0)"
        case .logout(let user, let address): "logout \(user ?? "-") \(address)"
        case .registerUser(let user, let list): "register-user \(user) \(tags(list))"
        case .unregisterUser(let user, let list): "unregister-user \(user) \(list.joined(separator: ","))"
        case .setGroup(let name, let members): "group \(name) \(members.joined(separator: ","))"
        }
    }

    private static let whole = """
        <uid-message><version>1.0</version><type>update</type><payload>
          <logout><entry name="corp\\bob" ip="10.0.0.9"/><entry ip="10.0.0.8/32"/></logout>
          <login><entry name="corp\\eve" ip="10.0.0.5" timeout="20"/><entry name="x" ip="10.0.0.6"/><entry name="y" ip="::1" timeout="0"/></login>
          <register><entry ip="10.0.0.5"><tag><member>web</member><member timeout="3600">quarantine</member></tag></entry>
            <entry ip="10.1.1.0/24"><tag><member timeout="0">t2</member></tag></entry></register>
          <unregister><entry ip="10.0.0.6"><tag><member>web</member></tag></entry><entry ip="10.0.0.1-10.0.0.4"/></unregister>
          <register-user><entry user="corp\\eve"><tag><member timeout="600">risky</member></tag></entry></register-user>
          <unregister-user><entry user="corp\\bob"/></unregister-user>
          <groups><entry name="g1"><members><entry name="corp\\eve"/><entry name="corp\\bob"/></members></entry></groups>
          <clear><registered-ip><all/></registered-ip><registered-user><all/></registered-user></clear>
        </payload></uid-message>
        """

    private static let operations = [
        "clear addresses", "clear users", "unregister 10.0.0.6 web", "unregister 10.0.0.1-10.0.0.4 ", "unregister-user corp\\bob ",
        "register 10.0.0.5 web,quarantine/3600", "register 10.1.1.0/24 t2", "register-user corp\\eve risky/600",
        "login corp\\eve 10.0.0.5 1200",
        "login x 10.0.0.6 2700", "login y ::1 0", "logout corp\\bob 10.0.0.9", "logout - 10.0.0.8", "group g1 corp\\eve,corp\\bob",
    ]

    @Test func everySectionIsReadAndTakesEffectInTheOrderOfTheReference() {
        let result = read(Self.whole)
        #expect(result.diagnostics == [])
        #expect(result.operations == [Self.operations])
    }

    @Test(arguments: [1, 3, 64, 100_000])
    func messagesOfAStreamComeOutAsTheyEnd(piece: Int) {
        let text = Array("\n \(Self.whole)\n<?xml version=\"1.0\"?>\n\(Self.whole)\(Self.whole)  \n".utf8)
        var reader = RegistrationReader(name: "r.xml")
        var updates: [RegistrationUpdate] = []
        for start in stride(from: 0, to: text.count, by: piece) {
            updates += reader.feed(Array(text[start..<min(start + piece, text.count)]))
        }
        #expect(updates.map { $0.operations.map(describe) } == [Self.operations, Self.operations, Self.operations])
        reader.finish()
        #expect(reader.diagnostics.isEmpty)
    }

    private static func register(_ entry: String) -> String {
        "<uid-message><payload>\n<register>\(entry)<entry ip='10.0.0.1'><tag><member>ok</member></tag></entry></register></payload></uid-message>"
    }

    private static let bad: [(String, String)] = [
        (
            "<entry><tag><member>a</member></tag></entry>",
            "r.xml:2:11: error: the entry of 'register' has no attribute 'ip'; the entry is refused [NGFW-R004]"
        ),
        (
            "<entry ip='10.0.0.256'><tag><member>a</member></tag></entry>",
            "r.xml:2:11: error: '10.0.0.256' is no address, range or prefix; the entry is refused [NGFW-R005]"
        ),
        ("<entry ip='10.0.0.2'/>", "r.xml:2:11: error: the tag list is empty; the entry is refused [NGFW-R010]"),
        ("<entry ip='10.0.0.2'><tag><member/></tag></entry>", "r.xml:2:37: error: a tag is empty; the entry is refused [NGFW-R010]"),
        (
            "<entry ip='10.0.0.2'><tag><member timeout='2592001'>a</member></tag></entry>",
            "r.xml:2:37: error: timeout '2592001' is not a number of seconds from 0 to 2592000; the entry is refused [NGFW-R007]"
        ),
        (
            "<entry ip='10.0.0.2'><tag><member timeout='-1'>a</member></tag></entry>",
            "r.xml:2:37: error: timeout '-1' is not a number of seconds from 0 to 2592000; the entry is refused [NGFW-R007]"
        ),
        (
            "<entry ip='10.0.0.2'><tag><member>\(String(repeating: "t", count: 128))</member></tag></entry>",
            "r.xml:2:37: error: tag '\(String(repeating: "t", count: 100))…' is longer than 127 bytes; the entry is refused [NGFW-R006]"
        ),
    ]

    @Test(arguments: bad.indices)
    func aBadEntryIsRefusedAlone(index: Int) {
        let (entry, expected) = Self.bad[index]
        let result = read(Self.register(entry))
        #expect(result.operations == [["register 10.0.0.1 ok"]])
        #expect(result.diagnostics == [expected])
    }

    @Test func aLoginIsOfOneAddressAndOtherTextIsNoEmptyDocument() {
        let login = read("<uid-message><payload><login><entry name='u' ip='10.0.0.0/24'/></login></payload></uid-message>")
        #expect(login.operations == [[]])
        #expect(
            login.diagnostics == ["r.xml:1:30: error: '10.0.0.0/24' of this login is not one address; the entry is refused [NGFW-R005]"])
        #expect(read("garbage").diagnostics == ["r.xml:1:1: error: not well-formed XML: expected '<', found other text [NGFW-X003]"])
    }

    @Test func anEmptyTagListDoesNotUnregisterEverything() {
        let result = read("<uid-message><payload><unregister><entry ip='10.0.0.1'><tag/></entry></unregister></payload></uid-message>")
        #expect(result.operations == [[]])
        #expect(result.diagnostics == ["r.xml:1:35: error: the tag list is empty; the entry is refused [NGFW-R010]"])
    }

    @Test func persistentIsANoteAndUnknownElementsAWarning() {
        let result = read(
            "<uid-message><payload><register><entry ip='10.0.0.1' persistent='1'><tag><member>a</member></tag></entry></register>"
                + "<bulk><entry/></bulk></payload></uid-message>")
        #expect(result.operations == [["register 10.0.0.1 a"]])
        #expect(
            result.diagnostics == [
                "r.xml:1:33: note: 'persistent' has no effect: registrations live as long as the process [NGFW-R008]",
                "r.xml:1:117: warning: 'uid-message/payload/bulk' is not supported and has no effect [NGFW-R001]",
            ])
    }

    @Test(arguments: [
        ("<uid-message><payload><register></payload></uid-message>", "NGFW-X003"), ("<uid-message & >", "NGFW-X003"),
        ("garbage", "NGFW-X003"),
        ("<!DOCTYPE x [<!ENTITY a 'b'>]>", "NGFW-X004"), ("<response/>", "NGFW-R002"),
        ("<uid-message><type>reply</type></uid-message>", "NGFW-R003"),
    ])
    func aBrokenMessageIsRefusedAndTheNextOneIsRead(broken: String, code: String) {
        let text = "\(Self.register(""))\n\(broken)\n\(Self.register(""))"
        for piece in [1, 5, 10_000] {
            var reader = RegistrationReader(name: "r.xml")
            var updates: [RegistrationUpdate] = []
            let bytes = Array(text.utf8)
            for start in stride(from: 0, to: bytes.count, by: piece) {
                updates += reader.feed(Array(bytes[start..<min(start + piece, bytes.count)]))
            }
            reader.finish()
            #expect(updates.map { $0.operations.map(describe) } == [["register 10.0.0.1 ok"], ["register 10.0.0.1 ok"]])
            #expect(reader.diagnostics.all.map(\.code) == [code])
            #expect(reader.diagnostics.all.first?.location?.line == 3)
        }
    }

    @Test func aMessageBeyondItsLimitIsRefusedAndTheNextOneIsRead() {
        var limits = Limits()
        limits.registrationBytes = 500
        let long = Self.register("<!--\(String(repeating: "x", count: 600))-->")
        let result = read("\(long)\(Self.register(""))", limits: limits)
        #expect(result.operations == [["register 10.0.0.1 ok"]])
        #expect(result.diagnostics == ["r.xml:1:1: error: the document is longer than 500 bytes [NGFW-X002]"])
    }

    @Test func aMessageThatEndsEarlyIsAnError() {
        #expect(read("<uid-message><payload>").diagnostics == ["r.xml:1:1: error: the message ends early; it is refused [NGFW-R009]"])
    }

    @Test func randomBytesNeverDoMoreThanComplain() {
        var random = SplitMix64(seed: 7)
        let pieces = [
            "<uid-message>", "</uid-message>", "<payload>", "<register>", "<entry ip='1.1.1.1'>", "<tag><member>", "&amp;", "<", ">",
            "\u{0}", "x",
        ]
        for _ in 0..<500 {
            let text = (0..<20).map { _ in pieces[Int(random.next() % UInt64(pieces.count))] }.joined()
            _ = read(text)
        }
    }
}
