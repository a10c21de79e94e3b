import NGFWCore

extension SignatureParser {
    /// `tcp client "…" server hex:…`, `icmp 8`, `icmp6 128`, `ip 47`.
    mutating func readSample(_ entry: Entry) -> Sample? {
        var midStream = false
        if let option = entry.option {
            guard option == "mid-stream" else {
                diagnostics.error("NGFW-A018", "a sample's option is 'mid-stream', not '\(option)'", at: entry.location)
                return nil
            }
            midStream = true
        }
        let bytes = Array(entry.value.utf8)
        var scanner = SampleScanner(bytes: bytes)
        let kind: Sample.Kind
        do {
            kind = try scanner.kind(midStream: midStream)
        } catch {
            var location = entry.valueLocation
            location.column += error.offset
            diagnostics.error("NGFW-A018", error.message, at: location)
            return nil
        }
        return Sample(isPositive: entry.key == "sample", kind: kind, location: entry.location)
    }
}

/// Reads the words and byte literals of one sample.
private struct SampleScanner {
    struct Failure: Error {
        let message: String
        let offset: Int
    }

    let bytes: [UInt8]
    var position = 0

    mutating func kind(midStream: Bool) throws(Failure) -> Sample.Kind {
        let name = word()
        switch name {
        case "ip": return .ipProtocol(try octet(), icmpType: nil)
        case "icmp": return .ipProtocol(1, icmpType: try octet())
        case "icmp6": return .ipProtocol(58, icmpType: try octet())
        default:
            guard let transport = Transport(named: name) else {
                throw Failure(message: "a sample begins with tcp, udp, sctp, icmp, icmp6 or ip, not '\(name)'", offset: 0)
            }
            return .payload(transport, startsMidStream: midStream, steps: try steps())
        }
    }

    private mutating func steps() throws(Failure) -> [Sample.Step] {
        var steps: [Sample.Step] = []
        skipBlanks()
        while position < bytes.count {
            if bytes[position] == 0x22 || bytes[position...].starts(with: "hex:".utf8) {
                guard !steps.isEmpty else { throw Failure(message: "expected 'client' or 'server' before bytes", offset: position) }
                let literal = bytes[position] == 0x22 ? try quoted() : try hexadecimal()
                steps[steps.count - 1].bytes += literal
            } else {
                let start = position
                let side = word()
                guard side == "client" || side == "server" else {
                    throw Failure(message: "expected client, server, \"text\" or hex:, found '\(side)'", offset: start)
                }
                steps.append(Sample.Step(side: side == "client" ? .client : .server, bytes: []))
            }
            skipBlanks()
        }
        guard !steps.isEmpty, steps.allSatisfy({ !$0.bytes.isEmpty }) else {
            throw Failure(message: "a sample has bytes after each client or server", offset: position)
        }
        return steps
    }

    private mutating func skipBlanks() {
        while position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x09 { position += 1 }
    }

    private mutating func word() -> String {
        skipBlanks()
        let start = position
        while position < bytes.count, bytes[position] != 0x20, bytes[position] != 0x09 { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func octet() throws(Failure) -> UInt8 {
        var text = word()
        if text == "type" { text = word() }
        guard let value = UInt8(text) else { throw Failure(message: "expected a number from 0 to 255, found '\(text)'", offset: position) }
        return value
    }

    private mutating func hexadecimal() throws(Failure) -> [UInt8] {
        let start = position
        // Dots may group the digits.
        let digits = word().utf8.dropFirst(4).filter { $0 != UInt8(ascii: ".") }
        guard !digits.isEmpty, digits.count % 2 == 0 else { throw Failure(message: "hex: needs pairs of digits", offset: start) }
        var result: [UInt8] = []
        var high: UInt8?
        for digit in digits {
            guard let value = Self.nibble(digit) else { throw Failure(message: "hex: has a character that is no digit", offset: start) }
            if let first = high {
                result.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return result
    }

    private mutating func quoted() throws(Failure) -> [UInt8] {
        let start = position
        position += 1
        var result: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == 0x22 { return result }
            guard byte == 0x5C else {
                result.append(byte)
                continue
            }
            result.append(try escape())
        }
        throw Failure(message: "the text has no closing quote", offset: start)
    }

    private mutating func escape() throws(Failure) -> UInt8 {
        let place = position - 1
        guard position < bytes.count else { throw Failure(message: "the text ends in a backslash", offset: place) }
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "r"): return 0x0D
        case UInt8(ascii: "n"): return 0x0A
        case UInt8(ascii: "t"): return 0x09
        case UInt8(ascii: "0"): return 0
        case 0x5C, 0x22: return byte
        case UInt8(ascii: "x"):
            guard position + 2 <= bytes.count, let high = Self.nibble(bytes[position]), let low = Self.nibble(bytes[position + 1]) else {
                throw Failure(message: "\\x needs two hexadecimal digits", offset: place)
            }
            position += 2
            return high << 4 | low
        default: throw Failure(message: "unknown escape; there are \\r \\n \\t \\0 \\\\ \\\" \\xHH", offset: place)
        }
    }

    private static func nibble(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x61...0x66: byte - 0x61 + 10
        case 0x41...0x46: byte - 0x41 + 10
        default: nil
        }
    }
}
