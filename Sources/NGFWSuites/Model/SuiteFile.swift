public import NGFWCore
package import NGFWPANOS
package import NGFWPolicy

/// A rule suite as its file says it: a configuration, what is registered when, what is asked, and what is expected.
///
/// Read by ``SuiteReader``, run by ``SuiteRunner``. The format is described in Docs/SUITES.md.
public struct SuiteFile: Sendable {
    /// The path, as messages name it.
    public let name: String
    /// `suite:`
    public var title = ""
    /// Section of the reference that a conformance suite is about.
    public var section: String?
    /// How well the behaviour is known: `verified`, `secondary`, `assumed`.
    public var standing: String?
    public var about: String?
    public var location: SourceLocation
    package var configuration: SuiteText?
    package var inputs = SuiteInputs()
    package var expectedDiagnostics: [SuiteDiagnosticCheck]?
    /// The first one is what stands at the top of the file.
    package var steps: [SuiteStep] = []

    /// Whether loading is expected to fail.
    var expectsErrors: Bool { expectedDiagnostics?.contains { $0.severity == .error } ?? false }

    /// Whether any answer, group, session or message is expected.
    var expectsAnything: Bool {
        expectedDiagnostics != nil
            || steps.contains { step in
                !step.groups.isEmpty || step.capture?.sessions.isEmpty == false || step.flows.contains { $0.expectation != nil }
            }
    }

    init(name: String) {
        self.name = name
        location = SourceLocation(file: name)
    }
}

/// A text that a suite holds itself, or the path of a file.
package struct SuiteText: Sendable {
    package enum Content: Hashable, Sendable {
        /// As a path to open.
        case file(String)
        /// The text moved to the place that it has in the suite's file, so that places in it are places of that file.
        case inline([UInt8])
    }

    package var content: Content
    package var location: SourceLocation
}

/// What a configuration is read with.
package struct SuiteInputs: Sendable {
    package enum Source<Value: Sendable>: Sendable {
        case file(String, at: SourceLocation)
        case value(Value)
    }

    package var vsys: String?
    package var deviceGroup: String?
    package var serial: String?
    package var deviceTags: [String]?
    package var objectPrecedence = ImportOptions.ObjectPrecedence.nearest
    package var options = PolicyOptions()
    package var isLenient = false
    package var zones: Source<[(IPPrefix, String)]>?
    package var resolutions: Source<[String: [TimedAddresses]]>?
    package var externalLists: [String: Source<[IPRange]>] = [:]
    package var regions: Source<[String: [IPRange]]>?
    package var userGroups: Source<[String: [String]]>?
    /// When the registrations were sent, and the time of the first flows.
    package var time: Timestamp?
}

/// A message that loading must give.
package struct SuiteDiagnosticCheck: Sendable {
    package var code: String
    package var severity: Diagnostic.Severity?
    /// Part of the message.
    package var message: String?
    package var line: Int?
    package var location: SourceLocation
}
