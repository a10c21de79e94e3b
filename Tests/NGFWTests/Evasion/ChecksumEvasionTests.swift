import NGFW
import NGFWCore
import NGFWPacket
import NGFWPolicy
import NGFWTestSupport
import Testing

/// Packets that their receiver throws away for a wrong sum, where the front end says that sums are filled in.
@Suite("Evasion: wrong checksums")
struct ChecksumEvasionTests {
    private static let ip = 14 + 10
    private static let tcp = 14 + 20 + 16

    @Test("A lure with a wrong sum of TCP, or of the IP header, does not pass and is not looked at", arguments: [tcp, ip])
    func segment(place: Int) {
        var attack = Attack { $0.verifiesChecksums = true }
        var lure = attack.segment(Attack.lure, at: 0)
        lure[place] ^= 0x55
        #expect(attack.lab.send(lure).reason == .checksum)
        attack.client(Attack.film, at: 0)
        #expect(attack.blocked() == "video")
        #expect(attack.counters.withoutSession(.checksum).packets == 1)
    }

    @Test("Where sums are not verified the lure counts as sent, and what follows in its place does not pass")
    func unverified() {
        var attack = Attack()
        var lure = attack.segment(Attack.lure, at: 0)
        lure[Self.tcp] ^= 0x55
        #expect(attack.lab.send(lure).isPass)
        #expect(!attack.client(Attack.film, at: 0).isPass)
        #expect(attack.blocked() == "video")
    }

    @Test("A RST with a wrong sum ends nothing")
    func reset() {
        var attack = Attack { $0.verifiesChecksums = true }
        var reset = attack.segment("", at: 0) { $0.flags = .rst }
        reset[Self.tcp] ^= 0x55
        #expect(attack.lab.send(reset).reason == .checksum)
        attack.lab.pass(seconds: 3_000)
        #expect(attack.lab.firewall.sessionCount == 1)
    }

    @Test("A datagram of UDP with a wrong sum opens no session; one without a sum may")
    func datagram() {
        var lab = Lab(rules: Attack.rules) { $0.verifiesChecksums = true }
        var packet = PacketBuilder(from: "10.1.0.1", to: "10.2.0.1").udp(5_000, 53, payload: [0, 7, 1, 0, 0, 1])
        packet[14 + 20 + 6] ^= 0x55
        #expect(lab.send(packet).reason == .checksum)
        #expect(lab.firewall.sessionCount == 0)
        (packet[14 + 20 + 6], packet[14 + 20 + 7]) = (0, 0)
        #expect(lab.send(packet).isPass)
    }

    @Test("A datagram whose sum is wrong only once its fragments are together does not pass")
    func reassembled() {
        var lab = Lab(rules: Attack.rules) { $0.verifiesChecksums = true }
        let builder = PacketBuilder(from: "10.1.0.1", to: "10.2.0.1")
        var datagram = builder.udpDatagram(5_000, 53, payload: [UInt8](repeating: 7, count: 40))
        datagram[20] ^= 1
        #expect(lab.send(builder.fragments(.udp, payload: datagram, size: 16)).reason == .checksum)
        #expect(lab.firewall.sessionCount == 0)
    }
}
