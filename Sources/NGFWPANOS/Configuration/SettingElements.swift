internal import NGFWCore

/// One leaf below `deviceconfig/setting`: how it is read and how it is written.
struct SettingElement: Sendable {
    /// `session` or `tcp`; the first is where it is written.
    let parents: [String]
    let name: String
    /// What a message says is expected.
    let expected: String
    /// False when the text is no value of it.
    let set: @Sendable (inout SessionSettings, String) -> Bool
    let text: @Sendable (SessionSettings) -> String

    /// Every element that is read and written, with its range. Source: reference sections 4.2, 4.3.
    static let all: [SettingElement] = timeouts + ageing + tcp

    private static let timeouts: [SettingElement] = {
        let long: ClosedRange<Int64> = 1...15_999_999
        return [
            seconds("timeout-tcp", \.timeouts.tcp, long), seconds("timeout-tcpinit", \.timeouts.tcpInit, 1...60),
            seconds("timeout-tcphandshake", \.timeouts.tcpHandshake, 1...60),
            seconds("timeout-tcp-half-closed", \.timeouts.tcpHalfClosed, 1...604_800),
            seconds("timeout-tcp-time-wait", \.timeouts.tcpTimeWait, 1...600),
            seconds("timeout-tcp-unverified-rst", \.timeouts.tcpUnverifiedReset, 1...600),
            seconds("timeout-udp", \.timeouts.udp, long), seconds("timeout-icmp", \.timeouts.icmp, long),
            seconds("timeout-default", \.timeouts.other, long), seconds("timeout-captive-portal", \.timeouts.captivePortal, long),
            seconds("timeout-scan", \.timeouts.scan, 5...30), seconds("timeout-sctp", \.timeouts.sctp, 1...604_800),
            seconds("timeout-sctp-init", \.timeouts.sctpInit, 1...60), seconds("timeout-sctp-cookie", \.timeouts.sctpCookie, 1...600),
            seconds("timeout-sctp-shutdown", \.timeouts.sctpShutdown, 1...600),
            seconds("timeout-discard-tcp", \.timeouts.discardTCP, long), seconds("timeout-discard-udp", \.timeouts.discardUDP, long),
            seconds("timeout-discard-default", \.timeouts.discardOther, long),
            seconds("timeout-discard-sctp", \.timeouts.discardSCTP, 1...604_800),
        ]
    }()

    private static let ageing = [
        flag(["session"], "accelerated-aging-enable", \.acceleratedAgeing.isEnabled),
        number("accelerated-aging-threshold", \.acceleratedAgeing.threshold, 50...99),
        SettingElement(
            parents: ["session"], name: "accelerated-aging-scaling-factor", expected: "2, 4, 8 or 16",
            set: { settings, text in
                guard let factor = Int(text), [2, 4, 8, 16].contains(factor) else { return false }
                settings.acceleratedAgeing.scalingFactor = factor
                return true
            }, text: { "\($0.acceleratedAgeing.scalingFactor)" }),
        number("scan-threshold", \.scan.threshold, 50...99), number("scan-scaling-factor", \.scan.scalingFactor, 2...16),
        choice(["session"], "resource-limit-behavior", \.resourceLimitBehavior),
    ]

    private static let tcp = [
        flag(["session", "tcp"], "tcp-reject-non-syn", \.tcp.rejectsNonSYN), choice(["tcp"], "asymmetric-path", \.tcp.asymmetricPath),
        choice(["tcp"], "urgent-data", \.tcp.urgentData), flag(["tcp"], "check-timestamp-option", \.tcp.checksTimestamp),
        flag(["tcp"], "bypass-exceed-oo-queue", \.tcp.bypassesExceededQueue),
        flag(["tcp"], "strip-mptcp-option", \.tcp.stripsMultipath),
        flag(["session", "tcp"], "tcp-diff-syn-rej", \.tcp.rejectsDifferentSYN),
        flag(["session", "tcp"], "tcp-strict-rst", \.tcp.isResetStrict),
        flag(["session", "tcp"], "strict-checksum", \.tcp.isChecksumStrict),
    ]

    // MARK: Kinds of values

    private typealias Path<Value> = WritableKeyPath<SessionSettings, Value> & Sendable

    private static func seconds(_ name: String, _ path: any Path<Int64>, _ range: ClosedRange<Int64>) -> SettingElement {
        SettingElement(
            parents: ["session"], name: name, expected: "a number from \(range.lowerBound) to \(range.upperBound)",
            set: { settings, text in
                guard let value = Int64(text), range.contains(value) else { return false }
                settings[keyPath: path] = value
                return true
            }, text: { "\($0[keyPath: path])" })
    }

    private static func number(_ name: String, _ path: any Path<Int>, _ range: ClosedRange<Int>) -> SettingElement {
        SettingElement(
            parents: ["session"], name: name, expected: "a number from \(range.lowerBound) to \(range.upperBound)",
            set: { settings, text in
                guard let value = Int(text), range.contains(value) else { return false }
                settings[keyPath: path] = value
                return true
            }, text: { "\($0[keyPath: path])" })
    }

    private static func flag(_ parents: [String], _ name: String, _ path: any Path<Bool>) -> SettingElement {
        SettingElement(
            parents: parents, name: name, expected: "'yes' or 'no'",
            set: { settings, text in
                guard text == "yes" || text == "no" else { return false }
                settings[keyPath: path] = text == "yes"
                return true
            }, text: { $0[keyPath: path] ? "yes" : "no" })
    }

    private static func choice<Value: RawRepresentable<String> & CaseIterable & Sendable>(
        _ parents: [String], _ name: String, _ path: any Path<Value>
    ) -> SettingElement {
        SettingElement(
            parents: parents, name: name, expected: Value.allCases.map { "'\($0.rawValue)'" }.joined(separator: " or "),
            set: { settings, text in
                guard let value = Value(rawValue: text) else { return false }
                settings[keyPath: path] = value
                return true
            }, text: { $0[keyPath: path].rawValue })
    }
}
