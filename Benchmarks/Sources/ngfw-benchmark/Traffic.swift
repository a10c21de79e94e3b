import NGFWCore

/// Seeded numbers (SplitMix64).
struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}

/// Ethernet packets in memory, the conversations of a data centre's web and application tiers.
struct Traffic {
    var packets: [[UInt8]] = []

    var byteCount: Int { packets.reduce(0) { $0 + $1.count } }

    static let webRequest = Array(
        "GET /orders/4711?view=full HTTP/1.1\r\nHost: shop.example.com\r\nUser-Agent: curl/8.5\r\nAccept: */*\r\n\r\n".utf8)
    static let webResponse = Array(
        ("HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Type: text/html\r\nContent-Length: 1100\r\n\r\n" + String(repeating: "x", count: 1100))
            .utf8)
    static let sshBanner = Array("SSH-2.0-OpenSSH_9.6\r\n".utf8)
    static let dnsQuery: [UInt8] = [
        0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 4, 0x73, 0x68, 0x6f, 0x70, 7, 0x65, 0x78, 0x61, 0x6d, 0x70, 0x6c, 0x65, 3, 0x63, 0x6f,
        0x6d,
        0, 0, 1, 0, 1,
    ]
    static func unknown(_ generator: inout Generator) -> [UInt8] {
        (0..<600).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }

    /// `count` whole TCP conversations of 12 packets, every third unknown to App-ID, a third SSH, a third web.
    static func conversations(_ count: Int, seed: UInt64) -> Traffic {
        var generator = Generator(state: seed)
        var traffic = Traffic()
        for number in 0..<count {
            let client = UInt32(0xac10_0a00) + UInt32(number % 200) + 11
            let server = UInt32(0xac10_1400) + UInt32(number % 100) + 11
            let port = UInt16(20_000 + number / 200 % 40_000)
            switch number % 3 {
            case 0: traffic.add(client, port, server, 80, webRequest, webResponse)
            case 1: traffic.add(client, port, server, 22, sshBanner, sshBanner)
            default: traffic.add(client, port, server, 9000, unknown(&generator), unknown(&generator))
            }
        }
        return traffic
    }

    private mutating func add(
        _ client: UInt32, _ port: UInt16, _ server: UInt32, _ serverPort: UInt16, _ request: [UInt8], _ response: [UInt8]
    ) {
        let up = (client, port, server, serverPort)
        let down = (server, serverPort, client, port)
        packets.append(Self.tcp(up, 1000, 0, 0x02, []))
        packets.append(Self.tcp(down, 5000, 1001, 0x12, []))
        packets.append(Self.tcp(up, 1001, 5001, 0x10, []))
        packets.append(Self.tcp(up, 1001, 5001, 0x18, request))
        var sent = UInt32(5001)
        let received = 1001 + UInt32(request.count)
        for _ in 0..<3 {
            packets.append(Self.tcp(down, sent, received, 0x18, response))
            sent += UInt32(response.count)
            packets.append(Self.tcp(up, received, sent, 0x10, []))
        }
        packets.append(Self.tcp(up, received, sent, 0x11, []))
        packets.append(Self.tcp(down, sent, received + 1, 0x11, []))
    }

    static func tcp(
        _ ends: (source: UInt32, sourcePort: UInt16, destination: UInt32, destinationPort: UInt16), _ sequence: UInt32,
        _ acknowledgment: UInt32,
        _ flags: UInt8, _ payload: [UInt8]
    ) -> [UInt8] {
        var header = bytes(ends.sourcePort) + bytes(ends.destinationPort) + bytes(sequence) + bytes(acknowledgment)
        header += [0x50, flags, 0xff, 0xff, 0, 0, 0, 0]
        return ipv4(6, ends.source, ends.destination, header + payload)
    }

    /// Between two addresses of the documentation prefix.
    static func tcp6(_ sourcePort: UInt16, _ port: UInt16, _ payload: [UInt8]) -> [UInt8] {
        let ethernet: [UInt8] = [2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, 0x86, 0xdd]
        let header = bytes(sourcePort) + bytes(port) + [0, 0, 0, 1, 0, 0, 0, 1, 0x50, 0x18, 0xff, 0xff, 0, 0, 0, 0]
        let prefix: [UInt8] = [0x20, 0x01, 0x0d, 0xb8] + [UInt8](repeating: 0, count: 11)
        return ethernet + [0x60, 0, 0, 0] + bytes(UInt16(header.count + payload.count)) + [6, 64] + prefix + [1] + prefix + [2] + header
            + payload
    }

    static func udp(_ source: UInt32, _ sourcePort: UInt16, _ destination: UInt32, _ port: UInt16, _ payload: [UInt8]) -> [UInt8] {
        ipv4(17, source, destination, bytes(sourcePort) + bytes(port) + bytes(UInt16(8 + payload.count)) + [0, 0] + payload)
    }

    private static func ipv4(_ ipProtocol: UInt8, _ source: UInt32, _ destination: UInt32, _ payload: [UInt8]) -> [UInt8] {
        let ethernet: [UInt8] = [2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, 8, 0]
        let length = bytes(UInt16(20 + payload.count))
        return ethernet + [0x45, 0] + length + [0, 1, 0x40, 0, 64, ipProtocol, 0, 0] + bytes(source) + bytes(destination) + payload
    }

    private static func bytes(_ value: UInt16) -> [UInt8] { [UInt8(value >> 8), UInt8(value & 0xff)] }
    private static func bytes(_ value: UInt32) -> [UInt8] { bytes(UInt16(value >> 16)) + bytes(UInt16(value & 0xffff)) }
}
