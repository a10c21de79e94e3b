/// A place in a text that came from outside.
public struct SourceLocation: Hashable, Sendable, CustomStringConvertible {
    /// The name of the text as the user gave it, usually a path.
    public var file: String
    /// From 1; 0 when unknown.
    public var line: Int
    /// From 1, in bytes; 0 when unknown.
    public var column: Int

    public init(file: String, line: Int = 0, column: Int = 0) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// `policy.xml:41:17`
    public var description: String {
        line == 0 ? file : column == 0 ? "\(file):\(line)" : "\(file):\(line):\(column)"
    }
}

/// A message about input text, at its place.
///
///     policy.xml:41:17: error: unknown address 'webb' in rule 'ssh-in' [NGFW-P012]
///       note: did you mean 'web'?
public struct Diagnostic: Hashable, Sendable, CustomStringConvertible {
    public enum Severity: String, Hashable, Sendable, Comparable {
        case note
        case warning
        case error

        private var rank: Int { self == .note ? 0 : self == .warning ? 1 : 2 }
        public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }
    }

    public var severity: Severity
    /// A stable id: `NGFW-` plus a letter for the area (A App-ID, C capture, F flows, L logs, P policy, R registration, S suites, X XML) and three digits.
    public var code: String
    /// Lower case, no full stop; names the thing in quotes and offers the remedy.
    public var message: String
    public var location: SourceLocation?
    public var notes: [String]

    public init(_ severity: Severity, _ code: String, _ message: String, at location: SourceLocation? = nil, notes: [String] = []) {
        self.severity = severity
        self.code = code
        self.message = message
        self.location = location
        self.notes = notes
    }

    public var description: String {
        let place = location.map { "\($0): " } ?? ""
        return ["\(place)\(severity.rawValue): \(message) [\(code)]"].appending(notes.map { "  note: \($0)" }).joined(separator: "\n")
    }
}

extension Array {
    fileprivate func appending(_ more: [Element]) -> [Element] { self + more }
}

/// Messages about one input, in order, bounded by ``Limits/diagnostics``.
public struct Diagnostics: Sendable {
    public private(set) var all: [Diagnostic] = []
    /// How many were left out because the limit was reached.
    public private(set) var suppressedCount = 0
    /// Errors and warnings, those that were left out included.
    public private(set) var errorCount = 0
    public private(set) var warningCount = 0
    /// How many of ``all`` are no errors: a flood of errors must not look for one of them each time.
    private var replaceableCount = 0
    private let limit: Int

    public init(limit: Int = Limits.standard.diagnostics) { self.limit = limit }

    /// Past the limit an error takes the place of the last warning or note, so that errors are never all left out.
    public mutating func add(_ diagnostic: Diagnostic) {
        count(diagnostic.severity, 1)
        guard all.count >= limit else {
            all.append(diagnostic)
            replaceableCount += diagnostic.severity == .error ? 0 : 1
            return
        }
        suppressedCount += 1
        guard diagnostic.severity == .error, replaceableCount > 0, let place = all.lastIndex(where: { $0.severity != .error }) else {
            return
        }
        all.remove(at: place)
        replaceableCount -= 1
        all.append(diagnostic)
    }

    private mutating func count(_ severity: Diagnostic.Severity, _ count: Int) {
        switch severity {
        case .error: errorCount += count
        case .warning: warningCount += count
        case .note: break
        }
    }

    public mutating func add(contentsOf others: some Sequence<Diagnostic>) {
        for diagnostic in others { add(diagnostic) }
    }

    /// Adds what another list holds, with the count of what it left out.
    public mutating func add(contentsOf other: Diagnostics) {
        let (errors, warnings) = (errorCount + other.errorCount, warningCount + other.warningCount)
        for diagnostic in other.all { add(diagnostic) }
        suppressedCount += other.suppressedCount
        (errorCount, warningCount) = (errors, warnings)
    }

    public mutating func error(_ code: String, _ message: String, at location: SourceLocation? = nil, notes: [String] = []) {
        add(Diagnostic(.error, code, message, at: location, notes: notes))
    }

    public mutating func warning(_ code: String, _ message: String, at location: SourceLocation? = nil, notes: [String] = []) {
        add(Diagnostic(.warning, code, message, at: location, notes: notes))
    }

    public var hasErrors: Bool { errorCount > 0 }
    public var isEmpty: Bool { all.isEmpty }
}

/// The nearest of some names to a misspelt one, for "did you mean"; `nil` when none is near.
///
/// - Complexity: O(*n* · length²); names over 63 bytes and more than 100,000 candidates are not compared.
public func nearestName(to name: String, in candidates: some Collection<String>) -> String? {
    let wanted = Array(name.lowercased().utf8)
    guard (1...63).contains(wanted.count), candidates.count <= 100_000 else { return nil }
    let limit = max(1, wanted.count / 3)
    var best: (distance: Int, name: String)?
    for candidate in candidates {
        let other = Array(candidate.lowercased().utf8)
        guard other.count <= 63, abs(other.count - wanted.count) <= limit else { continue }
        let distance = editDistance(wanted, other)
        if distance <= limit, (distance, candidate) < (best?.distance ?? .max, best?.name ?? "") { best = (distance, candidate) }
    }
    return best?.name
}

/// Text for a message, cut when it is long.
package func shortened(_ text: String) -> String {
    text.count <= 80 ? text : String(text.prefix(77)) + "..."
}

private func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var previous = Array(0...right.count)
    for (row, byte) in left.enumerated() {
        var current = [row + 1]
        for (column, other) in right.enumerated() {
            current.append(min(previous[column] + (byte == other ? 0 : 1), previous[column + 1] + 1, current[column] + 1))
        }
        previous = current
    }
    return previous[right.count]
}
