import Foundation

/// Messages to a syslog receiver over TCP, over a connection that comes back. Nothing waits here, but as long as the caller allows.
///
/// Messages stand in a queue of bounded size. When the connection breaks it is tried anew after one second, then two, up to half a
/// minute; then the messages of which no acknowledgment came are sent again, each from its beginning. So a receiver may see a
/// record twice, as its sequence number tells.
final class SyslogStream {
    private static let second: Int64 = 1_000_000_000
    private static let longestRetry = 30 * second
    private static let finishTime = 5 * second

    private enum State {
        case waiting(until: Int64)
        case connecting(TCPSocket, deadline: Int64)
        case connected(TCPSocket)
    }

    private let addresses: [SocketAddress]
    private var addressIndex = 0
    private var state: State
    private var retry = SyslogStream.second
    private var queue: MessageQueue
    /// Whether it was told that there is no connection.
    private var isBroken = false
    /// Whether it was waited for in vain.
    private var isGivenUp = false
    /// Messages that were refused because the queue was full.
    private(set) var lostCount = 0
    /// Messages that the other side's system had taken when a connection broke: nobody knows whether they were read.
    private(set) var doubtfulCount = 0
    /// Why the last connection broke.
    private(set) var failure: String?
    private var events: [String] = []

    /// - Throws: `InputError` when the host has no address or takes no connection: at the beginning that is a mistake.
    init(_ destination: SyslogDestination, queue: MessageQueue = MessageQueue()) throws(InputError) {
        self.queue = queue
        addresses = try SocketAddress.resolve(destination)
        var reason = ""
        for (index, address) in addresses.enumerated() {
            do throws(SocketFailure) {
                let socket = try TCPSocket(address)
                try socket.finishConnecting(milliseconds: 10_000)
                addressIndex = index
                state = .connected(socket)
                return
            } catch {
                reason = error.description
            }
        }
        throw InputError("--log: cannot connect to \(destination.host):\(destination.port): \(reason)")
    }

    /// Messages that wait to be sent or acknowledged.
    var waitingCount: Int { queue.count }

    /// What happened, in words, since the last call.
    func takeEvents() -> [String] {
        defer { events = [] }
        return events
    }

    /// Takes a message. A full queue refuses it, and it is lost.
    ///
    /// - Parameters:
    ///   - clock: Nanoseconds of a steady clock.
    ///   - patience: Nanoseconds that the receiver may take to make room for some messages, or to come back; once, until it has taken all.
    func add(_ message: [UInt8], clock: () -> Int64, patience: Int64) {
        if queue.isFull { pump(now: clock()) }
        if queue.isFull, patience > 0, !isGivenUp { waitForRoom(clock, patience) }
        guard queue.add(message) else {
            lostCount += 1
            return
        }
        if queue.unsentByteCount >= MessageQueue.blockByteCount { pump(now: clock()) }
    }

    private func waitForRoom(_ clock: () -> Int64, _ patience: Int64) {
        let deadline = clock() &+ patience
        // Room for one message at a time would be waiting without end.
        while queue.room < MessageQueue.blockByteCount {
            guard clock() < deadline else { return giveUp(clock()) }
            rest()
            pump(now: clock())
        }
    }

    private func giveUp(_ now: Int64) {
        isGivenUp = true
        if case .connected = state { lose("it takes nothing any more", now) }
    }

    /// Waits a moment for something to happen.
    private func rest() {
        switch state {
        case .connected(let socket), .connecting(let socket, _): _ = socket.waitUntilWritable(milliseconds: 100)
        case .waiting: Thread.sleep(forTimeInterval: 0.05)
        }
    }

    /// Sends what the system takes, and sees to the connection.
    func pump(now: Int64) {
        switch state {
        case .waiting(let until): if now >= until { connect(now) }
        case .connecting(let socket, let deadline):
            do throws(SocketFailure) {
                guard try socket.isConnected else {
                    if now >= deadline { wait(now) }
                    return
                }
                state = .connected(socket)
                retry = Self.second
                isBroken = false
                events.append("connected again; \(grouped(queue.count)) records wait")
                send(socket, now)
            } catch {
                wait(now)
            }
        case .connected(let socket): send(socket, now)
        }
    }

    private func send(_ socket: TCPSocket, _ now: Int64) {
        do throws(SocketFailure) {
            try socket.check()
            while !queue.isAllSent {
                let count = try queue.withUnsent { bytes throws(SocketFailure) in try socket.send(bytes) }
                guard count > 0 else { break }
                queue.sent(count)
            }
            queue.acknowledge(unacknowledged: socket.unacknowledgedByteCount)
            // What the system of a receiver that reads nothing takes at every connection is no sign that it reads again.
            if queue.count == 0 { isGivenUp = false }
        } catch {
            lose(error.description, now)
        }
    }

    private func connect(_ now: Int64) {
        addressIndex = (addressIndex + 1) % addresses.count
        do throws(SocketFailure) {
            state = .connecting(try TCPSocket(addresses[addressIndex]), deadline: now &+ 10 * Self.second)
        } catch {
            wait(now)
        }
    }

    private func lose(_ reason: String, _ now: Int64) {
        doubtfulCount += queue.acknowledgedCount
        queue.rewind()
        failure = reason
        if !isBroken { events.append("the connection is gone: \(reason); it is tried again, \(grouped(queue.count)) records wait") }
        isBroken = true
        wait(now)
    }

    private func wait(_ now: Int64) {
        state = .waiting(until: now &+ retry)
        retry = min(retry * 2, Self.longestRetry)
    }

    /// Sends what waits, for some seconds if need be, and ends the stream.
    ///
    /// - Returns: the messages that are not known to have been taken.
    func finish(clock: () -> Int64) -> Int {
        let deadline = clock() &+ Self.finishTime
        while clock() < deadline {
            pump(now: clock())
            if case .connected(let socket) = state, queue.isAllSent {
                if end(socket, until: deadline, clock) { return queue.count }
            } else {
                if queue.count == 0 { return 0 }
                rest()
            }
        }
        return queue.count
    }

    /// - Returns: False when there is something to be sent again.
    private func end(_ socket: TCPSocket, until deadline: Int64, _ clock: () -> Int64) -> Bool {
        do throws(SocketFailure) {
            try socket.finish(until: deadline, clock: clock)
            queue.acknowledge(unacknowledged: 0)
            return true
        } catch {
            queue.acknowledge(unacknowledged: socket.unacknowledgedByteCount)
            lose(error.description, clock())
            return queue.count == 0
        }
    }
}
