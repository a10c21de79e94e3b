public import NGFWCore

/// Makes packets with right lengths and checksums.
///
///     let client = PacketBuilder(from: "10.0.0.1", to: "10.0.0.2")
///     let syn = client.tcp(4711, 22, flags: .syn, sequence: 100)                                   // Ethernet, [UInt8]
///     let answer = client.reply.tcp(22, 4711, flags: [.syn, .ack], sequence: 900, acknowledgment: 101)
///     let query = client.link(.vlan([7])).udp(5353, 53, payload: [0x12, 0x34])
///     let ping = PacketBuilder(from: "fe80::1", to: "fe80::2").echo(identifier: 1, sequence: 1)     // ICMPv6
public struct PacketBuilder: Hashable, Sendable {
    public var source: IPAddress
    public var destination: IPAddress
    public var link: LinkHeader
    public var timeToLive: UInt8 = 64
    /// Of an IPv4 header, and of the fragments made by ``fragments(_:_:size:)``.
    public var identification: UInt32 = 1
    /// IPv4 options; filled up to a multiple of four bytes.
    public var options: [UInt8] = []
    /// IPv6 extension headers in order.
    public var extensionHeaders: [ExtensionHeader] = []

    /// An IPv6 extension header, `body` being what follows its two first bytes, filled up as the header asks.
    public struct ExtensionHeader: Hashable, Sendable {
        public var ipProtocol: IPProtocol
        public var body: [UInt8]

        public init(_ ipProtocol: IPProtocol, body: [UInt8] = []) {
            self.ipProtocol = ipProtocol
            self.body = body
        }
    }

    /// - Precondition: both addresses are valid and of one family.
    public init(from source: String, to destination: String, link: LinkHeader = .ethernet) {
        guard let source = IPAddress(source), let destination = IPAddress(destination), source.family == destination.family else {
            preconditionFailure("bad addresses: \(source), \(destination)")
        }
        self.init(from: source, to: destination, link: link)
    }

    public init(from source: IPAddress, to destination: IPAddress, link: LinkHeader = .ethernet) {
        self.source = source
        self.destination = destination
        self.link = link
    }

    /// The same from the other end.
    public var reply: PacketBuilder {
        var copy = self
        (copy.source, copy.destination) = (destination, source)
        return copy
    }

    public func link(_ link: LinkHeader) -> PacketBuilder {
        var copy = self
        copy.link = link
        return copy
    }

    public func timeToLive(_ timeToLive: UInt8) -> PacketBuilder {
        var copy = self
        copy.timeToLive = timeToLive
        return copy
    }

    public func identification(_ identification: UInt32) -> PacketBuilder {
        var copy = self
        copy.identification = identification
        return copy
    }

    public func options(_ options: [UInt8]) -> PacketBuilder {
        var copy = self
        copy.options = options
        return copy
    }

    public func extensionHeaders(_ headers: [ExtensionHeader]) -> PacketBuilder {
        var copy = self
        copy.extensionHeaders = headers
        return copy
    }

    /// A whole packet of any protocol; `payload` is what follows the IP header.
    public func packet(_ ipProtocol: IPProtocol, payload: [UInt8] = []) -> [UInt8] {
        link.bytes(isIPv4: source.isIPv4)
            + (source.isIPv4 ? ipv4(ipProtocol, payload, flagsAndOffset: 0) : ipv6(ipProtocol, payload, fragment: nil))
    }

    /// The same datagram in fragments whose payload is at most `size` bytes each.
    ///
    /// - Parameter size: Rounded down to a multiple of eight; at least eight.
    public func fragments(_ ipProtocol: IPProtocol, payload: [UInt8], size: Int) -> [[UInt8]] {
        let step = max(8, size / 8 * 8)
        return stride(from: 0, to: payload.count, by: step).map { start in
            let end = min(start + step, payload.count)
            return fragment(ipProtocol, payload: Array(payload[start..<end]), offset: start, moreFollow: end < payload.count)
        }
    }

    /// One fragment, whatever its place.
    public func fragment(_ ipProtocol: IPProtocol, payload: [UInt8], offset: Int, moreFollow: Bool) -> [UInt8] {
        let units = UInt16(offset / 8)
        let header = link.bytes(isIPv4: source.isIPv4)
        if source.isIPv4 { return header + ipv4(ipProtocol, payload, flagsAndOffset: units | (moreFollow ? 0x2000 : 0)) }
        return header + ipv6(ipProtocol, payload, fragment: units << 3 | (moreFollow ? 1 : 0))
    }

    private func ipv4(_ ipProtocol: IPProtocol, _ payload: [UInt8], flagsAndOffset: UInt16) -> [UInt8] {
        let filled = options + Array(repeating: 0, count: (4 - options.count % 4) % 4)
        var bytes: [UInt8] = [0x40 | UInt8(5 + filled.count / 4), 0]
        bytes.append(bigEndian: UInt16(20 + filled.count + payload.count))
        bytes.append(bigEndian: UInt16(truncatingIfNeeded: identification))
        bytes.append(bigEndian: flagsAndOffset)
        bytes += [timeToLive, ipProtocol.rawValue, 0, 0] + source.bytes + destination.bytes + filled
        bytes.set(bigEndian: internetChecksum(bytes), at: 10)
        return bytes + payload
    }

    private func ipv6(_ ipProtocol: IPProtocol, _ payload: [UInt8], fragment: UInt16?) -> [UInt8] {
        var chain = extensionHeaders
        if let fragment {
            var body: [UInt8] = []
            body.append(bigEndian: fragment)
            body.append(bigEndian: identification)
            chain.append(ExtensionHeader(.ipv6Fragment, body: body))
        }
        var rest: [UInt8] = []
        for (index, header) in chain.enumerated() {
            let next = index + 1 < chain.count ? chain[index + 1].ipProtocol : ipProtocol
            // The authentication header counts in 4-byte words less two, the others in 8-byte words less one (RFC 4302, RFC 8200).
            let unit = header.ipProtocol == .ah ? 4 : 8
            let length = (header.body.count + 2 + unit - 1) / unit
            let count = header.ipProtocol == .ipv6Fragment ? 0 : header.ipProtocol == .ah ? length - 2 : length - 1
            rest += [next.rawValue, UInt8(count)] + header.body
            rest += Array(repeating: 0, count: length * unit - header.body.count - 2)
        }
        var bytes: [UInt8] = [0x60, 0, 0, 0]
        bytes.append(bigEndian: UInt16(rest.count + payload.count))
        bytes += [(chain.first?.ipProtocol ?? ipProtocol).rawValue, timeToLive]
        return bytes + source.bytes + destination.bytes + rest + payload
    }
}

extension IPAddress {
    /// Four or sixteen bytes in network order.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        if let value = v4Value { bytes.append(bigEndian: value) } else { bytes.append(bigEndian: value) }
        return bytes
    }
}
