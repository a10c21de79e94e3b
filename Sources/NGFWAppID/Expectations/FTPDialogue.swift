internal import NGFWCore

/// Data connections of FTP: RFC 959 (PORT, PASV), RFC 2428 (EPRT, EPSV).
///
/// An answer counts only when it was asked for, and only as the beginning of a line: a server that repeats what a client
/// wrote must not be made to announce anything.
struct FTPDialogue {
    private var client = TextStream(.lines)
    private var server = TextStream(.lines)
    /// What the client last asked the server to open.
    private var asked = Passive.none

    private enum Passive { case none, basic, extended }

    mutating func skip(_ direction: FlowDirection) {
        if direction == .clientToServer { client.skip() } else { server.skip() }
        asked = .none
    }

    mutating func read(_ payload: Span<UInt8>, _ direction: FlowDirection, _ negotiation: inout Negotiation) {
        var asked = asked
        let keptBytes = negotiation.keptBytes
        if direction == .clientToServer {
            client.read(payload, keptBytes: keptBytes) { _, line in Self.command(line, &asked, &negotiation) }
        } else {
            server.read(payload, keptBytes: keptBytes) { _, line in Self.reply(line, &asked, &negotiation) }
        }
        self.asked = asked
    }

    private static func command(_ line: Span<UInt8>, _ asked: inout Passive, _ negotiation: inout Negotiation) {
        if line.begins("pasv"), line.count == 4 {
            asked = .basic
        } else if line.begins("epsv"), line.count == 4 || line[4] == 0x20 {
            asked = .extended
        } else if line.begins("port ") {
            guard let (address, port) = hostPort(line, at: line.skippingBlanks(5)) else { return negotiation.refuse() }
            active(address, port, &negotiation)
        } else if line.begins("eprt ") {
            guard let (address, port) = extended(line, at: line.skippingBlanks(5)), let address else { return negotiation.refuse() }
            active(address, port, &negotiation)
        }
    }

    /// The server will connect, from its data port by the book, from any port in the wild.
    private static func active(_ address: IPAddress, _ port: Int, _ negotiation: inout Negotiation) {
        let client = negotiation.tuple.source
        // Who lets two servers talk may name either of them, and then nobody knows who connects.
        let source = address == client ? negotiation.tuple.destination : nil
        negotiation.announce(.tcp, from: source, to: address, of: client, port: port, application: "ftp-data")
    }

    private static func reply(_ line: Span<UInt8>, _ asked: inout Passive, _ negotiation: inout Negotiation) {
        guard line.count > 4, let (code, end) = line.decimal(at: 0), end == 3, line[3] == 0x20 || line[3] == 0x2D else { return }
        let server = negotiation.tuple.destination
        let client = negotiation.tuple.source
        if code == 227, asked == .basic {
            // RFC 1123 section 4.1.2.6: the text around the numbers is anybody's, so are the parentheses.
            var start = 4
            while start < line.count, hostPort(line, at: start) == nil { start += 1 }
            guard let (address, port) = hostPort(line, at: start) else { return negotiation.refuse() }
            asked = .none
            negotiation.announce(.tcp, from: client, to: address, of: server, port: port, application: "ftp-data")
        } else if code == 229, asked == .extended {
            guard let open = line.first(0x28, from: 4), let (address, port) = extended(line, at: open + 1) else {
                return negotiation.refuse()
            }
            asked = .none
            negotiation.announce(.tcp, from: client, to: address ?? server, of: server, port: port, application: "ftp-data")
        } else if code >= 400, line[3] == 0x20 {
            asked = .none
        }
    }

    /// `h1,h2,h3,h4,p1,p2` with nothing numeric before it.
    private static func hostPort(_ line: Span<UInt8>, at start: Int) -> (IPAddress, Int)? {
        guard line.holds(1, at: start), (0x30...0x39).contains(line[start]) else { return nil }
        if start > 0, (0x30...0x39).contains(line[start - 1]) || line[start - 1] == 0x2C { return nil }
        var numbers: (UInt32, Int) = (0, 0)
        var offset = start
        for place in 0..<6 {
            if place > 0 {
                guard line.holds(1, at: offset), line[offset] == 0x2C else { return nil }
                offset = line.skippingBlanks(offset + 1)
            }
            guard let (value, end) = line.decimal(at: offset), value <= 255, end - offset <= 3 else { return nil }
            if place < 4 { numbers.0 = numbers.0 << 8 | UInt32(value) } else { numbers.1 = numbers.1 << 8 | value }
            offset = end
        }
        if line.holds(1, at: offset), (0x30...0x39).contains(line[offset]) || line[offset] == 0x2C { return nil }
        return (IPAddress(v4: numbers.0), numbers.1)
    }

    /// `|protocol|address|port|`, any delimiter; protocol and address may be left out together.
    private static func extended(_ line: Span<UInt8>, at start: Int) -> (IPAddress?, Int)? {
        guard line.holds(1, at: start), (33...126).contains(line[start]) else { return nil }
        let delimiter = line[start]
        guard let second = line.first(delimiter, from: start + 1), let third = line.first(delimiter, from: second + 1),
            let fourth = line.first(delimiter, from: third + 1), let (port, end) = line.decimal(at: third + 1), end == fourth
        else { return nil }
        let family = (start + 1)..<second
        let text = (second + 1)..<third
        if text.isEmpty { return family.isEmpty ? (nil, port) : nil }
        guard let address = line.address(text), let (number, _) = line.decimal(at: start + 1), family.count == 1,
            number == (address.isIPv4 ? 1 : 2)
        else { return nil }
        return (address, port)
    }
}
