internal import NGFWCore

/// Why a tree cannot be spelt in a format.
struct SpellingProblem: Error {
    var message: String
}

/// Writes trees in the spelling of a format.
protocol TreeWriter {
    static func write(_ root: XMLElement) throws(SpellingProblem) -> [UInt8]
}

extension ConfigurationFormat {
    /// The text of a configuration in this format.
    func text(of root: XMLElement) throws(SpellingProblem) -> [UInt8] {
        switch self {
        case .xml: try XMLWriter.write(root)
        case .set: try SetWriter.write(root)
        case .json: try JSONTreeWriter.write(root)
        }
    }
}
