/// One text in the signature format, with the name that diagnostics show.
///
///     SignatureSource(name: "ssh.app", text: "application: ssh\n…")
public struct SignatureSource: Hashable, Sendable {
    public let name: String
    public let text: String

    public init(name: String, text: String) {
        self.name = name
        self.text = text
    }

    /// The lines with their numbers from 1 on, ended by LF or CR LF; the two are one character to Swift.
    var lines: [(number: Int, text: Substring)] {
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        return lines.enumerated().map { ($0.offset + 1, $0.element) }
    }
}
