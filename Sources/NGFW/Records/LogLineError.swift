/// Why a line of a log is no record, and where.
public typealias LogLineError = LineError<LogLineErrorCode>

/// What is wrong with a line: the code of its message, stable from version to version.
public enum LogLineErrorCode: String, LineErrorCode {
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
