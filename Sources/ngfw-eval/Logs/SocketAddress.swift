import Foundation

/// An address that a socket connects to.
struct SocketAddress {
    let family: CInt
    private let bytes: [UInt8]

    /// The addresses of a receiver, in the order in which they are to be tried.
    ///
    /// - Throws: `InputError` when it has none.
    static func resolve(_ destination: SyslogDestination) throws(InputError) -> [SocketAddress] {
        var hints = unsafe addrinfo()
        unsafe hints.ai_family = AF_UNSPEC
        unsafe hints.ai_socktype = destination.transport == .tcp ? CInt(SOCK_STREAM.rawValue) : CInt(SOCK_DGRAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        // The list that comes back is this function's to free, once, when it is done with it.
        let code = unsafe getaddrinfo(destination.host, String(destination.port), &hints, &list)
        guard code == 0 else {
            throw InputError("--log: '\(destination.host)' has no address: \(unsafe String(cString: gai_strerror(code)))")
        }
        defer { unsafe freeaddrinfo(list) }
        var addresses: [SocketAddress] = []
        var entry = unsafe list
        while let info = unsafe entry {
            if let address = unsafe info.pointee.ai_addr {
                // The address has the length that came with it.
                let bytes = unsafe UnsafeRawBufferPointer(start: address, count: Int(info.pointee.ai_addrlen))
                addresses.append(SocketAddress(family: unsafe info.pointee.ai_family, bytes: unsafe Array(bytes)))
            }
            unsafe entry = unsafe info.pointee.ai_next
        }
        guard !addresses.isEmpty else { throw InputError("--log: '\(destination.host)' has no address") }
        return addresses
    }

    /// Connects a socket of this family.
    ///
    /// - Returns: 0, or the error.
    func connect(_ descriptor: CInt) -> CInt {
        let result = unsafe bytes.withUnsafeBytes { buffer in
            // These are the bytes of a `sockaddr` of this family, with their length.
            guard let base = buffer.baseAddress else { return CInt(-1) }
            return unsafe Foundation.connect(descriptor, base.assumingMemoryBound(to: sockaddr.self), socklen_t(buffer.count))
        }
        return result == 0 ? 0 : errno
    }
}

/// Why a socket does not do what it should, in words.
struct SocketFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }

    init(code: CInt) {
        // The text belongs to the system and is terminated.
        description = code == EAGAIN ? "it did not answer in time" : unsafe String(cString: strerror(code)).lowercased()
    }
}
