import NGFWCore
import NGFWTestSupport
import Testing

@testable import NGFWAppID

/// Payload that belongs to no protocol: what fills connections between the messages that name them.
enum Noise: String, CaseIterable, Sendable {
    case random, text, lines, base64, json, markup, picture, archive, document, audio, wideText
    case zeros, ones, counting, constant, bigEndianFrames, littleEndianFrames, shortFrames

    private static let words = [
        "the", "of", "and", "to", "in", "is", "you", "that", "it", "he", "was", "for", "user", "name", "date", "status", "list", "login",
        "host",
        "error", "select", "get", "help", "info", "open",
    ]

    func payload(_ count: Int, _ random: inout SplitMix64) -> [UInt8] {
        switch self {
        case .random: random.bytes(count)
        case .text: Self.text(count, [" ", " ", " ", ", ", ". ", "\n"], &random)
        case .lines: Self.text(count, ["\r\n", " "], &random)
        case .base64: random.bytes(count).map { Self.digits[Int($0 & 63)] }
        case .json: Self.repeated(count, &random) { random in "{\"\(Self.word(&random))\":\(random.next() % 9_999)," }
        case .markup: Self.repeated(count, &random) { random in "<td class=\"\(Self.word(&random))\">\(Self.word(&random))</td>\r\n" }
        // Entropy-coded segments stuff a zero behind each 0xFF.
        case .picture: Array(random.bytes(count).flatMap { $0 == 0xFF ? [0xFF, 0] : [$0] }.prefix(count))
        case .archive: Array((Array("PK".utf8) + [3, 4, 20, 0, 0, 0, 8, 0] + random.bytes(count)).prefix(count))
        case .document:
            Self.repeated(count, &random) { random in "\(random.next() % 999) 0 obj\n<< /Length \(random.next() % 9_999) >>\nendstream\n" }
        case .audio: (0..<count).map { index in index % 2 == 0 ? UInt8(truncatingIfNeeded: random.next()) : UInt8(index / 8 & 3) &- 2 }
        case .wideText: Array(Self.text(count, [" "], &random).flatMap { [$0, 0] }.prefix(count))
        case .zeros: Array(repeating: 0, count: count)
        case .ones: Array(repeating: 0xFF, count: count)
        case .counting: (0..<count).map { UInt8(truncatingIfNeeded: $0) }
        case .constant: Array(repeating: UInt8(truncatingIfNeeded: random.next()), count: count)
        case .bigEndianFrames: [0, 0, UInt8(count >> 8), UInt8(count & 255)] + random.bytes(count)
        case .littleEndianFrames: [UInt8(count & 255), UInt8(count >> 8), 0, 0] + random.bytes(count)
        case .shortFrames: [UInt8(count >> 8), UInt8(count & 255)] + random.bytes(count)
        }
    }

    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    private static func word(_ random: inout SplitMix64) -> String { words[Int(random.next() % UInt64(words.count))] }

    private static func text(_ count: Int, _ gaps: [String], _ random: inout SplitMix64) -> [UInt8] {
        repeated(count, &random) { random in word(&random) + gaps[Int(random.next() % UInt64(gaps.count))] }
    }

    /// From somewhere within the first piece on: files are cut anywhere.
    private static func repeated(_ count: Int, _ random: inout SplitMix64, _ piece: (inout SplitMix64) -> String) -> [UInt8] {
        var result: [UInt8] = []
        let skipped = Int(random.next() % 24)
        while result.count < count + skipped { result += Array(piece(&random).utf8) }
        return Array(result[skipped..<(skipped + count)])
    }
}

@Suite("Payload of no protocol")
struct StrayPayloadTests {
    private enum Carrier: CaseIterable {
        case stream, midStream, datagrams
    }

    @Test(arguments: Noise.allCases)
    func itStaysUnnamed(_ noise: Noise) throws {
        let library = SignatureFolder.library
        var classifier = Classifier(library)
        var random = SplitMix64(seed: 20_260_701)
        for round in 0..<120 {
            for carrier in Carrier.allCases {
                var inspection = Inspection(ipProtocol: carrier == .datagrams ? .udp : .tcp, startsMidStream: carrier == .midStream)
                for packet in 0..<5 {
                    let longest: UInt64 = random.next() % 2 == 0 ? 60 : 1_400
                    let bytes = noise.payload(Int(random.next() % longest) + 1, &random)
                    let direction: FlowDirection = packet > 0 && random.next() % 2 == 0 ? .serverToClient : .clientToServer
                    _ = classifier.inspect(&inspection, bytes.span, direction, timeToLive: 64)
                }
                let answer = classifier.finish(&inspection)
                #expect(
                    answer.application.isPseudo,
                    "\(library.catalogue.name(answer.application)) by \(library.describe(answer.evidence)): round \(round), \(carrier)")
            }
        }
    }
}
