import Foundation

/// Standard output or a file, written in blocks.
///
/// A reader that goes away (`ngfw-eval … | head`) ends the program without a word.
final class OutputFile {
    private static let blockByteCount = 1 << 16

    private let name: String
    private let handle: FileHandle
    private var pending: [UInt8] = []

    /// - Parameter path: `-` is standard output.
    init(path: String) throws(InputError) {
        name = path
        if path == "-" {
            handle = .standardOutput
            return
        }
        guard FileManager.default.createFile(atPath: path, contents: nil), let handle = FileHandle(forWritingAtPath: path) else {
            throw InputError("cannot write '\(path)': choose a file in a folder that exists and that you may write to")
        }
        self.handle = handle
    }

    private init(_ handle: FileHandle) {
        name = "standard output"
        self.handle = handle
    }

    static func standardOutput() -> OutputFile { OutputFile(.standardOutput) }

    func write(_ text: String) throws { try write(Array(text.utf8)) }

    func write(_ bytes: [UInt8]) throws {
        pending.append(contentsOf: bytes)
        if pending.count >= Self.blockByteCount { try flush() }
    }

    func flush() throws {
        guard !pending.isEmpty else { return }
        do {
            try handle.write(contentsOf: Data(pending))
        } catch {
            if isBrokenPipe(error) { throw BrokenPipe() }
            throw InputError("cannot write \(name): \(error.localizedDescription)")
        }
        pending.removeAll(keepingCapacity: true)
    }

    private func isBrokenPipe(_ error: any Error) -> Bool {
        var current: NSError? = error as NSError
        while let candidate = current {
            if candidate.domain == NSPOSIXErrorDomain, candidate.code == Int(EPIPE) { return true }
            current = candidate.userInfo[NSUnderlyingErrorKey] as? NSError
        }
        return false
    }
}

/// Nobody reads the output any more.
struct BrokenPipe: Error {}
