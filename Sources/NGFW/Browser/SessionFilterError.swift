public import NGFWCore

/// Why a text is no filter, and where.
public struct SessionFilterError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// Something else was expected here.
        case unexpected = "NGFW-L020"
        case unknownField = "NGFW-L021"
        /// The field does not take this operator.
        case wrongOperator = "NGFW-L022"
        /// The field does not take this value.
        case badValue = "NGFW-L023"
        /// No group of this name.
        case unknownGroup = "NGFW-L024"
        /// Longer, or nested deeper, than ``Limits`` allow.
        case tooLarge = "NGFW-L025"
    }

    public var code: Code
    /// From 1, in bytes of the filter.
    public var column: Int
    public var message: String

    public init(_ code: Code, column: Int, _ message: String) {
        self.code = code
        self.column = column
        self.message = message
    }

    public var description: String { "column \(column): \(message)" }

    public func diagnostic(file: String) -> Diagnostic {
        Diagnostic(.error, code.rawValue, message, at: SourceLocation(file: file, line: 1, column: column))
    }
}
