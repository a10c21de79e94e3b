import NGFW
import NGFWCore
import NGFWPacket
import NGFWPolicy
import NGFWTestSupport
import Testing

/// What the settings of a device and of its zones say of TCP, under a policy, where windows are enforced.
/// Source: reference sections 4.2 and 4.3.
@Suite("Settings of TCP under a policy")
struct TCPSettingTests {
    private static func lab(_ change: (inout FirewallConfiguration) -> Void = { _ in }) -> Lab {
        let forced = ApplicationOverrideRule(name: "forced", ports: PortSet(2_222), application: "ssh")
        return Lab(
            rules: [Lab.rule("any", .allow) { ($0.services, $0.logStart) = (["any"], true) }], change,
            policy: { $0.applicationOverrides = [forced] })
    }

    // MARK: Openings

    /// Two SYNs that cross, each answered by the other side, with options of each (RFC 9293 section 3.5).
    private static func crossing(_ talk: inout Talk, options: [[UInt8]] = [[], []]) -> [[UInt8]] {
        let (client, server) = (talk.client, talk.client.reply)
        let (one, other) = (talk.clientNext, talk.serverNext)
        talk.clientNext &+= 1
        talk.serverNext &+= 1
        func syn(_ flags: TCPFlags, _ isClient: Bool) -> [UInt8] {
            let builder = isClient ? client : server
            let ports = isClient ? (talk.sourcePort, talk.destinationPort) : (talk.destinationPort, talk.sourcePort)
            return builder.tcp(
                ports.0, ports.1, flags: flags, sequence: isClient ? one : other,
                acknowledgment: flags.contains(.ack) ? (isClient ? talk.serverNext : talk.clientNext) : 0,
                options: options[isClient ? 0 : 1])
        }
        return [syn(.syn, true), syn(.syn, false), syn([.syn, .ack], true), syn([.syn, .ack], false)]
    }

    @Test("Both sides may open at once; whoever speaks first, its data passes and is inspected", arguments: [true, false])
    func simultaneousOpen(clientIsFirst: Bool) {
        var lab = Self.lab()
        var talk = Talk(port: 22)
        for packet in Self.crossing(&talk) { #expect(lab.send(packet).isPass) }
        let data =
            clientIsFirst
            ? [talk.send(Talk.sshBanner), talk.answer(Talk.sshBanner)] : [talk.answer(Talk.sshBanner), talk.send(Talk.sshBanner)]
        for packet in data + talk.finish() { #expect(lab.send(packet).isPass) }
        lab.pass(seconds: 15)
        let sessions = lab.firewall.takeEndedSessions()
        #expect(sessions.map(\.application) == ["ssh"] && sessions.map(\.endReason) == [.tcpFIN])
        #expect(sessions.map(\.packets) == [9])
    }

    @Test("Where only one of two crossing SYNs offers to scale, windows are not scaled")
    func simultaneousOpenUnscaled() {
        let scale: [UInt8] = [3, 3, 4, 0]
        for (options, isScaled) in [([scale, []], false), ([[], scale], false), ([scale, scale], true)] {
            var lab = Self.lab()
            var talk = Talk(port: 22)
            lab.send(Self.crossing(&talk, options: options))
            #expect(lab.send(talk.ack()).isPass && lab.send(talk.serverAck()).isPass)
            talk.clientNext &+= 70_000
            // Beyond 65,535 bytes a receiver takes it if its window was scaled.
            #expect(lab.send(talk.send("x")).isPass == isScaled, "\(options)")
        }
    }

    @Test("A forged answer to nothing does not open a connection whose SYNs crossed")
    func forgedAnswer() {
        var lab = Self.lab()
        var talk = Talk(port: 22)
        let packets = Self.crossing(&talk)
        lab.send([packets[0], packets[1]])
        let forged = talk.client.reply.tcp(
            22, 40_000, flags: [.syn, .ack], sequence: talk.serverNext &- 1, acknowledgment: talk.clientNext &+ 9)
        #expect(lab.send(forged).reason == .outOfWindow)
        #expect(lab.send(packets[2]).isPass && lab.send(packets[3]).isPass)
    }

    // MARK: First packets without SYN

    @Test("Where a first packet needs no SYN, a SYN-ACK passes, and the session goes on from there")
    func answerAsFirst() {
        for changes in [
            { $0.tcp.rejectsNonSYN = false }, { $0.zones["outside"] = SessionSettings.ZoneSettings(rejectsNonSYN: false) },
        ] as [(inout SessionSettings) -> Void] {
            var lab = Self.lab { changes(&$0.settings) }
            for first in [1_000, 0xf000_0000] as [UInt32] {
                var talk = Talk(port: 22, firstSequence: first)
                _ = talk.syn()
                let answer = talk.synAck()
                // The answer comes twice.
                let packets = [answer, answer, talk.ack(), talk.answer(Talk.sshBanner), talk.send(Talk.sshBanner)] + talk.finish()
                for packet in packets { #expect(lab.send(packet).isPass) }
                let sessions = lab.sessions()
                #expect(sessions.map(\.packets) == [8] && sessions.first?.tuple.destinationPort == 22)
            }
        }
    }

    @Test("Nobody knows the window scale of a SYN that was not seen; none is where the answer has none", arguments: [true, false])
    func scaleOfAnswerAsFirst(isScaled: Bool) {
        var lab = Self.lab { $0.settings.tcp.rejectsNonSYN = false }
        var talk = Talk(port: 22)
        _ = talk.syn()
        let (client, server) = (talk.client, talk.client.reply)
        let answer = server.tcp(
            22, 40_000, flags: [.syn, .ack], sequence: talk.serverNext, acknowledgment: talk.clientNext,
            options: isScaled ? [3, 3, 7, 0] : [])
        talk.serverNext &+= 1
        let acknowledgment = client.tcp(
            40_000, 22, flags: .ack, sequence: talk.clientNext, acknowledgment: talk.serverNext, window: 502)
        #expect(lab.send(answer).isPass && lab.send(acknowledgment).isPass)
        talk.serverNext &+= 5_000
        #expect(lab.send(talk.answer("x")).isPass == isScaled)
    }

    @Test("A zone says for itself whether a first packet needs a SYN")
    func zonesAndNonSYN() {
        for (device, zone, passes) in [(true, false, true), (false, true, false)] {
            var lab = Self.lab {
                $0.settings.tcp.rejectsNonSYN = device
                $0.settings.zones["inside"] = SessionSettings.ZoneSettings(rejectsNonSYN: zone)
            }
            var talk = Talk(port: 22)
            #expect(lab.send(talk.send("hello")).isPass == passes)
            // The other zone follows the device.
            var other = Talk(port: 22, from: "10.2.0.1", to: "10.1.0.1")
            #expect(lab.send(other.send("hello")).isPass == !device)
        }
    }

    @Test("A zone says for itself what becomes of segments outside the windows")
    func zonesAndWindows() {
        var lab = Self.lab { $0.settings.zones["inside"] = SessionSettings.ZoneSettings(asymmetricPath: .bypass) }
        for (source, destination, passes) in [("10.1.0.1", "10.2.0.1", true), ("10.2.0.1", "10.1.0.1", false)] {
            var talk = Talk(port: 22, from: source, to: destination)
            lab.send(talk.handshake())
            talk.clientNext &+= 1_000_000
            #expect(lab.send(talk.send("far away")).isPass == passes)
        }
    }

    // MARK: SYN and RST on open sessions

    @Test("With tcp-diff-syn-rej no another SYN ends an open session and begins the next")
    func differentSYN() {
        var lab = Self.lab { $0.settings.tcp.rejectsDifferentSYN = false }
        var talk = Talk(port: 22)
        var next = Talk(port: 22, firstSequence: 900_000)
        lab.send(talk.handshake())
        for packet in next.handshake() { #expect(lab.send(packet).isPass) }
        #expect(lab.sessions().map(\.endReason) == [.tcpReuse, .unknown])
    }

    @Test("With tcp-strict-rst no any RST inside the window ends a session at once", arguments: [true, false])
    func strictReset(isStrict: Bool) {
        var lab = Self.lab { $0.settings.tcp.isResetStrict = isStrict }
        var talk = Talk(port: 22)
        lab.send(talk.handshake() + [talk.reset(offset: 100)])
        lab.pass(seconds: 15)
        #expect(lab.firewall.sessionCount == (isStrict ? 1 : 0))
    }

    // MARK: Timeouts

    @Test("A blocked session stays for the discard timeout of its protocol")
    func discardTimeouts() {
        let builder = PacketBuilder(from: "10.1.0.1", to: "10.2.0.1")
        let packets = [
            (builder.tcp(1, 22, flags: .syn), 90), (builder.udp(1, 2, payload: [1]), 60),
            (builder.packet(IPProtocol(rawValue: 200), payload: [1]), 60), (builder.echo(identifier: 1, sequence: 1), 60),
        ]
        for (packet, standard) in packets {
            for seconds in [Int64(standard), 7] {
                var lab = Lab(rules: [Lab.rule("none", .drop) { $0.services = ["any"] }]) {
                    guard seconds == 7 else { return }
                    $0.settings.timeouts.discardTCP = 7
                    $0.settings.timeouts.discardUDP = 7
                    $0.settings.timeouts.discardOther = 7
                }
                #expect(!lab.send(packet).isPass)
                lab.pass(seconds: seconds - 1)
                // Packets do not keep it.
                #expect(!lab.send(packet).isPass && lab.firewall.sessionCount == 1)
                lab.pass(seconds: 1)
                #expect(lab.firewall.sessionCount == 0)
            }
        }
    }

    /// A connection of ssh under a rule whose service may have timeouts of its own.
    private static func connection(_ timeouts: ServiceTimeouts?, _ talk: inout Talk) -> Lab {
        var lab = Lab(
            rules: [Lab.rule("ssh", .allow) { $0.services = ["own"] }],
            policy: { policy in
                var service = ServiceObject(name: "own", ipProtocol: .tcp, destinationPorts: PortSet(22))
                if let timeouts { service.timeouts = timeouts }
                policy.services.append(service)
            })
        lab.send(talk.handshake() + [talk.send(Talk.sshBanner)])
        return lab
    }

    @Test("A service's timeouts go before the application's and the device's in every phase, and are shown")
    func serviceTimeouts() {
        let own = ServiceTimeouts(idle: 40, tcpHalfClosed: 7, tcpTimeWait: 3)
        for (timeouts, lives) in [(own, [40, 7, 3]), (nil, [7_200, 120, 15])] as [(ServiceTimeouts?, [Int64])] {
            for (finCount, life) in lives.enumerated() {
                var talk = Talk(port: 22)
                var lab = Self.connection(timeouts, &talk)
                #expect(lab.firewall.sessions().map(\.hasServiceTimeouts) == [timeouts != nil])
                lab.send([talk.send("", flags: [.fin, .ack]), talk.answer("", flags: [.fin, .ack])].prefix(finCount).map(\.self))
                lab.pass(seconds: life - 1)
                #expect(lab.firewall.sessionCount == 1, "\(finCount) FINs")
                lab.pass(seconds: 1)
                #expect(lab.firewall.sessionCount == 0, "\(finCount) FINs")
            }
        }
    }

    // MARK: Logs

    @Test("A session that ends while more is out of order than may wait says so; one whose gap was filled does not")
    func resourcesUnavailable() {
        for (isFilled, isAcknowledged) in [(false, false), (true, true), (false, true)] {
            var lab = Self.lab {
                $0.settings.tcp.bypassesExceededQueue = false
                $0.limits.reorderBytes = 1_000
            }
            var talk = Talk(port: 9_999)
            lab.send(talk.handshake())
            let missing = talk.send("?")
            lab.send([talk.send(String(repeating: "\u{1}", count: 900))])
            let end = talk.clientNext
            #expect(lab.send(talk.send(String(repeating: "\u{2}", count: 900))).reason == .outOfOrderQueue)
            talk.clientNext = end
            if isFilled { lab.send([missing]) }
            // What the server has is not missing, seen here or not.
            if isAcknowledged { lab.send([talk.serverAck()]) }
            lab.pass(seconds: 3_600)
            #expect(lab.firewall.takeEndedSessions().map(\.endReason) == [isAcknowledged ? .agedOut : .resourcesUnavailable])
        }
    }

    @Test("A gap that is filled by what names the application was no want of room")
    func filledAtLast() {
        var lab = Self.lab {
            $0.settings.tcp.bypassesExceededQueue = false
            $0.limits.reorderBytes = 100
        }
        var talk = Talk(port: 80)
        lab.send(talk.handshake())
        let request = talk.send("GET / HTTP/1.1\r\nHost: a\r\n")
        let (rest, surplus) = (talk.send("Accept: b\r\n\r\n"), talk.send(String(repeating: "x", count: 200)))
        #expect(lab.send(rest).isPass && lab.send(surplus).reason == .outOfOrderQueue)
        lab.send([request, surplus, talk.answer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")] + talk.finish())
        lab.pass(seconds: 15)
        #expect(lab.firewall.takeEndedSessions().map(\.endReason) == [.tcpFIN])
    }

    @Test("Where the first packet of a session whose application is given is refused, the next one starts it")
    func startAfterRefusal() {
        var lab = Self.lab { $0.settings.tcp.checksTimestamp = true }
        let talk = Talk(port: 2_222)
        func syn(_ options: [UInt8]) -> [UInt8] { talk.client.tcp(40_000, 2_222, flags: .syn, sequence: 1, options: options) }
        #expect(lab.send(syn([1, 1, 8, 10, 0, 0, 0, 0, 0, 0, 0, 0])).reason == .timestamp)
        #expect(lab.firewall.takeRecords().isEmpty)
        // Nor is an answer of the client any beginning.
        let answer = talk.client.tcp(40_000, 2_222, flags: [.syn, .ack], sequence: 1, acknowledgment: 9)
        #expect(!lab.send(answer).isPass)
        #expect(lab.send(syn([])).isPass)
        #expect(lab.firewall.takeRecords().map(\.session.packetsSent) == [1])
    }

    @Test("The start record of a session whose application is given counts its first packet")
    func startOfGiven() {
        var lab = Self.lab()
        var talk = Talk(port: 2_222)
        lab.send([talk.syn()])
        let records = lab.firewall.takeRecords()
        #expect(records.map(\.subtype) == [.start] && records.map(\.session.packetsSent) == [1])
        #expect(records.allSatisfy { $0.session.bytesSent > 0 })
    }
}
