import NGFWAppID
import NGFWCore

/// Files of signatures, as the library takes them.
enum SignatureFiles {
    static func read(_ paths: [String], limits: Limits = .standard) throws(InputError) -> [SignatureSource] {
        var sources: [SignatureSource] = []
        for path in paths { sources.append(try read(path, limits)) }
        return sources
    }

    private static func read(_ path: String, _ limits: Limits) throws(InputError) -> SignatureSource {
        let source = try ByteSource(path: path)
        var bytes: [UInt8] = []
        while case let chunk = try source.next(), !chunk.isEmpty {
            bytes += chunk
            guard bytes.count <= limits.signatureFileBytes else {
                throw InputError("'\(path)' is longer than \(limits.signatureFileBytes) bytes")
            }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw InputError("'\(path)' is not UTF-8") }
        return SignatureSource(name: path, text: text)
    }
}
