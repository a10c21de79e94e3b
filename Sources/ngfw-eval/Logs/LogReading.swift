import ArgumentParser
import NGFW
import NGFWCore
import NGFWSuites

/// Logs on their way from files to standard output.
final class LogReading {
    private let reader: PANOSCSVLogReader
    private let question: SessionFilter?
    /// `nil` writes lines as they were read.
    private var writer: (any RecordWriter)?
    private let output: OutputFile
    private let console: Console
    private var tally = LogTally()
    private var diagnostics = Diagnostics(limit: 100)

    init(
        _ reader: PANOSCSVLogReader, _ question: SessionFilter?, _ writer: (any RecordWriter)?, _ output: OutputFile, _ console: Console
    ) {
        self.reader = reader
        self.question = question
        self.writer = writer
        self.output = output
        self.console = console
    }

    /// Reads a file to its end. One that cannot be read is told, and others may follow.
    func read(_ path: String) throws {
        let source: ByteSource
        do throws(InputError) {
            source = try ByteSource(path: path)
        } catch {
            return tell(error)
        }
        var failure: InputError?
        let stream = ByteStream(name: source.name) {
            // Who looks on, as with `tail -f`, sees what there is.
            if source.isIdle { try self.flush() }
            do throws(InputError) {
                return try source.nextThere()
            } catch {
                failure = error
                return []
            }
        }
        var lines = LineReader(stream, limit: Limits.standard.logLineBytes)
        while let line = try lines.next() { try take(line, source.name, lines.number) }
        if let failure { tell(failure) }
    }

    func end() throws {
        try writer?.end()
        try output.flush()
        DiagnosticPrinter(console: console).write(diagnostics)
        console.writeError(tally.text)
        if tally.errorCount > 0 || tally.unreadCount > 0 { throw ExitCode(2) }
    }

    private func tell(_ error: InputError) {
        tally.unreadCount += 1
        console.writeError("error: \(error)")
    }

    private func flush() throws {
        try writer?.flush()
        try output.flush()
    }

    private func take(_ line: LineReader.Line, _ file: String, _ number: Int) throws {
        guard case .text(let bytes) = line else {
            let error = LogLineError(.lineTooLong, column: 1, "the line has more than \(Limits.standard.logLineBytes) bytes")
            return refuse(error, file, number)
        }
        let content: PANOSLogLine
        var doubts: [LogLineError] = []
        do throws(LogLineError) {
            content = try reader.read(bytes, doubts: &doubts)
        } catch {
            return refuse(error, file, number)
        }
        for doubt in doubts { diagnostics.add(doubt.diagnostic(.warning, file: file, line: number)) }
        switch content {
        case .traffic(let record):
            tally.recordCount += 1
            guard question?.matches(record) ?? true else { return }
            tally.matchCount += 1
            if writer == nil { try output.write(bytes + [UInt8(ascii: "\n")]) } else { try writer?.add(record) }
        case .other(let type): tally.skip(type)
        case .header, .blank: break
        }
    }

    private func refuse(_ error: LogLineError, _ file: String, _ number: Int) {
        tally.errorCount += 1
        diagnostics.add(error.diagnostic(file: file, line: number))
    }
}

/// Sums of a reading, in words.
struct LogTally {
    var recordCount = 0
    var matchCount = 0
    var errorCount = 0
    /// Files that could not be read to their ends.
    var unreadCount = 0
    private var skipped: [String: Int] = [:]
    /// Names of types come from the file.
    private static let typeLimit = 64

    mutating func skip(_ type: String) {
        let name = skipped[type] != nil || skipped.count < Self.typeLimit ? type : "other"
        skipped[name, default: 0] += 1
    }

    /// `12 traffic logs, 4 match; skipped: 2 SYSTEM, 3 THREAT; 1 line in error`
    var text: String {
        var text =
            "\(grouped(recordCount)) traffic log\(recordCount == 1 ? "" : "s"), \(grouped(matchCount)) match\(matchCount == 1 ? "es" : "")"
        if !skipped.isEmpty {
            text += "; skipped: " + skipped.sorted { $0.key < $1.key }.map { "\(grouped($0.value)) \($0.key)" }.joined(separator: ", ")
        }
        if errorCount > 0 { text += "; \(grouped(errorCount)) line\(errorCount == 1 ? "" : "s") in error" }
        if unreadCount > 0 { text += "; \(grouped(unreadCount)) file\(unreadCount == 1 ? "" : "s") not read" }
        return text
    }
}
