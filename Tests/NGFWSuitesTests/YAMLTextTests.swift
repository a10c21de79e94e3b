import NGFWCore
import Testing

@testable import NGFWSuites

@Suite("Texts as YAML")
struct YAMLTextTests {
    @Test(
        "Whatever a name is, what is offered to be pasted into a suite reads as that name",
        arguments: ["ssh-in", "", "-x", "o'neill", "o'\u{301}neill", "''", "a: b", "# no", "{x}", "dom\\ann", "\u{2019}"])
    func roundTrip(text: String) throws {
        let (suite, diagnostics) = SuiteFixture.read("suite: \(text.asYAML)\nconfiguration: x.xml\n")
        #expect(suite?.title == text || text.isEmpty, "\(diagnostics.all)")
        #expect(!text.isEmpty || text.asYAML == "''")
    }
}
