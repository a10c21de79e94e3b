import Foundation
import NGFWPacket
import NGFWTestSupport
import Testing

/// What `replay` and `identify` say of frames without IP, and of what is inside tunnels.
@Suite struct TunnelCommandTests {
    private func pcap(_ packets: [[UInt8]]) -> [UInt8] {
        var file: [UInt8] = [0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0] + Array(repeating: 0, count: 8) + [0xff, 0xff, 0, 0, 1, 0, 0, 0]
        for packet in packets {
            file += [0, 0, 1, 0] + [0, 0, 0, 0]
            for _ in 0..<2 { file.append(littleEndian: UInt32(packet.count)) }
            file += packet
        }
        return file
    }

    private let ethernet = LinkHeader.ethernetAddresses

    @Test func framesWithoutASessionAreCountedByKind() throws {
        let folder = try Folder()
        let client = PacketBuilder(from: "10.0.0.1", to: "10.0.0.2")
        let arp = ethernet + [8, 6] + Array(repeating: 0, count: 28)
        try folder.write(
            "odd.pcap",
            pcap([
                arp, client.udp(1, 53), arp, ethernet + [0x88, 0xcc, 2, 7], Array(client.tcp(1, 2).prefix(30)),
                ethernet + [0x12, 0x34, 0, 0],
            ]))
        let result = try folder.run("identify", "odd.pcap")
        #expect(result.status == 0)
        #expect(result.errors == "note: odd.pcap: packets without a session: 2 arp, 1 lldp, 1 truncated, 1 unknown ethertype\n")
        #expect(result.lines.count == 1)
        try folder.writeConfiguration(rules: Folder.rule("all"))
        #expect(try folder.run("replay", "--config", "fw.xml", "odd.pcap").errors.contains("without a session: 2 arp, 1 lldp"))
    }

    @Test func whatIsInsideATunnelDecidesWhereARuleOpensIt() throws {
        let folder = try Folder()
        let outer = PacketBuilder(from: "10.0.0.1", to: "10.0.0.2")
        let inner = PacketBuilder(from: "192.168.7.1", to: "192.168.7.2", link: .raw)
        try folder.write("tunnel.pcap", pcap([outer.tunnel(.vxlan, identifier: 5010, inner.udp(4000, 99, payload: [1]))]))
        let objects = "<address><entry name=\"mirrored\"><ip-netmask>192.168.0.0/16</ip-netmask></entry></address>"
        let rules = Folder.rule("no", source: "mirrored", action: "deny") + Folder.rule("all")
        try folder.writeConfiguration("closed.xml", objects: objects, rules: rules)
        let closed = try folder.run("replay", "--config", "closed.xml", "tunnel.pcap")
        #expect(closed.output.contains("1 sessions: 1 allowed, 0 blocked"))
        let ends = "<from><member>any</member></from><to><member>any</member></to><source><member>any</member></source>"
        let rule =
            "<entry name=\"open\">\(ends)<destination><member>any</member></destination><application><member>vxlan</member></application></entry>"
        let text = try folder.read("closed.xml").replacing(
            "<rulebase>", with: "<rulebase><tunnel-inspect><rules>\(rule)</rules></tunnel-inspect>")
        try folder.write("open.xml", text)
        let open = try folder.run("replay", "--config", "open.xml", "tunnel.pcap")
        #expect(open.output.contains("2 sessions: 1 allowed, 1 blocked"), "\(open.output)\(open.errors)")
    }
}
