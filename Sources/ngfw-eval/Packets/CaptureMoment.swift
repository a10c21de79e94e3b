import NGFWCore

/// A time of a capture, as a user says it.
enum CaptureMoment: Equatable {
    case absolute(Timestamp)
    /// Nanoseconds after the first packet.
    case afterStart(Int64)

    /// Parses RFC 3339, seconds since 1970, or seconds from the capture's start: `+12.5s`, `+12.5`.
    init?(_ text: String) {
        guard text.hasPrefix("+") else {
            guard let time = Timestamp(text) else { return nil }
            self = .absolute(time)
            return
        }
        let digits = text.hasSuffix("s") ? text.dropFirst().dropLast() : text.dropFirst()
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        func isNumber(_ part: Substring, _ length: ClosedRange<Int>) -> Bool {
            length.contains(part.utf8.count) && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
        }
        guard (1...2).contains(parts.count), isNumber(parts[0], 1...9), parts.count == 1 || isNumber(parts[1], 1...9),
            let seconds = Int64(parts[0])
        else { return nil }
        var fraction: Int64 = 0
        if parts.count == 2 {
            for index in 0..<9 {
                let digit = parts[1].utf8.dropFirst(index).first.map { Int64($0 - 0x30) } ?? 0
                fraction = fraction * 10 + digit
            }
        }
        self = .afterStart(seconds * 1_000_000_000 + fraction)
    }

    func time(start: Timestamp) -> Timestamp {
        switch self {
        case .absolute(let time): return time
        case .afterStart(let nanoseconds):
            let (sum, overflow) = start.nanoseconds.addingReportingOverflow(nanoseconds)
            return Timestamp(nanoseconds: overflow ? .max : sum)
        }
    }
}
