public import NGFWCore

/// Why a line is not understood, and where: a line of a log, a filter.
///
///     column 16: no field is called 'adr'; did you mean 'addr'?
public struct LineError<Code: LineErrorCode>: Error, Hashable, Sendable, CustomStringConvertible {
    public var code: Code
    /// From 1, in bytes of the line.
    public var column: Int
    public var message: String

    public init(_ code: Code, column: Int, _ message: String) {
        self.code = code
        self.column = column
        self.message = message
    }

    public var description: String { "column \(column): \(message)" }

    /// The error as a message about a file.
    public func diagnostic(_ severity: Diagnostic.Severity = .error, file: String, line: Int = 1) -> Diagnostic {
        Diagnostic(severity, code.rawValue, message, at: SourceLocation(file: file, line: line, column: column))
    }
}

/// The codes of a kind of error: their raw values are those of diagnostics.
public protocol LineErrorCode: RawRepresentable<String>, Hashable, Sendable, CaseIterable {}
