public import NGFWCore

/// Signature texts that cannot be used; the diagnostics say where and why.
public struct SignatureError: Error, Sendable, CustomStringConvertible {
    /// At least one is an error.
    public let diagnostics: [Diagnostic]

    public init(diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }

    public var description: String { diagnostics.map(\.description).joined(separator: "\n") }
}
