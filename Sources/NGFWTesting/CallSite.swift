internal import Testing
internal import XCTest

/// The place in a test that states an expectation.
struct CallSite {
    let fileID: String
    let filePath: StaticString
    let line: UInt
    let column: Int

    /// Records a failure with whichever framework runs the test.
    func fail(_ message: String) {
        if Test.current != nil {
            let place = Testing.SourceLocation(fileID: fileID, filePath: "\(filePath)", line: Int(line), column: column)
            Issue.record(Comment(rawValue: message), sourceLocation: place)
        } else {
            XCTFail(message, file: filePath, line: line)
        }
    }
}
