import NGFWCore
import NGFWPANOS
import NGFWPolicy
import Testing

/// How sessions are kept: `deviceconfig/setting`, zone protection profiles, timeouts of services.
@Suite struct SettingTests {
    private func read(_ setting: String, network: String = "", zones: String = "", objects: String = "") -> ImportedConfiguration {
        let text = """
            <config version="11.1.0"><devices><entry name="localhost.localdomain"><deviceconfig><setting>\(setting)</setting></deviceconfig>
            <network>\(network)</network><vsys><entry name="vsys1"><zone>\(zones)</zone>\(objects)</entry></vsys></entry></devices></config>
            """
        return ConfigurationImporter(catalogue: builtIn).read(Array(text.utf8), name: "c.xml")
    }

    /// Element, its parents, values that are legal, values that are not.
    static let table: [(name: String, parents: [String], legal: [String], illegal: [String])] = [
        ("timeout-tcp", ["session"], ["1", "15999999"], ["0", "16000000", "-1", "x", ""]),
        ("timeout-tcpinit", ["session"], ["1", "60"], ["0", "61"]), ("timeout-tcphandshake", ["session"], ["1", "60"], ["0", "61"]),
        ("timeout-tcp-half-closed", ["session"], ["1", "604800"], ["0", "604801"]),
        ("timeout-tcp-time-wait", ["session"], ["1", "600"], ["0", "601"]),
        ("timeout-tcp-unverified-rst", ["session"], ["1", "600"], ["0", "601"]),
        ("timeout-udp", ["session"], ["1", "15999999"], ["0", "16000000"]), ("timeout-icmp", ["session"], ["7"], ["0"]),
        ("timeout-default", ["session"], ["7"], ["0"]), ("timeout-captive-portal", ["session"], ["7"], ["0"]),
        ("timeout-scan", ["session"], ["5", "30"], ["4", "31"]), ("timeout-sctp", ["session"], ["7"], ["0"]),
        ("timeout-sctp-init", ["session"], ["60"], ["61"]), ("timeout-sctp-cookie", ["session"], ["600"], ["601"]),
        ("timeout-sctp-shutdown", ["session"], ["600"], ["601"]), ("timeout-discard-tcp", ["session"], ["7"], ["0"]),
        ("timeout-discard-udp", ["session"], ["7"], ["0"]), ("timeout-discard-default", ["session"], ["7"], ["0"]),
        ("timeout-discard-sctp", ["session"], ["7"], ["0"]), ("accelerated-aging-enable", ["session"], ["no"], ["false", "1"]),
        ("accelerated-aging-threshold", ["session"], ["50", "99"], ["49", "100"]),
        ("accelerated-aging-scaling-factor", ["session"], ["4", "8", "16"], ["3", "0", "32"]),
        ("scan-threshold", ["session"], ["50", "99"], ["49", "100"]), ("scan-scaling-factor", ["session"], ["2", "16"], ["1", "17"]),
        ("resource-limit-behavior", ["session"], ["bypass"], ["allow"]), ("tcp-reject-non-syn", ["session", "tcp"], ["no"], ["global"]),
        ("asymmetric-path", ["tcp"], ["bypass"], ["global"]), ("urgent-data", ["tcp"], ["oob-inline"], ["inline"]),
        ("check-timestamp-option", ["tcp"], ["yes"], ["on"]), ("bypass-exceed-oo-queue", ["tcp"], ["no"], ["off"]),
        ("strip-mptcp-option", ["tcp"], ["no"], ["", "yes please"]),
        ("tcp-diff-syn-rej", ["session", "tcp"], ["no"], ["2"]), ("tcp-strict-rst", ["session", "tcp"], ["no"], ["2"]),
        ("strict-checksum", ["session", "tcp"], ["no"], ["2"]),
    ]

    /// Read, written and kept, but nothing follows them: whoever sets one is told.
    static let unfollowed: Set<String> = [
        "timeout-captive-portal", "timeout-scan", "scan-threshold", "scan-scaling-factor",
    ]

    @Test(arguments: 0..<table.count)
    func everySettingIsReadInItsRange(row: Int) {
        let (name, parents, legal, illegal) = Self.table[row]
        for parent in parents {
            var seen: Set<SessionSettings> = [SessionSettings()]
            for value in legal {
                let imported = read("<\(parent)><\(name)>\(value)</\(name)></\(parent)>")
                let told = imported.diagnostics.all.map(\.code)
                #expect(told == (Self.unfollowed.contains(name) ? ["NGFW-X030"] : []), "\(name) \(value)")
                #expect(seen.insert(imported.sessionSettings).inserted, "\(name) \(value) changes nothing")
                for format in ConfigurationFormat.allCases {
                    let export = ConfigurationExporter().export(imported, as: format)
                    #expect(export.diagnostics.isEmpty)
                    let again = ConfigurationImporter(catalogue: builtIn).read(export.text, name: "again")
                    #expect(again.sessionSettings == imported.sessionSettings, "\(name) \(value) in \(format)")
                }
            }
            for value in illegal {
                let imported = read("<\(parent)><\(name)>\(value)</\(name)></\(parent)>")
                #expect(imported.diagnostics.hasErrors, "\(name) \(value)")
                #expect(imported.sessionSettings == SessionSettings(), "\(name) \(value)")
            }
        }
    }

    @Test func settingsReachTheValuesThatTheyName() {
        let settings = read(
            """
            <session><timeout-sctp-init>9</timeout-sctp-init><timeout-captive-portal>11</timeout-captive-portal>
            <accelerated-aging-enable>no</accelerated-aging-enable><accelerated-aging-threshold>90</accelerated-aging-threshold>
            <resource-limit-behavior>bypass</resource-limit-behavior></session><tcp><asymmetric-path>bypass</asymmetric-path>
            <tcp-reject-non-syn>no</tcp-reject-non-syn><check-timestamp-option>yes</check-timestamp-option></tcp>
            """
        ).sessionSettings
        #expect((settings.timeouts.sctpInit, settings.timeouts.captivePortal) == (9, 11))
        #expect(!settings.acceleratedAgeing.isEnabled && settings.acceleratedAgeing.threshold == 90)
        #expect(settings.resourceLimitBehavior == .bypass && settings.tcp.asymmetricPath == .bypass)
        #expect(!settings.tcp.rejectsNonSYN && settings.tcp.checksTimestamp && settings.tcp.isResetStrict)
    }

    private func profile(_ name: String, _ content: String) -> String {
        "<profiles><zone-protection-profile><entry name=\"\(name)\">\(content)</entry></zone-protection-profile></profiles>"
    }

    private func zone(_ name: String, _ profile: String) -> String {
        "<entry name=\"\(name)\"><network><zone-protection-profile>\(profile)</zone-protection-profile><layer3/></network></entry>"
    }

    @Test func zonesMaySayOtherwise() throws {
        let imported = read(
            "<tcp><tcp-reject-non-syn>no</tcp-reject-non-syn></tcp>",
            network: profile("strict", "<tcp-reject-non-syn>yes</tcp-reject-non-syn><asymmetric-path>bypass</asymmetric-path>"),
            zones: zone("in", "strict") + zone("out", "nothing") + "<entry name=\"dmz\"/>")
        #expect(imported.diagnostics.isEmpty)
        let settings = imported.sessionSettings
        #expect(settings.zones == ["in": .init(rejectsNonSYN: true, asymmetricPath: .bypass)])
        #expect(settings.tcp(fromZone: "in").rejectsNonSYN && settings.tcp(fromZone: "in").asymmetricPath == .bypass)
        for zone in ["out", "dmz", nil] { #expect(settings.tcp(fromZone: zone) == settings.tcp && !settings.tcp.rejectsNonSYN) }
        for format in ConfigurationFormat.allCases {
            let text = ConfigurationExporter().export(imported, as: format).text
            let again = ConfigurationImporter(catalogue: builtIn).read(text, name: "again")
            #expect(again.sessionSettings == settings && again.policy.zones == imported.policy.zones, "\(format)")
        }
    }

    @Test(arguments: [
        ("<tcp-reject-non-syn>global</tcp-reject-non-syn><asymmetric-path>global</asymmetric-path>", false),
        ("<tcp-reject-non-syn>maybe</tcp-reject-non-syn>", true), ("<asymmetric-path>allow</asymmetric-path>", true),
    ])
    func globalOfAZoneIsTheDevicesWordAndOthersAreErrors(content: String, isError: Bool) {
        let imported = read("", network: profile("p", content), zones: zone("in", "p"))
        #expect(imported.diagnostics.hasErrors == isError)
        #expect(imported.sessionSettings == SessionSettings())
    }

    private func service(_ name: String, _ ipProtocol: String, _ override: String) -> String {
        "<entry name=\"\(name)\"><protocol><\(ipProtocol)><port>80</port>\(override)</\(ipProtocol)></protocol></entry>"
    }

    @Test func timeoutsOfServicesAreRead() {
        let all = "<timeout>9</timeout><halfclose-timeout>8</halfclose-timeout><timewait-timeout>7</timewait-timeout>"
        let imported = read(
            "",
            objects: "<service>" + service("a", "tcp", "<override><yes>\(all)</yes></override>")
                + service("b", "udp", "<override><yes><timeout>5</timeout></yes></override>")
                + service("c", "tcp", "<override><no/></override>") + "</service>")
        #expect(imported.diagnostics.isEmpty)
        #expect(
            imported.policy.services.map(\.timeouts) == [
                ServiceTimeouts(idle: 9, tcpHalfClosed: 8, tcpTimeWait: 7), ServiceTimeouts(idle: 5), ServiceTimeouts(),
            ])
    }

    @Test(arguments: [
        ("tcp", "<timeout>0</timeout>"), ("tcp", "<timeout>604801</timeout>"), ("tcp", "<timewait-timeout>601</timewait-timeout>"),
        ("tcp", "<halfclose-timeout>x</halfclose-timeout>"), ("udp", "<halfclose-timeout>5</halfclose-timeout>"),
    ])
    func timeoutsOfServicesOutOfRangeAreErrors(ipProtocol: String, content: String) {
        let imported = read(
            "", objects: "<service>" + service("a", ipProtocol, "<override><yes>\(content)</yes></override>") + "</service>")
        #expect(imported.diagnostics.hasErrors)
        #expect(imported.policy.services.allSatisfy { $0.timeouts.isEmpty })
    }
}
