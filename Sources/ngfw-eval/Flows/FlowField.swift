import NGFW
import NGFWCore
import NGFWPolicy

/// One key of a flow description with its value and place; what every input format comes down to.
struct FlowField {
    enum Value {
        case text(String)
        /// A number as written.
        case number(String)
        /// Something that no key takes, in words: "a list".
        case other(String)
    }

    /// With dots for nesting: `expect.action`.
    var key: String
    var value: Value
    var line: Int
    /// In bytes, from 1.
    var column: Int
}

/// One flow of a file, or why it could not be read.
enum FlowInput {
    case flow(FlowRecord)
    case problems([FlowProblem])
}

/// A diagnostic and the line of text that it is about.
struct FlowProblem {
    var diagnostic: Diagnostic
    var sourceLine: [UInt8]?
}

/// A flow to decide, and the answer that is expected.
struct FlowRecord {
    struct Expectation {
        var action: RuleAction?
        var rule: String?
    }

    var flow: FlowDescription
    var expectation: Expectation?
    var location: SourceLocation
    var sourceLine: [UInt8]?
}
