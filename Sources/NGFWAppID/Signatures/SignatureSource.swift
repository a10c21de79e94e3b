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
}
