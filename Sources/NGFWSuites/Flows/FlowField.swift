package import NGFW
package import NGFWCore

/// One key of a flow description with its value and place; what every input format comes down to.
package struct FlowField {
    package enum Value {
        case text(String)
        /// A number as written.
        case number(String)
        /// `true` or `false`, not as text.
        case flag(Bool)
        case list([String])
        /// Something that no key takes, in words: "a list of lists".
        case other(String)
    }

    /// With dots for nesting: `expect.action`.
    package var key: String
    package var value: Value
    package var line: Int
    /// In bytes, from 1.
    package var column: Int

    package init(key: String, value: Value, line: Int, column: Int) {
        self.key = key
        self.value = value
        self.line = line
        self.column = column
    }
}

/// One flow of a file, or why it could not be read.
package enum FlowInput {
    case flow(FlowRecord)
    case problems([FlowProblem])
}

/// A diagnostic and the line of text that it is about.
package struct FlowProblem {
    package var diagnostic: Diagnostic
    package var sourceLine: [UInt8]?
}

/// A flow to decide, and the answer that is expected.
package struct FlowRecord: Sendable {
    /// What the description calls itself.
    package var name: String?
    package var flow: FlowDescription
    package var expectation: FlowExpectation?
    package var location: SourceLocation
    package var sourceLine: [UInt8]?
}
