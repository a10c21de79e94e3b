public import NGFWCore

/// The applications that a session was given, oldest first; the last is the current one. No memory of its own.
public struct ApplicationPath: Sendable, RandomAccessCollection, ExpressibleByArrayLiteral {
    /// More than this many are not taken in.
    public static let capacity = 8

    private var applications = InlineArray<8, ApplicationID>(repeating: .undecided)
    public private(set) var count = 0

    public init() {}

    public init(arrayLiteral applications: ApplicationID...) {
        for application in applications { append(application) }
    }

    public var startIndex: Int { 0 }
    public var endIndex: Int { count }

    public subscript(index: Int) -> ApplicationID {
        precondition(index < count)
        return applications[index]
    }

    mutating func append(_ application: ApplicationID) {
        guard count < Self.capacity else { return }
        applications[count] = application
        count += 1
    }
}
