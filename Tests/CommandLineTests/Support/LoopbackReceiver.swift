import Foundation

/// A syslog receiver on 127.0.0.1, on a port that the system picks.
final class LoopbackReceiver: @unchecked Sendable {
    // One thread at a time looks at what was received: the reader until `received()` has waited for it.
    private let descriptor: CInt
    private let isStream: Bool
    private let group = DispatchGroup()
    private var bytes: [UInt8] = []
    let port: UInt16

    /// What a receiver of TCP does with its one connection.
    enum Behaviour {
        case reads
        /// It breaks the connection once something has come, and there is nobody after that.
        case resets
        /// It takes no connection, which the system does for it all the same.
        case silent
        /// It talks without end and reads nothing.
        case talks
        /// It breaks the first connection once something has come, and reads the second.
        case restarts
    }

    init(isStream: Bool, _ behaviour: Behaviour = .reads) throws {
        self.isStream = isStream
        let descriptor = socket(AF_INET, CInt(isStream ? SOCK_STREAM.rawValue : SOCK_DGRAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        // The address is a `sockaddr_in` of this length, and lives during the calls.
        let isBound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { name in
                unsafe bind(descriptor, name, length) == 0 && getsockname(descriptor, name, &length) == 0
            }
        }
        self.descriptor = descriptor
        port = UInt16(bigEndian: address.sin_port)
        // Nothing here waits for ever.
        var time = timeval(tv_sec: 20, tv_usec: 0)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
        guard isBound, !isStream || listen(descriptor, 1) == 0 else { throw POSIXError(.EADDRNOTAVAIL) }
        if isStream, behaviour != .silent { DispatchQueue.global().async(group: group) { self.serve(behaviour) } }
    }

    deinit { close(descriptor) }

    private func serve(_ behaviour: Behaviour) {
        let connection = accept(descriptor, nil, nil)
        guard connection >= 0 else { return }
        switch behaviour {
        case .reads, .silent: readAll(connection)
        case .talks:
            // Until the other side has closed the connection, or takes nothing.
            while unsafe send(connection, "go on\n", 6, CInt(MSG_NOSIGNAL)) > 0 {}
            close(connection)
        case .resets:
            if let piece = Self.receive(connection) { bytes += piece }
            // Nobody is to be met here again.
            shutdown(descriptor, CInt(SHUT_RDWR))
            Self.reset(connection)
        case .restarts:
            while !hasRestarted, let piece = Self.receive(connection), !piece.isEmpty {
                bytes += piece
                hasRestarted = bytes.contains(0x0a)
            }
            Self.reset(connection)
            let second = accept(descriptor, nil, nil)
            if second >= 0 { readAll(second) }
        }
    }

    private var hasRestarted = false

    private func readAll(_ connection: CInt) {
        while let piece = Self.receive(connection), !piece.isEmpty { bytes += piece }
        close(connection)
    }

    private static func reset(_ connection: CInt) {
        var now = linger(l_onoff: 1, l_linger: 0)
        // The option is a `linger`, whose size is passed with it.
        unsafe setsockopt(connection, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
        close(connection)
    }

    private static func receive(_ descriptor: CInt, _ flags: CInt = 0) -> [UInt8]? {
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        // At most the buffer's own count is written into it.
        let count = unsafe piece.withUnsafeMutableBytes { unsafe recv(descriptor, $0.baseAddress, $0.count, flags) }
        return count < 0 ? nil : Array(piece.prefix(count))
    }

    /// All that came over the connection, once it is closed.
    func received() -> [UInt8] {
        group.wait()
        return bytes
    }

    /// The datagrams that have come.
    func datagrams() -> [String] {
        var found: [String] = []
        while let datagram = Self.receive(descriptor, CInt(MSG_DONTWAIT)) { found.append(String(decoding: datagram, as: UTF8.self)) }
        return found
    }
}
