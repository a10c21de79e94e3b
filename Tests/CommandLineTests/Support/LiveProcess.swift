import Foundation

/// A program that runs while a test goes on: its lines can be waited for, never longer than a minute.
///
/// Not Foundation's `Process`, which waits for ever for programs that close the descriptors they inherit, as ssh does.
final class LiveProcess {
    /// What the readers of both streams share with the test, under the lock.
    private final class Streams: @unchecked Sendable {
        let condition = NSCondition()
        var output: [UInt8] = []
        var errors: [UInt8] = []
        var openCount = 2
    }

    struct Timeout: Error, CustomStringConvertible {
        let description: String
    }

    private static let patience: TimeInterval = 60

    let identifier: pid_t
    private let streams = Streams()
    private var input: CInt
    private var status: CInt?

    init(_ arguments: [String], in folder: URL = Tool.example) throws {
        let ends = try (0..<3).map { _ in
            var pair: [CInt] = [-1, -1]
            // The call writes two descriptors.
            guard unsafe pipe(&pair) == 0 else { throw POSIXError(.EMFILE) }
            for descriptor in pair { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
            return (read: pair[0], write: pair[1])
        }
        let folders = "PATH=/usr/bin:/bin:/usr/sbin:/sbin"
        identifier = try Self.spawn(
            ["/usr/bin/env", "-C", folder.path] + arguments, [folders, "LC_ALL=C"],
            descriptors: [ends[0].read, ends[1].write, ends[2].write])
        for descriptor in [ends[0].read, ends[1].write, ends[2].write] { close(descriptor) }
        input = ends[0].write
        let streams = streams
        Self.read(ends[1].read, streams) { $0.output += $1 }
        Self.read(ends[2].read, streams) { $0.errors += $1 }
    }

    deinit {
        closeInput()
        guard status == nil else { return }
        kill(identifier, SIGKILL)
        reap()
    }

    private static func spawn(_ arguments: [String], _ environment: [String], descriptors: [CInt]) throws -> pid_t {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        for (number, descriptor) in descriptors.enumerated() {
            unsafe posix_spawn_file_actions_adddup2(&actions, descriptor, CInt(number))
        }
        // Test threads block signals, and a program begins with the mask of the thread that starts it.
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        unsafe sigemptyset(&none)
        unsafe posix_spawnattr_setsigmask(&attributes, &none)
        unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        // Both lists end in a null pointer, and their texts live until they are freed here.
        var texts = unsafe (arguments + environment).map { unsafe strdup($0) }
        defer { unsafe texts.forEach { unsafe free($0) } }
        unsafe texts.insert(nil, at: arguments.count)
        unsafe texts.append(nil)
        var identifier: pid_t = 0
        let code = unsafe texts.withUnsafeMutableBufferPointer { list in
            guard let base = list.baseAddress else { return EINVAL }
            return unsafe posix_spawn(&identifier, "/usr/bin/env", &actions, &attributes, base, base + arguments.count + 1)
        }
        guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EINVAL) }
        return identifier
    }

    private static func read(_ descriptor: CInt, _ streams: Streams, _ add: @escaping @Sendable (Streams, [UInt8]) -> Void) {
        Thread.detachNewThread {
            var piece = [UInt8](repeating: 0, count: 1 << 16)
            while true {
                // At most the buffer's own count is written into it.
                let count = unsafe piece.withUnsafeMutableBytes { unsafe Foundation.read(descriptor, $0.baseAddress, $0.count) }
                if count < 0, errno == EINTR { continue }
                streams.condition.lock()
                if count > 0 { add(streams, Array(piece.prefix(count))) } else { streams.openCount -= 1 }
                streams.condition.broadcast()
                streams.condition.unlock()
                if count <= 0 { break }
            }
            close(descriptor)
        }
    }

    /// What was written so far.
    var text: String { String(decoding: locked { $0.output }, as: UTF8.self) }
    var errorText: String { String(decoding: locked { $0.errors }, as: UTF8.self) }

    private func locked<Value>(_ body: (Streams) -> Value) -> Value {
        streams.condition.lock()
        defer { streams.condition.unlock() }
        return body(streams)
    }

    /// Waits until a condition on what both streams have holds.
    ///
    /// - Throws: ``Timeout`` after a minute, or as soon as the program has ended without it.
    func wait(for what: String, _ holds: (_ output: String, _ errors: String) -> Bool) throws {
        let deadline = Date(timeIntervalSinceNow: Self.patience)
        while true {
            let (output, errors, isOpen) = locked { ($0.output, $0.errors, $0.openCount > 0) }
            let (text, errorText) = (String(decoding: output, as: UTF8.self), String(decoding: errors, as: UTF8.self))
            if holds(text, errorText) { return }
            let seen = output.count + errors.count
            let hasNews =
                isOpen
                && locked { streams in
                    while streams.openCount > 0, streams.output.count + streams.errors.count == seen {
                        if !streams.condition.wait(until: deadline) { return false }
                    }
                    return true
                }
            guard hasNews else { throw Timeout(description: "no \(what); output: \(text); errors: \(errorText)") }
        }
    }

    /// Waits until a text stands in what was written.
    func wait(forOutput text: String) throws { try wait(for: "'\(text)'") { output, _ in output.contains(text) } }
    func wait(forError text: String) throws { try wait(for: "'\(text)'") { _, errors in errors.contains(text) } }

    func interrupt() { kill(identifier, SIGINT) }
    func hangUp() { kill(identifier, SIGHUP) }

    /// Writes to its standard input.
    func send(_ text: String) throws {
        try FileHandle(fileDescriptor: input).write(contentsOf: Data(text.utf8))
    }

    func closeInput() {
        if input >= 0 { close(input) }
        input = -1
    }

    /// Waits until it has written all and ended.
    ///
    /// - Throws: ``Timeout`` after a minute; it is ended then.
    func finish() throws -> Tool.Result {
        let deadline = Date(timeIntervalSinceNow: Self.patience)
        let isOver = locked { streams in
            while streams.openCount > 0 { if !streams.condition.wait(until: deadline) { return false } }
            return true
        }
        if !isOver { kill(identifier, SIGKILL) }
        let status = reap()
        guard isOver else { throw Timeout(description: "it did not end; output: \(text); errors: \(errorText)") }
        return Tool.Result(status: status, output: text, errors: errorText)
    }

    /// - Returns: the exit code, or 128 and the signal that ended it.
    @discardableResult
    private func reap() -> CInt {
        if let status { return status }
        var word: CInt = 0
        // The call writes one integer.
        while unsafe waitpid(identifier, &word, 0) < 0, errno == EINTR {}
        let code = word & 0x7f == 0 ? word >> 8 & 0xff : 128 + (word & 0x7f)
        status = code
        return code
    }
}
