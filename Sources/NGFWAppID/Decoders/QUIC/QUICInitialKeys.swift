import Crypto
import CryptoExtras

/// The keys of a client's Initial packets. They follow from the connection id that the client chose, so whoever sees the packet has them
/// (RFC 9001 section 5.2).
struct QUICInitialKeys: Sendable {
    let packet: SymmetricKey
    let header: SymmetricKey
    let nonce: [UInt8]

    init(_ version: QUICVersion, destination: [UInt8]) {
        let initial = HKDF<SHA256>.extract(inputKeyMaterial: SymmetricKey(data: destination), salt: version.salt)
        let client = Self.expand(SymmetricKey(data: initial), "client in", SHA256.byteCount)
        packet = Self.expand(client, version.label + "key", 16)
        header = Self.expand(client, version.label + "hp", 16)
        // The bytes are copied while the key holds them.
        nonce = unsafe Self.expand(client, version.label + "iv", 12).withUnsafeBytes { unsafe [UInt8]($0) }
    }

    /// HKDF-Expand-Label without context (RFC 8446 section 7.1).
    private static func expand(_ secret: SymmetricKey, _ label: String, _ count: Int) -> SymmetricKey {
        let name = Array("tls13 \(label)".utf8)
        let info = [0, UInt8(count), UInt8(name.count)] + name + [0]
        return HKDF<SHA256>.expand(pseudoRandomKey: secret, info: info, outputByteCount: count)
    }

    /// The frames of a packet, or `nil` when the keys are not its keys or its bytes are not what was sent (RFC 9001 sections 5.3 and 5.4).
    func open(_ bytes: Span<UInt8>, _ place: QUICInitialHeader) -> [UInt8]? {
        // The sample begins four bytes behind the start of the packet number, however long that is.
        guard place.end - place.packetNumber >= 20 else { return nil }
        var mask = Self.copy(bytes, place.packetNumber + 4..<place.packetNumber + 20)
        guard (try? AES.permute(&mask, key: header)) != nil else { return nil }
        let first = bytes[place.start] ^ mask[0] & 0x0F
        let length = Int(first & 3) + 1
        let body = place.packetNumber + length
        guard place.end - body > 16 else { return nil }
        var authenticated = Self.copy(bytes, place.start..<body)
        authenticated[0] = first
        var whole = nonce
        for index in 0..<length {
            let byte = bytes[place.packetNumber + index] ^ mask[1 + index]
            authenticated[place.packetNumber - place.start + index] = byte
            // The first packets of a connection: their numbers are whole.
            whole[whole.count - length + index] ^= byte
        }
        guard let nonce = try? AES.GCM.Nonce(data: whole),
            let box = try? AES.GCM.SealedBox(
                nonce: nonce, ciphertext: Self.copy(bytes, body..<place.end - 16), tag: Self.copy(bytes, place.end - 16..<place.end)),
            let frames = try? AES.GCM.open(box, using: packet, authenticating: authenticated)
        else { return nil }
        return [UInt8](frames)
    }

    private static func copy(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
        // The buffer is the range's bytes for the time of the call.
        unsafe bytes.extracting(range).withUnsafeBufferPointer { unsafe [UInt8]($0) }
    }
}
