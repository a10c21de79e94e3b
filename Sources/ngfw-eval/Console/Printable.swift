/// A text from outside on one line of a terminal: control characters, which could command it, are shown as `?`.
func printable(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    return String(text.unicodeScalars.map { isControl($0) ? "?" : Character($0) })
}

/// C0, DEL and C1 (ECMA-48).
private func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7f..<0xa0).contains(scalar.value)
}
