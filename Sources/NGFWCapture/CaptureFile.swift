import CPCAP

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// An open file, closed with the last reference to it. Safe: nobody else holds the stream while it is here.
@safe final class CaptureFile {
    let path: String
    /// Owned until ``release()``.
    private var stream: UnsafeMutablePointer<FILE>?

    init(path: String) throws(CaptureError) {
        // A copy of standard input's descriptor, so that closing is the same for all.
        let stream = unsafe path == "-" ? fdopen(dup(STDIN_FILENO), "rb") : fopen(path, "rb")
        guard unsafe stream != nil else { throw CaptureError(.cannotOpen, file: path, detail: systemErrorText()) }
        self.path = path
        unsafe self.stream = unsafe stream
    }

    deinit {
        if let stream = unsafe stream { unsafe fclose(stream) }
    }

    /// The first byte, which stays to be read; `nil` for an empty file.
    func firstByte() -> UInt8? {
        guard let stream = unsafe stream else { return nil }
        // One byte of push-back is always possible (C17 section 7.21.7.10).
        let byte = unsafe getc(stream)
        guard byte >= 0 else { return nil }
        unsafe ungetc(byte, stream)
        return UInt8(truncatingIfNeeded: byte)
    }

    /// Reads until the buffer is full or the file ends; returns the bytes read.
    func read(into buffer: inout [UInt8], count: Int) -> Int {
        guard let stream = unsafe stream else { return 0 }
        let room = min(count, buffer.count)
        // The bound: never more than the array holds.
        return unsafe buffer.withUnsafeMutableBytes { unsafe fread($0.baseAddress, 1, room, stream) }
    }

    /// Gives the stream to somebody who closes it.
    func release() -> UnsafeMutablePointer<FILE>? {
        defer { unsafe stream = nil }
        return unsafe stream
    }

    /// Takes the stream back.
    func adopt(_ stream: UnsafeMutablePointer<FILE>?) { unsafe self.stream = unsafe stream }
}

/// The system's words for the last error.
func systemErrorText() -> String {
    // libpcap's wrapper always returns a terminated text.
    unsafe pcap_strerror(errno).map { unsafe String(cString: $0) } ?? "error \(errno)"
}
