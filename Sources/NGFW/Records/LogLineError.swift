public import NGFWCore

/// Why a line of a log is no record, and where.
public struct LogLineError: Error, Hashable, Sendable {
    public enum Code: String, Hashable, Sendable, CaseIterable {
        case lineTooLong = "NGFW-L001"
        case unclosedQuote = "NGFW-L002"
        case textAfterQuote = "NGFW-L003"
        /// Fewer than any known version has, or more than ``Limits/logFields``.
        case fieldCount = "NGFW-L004"
        /// Not a line of a PAN-OS log.
        case unknownType = "NGFW-L005"
        case badAddress = "NGFW-L006"
        case badNumber = "NGFW-L007"
        case badTime = "NGFW-L008"
        /// A word that the column does not have.
        case badWord = "NGFW-L009"
    }

    public var code: Code
    /// From 1, in bytes of the line.
    public var column: Int
    public var message: String

    public init(_ code: Code, column: Int, _ message: String) {
        self.code = code
        self.column = column
        self.message = message
    }

    /// The error as a message about a file.
    public func diagnostic(file: String, line: Int) -> Diagnostic {
        Diagnostic(.error, code.rawValue, message, at: SourceLocation(file: file, line: line, column: column))
    }
}
