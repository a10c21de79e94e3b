/// Literals one of which stands in everything that a pattern matches: `(?i)^(?:foo-agent|barista)/\d` gives `foo-agent/` and `barista/`,
/// in lower case: upper and lower are to be taken as the same.
enum PatternLiterals {
    private static let most = 64

    /// - Returns: `nil` without a literal of that many bytes in each alternative.
    static func of(_ pattern: String, shortest: Int) -> [[UInt8]]? {
        guard let syntax = PatternSyntax(pattern) else { return nil }
        let literals = best(of: syntax)
        guard literals.count <= most, literals.allSatisfy({ $0.count >= shortest }) else { return nil }
        return literals
    }

    /// The longest; an empty one where there is none.
    private static func best(of syntax: PatternSyntax) -> [[UInt8]] {
        switch syntax {
        case .nothing: [[]]
        case .byte(let set): [set.letter.map { [$0] } ?? []]
        case .sequence(let parts): best(ofSequence: parts)
        case .alternatives(let parts): parts.flatMap { best(of: $0) }
        case .repetition(let part, let least, _): least > 0 ? best(of: part) : [[]]
        }
    }

    /// Of the runs of single bytes and of what the other parts have.
    private static func best(ofSequence parts: [PatternSyntax]) -> [[UInt8]] {
        var best: [[UInt8]] = [[]]
        var run: [UInt8] = []
        func worth(_ literals: [[UInt8]]) -> Int { literals.map(\.count).min() ?? 0 }
        func keep(_ literals: [[UInt8]]) { if worth(literals) > worth(best) { best = literals } }
        for part in parts {
            switch part {
            case .nothing: continue
            case .byte(let set):
                if let letter = set.letter {
                    run.append(letter)
                    continue
                }
            case .repetition(.byte(let set), let least, _) where least > 0:
                if let letter = set.letter { keep([run + [UInt8](repeating: letter, count: min(least, 16))]) }
            default: keep(Self.best(of: part))
            }
            keep([run])
            run = []
        }
        keep([run])
        return best
    }
}

extension ByteSet {
    /// The only byte; of a letter in both cases the lower.
    fileprivate var letter: UInt8? {
        guard let first else { return nil }
        if count == 1 { return first }
        return count == 2 && (0x41...0x5A).contains(first) && contains(first | 0x20) ? first | 0x20 : nil
    }
}
