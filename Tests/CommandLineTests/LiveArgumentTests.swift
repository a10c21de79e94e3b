import Testing

@Suite("Arguments of live captures")
struct LiveArgumentTests {
    @Test(
        "Options that do not go together, or make no sense, are told",
        arguments: [
            (["replay", "--config", "firewall.xml"], "name a capture, or an interface by --interface"),
            (["replay", "--config", "firewall.xml", "--interface", "lo", "web-app.pcap"], "a capture and --interface are two sources"),
            (["replay", "--config", "firewall.xml", "--count", "5", "web-app.pcap"], "--count is about an interface"),
            (["replay", "--config", "firewall.xml", "--duration", "5s", "web-app.pcap"], "--duration is about an interface"),
            (["replay", "--config", "firewall.xml", "--capture-filter", "icmp", "web-app.pcap"], "--capture-filter is about an interface"),
            (["replay", "--config", "firewall.xml", "--interface", "lo", "--count", "0"], "--count: a number of packets from 1 on"),
            (["replay", "--config", "firewall.xml", "--interface", "lo", "--duration", "soon"], "--duration: 'soon' is not a time"),
            (["replay", "--config", "firewall.xml", "--interface", "lo", "--duration", "0s"], "--duration: '0s' is not a time"),
            (["replay", "--config", "firewall.xml", "--interface", "lo", "--duration", "9999999999h"], "is not a time"),
            (
                ["replay", "--config", "firewall.xml", "--interface", "lo", "--snap-length", "63"],
                "--snap-length: a number from 64 to 262144"
            ),
            (["replay", "--config", "firewall.xml", "--interface", "lo", "--capture-buffer", "2000"], "--capture-buffer: a number from 1"),
            (["sessions", "--config", "firewall.xml", "--follow", "web-app.pcap"], "--follow is about an interface"),
            (["sessions", "--config", "firewall.xml", "--interface", "lo", "--at", "+1s"], "--at is about a capture"),
        ])
    func mistakes(arguments: [String], message: String) throws {
        let result = try Tool.run(arguments, in: Tool.example)
        #expect(result.status == 2)
        #expect(result.output.isEmpty)
        #expect(result.errors.contains(message), "\(result.errors)")
    }
}
