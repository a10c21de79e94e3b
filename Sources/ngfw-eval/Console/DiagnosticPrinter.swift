import NGFWCore
import NGFWSuites

/// Prints diagnostics of input files with their source lines, reading each file once more at most.
struct DiagnosticPrinter {
    let console: Console

    /// Prints all in order, then how many were left out.
    func write(_ diagnostics: Diagnostics) {
        var wanted: [String: Set<Int>] = [:]
        for diagnostic in diagnostics.all {
            if let location = diagnostic.location, location.line > 0, location.column > 0 {
                wanted[location.file, default: []].insert(location.line)
            }
        }
        let texts = wanted.mapValues { $0 }.reduce(into: [String: [Int: [UInt8]]]()) { result, entry in
            result[entry.key] = sourceLines(of: entry.key, numbers: entry.value)
        }
        for diagnostic in diagnostics.all {
            console.write(diagnostic, sourceLine: diagnostic.location.flatMap { texts[$0.file]?[$0.line] })
        }
        if diagnostics.suppressedCount > 0 {
            console.writeError("\(diagnostics.suppressedCount) more messages are not shown")
        }
    }

    private func sourceLines(of path: String, numbers: Set<Int>) -> [Int: [UInt8]] {
        guard path != "-", let last = numbers.max(), let source = try? ByteSource(path: path) else { return [:] }
        var reader = LineReader(source.stream, limit: Limits.standard.flowLineBytes)
        var found: [Int: [UInt8]] = [:]
        while reader.number < last, let line = try? reader.next() {
            if numbers.contains(reader.number), case .text(let bytes) = line { found[reader.number] = bytes }
        }
        return found
    }
}
