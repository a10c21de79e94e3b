/// Bytes of a named text, piece by piece.
package struct ByteStream {
    /// What messages call it.
    package let name: String
    private let piece: () throws -> [UInt8]

    /// - Parameter next: gives the next bytes, none at the end.
    package init(name: String, next: @escaping () throws -> [UInt8]) {
        self.name = name
        piece = next
    }

    /// The next bytes, empty at the end.
    func next() throws -> [UInt8] { try piece() }
}
