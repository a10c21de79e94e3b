#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Files read in pieces, so that one larger than its limit is never held whole.
package enum InputFile {
    static let pieceBytes = 256 << 10

    /// Gives the file to `body` piece by piece until it says no; the reason when the file cannot be read.
    static func read(path: String, _ body: ([UInt8]) -> Bool) -> String? {
        guard let file = unsafe fopen(path, "rb") else { return reason() }
        defer { unsafe _ = fclose(file) }
        while true {
            var failed = false
            let piece = unsafe [UInt8](unsafeUninitializedCapacity: pieceBytes) { buffer, count in
                // `fread` writes at most the buffer's size.
                count = unsafe fread(buffer.baseAddress, 1, buffer.count, file)
                failed = unsafe ferror(file) != 0
            }
            if failed { return reason() }
            if piece.isEmpty || !body(piece) { return nil }
        }
    }

    /// The whole file; `nil` bytes with a reason when it cannot be read or is longer than the limit.
    package static func contents(path: String, limit: Int) -> (bytes: [UInt8], problem: String?) {
        var bytes: [UInt8] = []
        let problem = read(path: path) { piece in
            bytes += piece
            return bytes.count <= limit
        }
        if let problem { return ([], problem) }
        return bytes.count > limit ? ([], "it is longer than \(limit) bytes") : (bytes, nil)
    }

    private static func reason() -> String {
        // `strerror` gives a string that ends with zero.
        unsafe String(cString: strerror(errno)).lowercased()
    }
}
