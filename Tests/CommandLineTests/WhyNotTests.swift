import Testing

@Suite("why-not")
struct WhyNotTests {
    private static let flow = ["source=10.0.0.1", "destination=10.0.1.1", "protocol=tcp", "destinationPort=22", "from=in", "to=out"]

    private func ask(_ rule: String, _ folder: Folder, _ more: [String] = []) throws -> [String: Any] {
        let arguments = ["why-not", "--config", "fw.xml", "--rule", rule, "--format", "json"] + more + Self.flow
        let result = try Tool.run(arguments, in: folder.url)
        #expect(result.status == 0, "\(result.errors)")
        return try #require(try result.objects().first)
    }

    @Test("rules that decide, that come too late, and the default rules are told apart")
    func reasons() throws {
        let folder = try Folder()
        try folder.writeConfiguration(rules: Folder.rule("first") + Folder.rule("second") + Folder.rule("third", source: "10.9.9.9"))
        let expected = [
            ("first", "decides"), ("second", "taken"), ("third", "fails"), ("interzone-default", "taken"), ("intrazone-default", "taken"),
        ]
        for (rule, reason) in expected { #expect(try ask(rule, folder)["reason"] as? String == reason, "\(rule)") }
        let second = try ask("second", folder)
        #expect((second["decidedBy"] as? [String: Any])?["rule"] as? String == "first")
    }

    @Test("a rule of other devices says so instead of being unknown")
    func elsewhere() throws {
        let folder = try Folder()
        let rule = Folder.rule("theirs").replacing(
            "<action>", with: "<target><devices><entry name=\"0042\"/></devices></target><action>")
        try folder.write(
            "fw.xml",
            """
            <config version="10.1.0"><shared><pre-rulebase><security><rules>\(rule)</rules></security></pre-rulebase></shared>
            <devices><entry name="localhost.localdomain"><device-group><entry name="DG"/></device-group></entry></devices></config>
            """)
        let answer = try ask("theirs", folder, ["--device-group", "DG", "--serial", "0099"])
        #expect(answer["reason"] as? String == "elsewhere")
        #expect((answer["outcome"] as? String)?.contains("targets other devices: it is no part of the policy of device 0099") == true)
        #expect(try ask("theirs", folder, ["--device-group", "DG", "--serial", "0042"])["reason"] as? String == "decides")
    }
}
