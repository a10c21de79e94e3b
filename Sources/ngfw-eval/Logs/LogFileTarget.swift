import NGFW
import NGFWCore

/// The traffic log in a file of its own: a disk that is full for a while costs records, which are counted, and not the run.
final class LogFileTarget: LogTarget {
    /// What waits while nothing can be written.
    private static let roomByteCount = 1 << 20

    private let path: String
    private let inputs: [String]
    private let console: Console
    private let newFile: (OutputFile) -> LogFile
    private var output: OutputFile
    private var file: LogFile
    private var lostCount = 0
    /// Why nothing can be written.
    private var failure: (any Error)?

    /// - Parameters:
    ///   - inputs: files that the run reads.
    ///   - appends: Whether the file keeps what it has.
    init(
        path: String, besides inputs: [String], appends: Bool, _ format: TrafficLogFormat, clock: TimeZoneRules, _ console: Console
    ) throws(InputError) {
        self.path = path
        self.inputs = inputs
        self.console = console
        newFile = { LogFile($0, format, clock: clock) }
        output = try OutputFile(path: path, besides: inputs, appends: appends)
        file = newFile(output)
    }

    func add(_ record: TrafficLogRecord) {
        if output.pending.count >= Self.roomByteCount { flush() }
        guard output.pending.count < Self.roomByteCount else {
            lostCount += 1
            return
        }
        attempt { try file.add(record) }
    }

    func flush() { attempt { try output.flush() } }

    /// Who renames log files wants a new one of the old name.
    func reopen() {
        flush()
        do throws(InputError) {
            let next = try OutputFile(path: path, besides: inputs, appends: true)
            lostCount += pendingCount
            output = next
            file = newFile(next)
        } catch {
            console.writeError("warning: --log: \(error); the file of before is written on")
        }
    }

    func finish() -> [String] {
        flush()
        lostCount += pendingCount
        guard let failure, lostCount > 0 else { return [] }
        return ["--log: \(grouped(lostCount)) records were not written: \(failure)"]
    }

    /// Records that are not written to their ends: each is one line.
    private var pendingCount: Int { output.pending.count { $0 == UInt8(ascii: "\n") } }

    private func attempt(_ body: () throws -> Void) {
        do {
            try body()
            guard failure != nil, output.pending.isEmpty else { return }
            failure = nil
            console.writeError("warning: --log: '\(path)' is written again; \(grouped(lostCount)) records were lost")
        } catch {
            if failure == nil { console.writeError("warning: --log: \(error); it is tried again, and records are lost when too many wait") }
            failure = error
        }
    }
}
