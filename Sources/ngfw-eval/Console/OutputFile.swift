import Foundation

/// Standard output or a file, written in blocks.
///
/// A path keeps what stands there: a pipe, a device, a link, a file with its owner and mode. A reader of standard output that goes away
/// (`ngfw-eval … | head`) ends the program without a word.
final class OutputFile {
    private static let blockByteCount = 1 << 16

    private let name: String
    private let descriptor: CInt
    /// What was not written yet; an error leaves it here.
    private(set) var pending: [UInt8] = []

    /// - Parameters:
    ///   - path: `-` is standard output.
    ///   - others: what the run reads and writes besides; `nil` and `-` are none.
    ///   - appends: Whether a file keeps what it has.
    /// - Throws: `InputError` when it cannot be written, or is the same file as one of the others or of the standard streams.
    init(path: String, besides others: [String?] = [], appends: Bool = false) throws(InputError) {
        if path == "-" {
            name = "standard output"
            descriptor = STDOUT_FILENO
            return
        }
        name = "'\(path)'"
        descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_CLOEXEC | (appends ? O_APPEND : 0), 0o666)
        guard descriptor >= 0 else {
            throw InputError("cannot write '\(path)': choose a file in a folder that exists and that you may write to")
        }
        guard let identity = FileIdentity(descriptor: descriptor) else { return }
        for other in others.compactMap(\.self) where other != "-" && FileIdentity(path: other) == identity {
            throw InputError("cannot write '\(path)': it is the same file as '\(other)', which this run reads or writes too")
        }
        for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where FileIdentity(descriptor: stream) == identity {
            throw InputError("cannot write '\(path)': it is the file that a standard stream of this run is directed to")
        }
        if appends {
            endLastLine(path)
        } else {
            guard ftruncate(descriptor, 0) == 0 else { throw failure() }
        }
    }

    private init() {
        name = "standard output"
        descriptor = STDOUT_FILENO
    }

    deinit { if descriptor > STDERR_FILENO { close(descriptor) } }

    static func standardOutput() -> OutputFile { OutputFile() }

    /// What a run that was killed wrote last may be half a line.
    private func endLastLine(_ path: String) {
        let reader = unsafe open(path, O_RDONLY | O_CLOEXEC)
        defer { close(reader) }
        let end = lseek(reader, 0, SEEK_END)
        var last = UInt8(ascii: "\n")
        // At most one byte is written, into a variable that outlives the call.
        guard end > 0, unsafe pread(reader, &last, 1, end - 1) == 1, last != UInt8(ascii: "\n") else { return }
        pending.append(UInt8(ascii: "\n"))
    }

    func write(_ text: String) throws { try write(Array(text.utf8)) }

    func write(_ bytes: [UInt8]) throws {
        pending.append(contentsOf: bytes)
        if pending.count >= Self.blockByteCount { try flush() }
    }

    func flush() throws {
        var start = 0
        defer { pending.removeFirst(start) }
        while start < pending.count {
            let count = unsafe pending[start...].withUnsafeBytes { buffer in
                // The buffer lives during the call and has this many bytes.
                unsafe Foundation.write(descriptor, buffer.baseAddress, buffer.count)
            }
            if count >= 0 {
                start += count
            } else if errno == EAGAIN {
                waitUntilWritable()
            } else if errno != EINTR {
                if errno == EPIPE, descriptor == STDOUT_FILENO { throw BrokenPipe() }
                throw failure()
            }
        }
    }

    /// Of descriptors that others have set not to wait.
    private func waitUntilWritable() {
        var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        // One entry is passed, and its count.
        _ = unsafe poll(&entry, 1, -1)
    }

    private func failure() -> InputError {
        // The text belongs to the system and is terminated.
        InputError("cannot write \(name): \(unsafe String(cString: strerror(errno)).lowercased())")
    }
}

/// Nobody reads the output any more.
struct BrokenPipe: Error {}
