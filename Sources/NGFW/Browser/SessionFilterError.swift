/// Why a text is no filter, and where.
public typealias SessionFilterError = LineError<SessionFilterErrorCode>

/// What is wrong with a filter: the code of its message, stable from version to version.
public enum SessionFilterErrorCode: String, LineErrorCode {
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
