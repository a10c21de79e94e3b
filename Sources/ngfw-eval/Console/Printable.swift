/// A text from outside on one line of a terminal: control characters, which could command it, are shown as `?`.
func printable(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    return String(text.unicodeScalars.map { isControl($0) ? "?" : Character($0) })
}

/// C0, DEL and C1 (ECMA-48), line ends of Unicode, and what turns the direction of the text around (UAX #9, 2.7).
private func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7f..<0xa0, 0x61c, 0x200e, 0x200f, 0x2028...0x202e, 0x2066...0x2069: true
    default: false
    }
}
