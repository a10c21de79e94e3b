import NGFWCore
import Testing

@testable import NGFWAppID

@Suite("Tables of host names")
struct HostFileTests {
    static let listed = """
        \(ListedApplications.header)
        asana-base,business-systems,general-business,browser-based,2,is-saas,"tcp/80,443"
        asana-boards,business-systems,general-business,browser-based,2,,"tcp/80,443"
        other,media,gaming,client-server,1,,tcp/80
        """

    static func compile(_ text: String) -> (library: SignatureLibrary, complaints: [String]) {
        var diagnostics = Diagnostics()
        let listed = ListedApplications.parse(SignatureSource(name: "l.csv", text: listed), diagnostics: &diagnostics)
        let library = SignatureLibrary(
            compiling: [], hosts: [SignatureSource(name: "t.hosts", text: text)], listed: listed, diagnostics: &diagnostics)
        return (library, diagnostics.all.map(\.description))
    }

    @Test func anApplicationThatNamesTellIsFoundInsideTLS() throws {
        let (library, complaints) = Self.compile(
            "# Planning.\n\nasana-base: asana.com\r\nasana-base:  asana.biz  \nasana-boards: boards.asana.com\n")
        #expect(complaints == [])
        #expect(library.identifiable.map { library.catalogue.name($0) } == ["asana-base", "asana-boards"])
        let application = library.catalogue[try #require(library.catalogue.id(named: "asana-base"))]
        #expect(application.parent == "ssl" && application.uses == ["ssl", "web-browsing"] && application.origin == .signature)
        #expect(application.container == "asana" && application.category == "business-systems")
        let other = library.catalogue[try #require(library.catalogue.id(named: "other"))]
        #expect(other.parent == nil && other.container == nil && other.origin == .list)
    }

    @Test(
        arguments: [
            ("asana-base\n", "t.hosts:1:1: error: expected 'application: host names' [NGFW-A032]"),
            ("\n  asana-base:\n", "t.hosts:2:3: error: expected 'application: host names' [NGFW-A032]"),
            (": a.example\n", "t.hosts:1:1: error: expected 'application: host names' [NGFW-A032]"),
            ("asana-base: a.example com\n", "t.hosts:1:23: error: 'com' is not a host name [NGFW-A014]"),
            (
                "asana-bas: a.example\n",
                "t.hosts:1:1: error: unknown application 'asana-bas' [NGFW-A033]\n  note: did you mean 'asana-base'?"
            ),
            ("unknown-tcp: a.example\n", "t.hosts:1:1: error: unknown application 'unknown-tcp' [NGFW-A033]"),
            (
                "asana-base: a.example\nother: A.example\n",
                "t.hosts:2:8: error: host 'a.example' already names 'asana-base' [NGFW-A024]"
            ),
        ])
    func whatIsWrongIsSaidAtItsPlace(text: String, complaint: String) {
        #expect(Self.compile(text).complaints == [complaint])
    }

    /// Every name of Signatures/ names its application in clear text and in TLS, and no name that only looks like it does.
    @Test func everyNameOfTheTablesNamesItsApplication() {
        let runner = SampleRunner(library: SignatureFolder.library)
        func request(_ host: String) -> String {
            let text = "GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n"
            let step = Sample.Step(side: .client, bytes: Array(text.utf8))
            return runner.run(.payload(.tcp, startsMidStream: false, steps: [step])).application
        }
        let services = SignatureFolder.hostFiles.flatMap(\.services)
        #expect(services.count > 200)
        for service in services {
            for host in service.hosts {
                #expect(request("a.\(host.name)") == service.application, "\(host.location): \(host.name)")
                #expect(request("\(host.name).example.net") == "web-browsing", "\(host.location): \(host.name)")
            }
        }
    }

    @Test func lookingUpTakesNoPartOfALabel() {
        let (library, _) = Self.compile("asana-base: asana.com\n")
        let runner = SampleRunner(library: library)
        let step = Sample.Step(side: .client, bytes: Array("GET / HTTP/1.1\r\nHost: notasana.com\r\n\r\n".utf8))
        #expect(runner.run(.payload(.tcp, startsMidStream: false, steps: [step])).application != "asana-base")
    }
}
