/// The bytes that whatever matches an anchored pattern can have at its first places: `^GET [/*]` gives `G`, `E`, `T`, a blank, and two.
struct PatternBeginning {
    /// Places that are looked at.
    static let length = 8

    /// By place, ``length`` at most; behind them any byte may stand.
    private(set) var sets: [ByteSet] = []

    /// Of a pattern that begins with `^`.
    init(_ pattern: String) {
        if let syntax = PatternSyntax(pattern) { sets = Self.walk(syntax).sets }
    }

    /// What either of two patterns can begin with.
    func union(_ other: PatternBeginning) -> PatternBeginning {
        var union = self
        union.sets = zip(sets, other.sets).map { $0.union($1) }
        return union
    }

    /// Narrower to what the first byte can be.
    func beginning(with first: ByteSet) -> PatternBeginning {
        var narrowed = self
        if sets.isEmpty { narrowed.sets = [first] } else { narrowed.sets[0].formIntersection(first) }
        return narrowed
    }

    /// The values that it allows at all places together: of two patterns the one with fewer is the more selective.
    var width: Int { sets.reduce(256 * (Self.length - sets.count)) { $0 + $1.count } }

    func allows(_ byte: UInt8, at place: Int) -> Bool { place >= sets.count || sets[place].contains(byte) }

    /// - Returns: the sets, and whether all matches are as long as they are, so that what follows begins behind them.
    private static func walk(_ syntax: PatternSyntax) -> (sets: [ByteSet], isOpen: Bool) {
        switch syntax {
        case .nothing: return ([], true)
        case .byte(let set): return ([set], true)
        case .sequence(let parts):
            var sets: [ByteSet] = []
            for part in parts {
                let next = walk(part)
                sets += next.sets
                guard next.isOpen, sets.count < length else { return (Array(sets.prefix(length)), false) }
            }
            return (sets, true)
        case .alternatives(let parts):
            let walks = parts.map { walk($0) }
            let count = walks.map(\.sets.count).min() ?? 0
            let sets = (0..<count).map { place in walks.reduce(into: ByteSet()) { $0.formUnion($1.sets[place]) } }
            return (sets, walks.allSatisfy { $0.isOpen && $0.sets.count == count })
        case .repetition(let part, let least, let most):
            var sets: [ByteSet] = []
            let one = walk(part)
            for _ in 0..<min(least, length) {
                sets += one.sets
                guard one.isOpen, sets.count < length else { return (Array(sets.prefix(length)), false) }
            }
            return (sets, most == least)
        }
    }
}
