internal import NGFW
internal import NGFWAppID
internal import NGFWCapture
internal import NGFWCore
internal import NGFWPolicy

/// A capture on its way through a firewall of its own, while a suite's timeline goes on.
///
/// Packets keep their distances; the first one comes at the time of the step that names the capture. Sessions end with it.
final class CaptureLane {
    let capture: SuiteCapture
    private(set) var sessions: [SessionSummary] = []
    /// Why the capture could not be read to its end.
    private(set) var problem: String?
    private var firewall: Firewall
    /// `nil` when the capture has ended.
    private var reader: CaptureReader?
    private var waiting: (packet: CapturedPacket, bytes: [UInt8])?
    private var first: Timestamp?
    private let start: Timestamp

    init(_ capture: SuiteCapture, _ firewall: consuming Firewall, _ limits: Limits, at start: Timestamp) {
        self.capture = capture
        self.start = start
        changesWithTime = firewall.policy?.isDue(at: Timestamp(nanoseconds: .max - 1)) ?? false
        self.firewall = firewall
        do throws(CaptureError) {
            reader = try CaptureReader(path: capture.path, limits: limits)
        } catch {
            problem = "\(error)"
        }
    }

    /// Sends the packets that come before a time; `nil` sends all.
    ///
    /// - Parameter recorder: counts the sessions when they have ended.
    func advance(to end: Timestamp?, _ recorder: CoverageRecorder? = nil) {
        if let (packet, bytes) = waiting {
            guard isDue(packet, end) else { return }
            waiting = nil
            process(packet, bytes.span)
        }
        while waiting == nil, reader != nil {
            do throws(CaptureError) {
                let isMore = try reader?.next { packet, bytes in
                    if first == nil { first = packet.time }
                    if isDue(packet, end) {
                        process(packet, bytes)
                    } else {
                        waiting = (packet, bytes.indices.map { bytes[$0] })
                    }
                }
                if isMore != true { finish(recorder) }
            } catch {
                problem = "\(error)"
                finish(recorder)
            }
        }
    }

    func apply(_ update: RegistrationUpdate, at time: Timestamp) { firewall.apply(update, at: time) }

    func replacePolicy(_ policy: ResolvedPolicy, at time: Timestamp) { try? firewall.replacePolicy(policy, at: time) }

    /// Whether tags or addresses of names may have ended by themselves while the capture ran.
    let changesWithTime: Bool

    /// For each session the fields of each rule that fail, and what is decided, as its last lookup was; `nil` when that cannot
    /// be told.
    var answers: [(failures: [RuleFieldSet], decision: Decision)]? {
        var found: [(failures: [RuleFieldSet], decision: Decision)] = []
        for session in sessions {
            let question = session.question
            guard let failures = try? firewall.failures(question), let decision = try? firewall.decide(question) else { return nil }
            found.append((failures, decision))
        }
        return found
    }

    private func isDue(_ packet: CapturedPacket, _ end: Timestamp?) -> Bool { end.map { time(of: packet) < $0 } ?? true }

    private func time(of packet: CapturedPacket) -> Timestamp {
        let (distance, overflow) = packet.time.nanoseconds.subtractingReportingOverflow((first ?? packet.time).nanoseconds)
        let (time, carry) = start.nanoseconds.addingReportingOverflow(overflow ? 0 : distance)
        return carry ? start : Timestamp(nanoseconds: time)
    }

    private func process(_ packet: CapturedPacket, _ bytes: Span<UInt8>) {
        _ = firewall.process(bytes, wireLength: packet.wireLength, linkType: packet.linkType, at: time(of: packet))
        if packet.number % 4_096 == 0 { sessions += firewall.takeEndedSessions() }
    }

    private func finish(_ recorder: CoverageRecorder?) {
        reader = nil
        firewall.finish()
        sessions += firewall.takeEndedSessions()
        sessions.sort { $0.id < $1.id }
        guard let recorder else { return }
        for session in sessions {
            let flow = session.question
            if let decision = try? firewall.decide(flow), decision.rule == session.rule { recorder.record(flow, decision, &firewall) }
        }
    }
}
