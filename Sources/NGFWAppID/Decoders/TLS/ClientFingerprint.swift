import Crypto

/// The JA4 fingerprint of a TLS client: what it offers, in a form that does not depend on the order it offers it in.
///
/// Protocol, version, whether a server is named, how many cipher suites and extensions, the first application protocol; then twelve digits of
/// the hash of the sorted cipher suites, and of the sorted extensions with the signature algorithms ("JA4: TLS Client Fingerprinting", FoxIO).
enum ClientFingerprint {
    enum Carrier: String {
        case tcp = "t"
        case quic = "q"
        case dtls = "d"
    }

    private static let maximumItems = 512

    /// - Parameter message: a whole ClientHello from its handshake header on.
    /// - Returns: `t13d1516h2_8daaf6152771_e5627efa2ab1`; `nil` for something else.
    static func of(_ message: Span<UInt8>, over carrier: Carrier) -> String? {
        guard message.u8(0) == 1, let version = message.u16be(4), let session = message.u8(38), session <= 32 else { return nil }
        var offset = 39 + session
        guard let suiteBytes = message.u16be(offset), let suites = numbers(message, offset + 2, suiteBytes) else { return nil }
        offset += 2 + suiteBytes
        guard let methods = message.u8(offset) else { return nil }
        offset += 1 + methods + 2
        var offer = Offer(version: version)
        while let type = message.u16be(offset), let length = message.u16be(offset + 2), offer.extensions.count < maximumItems {
            guard message.holds(length, at: offset + 4) else { return nil }
            offer.take(type, message.extracting(offset + 4..<offset + 4 + length))
            offset += 4 + length
        }
        return offer.fingerprint(suites, carrier)
    }

    /// The two-byte numbers of a list, without those that mean nothing (RFC 8701).
    fileprivate static func numbers(_ bytes: Span<UInt8>, _ start: Int, _ length: Int) -> [Int]? {
        guard bytes.holds(length, at: start), length / 2 <= maximumItems else { return nil }
        return stride(from: start, to: start + length - 1, by: 2).compactMap { bytes.u16be($0) }.filter { !isGrease($0) }
    }

    fileprivate static func isGrease(_ number: Int) -> Bool { number & 0x0F0F == 0x0A0A && number >> 8 == number & 0xFF }

    /// The first twelve digits of a hash; zeros for nothing.
    fileprivate static func digest(_ text: String) -> String {
        guard !text.isEmpty else { return String(repeating: "0", count: 12) }
        return SHA256.hash(data: Array(text.utf8)).prefix(6).map { hex(Int($0), 2) }.joined()
    }

    fileprivate static func hex(_ number: Int, _ width: Int) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

/// What a hello offers in its extensions.
private struct Offer {
    var version: Int
    var extensions: [Int] = []
    private var namesServer = false
    private var algorithms: [Int] = []
    private var application = "00"

    init(version: Int) { self.version = version }

    mutating func take(_ type: Int, _ body: Span<UInt8>) {
        guard !ClientFingerprint.isGrease(type) else { return }
        extensions.append(type)
        switch type {
        case 0: namesServer = true
        case 13: algorithms = body.u16be(0).flatMap { ClientFingerprint.numbers(body, 2, $0) } ?? []
        case 16: readApplication(body)
        case 43:
            let offered = body.u8(0).flatMap { ClientFingerprint.numbers(body, 1, $0) } ?? []
            // DTLS counts downwards.
            if let best = offered.first.map({ $0 >= 0xFE00 }) == true ? offered.min() : offered.max() { version = best }
        default: break
        }
    }

    /// The first and the last character of the first name; of one that is no letter or digit, hexadecimal digits of both.
    private mutating func readApplication(_ body: Span<UInt8>) {
        guard let length = body.u8(2), length > 0, let first = body.u8(3), let last = body.u8(2 + length) else { return }
        func isWord(_ byte: Int) -> Bool { (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) }
        if isWord(first), isWord(last) {
            application = String(decoding: [UInt8(first), UInt8(last)], as: UTF8.self)
        } else {
            application = String(first >> 4, radix: 16) + String(last & 15, radix: 16)
        }
    }

    func fingerprint(_ suites: [Int], _ carrier: ClientFingerprint.Carrier) -> String {
        func count(_ items: [Int]) -> String { String(items.count + 100 > 199 ? 199 : items.count + 100).suffix(2).description }
        func list(_ items: [Int]) -> String { items.map { ClientFingerprint.hex($0, 4) }.joined(separator: ",") }
        let offered = extensions.filter { $0 != 0 && $0 != 16 }.sorted()
        let head = carrier.rawValue + versionText + (namesServer ? "d" : "i") + count(suites) + count(extensions) + application
        let tail = list(offered) + (algorithms.isEmpty ? "" : "_" + list(algorithms))
        return [head, ClientFingerprint.digest(list(suites.sorted())), ClientFingerprint.digest(tail)].joined(separator: "_")
    }

    private var versionText: String {
        switch version {
        case 0x0304: "13"
        case 0x0303: "12"
        case 0x0302: "11"
        case 0x0301: "10"
        case 0x0300: "s3"
        case 0x0002: "s2"
        case 0xFEFF: "d1"
        case 0xFEFD: "d2"
        case 0xFEFC: "d3"
        default: "00"
        }
    }
}
