import NGFW
import NGFWCore

/// Sends the traffic log to a syslog receiver, and counts what it could not send.
///
/// Over UDP nobody says what arrived; a refusal that comes back is told. Over TCP messages go in blocks; when the peer goes away the rest is
/// counted, not sent, and so is what no acknowledgement came for.
final class SyslogTarget: LogTarget {
    private static let blockByteCount = 1 << 15

    private let destination: SyslogDestination
    private let socket: SyslogSocket
    private var writer: SyslogWriter
    /// The device's clock.
    private let clock: TimeZoneRules
    private var pending: [UInt8] = []
    private var pendingCount = 0
    private var sentCount = 0
    private var lostCount = 0
    /// Why nothing is sent any more, or why datagrams were lost: the first reason.
    private var failure: String?
    private var isClosed = false

    init(_ destination: SyslogDestination, _ writer: SyslogWriter, clock: TimeZoneRules) throws(InputError) {
        self.destination = destination
        self.writer = writer
        self.clock = clock
        socket = try SyslogSocket(destination)
    }

    func add(_ record: TrafficLogRecord) {
        if isClosed {
            lostCount += 1
            return
        }
        writer.timeZoneOffset = clock.offset(at: record.time)
        writer.write(record, to: &pending)
        pendingCount += 1
        if destination.transport == .udp || pending.count >= Self.blockByteCount { send() }
    }

    private func send() {
        guard pendingCount > 0 else { return }
        if let reason = destination.transport == .udp ? socket.sendDatagram(pending) : socket.sendAll(pending) {
            lostCount += pendingCount
            if failure == nil { failure = reason }
            isClosed = destination.transport == .tcp
        } else {
            sentCount += pendingCount
        }
        pending.removeAll(keepingCapacity: true)
        pendingCount = 0
    }

    func flush() {
        if !isClosed { send() }
    }

    func finish() -> [String] {
        if !isClosed { send() }
        let place = "\(destination.host):\(destination.port)"
        var messages: [String] = []
        if !isClosed, destination.transport == .tcp, let reason = socket.close() {
            messages.append("--log: \(place) did not take everything: \(reason); of \(grouped(sentCount)) records the last may be lost")
        }
        if lostCount > 0 {
            let tail = isClosed && sentCount > 0 ? "; of \(grouped(sentCount)) sent before the last may be lost too" : ""
            messages.append("--log: \(grouped(lostCount)) records were not sent to \(place): \(failure ?? "unknown")\(tail)")
        }
        if destination.transport == .udp, socket.refusalCount > 0 {
            messages.append("--log: nobody listens at \(place): \(grouped(socket.refusalCount)) datagrams were refused")
        }
        return messages
    }
}
