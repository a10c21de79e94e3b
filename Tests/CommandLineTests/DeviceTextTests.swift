import Testing

/// Output that is laid out as the device's. Source: reference sections 5.3 to 5.5.
@Suite("As on the device")
struct DeviceTextTests {
    private static let folder: @Sendable () throws -> Folder = {
        let folder = try Folder()
        try folder.writeConfiguration(
            objects: """
                <address><entry name="web-1"><ip-netmask>10.0.0.5/32</ip-netmask></entry>
                <entry name="net"><ip-netmask>10.2.0.0/16</ip-netmask></entry></address>
                <address-group><entry name="DAG"><dynamic><filter>'web'</filter></dynamic></entry>
                <entry name="all"><static><member>web-1</member><member>net</member><member>DAG</member></static></entry></address-group>
                <service><entry name="tcp-odd"><protocol><tcp><port>8080,9000-9010</port></tcp></protocol></entry></service>
                """,
            rules: """
                <entry name="no ping"><from><member>in</member></from><to><member>out</member></to>
                <source><member>any</member></source><destination><member>any</member></destination>
                <application><member>ping</member></application><service><member>application-default</member></service>
                <action>drop</action><icmp-unreachable>yes</icmp-unreachable></entry>
                <entry name="off"><disabled>yes</disabled><from><member>any</member></from><to><member>any</member></to>
                <source><member>any</member></source><destination><member>any</member></destination>
                <application><member>any</member></application><service><member>any</member></service><action>deny</action></entry>
                <entry name="web-out"><from><member>in</member></from><to><member>out</member></to>
                <source><member>all</member></source><destination><member>any</member></destination>
                <source-user><member>any</member></source-user><category><member>any</member></category>
                <application><member>web-browsing</member><member>ssh</member></application>
                <service><member>application-default</member></service><action>allow</action></entry>
                <entry name="odd"><from><member>any</member></from><to><member>any</member></to>
                <source><member>net</member></source><negate-source>yes</negate-source><destination><member>any</member></destination>
                <application><member>any</member></application><service><member>tcp-odd</member></service><action>allow</action></entry>
                """)
        try folder.write(
            "register.xml",
            """
            <uid-message><type>update</type><payload>
            <register><entry ip="10.0.1.9"><tag><member>web</member></tag></entry></register></payload></uid-message>
            """)
        return folder
    }

    private static let common = ["--config", "fw.xml", "--registrations", "register.xml", "--time", "2026-01-05T10:00:00Z"]

    private static let webOut = """
                from in;
                source [ 10.0.0.5 10.2.0.0/16 10.0.1.9 ];
                source-region none;
                to out;
                destination any;
                destination-region none;
                user any;
                source-device any;
                destinataion-device any;
                category any;
                application/service [0:ssh/tcp/any/22 1:web-browsing/tcp/any/80 2:web-browsing/tcp/any/443 ];
                action allow;
                icmp-unreachable: no
                terminal yes;
        }

        """

    @Test("match prints the running-policy block with its index, disabled rules not counted")
    func match() throws {
        let folder = try Self.folder()
        let words = "source 10.0.1.9 destination 198.51.100.7 protocol 6 destination-port 22 application ssh from in to out"
        let result = try Tool.run(["match"] + Self.common + words.split(separator: " ").map(String.init), in: folder.url)
        #expect(result.status == 0)
        #expect(result.output == "\"web-out; index: 2\" {\n" + Self.webOut)
        let options = [
            "--source", "10.0.1.9", "--destination", "198.51.100.7", "--protocol", "tcp", "--destination-port", "22", "--application",
            "ssh",
            "--from", "in", "--to", "out",
        ]
        #expect(try Tool.run(["match"] + Self.common + options, in: folder.url).output == result.output)
    }

    @Test("show-all lists every rule that could match, up to the first that allows, then the default rule")
    func showAll() throws {
        let folder = try Self.folder()
        func names(_ words: String) throws -> [String] {
            let result = try Tool.run(
                ["match", "--format", "json"] + Self.common + words.split(separator: " ").map(String.init), in: folder.url)
            let rules = try #require(try result.objects().first?["rules"] as? [[String: Any]])
            return rules.compactMap { rule in (rule["name"] as? String).map { "\($0) \(rule["index"] ?? "")" } }
        }
        let ping = "source 10.0.1.9 destination 198.51.100.7 protocol 1 from in to out"
        #expect(try names(ping + " show-all yes") == ["no ping 1", "interzone-default 5"])
        #expect(try names(ping) == ["interzone-default 5"])
        #expect(try names(ping + " application ping") == ["no ping 1"])
        let web = "source 10.0.1.9 destination 198.51.100.7 protocol 6 destination-port 80 from in to out"
        #expect(try names(web + " show-all yes") == ["web-out 2"])
        #expect(try names("source 10.2.0.1 destination 10.0.0.5 protocol 17 destination-port 9 from in to in") == ["intrazone-default 4"])
    }

    @Test("show running security-policy prints every rule in force, then the default rules")
    func running() throws {
        let folder = try Self.folder()
        let result = try Tool.run(["show", "running", "security-policy"] + Self.common, in: folder.url)
        #expect(result.status == 0)
        let blocks = result.output.split(separator: "}\n").map { $0 + "}\n" }
        #expect(blocks.count == 5)
        #expect(
            blocks[0] == """
                "no ping" {
                        from in;
                        source any;
                        source-region none;
                        to out;
                        destination any;
                        destination-region none;
                        user any;
                        source-device any;
                        destinataion-device any;
                        category any;
                        application/service 0:ping/icmp/any/any;
                        action drop;
                        icmp-unreachable: yes
                        terminal no;
                }

                """)
        #expect(blocks[1] == "\"web-out\" {\n" + Self.webOut)
        #expect(blocks[2].contains("        source 10.2.0.0/16;\n        source-region none;\n        negate-source yes;\n"))
        #expect(blocks[2].contains("        application/service [0:any/tcp/any/8080 1:any/tcp/any/9000-9010 ];\n"))
        #expect(blocks[3].hasPrefix("\"intrazone-default\" {\n        from any;\n"))
        #expect(
            blocks[3].hasSuffix("        action allow;\n        icmp-unreachable: no\n        terminal yes;\n        type intrazone;\n}\n"))
        #expect(
            blocks[4].hasSuffix("        action deny;\n        icmp-unreachable: no\n        terminal yes;\n        type interzone;\n}\n"))
    }

    @Test("groups --member names the groups of an address, the tags, when they came and from where")
    func member() throws {
        let folder = try Self.folder()
        let result = try Tool.run(["groups"] + Self.common + ["--member", "10.0.1.9"], in: folder.url)
        #expect(
            result.output == """
                10.0.1.9: in 2 groups, tags: 'web'
                dynamic group 'DAG': yes
                  filter 'web': yes
                    tag 'web' (register.xml:1, since 2026-01-05T10:00:00.000Z)
                static group 'all': yes
                  dynamic group 'DAG': yes
                    filter 'web': yes
                      tag 'web' (register.xml:1, since 2026-01-05T10:00:00.000Z)

                """)
        let nobody = try Tool.run(["groups"] + Self.common + ["--member", "10.9.9.9"], in: folder.url)
        #expect(nobody.output == "10.9.9.9: in 0 groups, tags: none\n")
        let answer = try #require(
            try Tool.run(["groups", "--format", "jsonl"] + Self.common + ["--member", "10.0.1.9"], in: folder.url).objects().first)
        #expect((answer["groups"] as? [[String: Any]])?.map { $0["name"] as? String } == ["DAG", "all"])
    }

    @Test("hit counts of flows as the device's table, and as JSON in the shape of its reply")
    func hitCounts() throws {
        let folder = try Self.folder()
        try folder.write(
            "flows.csv",
            """
            source,destination,protocol,destinationPort,application,from,to,time
            10.0.1.9,198.51.100.7,tcp,22,ssh,in,out,2026-01-12T10:00:00Z
            10.0.1.9,198.51.100.7,tcp,22,ssh,in,out,2026-01-12T15:42:45Z
            10.0.1.9,198.51.100.7,udp,9,,in,out,2026-01-12T11:00:00Z
            """)
        let table = try Tool.run(
            ["flows", "--format", "csv", "--hit-counts", "hits.txt"] + Self.common + ["flows.csv"], in: folder.url)
        #expect(table.status == 0)
        #expect(
            try folder.read("hits.txt").replacing(#/ {2,}/#, with: "|") == """
                Rule Name|Hit Count|Last Hit Timestamp|Last Reset Timestamp|First Hit Timestamp|Rule Create Timestamp|Rule Modify Timestamp
                no ping|0|-|-|-|-|-
                off|0|-|-|-|-|-
                web-out|2|Mon Jan 12 15:42:45 2026|-|Mon Jan 12 10:00:00 2026|-|-
                odd|0|-|-|-|-|-
                intrazone-default|0|-|-|-|-|-
                interzone-default|1|Mon Jan 12 11:00:00 2026|-|Mon Jan 12 11:00:00 2026|-|-
                unused rules from Mon Jan 12 10:00:00 2026 to Mon Jan 12 15:42:45 2026: 2: no ping, odd

                """)
        _ = try Tool.run(["flows", "--format", "csv", "--hit-counts", "hits.json"] + Self.common + ["flows.csv"], in: folder.url)
        #expect(
            try folder.read("hits.json").contains(
                #"{"name":"web-out","latest":"yes","hit-count":2,"last-hit-timestamp":1768232565,"last-reset-timestamp":0,"#
                    + #""first-hit-timestamp":1768212000,"rule-creation-timestamp":0,"rule-modification-timestamp":0}"#))
        #expect(try folder.read("hits.json").contains(#""observed":{"from":1768212000,"to":1768232565},"unused":["no ping","odd"]}"#))
    }

    @Test("replay counts a hit when a session comes under a rule")
    func replay() throws {
        let result = try Tool.example(
            "replay", "--config", "firewall.xml", "--registrations", "register.xml", "--hit-counts", "-", "--hit-counts-format", "json",
            "web-app.pcap")
        let line = try #require(result.lines.last)
        #expect(line.contains(#"{"name":"deny-icmp-web-to-app","latest":"yes","hit-count":3,"#))
        #expect(line.contains(#""unused":[]}"#))
    }
}
