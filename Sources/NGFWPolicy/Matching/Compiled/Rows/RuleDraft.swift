/// A set of rules under construction: plain bits, and which words of them may be other than zero.
struct RuleDraft: Sendable {
    private(set) var bits: [UInt64]
    private(set) var marks: [UInt64]

    init(groupCount: Int) {
        bits = Array(repeating: 0, count: groupCount * 64)
        marks = Array(repeating: 0, count: groupCount)
    }

    @inline(__always)
    mutating func add(_ rule: UInt32) {
        bits[Int(rule >> 6)] |= 1 << UInt64(rule & 63)
        marks[Int(rule >> 12)] |= 1 << UInt64((rule >> 6) & 63)
    }

    @inline(__always)
    mutating func add(_ rules: some Sequence<UInt32>) { for rule in rules { add(rule) } }

    mutating func add(bits other: [UInt64]) { for index in other.indices where other[index] != 0 { add(word: index, other[index]) } }

    @inline(__always)
    mutating func add(word index: Int, _ word: UInt64) {
        bits[index] |= word
        marks[index >> 6] |= 1 << UInt64(index & 63)
    }

    mutating func keep(bits other: [UInt64]) { for index in other.indices { bits[index] &= other[index] } }

    @inline(__always)
    mutating func keep(word index: Int, _ word: UInt64) { bits[index] &= word }

    /// How many rules are in.
    var count: Int { bits.reduce(0) { $0 + $1.nonzeroBitCount } }

    /// Takes a word out.
    @inline(__always)
    mutating func take(word index: Int) -> UInt64 {
        defer { bits[index] = 0 }
        return bits[index]
    }

    /// Forgets the marks of words that have been taken.
    mutating func clearMarks() { for index in marks.indices { marks[index] = 0 } }

    /// Takes the marks of a group's words out.
    @inline(__always)
    mutating func takeMarks(_ group: Int) -> UInt64 {
        defer { marks[group] = 0 }
        return marks[group]
    }
}
