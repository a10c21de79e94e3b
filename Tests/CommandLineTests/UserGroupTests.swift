import Testing

/// Reference sections 1.4, 3.5 and 6.3.
@Suite("user groups of rules")
struct UserGroupTests {
    private func folder() throws -> Folder {
        let folder = try Folder()
        func rule(_ name: String) -> String {
            Folder.rule(name).replacing("<source-user><member>any", with: "<source-user><member>\(name)")
        }
        try folder.writeConfiguration(
            objects: "<dynamic-user-group><entry name=\"risky\"><filter>'bad' and 'remote'</filter></entry></dynamic-user-group>",
            rules: ["risky", "ops", "staff"].map(rule).joined())
        try folder.write(
            "fw.xml",
            folder.read("fw.xml").replacing(
                "<entry name=\"in\">", with: "<entry name=\"in\"><enable-user-identification>yes</enable-user-identification>"))
        try folder.write("groups.txt", "eve; staff\n")
        try folder.write(
            "users.xml",
            """
            <uid-message><version>2.0</version><type>update</type><payload>
            <login><entry name="Eve" ip="10.0.0.1"/></login>
            <register-user><entry user="eve"><tag><member>bad</member></tag></entry></register-user>
            <groups><entry name="ops"><members><entry name="eve"/></members></entry></groups>
            </payload></uid-message>
            """)
        return folder
    }

    private static let inputs = [
        "--config", "fw.xml", "--registrations", "users.xml", "--user-groups", "groups.txt", "--time", "2026-01-05T10:00:00Z",
    ]

    @Test("a user's groups are told with tags, logins, messages and times, by name and by address")
    func report() throws {
        let folder = try folder()
        let lines = [
            "user 'eve': in 2 user groups, tags: 'bad'", "logged in at 10.0.0.1 (users.xml:1, since 2026-01-05T10:00:00.000Z)",
            "user group 'ops' (users.xml:1, since 2026-01-05T10:00:00.000Z): yes", "user group 'staff' (as configured): yes",
        ]
        let byName = try Tool.run(["groups", "--user", "eve"] + Self.inputs, in: folder.url)
        #expect(byName.status == 0, "\(byName.errors)")
        #expect(byName.lines == lines)
        let byAddress = try Tool.run(["groups", "--member", "10.0.0.1"] + Self.inputs, in: folder.url)
        #expect(byAddress.lines == ["10.0.0.1: in 0 groups, tags: none"] + lines)
        let json = try Tool.run(["groups", "--user", "EVE", "--format", "jsonl"] + Self.inputs, in: folder.url)
        let answer = try json.objects().first
        #expect((answer?["logins"] as? [[String: Any]])?.first?["source"] as? String == "users.xml:1")
        #expect((answer?["groups"] as? [[String: Any]])?.map { $0["name"] as? String } == ["ops", "staff"])
        #expect(try Tool.run(["groups", "--user", "eve", "web"] + Self.inputs, in: folder.url).status == 2)
    }

    @Test("tags that would put the user into a dynamic group are a remedy")
    func remedy() throws {
        let folder = try folder()
        let flow = ["source=10.0.0.1", "destination=10.0.1.1", "protocol=icmp", "from=in", "to=out"]
        let result = try Tool.run(["why-not", "--rule", "risky"] + Self.inputs.dropLast(2) + flow, in: folder.url)
        #expect(
            result.output.contains("register tag 'remote' for user 'eve', which makes it a member of 'risky'"), "\(result.output)")
        // Another user's tags are nobody's to register.
        let other = try Tool.run(["why-not", "--rule", "risky"] + Self.inputs.dropLast(2) + flow + ["user=bob"], in: folder.url)
        #expect(!other.output.contains("register tag"), "\(other.output)")
    }
}
