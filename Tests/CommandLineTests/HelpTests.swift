import Testing

@Suite("Help and usage")
struct HelpTests {
    @Test("the root help shows examples, exit codes and every command")
    func rootHelp() throws {
        let result = try Tool.example("--help")
        #expect(result.status == 0)
        #expect(result.errors.isEmpty)
        #expect(
            result.output == """
                OVERVIEW: Asks a next-generation firewall policy what it does with flows and
                captures.

                EXAMPLES:
                  ngfw-eval flows --config firewall.xml flows.jsonl
                      decides every flow of a file; keys such as expect.action make it a
                      test
                  ngfw-eval compare --config running.xml --candidate new.xml flows.jsonl
                      says what a change of the configuration opens or breaks, and why
                  ngfw-eval explain --config firewall.xml --source 172.16.10.11 \\
                          --destination 172.16.20.21 --protocol tcp --destination-port 22
                      says which rule decides, and why each rule before it does not
                  ngfw-eval replay --config firewall.xml --sessions capture.pcap
                      puts the packets of a capture through the firewall
                  ngfw-eval identify capture.pcap
                      names the application of every session, without any policy

                EXIT CODES:
                  0  everything was decided
                  1  an expectation failed, or two configurations differ
                  2  bad input: the command line, a file, or some lines of one

                USAGE: ngfw-eval <subcommand>

                OPTIONS:
                  --version               Show the version.
                  -h, --help              Show help information.

                SUBCOMMANDS:
                  flows                   Decides flows that are described in a file.
                  compare                 Says which flows another configuration would decide
                                          otherwise, by which rule, and why.
                  test                    Runs rule suites: what a policy must do, as YAML
                                          files.
                  replay                  Puts the packets of captures, or of an interface,
                                          through the firewall.
                  sessions                Shows the sessions that are alive at a time of a
                                          capture, or on an interface.
                  logs                    Reads traffic logs.
                  identify                Names the application of every session of a capture,
                                          without any policy.
                  explain                 Says which rule decides a flow, and why every rule
                                          before it does not.
                  why-not                 Says why a rule did not decide a flow, and what it
                                          would take.
                  match                   Answers as the device's 'test security-policy-match'
                                          does.
                  show                    Shows the policy in force, in the words of the device.
                  groups                  Lists dynamic address groups, their members, and why
                                          each is one.
                  check                   Reads a configuration and says what is wrong with it,
                                          nothing else.
                  config                  Reads and writes configurations.
                  applications            Shows the catalogue of applications and which of them
                                          can be identified.
                  signatures              Tries signatures: files of one's own, and why a
                                          session is named as it is.

                  See 'ngfw-eval help <subcommand>' for detailed help.

                """)
    }

    @Test("the version is one line")
    func version() throws {
        let result = try Tool.example("--version")
        #expect(result.status == 0)
        #expect(result.lines.count == 1)
        #expect(result.output.wholeMatch(of: /[0-9]+\.[0-9]+\.[0-9]+\n/) != nil)
    }

    @Test(
        "the help of each command has an example",
        arguments: ["flows", "compare", "test", "replay", "identify", "explain", "why-not", "match", "groups", "check", "applications"])
    func commandHelp(command: String) throws {
        let result = try Tool.example(command, "--help")
        #expect(result.status == 0)
        #expect(result.output.contains("EXAMPLE"))
        #expect(result.output.contains("ngfw-eval \(command)"))
        let wide = result.output.split(separator: "\n").filter { $0.count > 80 && !$0.hasPrefix("USAGE") }
        #expect(wide.isEmpty)
    }

    @Test(
        "a wrong command line is bad input",
        arguments: [
            ["nonsense"], ["flows"], ["flows", "--config"], ["flows", "--config", "firewall.xml", "--format", "xml"], ["identify"],
            ["replay", "--config", "firewall.xml"], ["explain", "--config", "firewall.xml", "--sorce", "10.0.0.1"],
            ["explain", "--config", "firewall.xml"], ["explain", "--config", "firewall.xml", "--source", "10.0.0.1", "{}"],
            ["match", "--config", "firewall.xml", "source"], ["match", "--config", "firewall.xml", "sorce", "10.0.0.1"],
            ["match", "--config", "firewall.xml", "source", "10.0.0.1", "show-all", "perhaps"],
            ["explain", "--config", "firewall.xml", "source"], ["groups", "--config", "firewall.xml", "--member", "web"],
            ["why-not", "--config", "firewall.xml", "{}"], ["groups", "--config", "firewall.xml", "DAG-WBE"], ["applications", "shh"],
            ["check", "--config", "missing.xml"], ["compare", "--config", "firewall.xml", "flows.jsonl"],
            ["compare", "--config", "firewall.xml", "--candidate", "firewall.xml"],
            ["compare", "--config", "firewall.xml", "--candidate", "missing.xml", "flows.jsonl"],
            ["flows", "--config", "firewall.xml", "missing.jsonl"], ["flows", "--config", "firewall.xml", "--time", "noon", "flows.jsonl"],
            ["flows", "--config", ".", "flows.jsonl"], ["replay", "--config", "firewall.xml", "--log", "/nowhere/at/all", "web-app.pcap"],
        ])
    func usageErrors(arguments: [String]) throws {
        let result = try Tool.run(arguments, in: Tool.example)
        #expect(result.status == 2)
        #expect(result.output.isEmpty)
        #expect(result.errors.lowercased().contains("error:"))
    }

    @Test(
        "a misspelt name is answered with the nearest one",
        arguments: [
            (["applications", "shh"], "did you mean 'ssh'?"),
            (["groups", "--config", "firewall.xml", "DAG-WBE"], "did you mean 'DAG-WEB'?"),
        ])
    func suggestions(arguments: [String], hint: String) throws {
        #expect(try Tool.run(arguments, in: Tool.example).errors.contains(hint))
    }
}
