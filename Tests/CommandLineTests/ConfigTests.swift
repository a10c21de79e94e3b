import Foundation
import Testing

@Suite("Configurations in and out")
struct ConfigTests {
    private static let rule = "from a to b source any destination any application any service any action allow"

    @Test("an export in each format is checked and exported to the same text again", arguments: ["xml", "set", "json"])
    func exportsAgain(format: String) throws {
        let folder = try Folder()
        let first = try Tool.example("config", "export", "--config", "firewall.xml", "--format", format)
        #expect(first.status == 0)
        #expect(first.errors.isEmpty)
        try folder.write("first.\(format)", first.output)
        #expect(try folder.run("check", "--config", "first.\(format)").output.hasSuffix("messages: 0 errors, 0 warnings\n"))
        let second = try folder.run("config", "export", "--config", "first.\(format)", "--format", format, "--output", "second")
        #expect((second.status, second.output, second.errors) == (0, "", ""))
        #expect(try String(contentsOf: folder.url.appending(path: "second"), encoding: .utf8) == first.output)
    }

    @Test("a configuration with errors is not written, and with --lenient its rule is a disabled one")
    func errors() throws {
        let folder = try Folder()
        try folder.write("c.set", "set rulebase security rules r \(Self.rule)\nset rulebase security rules r frobnicate yes\n")
        let strict = try folder.run("config", "export", "--config", "c.set", "--format", "set")
        #expect((strict.status, strict.output) == (2, ""))
        #expect(strict.errors.contains("rule 'r' could not be read whole"))
        let lenient = try folder.run("config", "export", "--config", "c.set", "--format", "set", "--lenient")
        #expect(lenient.status == 2)
        #expect(lenient.output.contains("set rulebase security rules r disabled yes\n"))
        #expect(lenient.errors.contains("is written as a disabled one"))
    }

    @Test("one error is one error, and a value that a format cannot say is refused")
    func words() throws {
        let folder = try Folder()
        try folder.write("c.set", "set address a ip-netmask 10.0.0.0/33\n")
        #expect(try folder.run("check", "--config", "c.set").output.hasSuffix("messages: 1 error, 0 warnings\n"))
        try folder.write("c.xml", "<address><entry name='a'><fqdn>x</fqdn><tag><member>a \" b</member></tag></entry></address>")
        let refused = try folder.run("config", "export", "--config", "c.xml", "--format", "set")
        #expect((refused.status, refused.output) == (2, ""))
        #expect(refused.errors.contains("which the set format cannot say; use xml or json"))
    }

    @Test("thousands of messages are capped, counted, and never hide an error")
    func manyMessages() throws {
        let folder = try Folder()
        let rules = (0..<1_200).map { "set rulebase security rules r\($0) action deny\n" }.joined()
        try folder.write("c.set", rules + "set address a ip-netmask x\n")
        let result = try folder.run("check", "--config", "c.set")
        #expect(result.status == 2)
        #expect(result.output.contains("messages: 1 error, 7200 warnings\n"))
        #expect(result.errors.contains("more messages are not shown"))
    }

    @Test("targets by device tags are chosen by --device-tag")
    func deviceTags() throws {
        let folder = try Folder()
        let text = "set device-group DG pre-rulebase security rules r \(Self.rule) target tags edge\n"
        try folder.write("c.set", text)
        #expect(try folder.run("check", "--config", "c.set").status == 2)
        #expect(try folder.run("check", "--config", "c.set", "--device-tag", "edge").output.hasPrefix("rules: 1 "))
        #expect(try folder.run("check", "--config", "c.set", "--device-tag", "other").output.hasPrefix("rules: 0 "))
    }
}
