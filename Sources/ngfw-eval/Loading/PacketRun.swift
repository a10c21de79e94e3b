import NGFW
import NGFWCapture
import NGFWCore

/// Where packets come from: a capture file, and whatever else brings packets with their times.
protocol PacketSource: ~Copyable {
    /// Hands the next packet to `body`; false at the end.
    mutating func next(_ body: (CapturedPacket, Span<UInt8>) -> Void) throws(CaptureError) -> Bool
}

extension CaptureReader: PacketSource {}

/// Puts packets through a firewall, up to a moment.
struct PacketRun {
    struct Outcome {
        /// False when the source failed; what came before counts.
        var isWhole = true
        /// Of the first packet; `nil` when there was none.
        var start: Timestamp?
        /// Whether a packet of a later time was met.
        var hasReachedMoment = false
        /// Packets without a session, by kind.
        var skipped = SkippedPackets()
    }

    /// Packets between two looks at what the firewall has to tell.
    private static let batch = 4_096

    let console: Console
    /// The first packet after it ends the run; `nil` for all packets.
    let until: CaptureMoment?

    /// - Parameters:
    ///   - start: called with the first packet's time, before that packet.
    ///   - drain: called now and then.
    func feed<Source: PacketSource & ~Copyable>(
        _ source: inout Source, _ firewall: inout Firewall, progress: inout Progress, start: (Timestamp, inout Firewall) -> Void,
        drain: (inout Firewall) throws -> Void
    ) throws -> Outcome {
        var outcome = Outcome()
        var limit = Timestamp(nanoseconds: .max)
        var count = 0
        do {
            while try source.next({ packet, bytes in
                if outcome.start == nil {
                    outcome.start = packet.time
                    limit = until?.time(start: packet.time) ?? limit
                    start(packet.time, &firewall)
                }
                guard packet.time <= limit else {
                    outcome.hasReachedMoment = true
                    return
                }
                let verdict = firewall.process(bytes, wireLength: packet.wireLength, linkType: packet.linkType, at: packet.time)
                if verdict.reason == .undecodable { outcome.skipped.count(bytes, linkType: packet.linkType) }
            }) {
                if outcome.hasReachedMoment { break }
                progress.advance()
                count += 1
                if count % Self.batch == 0 { try drain(&firewall) }
            }
        } catch let error as CaptureError {
            outcome.isWhole = false
            progress.end()
            console.write(error.diagnostic)
        }
        return outcome
    }
}

/// A time of a capture, as a user says it.
enum CaptureMoment: Equatable {
    case absolute(Timestamp)
    /// Nanoseconds after the first packet.
    case afterStart(Int64)

    /// Parses RFC 3339, seconds since 1970, or seconds from the capture's start: `+12.5s`, `+12.5`.
    init?(_ text: String) {
        guard text.hasPrefix("+") else {
            guard let time = Timestamp(text) else { return nil }
            self = .absolute(time)
            return
        }
        let digits = text.hasSuffix("s") ? text.dropFirst().dropLast() : text.dropFirst()
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        func isNumber(_ part: Substring, _ length: ClosedRange<Int>) -> Bool {
            length.contains(part.utf8.count) && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
        }
        guard (1...2).contains(parts.count), isNumber(parts[0], 1...9), parts.count == 1 || isNumber(parts[1], 1...9),
            let seconds = Int64(parts[0])
        else { return nil }
        var fraction: Int64 = 0
        if parts.count == 2 {
            for index in 0..<9 {
                let digit = parts[1].utf8.dropFirst(index).first.map { Int64($0 - 0x30) } ?? 0
                fraction = fraction * 10 + digit
            }
        }
        self = .afterStart(seconds * 1_000_000_000 + fraction)
    }

    func time(start: Timestamp) -> Timestamp {
        switch self {
        case .absolute(let time): return time
        case .afterStart(let nanoseconds):
            let (sum, overflow) = start.nanoseconds.addingReportingOverflow(nanoseconds)
            return Timestamp(nanoseconds: overflow ? .max : sum)
        }
    }
}
