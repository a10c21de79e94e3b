import Foundation

/// Datagrams to one receiver.
final class UDPSocket {
    private static let sendSeconds = 1

    private let descriptor: CInt
    /// Datagrams that came back as "port unreachable".
    private(set) var refusalCount = 0

    /// - Throws: `InputError` when no address of the receiver can be reached.
    init(_ destination: SyslogDestination) throws(InputError) {
        var reason = "no address"
        for address in try SocketAddress.resolve(destination) {
            let candidate = socket(address.family, CInt(SOCK_DGRAM.rawValue), 0)
            guard candidate >= 0 else {
                reason = SocketFailure(code: errno).description
                continue
            }
            let code = address.connect(candidate)
            if code == 0 {
                var time = timeval(tv_sec: Self.sendSeconds, tv_usec: 0)
                // The option is a `timeval`, whose size is passed with it.
                unsafe setsockopt(candidate, SOL_SOCKET, SO_SNDTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
                descriptor = candidate
                return
            }
            reason = SocketFailure(code: code).description
            close(candidate)
        }
        throw InputError("--log: cannot connect to \(destination.host):\(destination.port): \(reason)")
    }

    deinit { close(descriptor) }

    /// Sends one datagram.
    ///
    /// - Returns: why it could not, or `nil`.
    func send(_ bytes: [UInt8]) -> String? {
        // A refusal that is waiting is about a datagram before this one.
        for _ in 0..<2 {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                // The buffer lives during the call and has this many bytes.
                unsafe Foundation.send(descriptor, buffer.baseAddress, buffer.count, CInt(MSG_NOSIGNAL))
            }
            if count >= 0 { return nil }
            guard errno == ECONNREFUSED else { return SocketFailure(code: errno).description }
            refusalCount += 1
        }
        return SocketFailure(code: ECONNREFUSED).description
    }
}
