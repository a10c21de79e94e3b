import Foundation

/// A connection that never waits unless it is asked to.
final class TCPSocket {
    private static let closeTime: Int64 = 3_000_000_000

    private let descriptor: CInt

    /// Begins to connect.
    init(_ address: SocketAddress) throws(SocketFailure) {
        descriptor = socket(address.family, CInt(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw SocketFailure(code: errno) }
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        let code = address.connect(descriptor)
        guard code == 0 || code == EINPROGRESS || code == EINTR else { throw SocketFailure(code: code) }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// - Throws: why there will be no connection.
    var isConnected: Bool {
        get throws(SocketFailure) {
            guard wait(for: POLLOUT, milliseconds: 0) else { return false }
            var code: CInt = 0
            var length = socklen_t(MemoryLayout<CInt>.size)
            // The call writes one integer, whose size is passed with it.
            guard unsafe getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &length) == 0 else { throw SocketFailure(code: errno) }
            guard code == 0 else { throw SocketFailure(code: code) }
            return true
        }
    }

    func finishConnecting(milliseconds: Int) throws(SocketFailure) {
        _ = wait(for: POLLOUT, milliseconds: milliseconds)
        guard try isConnected else { throw SocketFailure(code: EAGAIN) }
    }

    func waitUntilWritable(milliseconds: Int) -> Bool { wait(for: POLLOUT, milliseconds: milliseconds) }

    private func wait(for events: Int32, milliseconds: Int) -> Bool {
        var entry = pollfd(fd: descriptor, events: Int16(truncatingIfNeeded: events), revents: 0)
        // One entry is passed, and its count.
        return unsafe poll(&entry, 1, Int32(clamping: milliseconds)) > 0
    }

    /// - Returns: how many bytes the system took; 0 when it takes none now.
    func send(_ bytes: ArraySlice<UInt8>) throws(SocketFailure) -> Int {
        let count = unsafe bytes.withUnsafeBytes { buffer in
            // The buffer lives during the call and has this many bytes.
            unsafe Foundation.send(descriptor, buffer.baseAddress, buffer.count, CInt(MSG_NOSIGNAL))
        }
        if count >= 0 { return count }
        guard errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR else { throw SocketFailure(code: errno) }
        return 0
    }

    /// - Throws: when the other side has ended its part: what is sent then may be thrown away.
    func check() throws(SocketFailure) {
        var byte: UInt8 = 0
        // One byte at most is written into `byte`, which outlives the call.
        let count = unsafe recv(descriptor, &byte, 1, CInt(MSG_PEEK))
        if count == 0 { throw SocketFailure("the receiver closed the connection") }
        if count < 0, errno != EAGAIN, errno != EWOULDBLOCK, errno != EINTR { throw SocketFailure(code: errno) }
    }

    /// Bytes that the system took and of which no acknowledgment came.
    var unacknowledgedByteCount: Int {
        var count: CInt = 0
        // The call writes one integer of this size.
        return unsafe ioctl(descriptor, UInt(TIOCOUTQ), &count) == 0 ? Int(count) : 0
    }

    /// Ends the stream and waits some seconds for the receiver to end its own, so that what was lost is known.
    ///
    /// - Parameters:
    ///   - deadline: It does not wait longer than that either.
    ///   - clock: Nanoseconds of a steady clock.
    /// - Throws: why it is not known to have taken everything.
    func finish(until deadline: Int64, clock: () -> Int64) throws(SocketFailure) {
        guard shutdown(descriptor, CInt(SHUT_WR)) == 0 else { throw SocketFailure(code: errno) }
        var scratch = [UInt8](repeating: 0, count: 256)
        let end = min(deadline, clock() &+ Self.closeTime)
        // A receiver says nothing; what it says all the same is of no interest.
        while true {
            let rest = end &- clock()
            guard rest > 0, wait(for: POLLIN, milliseconds: Int(rest / 1_000_000) + 1) else {
                if unacknowledgedByteCount == 0 { return }
                throw SocketFailure("\(unacknowledgedByteCount) bytes were not acknowledged")
            }
            let count = unsafe scratch.withUnsafeMutableBytes { buffer in
                // At most the buffer's own count is written into it.
                unsafe recv(descriptor, buffer.baseAddress, buffer.count, 0)
            }
            if count == 0 { return }
            if count < 0, errno != EINTR, errno != EAGAIN { throw SocketFailure(code: errno) }
        }
    }
}
