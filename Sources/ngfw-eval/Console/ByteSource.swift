import Foundation
import NGFWSuites

/// A file, or standard input for `-`, read in chunks.
struct ByteSource {
    static let chunkByteCount = 1 << 18

    /// As the user gave it; `<stdin>` for `-`.
    let name: String
    private let handle: FileHandle

    init(path: String) throws(InputError) {
        if path == "-" {
            name = "<stdin>"
            handle = .standardInput
            return
        }
        name = path
        var isDirectory: ObjCBool = false
        guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {  // the flag outlives the call
            throw InputError("cannot read '\(path)': no such file")
        }
        guard !isDirectory.boolValue else { throw InputError("cannot read '\(path)': it is a folder") }
        guard let handle = FileHandle(forReadingAtPath: path) else { throw InputError("cannot read '\(path)': permission denied") }
        self.handle = handle
    }

    /// For readers of the library.
    var stream: ByteStream { ByteStream(name: name, next: next) }

    /// Whether nothing is there to be read at this moment.
    var isIdle: Bool {
        var entry = pollfd(fd: handle.fileDescriptor, events: Int16(POLLIN), revents: 0)
        // One entry is passed, and its count.
        return unsafe poll(&entry, 1, 0) == 0
    }

    /// The bytes that are there: waits for the first one alone. Empty at the end.
    func nextThere() throws(InputError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: Self.chunkByteCount)
        while true {
            // At most the buffer's own count is written into it.
            let count = unsafe bytes.withUnsafeMutableBytes { unsafe read(handle.fileDescriptor, $0.baseAddress, $0.count) }
            if count >= 0 {
                bytes.removeLast(bytes.count - count)
                return bytes
            }
            // The text belongs to the system and is terminated.
            guard errno == EINTR else { throw InputError("cannot read '\(name)': \(unsafe String(cString: strerror(errno)).lowercased())") }
        }
    }

    /// The next bytes, empty at the end.
    func next() throws(InputError) -> [UInt8] {
        do {
            return [UInt8](try handle.read(upToCount: Self.chunkByteCount) ?? Data())
        } catch {
            throw InputError("cannot read '\(name)': \(error.localizedDescription)")
        }
    }
}

/// Input that cannot be used at all; the message names it and says what to do.
struct InputError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
