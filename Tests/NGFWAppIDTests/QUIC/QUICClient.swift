import Crypto
import CryptoExtras
import Testing

@testable import NGFWAppID

/// A client that seals its Initial packets as its version says, for tests of who opens them.
struct QUICClient {
    var version: UInt32 = 1
    var destination: [UInt8] = [0x83, 0x94, 0xC8, 0xF0, 0x3E, 0x51, 0x57, 0x08]
    var token: [UInt8] = []

    /// A whole datagram of one Initial packet.
    func datagram(_ frames: [UInt8], number: UInt8 = 0) throws -> [UInt8] {
        let known = try #require(QUICVersion.numbered(Int(version)))
        let keys = QUICInitialKeys(known, destination: destination)
        let length = Self.variable(1 + frames.count + 16)
        var header: [UInt8] = [0xC0 | UInt8(known.initialType << 4)] + Self.bigEndian(version)
        header += [UInt8(destination.count)] + destination + [0] + Self.variable(token.count) + token + length + [number]
        var nonce = keys.nonce
        nonce[11] ^= number
        let box = try AES.GCM.seal(frames, using: keys.packet, nonce: AES.GCM.Nonce(data: nonce), authenticating: header)
        var packet = header + [UInt8](box.ciphertext) + [UInt8](box.tag)
        var mask = Array(packet[(header.count + 3)..<(header.count + 19)])
        try AES.permute(&mask, key: keys.header)
        packet[0] ^= mask[0] & 0x0F
        packet[header.count - 1] ^= mask[1]
        return packet
    }

    /// A CRYPTO frame.
    static func crypto(_ bytes: some Collection<UInt8>, at offset: Int) -> [UInt8] {
        [6] + variable(offset) + variable(bytes.count) + bytes
    }

    static let padding = [UInt8](repeating: 0, count: 64)

    private static func variable(_ value: Int) -> [UInt8] { [0x40 | UInt8(value >> 8), UInt8(value & 0xFF)] }
    private static func bigEndian(_ value: UInt32) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) } }

    /// A ClientHello with a server name and application protocols.
    static func hello(_ name: String?, protocols: [String] = ["h3"]) -> [UInt8] {
        func sized(_ bytes: [UInt8]) -> [UInt8] { [UInt8(bytes.count >> 8), UInt8(bytes.count & 0xFF)] + bytes }
        let serverName = name.map { [0, 0] + sized(sized([0] + sized(Array($0.utf8)))) } ?? []
        let names = [0, 16] + sized(sized(protocols.flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) }))
        let body = [3, 3] + [UInt8](repeating: 7, count: 32) + [0, 0, 2, 0x13, 0x01, 1, 0] + sized(names + serverName)
        return [1, 0] + sized(body)
    }

    /// A client hello of Google's crypto handshake.
    static func googleHello(_ name: String) -> [UInt8] {
        func littleEndian(_ value: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(value >> (8 * $0) & 0xFF) } }
        let values = [("PAD\0", [UInt8](repeating: 0x2D, count: 40)), ("SNI\0", Array(name.utf8)), ("VER\0", Array("Q043".utf8))]
        var end = 0
        var table: [UInt8] = []
        for (tag, value) in values {
            end += value.count
            table += Array(tag.utf8) + littleEndian(end, 4)
        }
        return Array("CHLO".utf8) + littleEndian(values.count, 2) + [0, 0] + table + values.flatMap(\.1)
    }
}
