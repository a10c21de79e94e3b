internal import NGFWCore
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

    /// Records a failure at a place of another file, as far as the framework can.
    func fail(_ message: String, at location: NGFWCore.SourceLocation) {
        guard Test.current != nil, location.line > 0 else { return fail("\(location): \(message)") }
        let module = fileID.split(separator: "/").first ?? "Suites"
        let name = location.file.split(separator: "/").last ?? "suite"
        let place = Testing.SourceLocation(
            fileID: "\(module)/\(name)", filePath: location.file, line: location.line, column: max(1, location.column))
        Issue.record(Comment(rawValue: message), sourceLocation: place)
    }
}
