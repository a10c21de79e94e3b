import NGFWCore
import NGFWTestSupport
import Testing

@testable import NGFWAppID

/// Broken conversations through every decoder of custom applications: an answer in the end, never a crash.
@Suite("Custom applications on broken input")
struct CustomHostileTests {
    /// A signature on every evaluated context, all of which need a second condition, so that nothing ends the search early.
    private static func everyContext() throws -> CustomLab {
        let never = try condition("tcp-context-free", "never in any input")
        var applications: [CustomApplication] = []
        for context in SignatureContext.all where context.standing == .evaluated {
            let test: CustomCondition =
                switch context.kind {
                case .text: try condition(context.name, "[^z]?er|ab|co")
                case .number: CustomCondition(context: context.name, .greater(0))
                case .bytes: CustomCondition(context: context.name, .bytes(offset: 4, mask: 1, value: 0))
                }
            applications.append(custom("x-\(context.name)", scope: .session, ordered: applications.count % 2 == 0, [test], [never]))
        }
        return try CustomLab(applications)
    }

    private static let conversations: [(Transport, [Sample.Step])] = [
        (
            .tcp,
            [client(CustomHTTPTests.page), server(CustomHTTPTests.answer), client(CustomHTTPTests.page), server(CustomHTTPTests.answer)]
        ),
        (.tcp, [client(CustomProtocolTests.hello), server(CustomProtocolTests.answer)]),
        (.tcp, CustomProtocolTests.ftp),
        (.tcp, [client("SSH-2.0-tool_7\r\n"), server("SSH-2.0-OpenSSH_9.2\r\n")]),
        (.tcp, [server("* OK [CAPABILITY IMAP4rev1] ready\r\n"), client("a1 LOGIN eve secret\r\n"), server("a1 OK LOGIN completed\r\n")]),
        (
            .tcp,
            [
                server("220 mail.corp.example ESMTP\r\n"), client("EHLO a.example\r\n"), server("250 x\r\n"), client("DATA\r\n"),
                server("354 go\r\n"),
                client("Subject: x\r\n\r\nbody\r\n.\r\n"),
            ]
        ),
        (.udp, [client(CustomProtocolTests.query), server(CustomProtocolTests.response)]),
        (.tcp, [client("JPAYhello\u{1}"), server("SLIPok")]),
    ]

    @Test("mutated conversations, cut anywhere", arguments: 0..<4)
    func mutated(seed: Int) throws {
        let library = try Self.everyContext().library
        #expect(library.custom?.signatures.count ?? 0 > 90)
        var random = SplitMix64(seed: UInt64(seed))
        var classifier = Classifier(library)
        var searched = 0
        for round in 0..<600 {
            let (transport, steps) = Self.conversations[round % Self.conversations.count]
            var inspection = Inspection(ipProtocol: transport == .tcp ? .tcp : .udp, startsMidStream: round % 7 == 0)
            // Some rounds break no byte before the protocol is known.
            let firstBroken = Int.random(in: 0...steps.count, using: &random)
            for (number, step) in steps.enumerated() {
                let bytes = number < firstBroken ? step.bytes : random.mutated(step.bytes)
                var rest = bytes[...]
                while !rest.isEmpty {
                    let length = transport == .tcp ? Int.random(in: 1...max(1, rest.count), using: &random) : rest.count
                    let direction: FlowDirection = step.side == .client ? .clientToServer : .serverToClient
                    _ = classifier.inspect(&inspection, Array(rest.prefix(length)).span, direction, timeToLive: 64)
                    rest = rest.dropFirst(length)
                }
            }
            if inspection.custom.decoder != nil { searched += 1 }
            #expect(inspection.custom.progress.count <= CustomInspection.maximumProgress)
            let answer = classifier.finish(&inspection)
            #expect(answer.state == .final)
        }
        #expect(searched > 100)
    }

    @Test("headers, lines and chunks without end are held within the limits")
    func endless() throws {
        let library = try Self.everyContext().library
        var classifier = Classifier(library)
        let beginnings = [
            "GET / HTTP/1.1\r\nHost: a.example\r\n", "GET / HTTP/1.1\r\nHost: a.example\r\nTransfer-Encoding: chunked\r\n\r\n",
            "GET / HTTP/1.1\r\n\r\n",
        ]
        for beginning in beginnings {
            var inspection = Inspection(ipProtocol: .tcp, startsMidStream: false)
            _ = classifier.inspect(&inspection, Array(beginning.utf8).span, .clientToServer, timeToLive: 64)
            let filler = [UInt8](repeating: 0x61, count: 1_400)
            var rounds = 0
            while inspection.classification.state != .final, rounds < 1_000 {
                _ = classifier.inspect(&inspection, filler.span, .clientToServer, timeToLive: 64)
                let flow = inspection.custom.client
                #expect(flow.buffer.count <= 2 * Limits.standard.inspectedBytes)
                #expect(inspection.custom.message.bytes.count <= Limits.standard.inspectedBytes)
                rounds += 1
            }
            #expect(inspection.classification.state == .final)
        }
    }
}
