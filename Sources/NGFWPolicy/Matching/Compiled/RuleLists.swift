/// For each key the ascending rules that name it, in two flat arrays.
struct RuleLists: Sendable {
    private var starts: [UInt32]
    private(set) var rules: [UInt32] = []

    /// - Parameter pairs: key and rule; rules ascending.
    init(_ count: Int, _ pairs: [(key: UInt32, rule: UInt32)]) {
        self.init(count) { add in for pair in pairs { add(pair.key, pair.rule) } }
    }

    /// - Parameter forEach: Calls back with each key and rule, rules ascending; run twice, to count and to fill.
    @inline(__always)
    init(_ count: Int, _ forEach: ((_ key: UInt32, _ rule: UInt32) -> Void) -> Void) {
        var starts = [UInt32](repeating: 0, count: count + 1)
        forEach { key, _ in starts[Int(key) + 1] += 1 }
        for index in 0..<count { starts[index + 1] += starts[index] }
        var next = starts
        var rules = [UInt32](repeating: 0, count: Int(starts[count]))
        forEach { key, rule in
            rules[Int(next[Int(key)])] = rule
            next[Int(key)] += 1
        }
        self.starts = starts
        self.rules = rules
    }

    /// How many keys there are.
    var count: Int { starts.count - 1 }

    @inline(__always)
    subscript(key: Int) -> ArraySlice<UInt32> { rules[Int(starts[key])..<Int(starts[key + 1])] }

    var bytes: Int { (starts.capacity + rules.capacity) * MemoryLayout<UInt32>.stride }
}
