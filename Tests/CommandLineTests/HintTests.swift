import Testing

/// What is most likely meant when something is mistyped or left out.
@Suite("Hints")
struct HintTests {
    private static let zones = ["--zones", "zones.txt"]

    private func folder() throws -> Folder {
        let folder = try Folder()
        let rule = Folder.rule("web in").replacing("<from><member>any", with: "<from><member>in")
        try folder.writeConfiguration(
            objects: "<external-list><entry name=\"blocked\"><type><ip/></type></entry></external-list>",
            rules: Folder.rule("list", source: "blocked", action: "deny") + rule)
        try folder.write("zones.txt", "10.0.0.0/8 inn\n0.0.0.0/0 out\n")
        try folder.write("list.txt", "192.0.2.0/24\n")
        try folder.write("empty", "")
        return folder
    }

    @Test(
        "a name that nothing has is told, with the nearest one",
        arguments: [
            (["check", "--config", "fw.xml", "--external-list", "bloked=list.txt"], 0, "NGFW-F012", "did you mean 'blocked'?"),
            (["check", "--config", "fw.xml", "--zones", "zones.txt"], 0, "zones.txt:1:1: warning:", "is called 'inn'; did you mean 'in'?"),
            (["applications", "--category", "netwroking"], 2, "no application has category", "did you mean 'networking'?"),
            (["applications", "--subcategory", "nothing-like-it"], 2, "no application has subcategory 'nothing-like-it'", ""),
            (["flows", "--config", "fw.xml", "flows.jsonl"], 1, "expected rule 'webin', got 'web in'", "did you mean 'web in'?"),
            (["flows", "--config", "fw.xml", "semicolons.csv"], 2, "NGFW-F008", "separated by commas, not by semicolons"),
            (["flows", "--config", "fw.xml", "empty"], 0, "NGFW-F013", "there is no flow in 'empty'"),
            (["check", "--config", "empty"], 2, "NGFW-X003", "the document is empty"),
            (["match", "--config", "fw.xml", "source", "10.0.0.1", "destination", "10.0.0.2", "protocol", "0"], 2, "1-255", "not 0"),
        ] as [([String], Int32, String, String)])
    func hints(arguments: [String], status: Int32, first: String, second: String) throws {
        let folder = try folder()
        try folder.write(
            "flows.jsonl",
            "{\"source\": \"10.0.0.1\", \"destination\": \"10.0.0.2\", \"protocol\": 1, \"from\": \"in\", \"expect\": {\"rule\": \"webin\"}}\n"
        )
        try folder.write("semicolons.csv", "source;destination;protocol\n10.0.0.1;10.0.0.2;icmp\n")
        let result = try Tool.run(arguments, in: folder.url)
        #expect(result.status == status, "\(result.errors)")
        #expect(result.errors.contains(first), "\(result.errors)")
        #expect(result.errors.contains(second), "\(result.errors)")
    }

    @Test("what is well named is passed over in silence")
    func silence() throws {
        let folder = try folder()
        try folder.write("zones.txt", "10.0.0.0/8 in\n0.0.0.0/0 out\n")
        let result = try folder.run("check", "--config", "fw.xml", "--external-list", "blocked=list.txt", "--zones", "zones.txt")
        #expect(result.status == 0)
        #expect(result.errors.isEmpty, "\(result.errors)")
    }

    /// Reference section 1.4: users are looked up in zones that identify them.
    @Test("a user whose zone does not identify users is no user, and a note says so")
    func silentZone() throws {
        let folder = try Folder()
        let rule = Folder.rule("staff").replacing("<source-user><member>any", with: "<source-user><member>eve")
        try folder.writeConfiguration(rules: rule)
        try folder.write(
            "login.xml",
            """
            <uid-message><version>2.0</version><type>update</type><payload><login><entry name="eve" ip="10.0.0.1"/></login></payload></uid-message>
            """)
        func notes(_ zone: String) throws -> (rule: String?, notes: String) {
            let result = try folder.run(
                "explain", "--config", "fw.xml", "--registrations", "login.xml", "--format", "json", "source=10.0.0.1",
                "destination=10.0.1.1", "protocol=icmp", "from=\(zone)", "to=out")
            let answer = try result.objects().first
            return (answer?["rule"] as? String, (answer?["notes"] as? [String] ?? []).joined(separator: "\n"))
        }
        let silent = try notes("in")
        #expect(silent.rule == "interzone-default")
        #expect(silent.notes.contains("user 'eve' is logged in at 10.0.0.1, but zone 'in' does not identify users"))
        try folder.write(
            "fw.xml",
            folder.read("fw.xml").replacing(
                "<entry name=\"in\">", with: "<entry name=\"in\"><enable-user-identification>yes</enable-user-identification>"))
        let loud = try notes("in")
        #expect(loud.rule == "staff")
        #expect(!loud.notes.contains("logged in"))
    }
}
