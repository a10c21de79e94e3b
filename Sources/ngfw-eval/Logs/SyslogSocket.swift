import Foundation

/// A connected socket to a syslog receiver. Nothing waits longer than some seconds.
final class SyslogSocket {
    private static let sendSeconds = 10
    private static let closeSeconds = 3

    private let descriptor: CInt
    /// Datagrams that came back as "port unreachable".
    private(set) var refusalCount = 0

    /// - Throws: `InputError` when the host has no address or takes no connection.
    init(_ destination: SyslogDestination) throws(InputError) {
        let isStream = destination.transport == .tcp
        var hints = unsafe addrinfo()
        unsafe hints.ai_family = AF_UNSPEC
        unsafe hints.ai_socktype = isStream ? CInt(SOCK_STREAM.rawValue) : CInt(SOCK_DGRAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        // The list that comes back is this function's to free, once, when it is done with it.
        let code = unsafe getaddrinfo(destination.host, String(destination.port), &hints, &list)
        guard code == 0 else {
            throw InputError("--log: '\(destination.host)' has no address: \(unsafe String(cString: gai_strerror(code)))")
        }
        defer { unsafe freeaddrinfo(list) }
        var reason = "no address"
        var entry = unsafe list
        while let address = unsafe entry {
            unsafe entry = address.pointee.ai_next
            let candidate = unsafe socket(address.pointee.ai_family, address.pointee.ai_socktype, address.pointee.ai_protocol)
            guard candidate >= 0 else {
                reason = Self.reason(errno)
                continue
            }
            Self.limit(candidate, SO_SNDTIMEO, Self.sendSeconds)
            // The address lives in the list, and its length is the one that came with it.
            if unsafe connect(candidate, address.pointee.ai_addr, address.pointee.ai_addrlen) == 0 {
                descriptor = candidate
                return
            }
            reason = Self.reason(errno)
            Foundation.close(candidate)
        }
        throw InputError("--log: cannot connect to \(destination.host):\(destination.port): \(reason)")
    }

    deinit { Foundation.close(descriptor) }

    /// Sends all bytes.
    ///
    /// - Returns: why it could not, or `nil`.
    func sendAll(_ bytes: [UInt8]) -> String? {
        if isClosedByPeer { return "the receiver closed the connection" }
        var sent = 0
        while sent < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                // `sent` is below the buffer's count, so its rest is inside it.
                unsafe send(descriptor, buffer.baseAddress.map { unsafe $0 + sent }, buffer.count - sent, CInt(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return Self.reason(errno) }
            sent += count
        }
        return nil
    }

    /// Sends one datagram.
    func sendDatagram(_ bytes: [UInt8]) -> String? {
        // A refusal that is waiting is about a datagram before this one.
        for _ in 0..<2 {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                // The buffer lives during the call and has this many bytes.
                unsafe send(descriptor, buffer.baseAddress, buffer.count, CInt(MSG_NOSIGNAL))
            }
            if count >= 0 { return nil }
            guard errno == ECONNREFUSED else { return Self.reason(errno) }
            refusalCount += 1
        }
        return Self.reason(ECONNREFUSED)
    }

    /// Ends the stream and waits for the receiver to end its own, so that what was lost is known.
    ///
    /// - Returns: why it is not known to have taken everything, or `nil`.
    func close() -> String? {
        guard shutdown(descriptor, CInt(SHUT_WR)) == 0 else { return Self.reason(errno) }
        Self.limit(descriptor, SO_RCVTIMEO, Self.closeSeconds)
        var scratch = [UInt8](repeating: 0, count: 256)
        // A receiver says nothing; what it says all the same is of no interest, and not without end.
        for _ in 0..<1_024 {
            let count = unsafe scratch.withUnsafeMutableBytes { buffer in
                // At most the buffer's own count is written into it.
                unsafe recv(descriptor, buffer.baseAddress, buffer.count, 0)
            }
            if count == 0 { return nil }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                guard errno == EAGAIN || errno == EWOULDBLOCK else { return Self.reason(errno) }
                return unacknowledgedByteCount == 0 ? nil : "\(unacknowledgedByteCount) bytes were not acknowledged"
            }
        }
        return nil
    }

    /// Whether the other side has ended its part: what is sent then may be thrown away.
    private var isClosedByPeer: Bool {
        var byte: UInt8 = 0
        // One byte at most is written into `byte`, which outlives the call.
        return unsafe recv(descriptor, &byte, 1, CInt(MSG_DONTWAIT | MSG_PEEK)) == 0
    }

    private var unacknowledgedByteCount: CInt {
        var count: CInt = 0
        // The call writes one integer of this size.
        return unsafe ioctl(descriptor, UInt(TIOCOUTQ), &count) == 0 ? count : 0
    }

    private static func limit(_ descriptor: CInt, _ option: CInt, _ seconds: Int) {
        var time = timeval(tv_sec: seconds, tv_usec: 0)
        // The option is a `timeval`, whose size is passed with it.
        unsafe setsockopt(descriptor, SOL_SOCKET, option, &time, socklen_t(MemoryLayout<timeval>.size))
    }

    private static func reason(_ code: CInt) -> String {
        code == EAGAIN ? "it did not answer in time" : unsafe String(cString: strerror(code)).lowercased()
    }
}
