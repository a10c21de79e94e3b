import NGFW
import NGFWCore

/// Sends the traffic log to a syslog receiver, and says what it could not send.
///
/// Over UDP nobody says what arrived; a refusal that comes back is told. Over TCP the connection comes back when it breaks
/// (``SyslogStream``).
final class SyslogTarget: LogTarget {
    private enum Way {
        case datagrams(UDPSocket)
        case stream(SyslogStream)
    }

    /// Nanoseconds that a receiver of a replay may take to make room; a live capture does not wait for it.
    private static let patience: Int64 = 10_000_000_000

    private let way: Way
    private let place: String
    private var writer: SyslogWriter
    /// The device's clock.
    private let clock: TimeZoneRules
    private let isLive: Bool
    private let console: Console
    private var message: [UInt8] = []
    private var lostDatagrams = 0
    /// Why datagrams were lost: the first reason.
    private var failure: String?

    init(_ destination: SyslogDestination, _ writer: SyslogWriter, clock: TimeZoneRules, isLive: Bool, _ console: Console)
        throws(InputError)
    {
        self.writer = writer
        self.clock = clock
        self.isLive = isLive
        self.console = console
        place = "\(destination.host):\(destination.port)"
        way = destination.transport == .udp ? .datagrams(try UDPSocket(destination)) : .stream(try SyslogStream(destination))
    }

    func add(_ record: TrafficLogRecord) {
        message.removeAll(keepingCapacity: true)
        writer.timeZoneOffset = clock.offset(at: record.time)
        writer.write(record, to: &message)
        switch way {
        case .datagrams(let socket):
            guard let reason = socket.send(message) else { return }
            lostDatagrams += 1
            if failure == nil { failure = reason }
        case .stream(let stream): stream.add(message, clock: { SystemClock.steady }, patience: isLive ? 0 : Self.patience)
        }
    }

    func flush() {
        guard case .stream(let stream) = way else { return }
        stream.pump(now: SystemClock.steady)
        tell(stream)
    }

    private func tell(_ stream: SyslogStream) {
        for event in stream.takeEvents() { console.writeError("warning: --log: \(place): \(event)") }
    }

    func finish() -> [String] {
        switch way {
        case .datagrams(let socket):
            var messages: [String] = []
            if lostDatagrams > 0 {
                messages.append("--log: \(grouped(lostDatagrams)) records were not sent to \(place): \(failure ?? "unknown")")
            }
            if socket.refusalCount > 0 {
                messages.append("--log: nobody listens at \(place): \(grouped(socket.refusalCount)) datagrams were refused")
            }
            return messages
        case .stream(let stream):
            let unsent = stream.finish { SystemClock.steady }
            tell(stream)
            return messages(stream, unsent)
        }
    }

    private func messages(_ stream: SyslogStream, _ unsent: Int) -> [String] {
        let reason = stream.failure ?? "it takes too few"
        var messages: [String] = []
        if stream.lostCount + unsent > 0 {
            messages.append("--log: \(grouped(stream.lostCount + unsent)) records were not sent to \(place): \(reason)")
        }
        if stream.doubtfulCount > 0 {
            messages.append(
                "--log: of \(grouped(stream.doubtfulCount)) records that \(place) took before its connection broke the last may be lost: \(reason)"
            )
        }
        return messages
    }
}
