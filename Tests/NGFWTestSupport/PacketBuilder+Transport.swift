import NGFWCore
public import NGFWPacket

extension PacketBuilder {
    public func tcp(
        _ sourcePort: UInt16, _ destinationPort: UInt16, flags: TCPFlags = .ack, sequence: UInt32 = 1, acknowledgment: UInt32 = 0,
        window: UInt16 = 65_535, options: [UInt8] = [], payload: [UInt8] = []
    ) -> [UInt8] {
        packet(
            .tcp,
            payload: tcpSegment(
                sourcePort, destinationPort, flags: flags, sequence: sequence, acknowledgment: acknowledgment, window: window,
                options: options, payload: payload))
    }

    /// The TCP header and payload alone, for ``fragments(_:payload:size:)``.
    public func tcpSegment(
        _ sourcePort: UInt16, _ destinationPort: UInt16, flags: TCPFlags = .ack, sequence: UInt32 = 1, acknowledgment: UInt32 = 0,
        window: UInt16 = 65_535, options: [UInt8] = [], payload: [UInt8] = []
    ) -> [UInt8] {
        let filled = options + Array(repeating: 0, count: (4 - options.count % 4) % 4)
        var bytes: [UInt8] = []
        bytes.append(bigEndian: sourcePort)
        bytes.append(bigEndian: destinationPort)
        bytes.append(bigEndian: sequence)
        bytes.append(bigEndian: acknowledgment)
        bytes += [UInt8(5 + filled.count / 4) << 4, flags.rawValue]
        bytes.append(bigEndian: window)
        bytes += [0, 0, 0, 0] + filled + payload
        bytes.set(bigEndian: checksum(.tcp, bytes), at: 16)
        return bytes
    }

    public func udp(_ sourcePort: UInt16, _ destinationPort: UInt16, payload: [UInt8] = []) -> [UInt8] {
        packet(.udp, payload: udpDatagram(sourcePort, destinationPort, payload: payload))
    }

    /// The UDP header and payload alone.
    public func udpDatagram(_ sourcePort: UInt16, _ destinationPort: UInt16, payload: [UInt8] = []) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(bigEndian: sourcePort)
        bytes.append(bigEndian: destinationPort)
        bytes.append(bigEndian: UInt16(8 + payload.count))
        bytes += [0, 0] + payload
        let sum = checksum(.udp, bytes)
        // RFC 768: a sum of zero is sent as all ones.
        bytes.set(bigEndian: sum == 0 ? 0xffff : sum, at: 6)
        return bytes
    }

    /// An SCTP packet; `chunks` follow the common header.
    public func sctp(_ sourcePort: UInt16, _ destinationPort: UInt16, tag: UInt32 = 0, chunks: [UInt8] = []) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(bigEndian: sourcePort)
        bytes.append(bigEndian: destinationPort)
        bytes.append(bigEndian: tag)
        var sum: [UInt8] = []
        sum.append(littleEndian: crc32c(bytes + [0, 0, 0, 0] + chunks))
        return packet(.sctp, payload: bytes + sum + chunks)
    }

    /// An ICMP or ICMPv6 message by the family; `rest` is the second word of the header.
    public func icmp(type: UInt8, code: UInt8 = 0, rest: UInt32 = 0, payload: [UInt8] = []) -> [UInt8] {
        packet(source.isIPv4 ? .icmp : .icmpv6, payload: icmpMessage(type: type, code: code, rest: rest, payload: payload))
    }

    /// The ICMP header and payload alone.
    public func icmpMessage(type: UInt8, code: UInt8 = 0, rest: UInt32 = 0, payload: [UInt8] = []) -> [UInt8] {
        var bytes: [UInt8] = [type, code, 0, 0]
        bytes.append(bigEndian: rest)
        bytes += payload
        bytes.set(bigEndian: source.isIPv4 ? internetChecksum(bytes) : checksum(.icmpv6, bytes), at: 2)
        return bytes
    }

    /// An echo request.
    public func echo(identifier: UInt16, sequence: UInt16, payload: [UInt8] = Array(0..<32)) -> [UInt8] {
        icmp(type: source.isIPv4 ? 8 : 128, rest: UInt32(identifier) << 16 | UInt32(sequence), payload: payload)
    }

    /// An echo reply.
    public func echoReply(identifier: UInt16, sequence: UInt16, payload: [UInt8] = Array(0..<32)) -> [UInt8] {
        icmp(type: source.isIPv4 ? 0 : 129, rest: UInt32(identifier) << 16 | UInt32(sequence), payload: payload)
    }

    /// The checksum over the pseudo header of the family and the bytes (RFC 9293 section 3.1, RFC 8200 section 8.1).
    private func checksum(_ ipProtocol: IPProtocol, _ bytes: [UInt8]) -> UInt16 {
        var header = source.bytes + destination.bytes
        header.append(bigEndian: UInt32(bytes.count))
        header.append(bigEndian: UInt32(ipProtocol.rawValue))
        return internetChecksum(header + bytes)
    }
}
