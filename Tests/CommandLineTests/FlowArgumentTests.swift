import Testing

@Suite("flows on the command line")
struct FlowArgumentTests {
    private static let flow = [
        "--source", "10.0.0.1", "--destination", "10.0.1.1", "--protocol", "tcp", "--destination-port", "443", "--from", "in", "--to",
        "out",
    ]

    private func rule(_ folder: Folder, _ more: [String]) throws -> String? {
        let arguments = ["explain", "--config", "fw.xml", "--format", "json"] + Self.flow + more
        let result = try Tool.run(arguments, in: folder.url)
        #expect(result.status == 0, "\(result.errors)")
        return try result.objects().first?["rule"] as? String
    }

    @Test(
        "every key of a flow file is an option too",
        arguments: [
            ([], "clear"), (["--source-hip", "patched"], "source"),
            (["--source-hip", "old", "--source-hip", "patched"], "source"),
            (["--destination-hip", "patched"], "destination"), (["--application", "web-browsing"], "interzone-default"),
            (["--application", "web-browsing", "--decrypted"], "clear"), (["--application", "web-browsing", "decrypted=yes"], "clear"),
        ] as [([String], String)])
    func options(arguments: [String], expected: String) throws {
        let folder = try Folder()
        func rule(_ name: String, _ element: String) -> String {
            Folder.rule(name).replacing("<action>", with: "<\(element)><member>patched</member></\(element)><action>")
        }
        let clear = Folder.rule("clear", application: "web-browsing")
            .replacing("<service><member>any", with: "<service><member>application-default")
        try folder.writeConfiguration(rules: rule("source", "source-hip") + rule("destination", "destination-hip") + clear)
        #expect(try self.rule(folder, arguments) == expected)
    }

    /// Reference section 3.6.
    @Test("objects of the nearest device group win, or those of its ancestors")
    func objectPrecedence() throws {
        let folder = try Folder()
        func address(_ network: String) -> String {
            "<address><entry name=\"servers\"><ip-netmask>\(network)</ip-netmask></entry></address>"
        }
        try folder.write(
            "fw.xml",
            """
            <config version="10.1.0"><shared>\(address("10.0.0.0/24"))</shared><devices><entry name="localhost.localdomain"><device-group>
            <entry name="DG">\(address("10.9.0.0/24"))
            <pre-rulebase><security><rules>\(Folder.rule("r", source: "servers"))</rules></security></pre-rulebase></entry>
            </device-group></entry></devices></config>
            """)
        #expect(try rule(folder, []) == "interzone-default")
        #expect(try rule(folder, ["--object-precedence", "nearest"]) == "interzone-default")
        #expect(try rule(folder, ["--object-precedence", "ancestors"]) == "r")
    }

    /// Reference section 3.1.
    @Test("addresses of names change with the time of the flow")
    func timedResolutions() throws {
        let folder = try Folder()
        try folder.writeConfiguration(
            objects: "<address><entry name=\"www\"><fqdn>www.example.com</fqdn></entry></address>", rules: Folder.rule("r", source: "www"))
        try folder.write("names.txt", "www.example.com 10.0.0.2\nwww.example.com 2026-01-05T12:00:00Z 10.0.0.1\n")
        let names = ["--resolutions", "names.txt"]
        #expect(try rule(folder, names + ["--time", "2026-01-05T11:59:59Z"]) == "interzone-default")
        #expect(try rule(folder, names + ["--time", "2026-01-05T12:00:00Z"]) == "r")
    }
}
