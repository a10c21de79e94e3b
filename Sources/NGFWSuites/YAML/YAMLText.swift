extension String {
    /// The text as one YAML scalar: plain where that is safe, else in single quotes.
    ///
    /// Scalar by scalar: a quote and a mark that combines with it are one character, which is no quote.
    var asYAML: String {
        let isPlain = utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5a).contains($0) || (0x61...0x7a).contains($0) || $0 == 0x2d || $0 == 0x2e
                || $0 == 0x5f
        }
        if isPlain, !isEmpty, !hasPrefix("-") { return self }
        var quoted = String.UnicodeScalarView()
        quoted.append("'")
        for scalar in unicodeScalars {
            if scalar == "'" { quoted.append("'") }
            quoted.append(scalar)
        }
        quoted.append("'")
        return String(quoted)
    }
}
