import NGFW
import NGFWCore
import NGFWPolicy
import NGFWTestSupport
import Testing

@Suite("Session browser")
struct SessionBrowserTests {
    /// An SSH session under way, a blocked one and a ping, two seconds old.
    private static func lab() -> Lab {
        var lab = Lab(
            rules: [
                Lab.rule("ssh", .allow, ["ssh"]) { $0.source = ["servers"] },
                Lab.rule("ping", .allow, ["ping"]),
            ], { $0.device = DeviceIdentity(serial: "0123", hostname: "fw1", vsys: "vsys1", vsysName: "lab") },
            policy: { $0.addressGroups = [AddressGroup(name: "servers", content: .filter("'web'"))] })
        let source = IPAddress(v4: 0x0a01_0001)
        lab.firewall.apply(
            RegistrationUpdate([
                .register(.host(source), [TagRegistration("web")]), .login(user: "lab\\ann", address: source, timeout: nil),
            ]), at: lab.time)
        var talk = Talk(port: 22)
        lab.send(talk.handshake() + [talk.answer(Talk.sshBanner), talk.send(Talk.sshBanner)])
        _ = lab.send(PacketBuilder(from: "10.1.0.2", to: "10.2.0.1").udp(5_000, 53, payload: [1]))
        _ = lab.send(PacketBuilder(from: "10.1.0.2", to: "10.2.0.1").echo(identifier: 32_336, sequence: 3))
        lab.pass(seconds: 2)
        return lab
    }

    @Test("The list of show session all, line by line")
    func list() {
        var lab = Self.lab()
        let lines = SessionText.listHeader + lab.firewall.liveSessions().flatMap { SessionText.lines($0) }
        let expected = """
            --------------------------------------------------------------------------------
            ID          Application    State   Type Flag  Src[Sport]/Zone/Proto (translated IP[Port])
            Vsys                                          Dst[Dport]/Zone (translated IP[Port])
            --------------------------------------------------------------------------------
            1            ssh            ACTIVE  FLOW       10.1.0.1[40000]/inside/6  (10.1.0.1[40000])
            vsys1                                          10.2.0.1[22]/outside  (10.2.0.1[22])
            2            not-applicable DISCARD FLOW       10.1.0.2[5000]/inside/17  (10.1.0.2[5000])
            vsys1                                          10.2.0.1[53]/outside  (10.2.0.1[53])
            3            ping           ACTIVE  FLOW       10.1.0.2[32336]/inside/1  (10.1.0.2[32336])
            vsys1                                          10.2.0.1[3]/outside  (10.2.0.1[3])
            """
        #expect(lines.joined(separator: "\n") == expected)
    }

    @Test("The block of show session id, line by line")
    func block() throws {
        var lab = Self.lab()
        let all = lab.firewall.liveSessions()
        let live = try #require(all.first)
        let expected = """
            Session             1

                    c2s flow:
                            source:      10.1.0.1 [inside]
                            dst:         10.2.0.1
                            proto:       6
                            sport:       40000           dport:      22
                            state:       ACTIVE          type:       FLOW
                            src user:    lab\\ann
                            dst user:    unknown

                    s2c flow:
                            source:      10.2.0.1 [outside]
                            dst:         10.1.0.1
                            proto:       6
                            sport:       22              dport:      40000
                            state:       ACTIVE          type:       FLOW
                            src user:    unknown
                            dst user:    lab\\ann

                    start time                           : Sat Nov 22 08:26:40 2025
                    timeout                              : 7200 sec
                    time to live                         : 7198 sec
                    total byte count(c2s)                : 133
                    total byte count(s2c)                : 93
                    layer7 packet count(c2s)             : 3
                    layer7 packet count(s2c)             : 2
                    vsys                                 : vsys1
                    application                          : ssh
                    rule                                 : ssh
                    service timeout override(index)      : False
                    session to be logged at end          : True
                    session in session ager              : True
                    session updated by HA peer           : False
                    layer7 processing                    : completed
            """
        #expect(SessionText.block(live).joined(separator: "\n") == expected)
    }

    @Test("A session that is over says at which stage and why")
    func endedBlock() throws {
        var lab = Self.lab()
        lab.firewall.finish()
        let session = try #require(lab.firewall.takeEndedSessions().first { $0.id == 2 })
        let lines = SessionText.block(lab.firewall.browsed(session), timeZoneOffset: 3_600)
        #expect(lines.contains("        start time                           : Sat Nov 22 09:26:40 2025"))
        #expect(lines.contains("        session in session ager              : False"))
        #expect(
            lines.suffix(2) == [
                "        tracker stage firewall               : appid policy lookup deny",
                "        end-reason                           : policy-deny",
            ])
        #expect(!lines.contains { $0.contains("time to live") })
    }

    @Test(
        "Filters pick live sessions by what they are and by the groups their addresses are in now",
        arguments: [
            ("application eq ssh and source in servers", [1]), ("source in servers", [1]), ("source notin servers", [2, 3]),
            ("state eq discard", [2]), ("proto eq icmp or dport eq 53", [2, 3]), ("min-age eq 2", [1, 2, 3]), ("min-age eq 3", []),
            ("user eq 'lab\\ann'", [1]), ("rule eq ping", [3]), ("risk geq 4", [1]), ("device_name eq fw1 and id geq 2", [2, 3]),
        ] as [(String, [UInt64])])
    func filters(text: String, ids: [UInt64]) throws {
        var lab = Self.lab()
        let found = lab.firewall.liveSessions(matching: try SessionFilter(text)).map(\.session.id)
        #expect(found == ids)
    }

    @Test("Unregistering moves a session out of the group's filter")
    func followsRegistrations() throws {
        var lab = Self.lab()
        lab.firewall.apply(RegistrationUpdate([.unregister(.host(IPAddress(v4: 0x0a01_0001)), ["web"])]), at: lab.time)
        let found = lab.firewall.liveSessions(matching: try SessionFilter("source in servers"))
        #expect(found.isEmpty)
    }

    @Test("The counters of show session info")
    func info() {
        var lab = Self.lab()
        let info = lab.firewall.sessionInfo(since: SessionInfo.Start(time: Lab.start))
        #expect(
            info.lines == [
                "num-max:              262144", "num-active:           3", "num-tcp:              1", "num-udp:              1",
                "num-icmp:             1", "num-bcast:            0", "num-mcast:            0", "num-predict:          0",
                "num-installed:        3", "cps:                  1", "pps:                  3", "kbps:                 1",
                "tmo-tcp:              3600", "tmo-udp:              30", "tmo-icmp:             6", "tmo-def:              30",
                "tmo-tcpinit:          5", "tmo-tcphandshake:     10", "tmo-tcphalfclosed:    120", "tmo-tcptimewait:      15",
                "tmo-tcp-unverif-rst:  30", "tmo-sctp:             3600", "tmo-sctpinit:         5", "tmo-sctpcookie:       60",
                "tmo-sctpshutdown:     60", "dis-tcp:              90", "dis-udp:              60", "dis-def:              60",
                "dis-sctp:             30",
                "age-accel-en:         True", "age-accel-thresh:     80", "age-accel-tsf:        2", "tcp-nonsyn-rej:       True",
                "tcp-diff-syn-rej:     True", "tcp-strict-rst:       True", "hw-offload:           False", "ipv6-fw:              True",
            ])
        let without = lab.firewall.sessionInfo(since: nil)
        #expect(!without.entries.contains { $0.name == "cps" })
    }

    @Test("Broadcast, multicast and announced sessions have counters of their own")
    func countersByKind() {
        func session(_ destination: String, _ ipProtocol: IPProtocol, _ kind: SessionKind = .flow) -> SessionSummary {
            let tuple = FiveTuple(
                source: IPAddress(v4: 1), destination: IPAddress(destination) ?? IPAddress(v4: 2), ipProtocol: ipProtocol)
            var session = SessionSummary(id: 1, tuple: tuple, start: Lab.start)
            session.kind = kind
            return session
        }
        let sessions = [
            session("255.255.255.255", .udp), session("224.0.0.251", .udp), session("ff02::fb", .udp), session("10.0.0.1", .tcp),
            session("10.0.0.1", .tcp, .predicted), session("2001:db8::1", .icmpv6),
        ]
        var settings = SessionSettings()
        settings.acceleratedAgeing.isEnabled = false
        settings.tcp.isResetStrict = false
        let info = SessionInfo(
            sessions: sessions, capacity: 8, counters: FirewallCounters(), settings: settings, now: Lab.start,
            since: SessionInfo.Start(time: Lab.start))
        let values = Dictionary(uniqueKeysWithValues: info.entries.map { ($0.name, $0.value.description) })
        #expect(
            ["num-max", "num-active", "num-tcp", "num-udp", "num-icmp", "num-bcast", "num-mcast", "num-predict"].map { values[$0] }
                == ["8", "5", "1", "3", "1", "1", "2", "1"])
        #expect(values["age-accel-en"] == "False" && values["tcp-strict-rst"] == "False")
        // No time has passed: there is no rate.
        #expect(values["pps"] == nil)
    }
}
