import Foundation
import NGFW
import NGFWAppID
import NGFWCore
import Synchronization

/// What a session costs the classifier with the built-in signatures, and with a thousand more.
///
/// The sessions are those of `NGFW_CAPTURES`, or of the project's own captures: their payload as the classifier is given it.
struct SignatureCountBenchmark {
    private static let added = 1_000
    private static let repetitions = 10

    /// Payload of a session, in its order.
    private struct Session {
        var ipProtocol: IPProtocol
        var payloads: [InspectedPayload]
    }

    static func run(_ library: SignatureLibrary) throws {
        let places = ProcessInfo.processInfo.environment["NGFW_CAPTURES"] ?? "Tests/Captures"
        let captures = try CaptureSet(places.split(separator: ":").map(String.init))
        let sessions = sessions(of: captures, library)
        var diagnostics = Diagnostics()
        let larger = SignatureLibrary(builtInWith: [SignatureSource(name: "made-up.app", text: madeUp())], diagnostics: &diagnostics)
        guard !diagnostics.hasErrors, !sessions.isEmpty else { throw Failure("\(diagnostics.all.prefix(3)), \(sessions.count) sessions") }
        print("\n| \(sessions.count) sessions, ns each | built-in signatures | with \(added) more | more / built-in |")
        print("|---|---|---|---|")
        let parts: [(String, [Session])] = [
            ("all", sessions), ("TCP", sessions.filter { $0.ipProtocol == .tcp }), ("UDP", sessions.filter { $0.ipProtocol == .udp }),
        ]
        for (name, part) in parts where !part.isEmpty {
            // In turns, so that both see the same machine.
            var times: [[Double]] = [[], []]
            for _ in 0..<5 {
                times[0].append(time(part, library))
                times[1].append(time(part, larger))
            }
            let (own, more) = (times[0].sorted()[2], times[1].sorted()[2])
            print(
                "| \(name) (\(part.count)) | \(Measurement.digits(own)) | \(Measurement.digits(more)) | \(String(format: "%.3f", more / own)) |"
            )
        }
    }

    private static func time(_ sessions: [Session], _ library: SignatureLibrary) -> Double {
        var classifier = Classifier(library)
        return Measurement.run("identify", operations: sessions.count * repetitions, rounds: 3) {
            var named = 0
            for _ in 0..<repetitions {
                for session in sessions {
                    var inspection = Inspection(ipProtocol: session.ipProtocol, startsMidStream: false)
                    for payload in session.payloads {
                        let answer = classifier.inspect(
                            &inspection, payload.bytes.span, payload.direction, timeToLive: payload.timeToLive)
                        if answer.state == .final { break }
                    }
                    if !classifier.finish(&inspection).application.isPseudo { named &+= 1 }
                }
            }
            return named
        }.minimum
    }

    private static func sessions(of captures: CaptureSet, _ library: SignatureLibrary) -> [Session] {
        var configuration = FirewallConfiguration(hashSeed: 7)
        configuration.settings.tcp.rejectsNonSYN = false
        configuration.keepsEndedSessions = false
        var firewall = Firewall(configuration: configuration, library: library, policy: nil)
        let seen = Mutex<[UInt64: [InspectedPayload]]>([:])
        firewall.observePayload { payload in seen.withLock { $0[payload.label, default: []].append(payload) } }
        var verdicts: [Verdict] = []
        _ = captures.buffer.run(through: &firewall, verdicts: &verdicts) { _ in }
        firewall.finish()
        return seen.withLock { $0.sorted { $0.key < $1.key }.map { Session(ipProtocol: $0.value[0].ipProtocol, payloads: $0.value) } }
    }

    /// Applications of the usual kinds: greetings, frames with a length, clients and servers of the web.
    private static func madeUp() -> String {
        var generator = Generator(state: 11)
        var text = ""
        for number in 0..<added {
            let word = String(
                (0..<Int.random(in: 5...9, using: &generator)).map { _ in
                    "abcdefghijklmnopqrstuvwxyz".randomElement(using: &generator) ?? "a"
                })
            text += "application: made-up-\(number)\ncategory: business-systems / general-business / client-server\nreference: none\n"
            let bytes = (0..<4).map { _ in String(format: "\\x%02x", UInt8.random(in: .min ... .max, using: &generator)) }.joined()
            switch number % 20 {
            case 0..<5: text += "signature: s\nclient: ^\(word.uppercased()) \\d{1,4}\n"
            case 5..<8: text += "signature: s\nclient: ^\(bytes)\nserver: ^\(bytes)\n"
            case 8..<13: text += "signature: s\nover: udp\neither: ^\(bytes)\nwhere: u16be[4] + 6 == size\n"
            case 13..<16: text += "parent: web-browsing\nsignature: s\nhttp-req-user-agent-header: ^\(word)/\\d\n"
            case 16, 17: text += "parent: web-browsing\nsignature: s\nhttp-req-uri-path: ^/api/\(word)/v\\d/\n"
            case 18: text += "parent: web-browsing\nsignature: s\nhttp-rsp-server-header: ^\(word)(?:/|$)\n"
            default: text += "parent: web-browsing\nsignature: s\nhttp-req-headers: (?i)\\bx-\(word)-token:\n"
            }
            text += "\n"
        }
        return text
    }
}
