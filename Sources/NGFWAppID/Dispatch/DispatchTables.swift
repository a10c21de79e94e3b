/// The dispatch tables of a library, by transport and by what a signature says of roles.
struct DispatchTables: BitwiseCopyable, Sendable {
    /// By ``index(_:_:)``; the last third holds the signatures that do not care about roles, which are tried once a look.
    private let tables: FrozenTable<DispatchTable>

    /// - Parameters:
    ///   - firstBytes: by the number of a pattern.
    ///   - prefixes: First four bytes that are worth a list of their own.
    init(
        _ signatures: [CompiledSignature], _ lines: [CompiledLine], _ patterns: PatternSet, firstBytes: [ByteSet], prefixes: Set<UInt32>,
        matchLimit: UInt32, in memory: FrozenMemory
    ) {
        var beginnings = Beginnings(patterns, prefixes: prefixes, matchLimit: matchLimit)
        var tables: [DispatchTable] = []
        for transport in Transport.allCases {
            for side in [Side.client, .server, nil] {
                var candidates = [[DispatchTable.Entry]](repeating: [], count: 256)
                var triggers: [Int32: Int] = [:]
                for (number, signature) in signatures.enumerated()
                where signature.transports & transport.bit != 0 && signature.fields.isEmpty {
                    guard signature.isSymmetric == (side == nil) else { continue }
                    // The most selective line; all are checked when the signature is tried.
                    let own = lines[signature.lines].filter { $0.side == side || $0.side == nil }
                    let narrowest = own.min { firstBytes[$0.pattern].count < firstBytes[$1.pattern].count }
                    guard let trigger = narrowest else { continue }
                    // A line for either end may match what the other one has said.
                    let isNeeded = trigger.side != nil || signature.lines.count == 1
                    let entry = DispatchTable.Entry(
                        signature: Int32(number), pattern: isNeeded ? Int32(trigger.pattern) : -1,
                        mask: isNeeded ? trigger.beginning.mask : 0, value: isNeeded ? trigger.beginning.value : 0,
                        needsBothSides: signature.needsBothSides)
                    triggers[entry.signature] = trigger.pattern
                    for byte in UInt8.min...UInt8.max where firstBytes[trigger.pattern].contains(byte) {
                        candidates[Int(byte)].append(entry)
                    }
                }
                candidates = candidates.map { Self.inOrder($0, signatures) }
                let lists = beginnings.lists(candidates) { triggers[$0.signature] }
                tables.append(DispatchTable(candidates, prefixes: lists, in: memory))
            }
        }
        self.tables = memory.freeze(tables)
    }

    /// Where the table for the signatures of a side, or of neither, stands.
    static func index(_ transport: Transport, _ side: Side?) -> Int {
        Int(transport.rawValue) * 3 + (side.map { Int($0.rawValue) } ?? 2)
    }

    subscript(index: Int) -> DispatchTable { tables[index] }

    /// Strongest first.
    private static func inOrder(_ entries: [DispatchTable.Entry], _ signatures: [CompiledSignature]) -> [DispatchTable.Entry] {
        entries.sorted { left, right in
            let (first, second) = (signatures[Int(left.signature)], signatures[Int(right.signature)])
            return (second.priority, second.strength, left.signature) < (first.priority, first.strength, right.signature)
        }
    }
}

/// Which patterns can match bytes that begin with four given ones.
private struct Beginnings: ~Copyable {
    private let patterns: PatternSet
    private let prefixes: [UInt32]
    private let matcher: PatternMatcher
    /// By prefix and pattern.
    private var known: [UInt64: Bool] = [:]

    init(_ patterns: PatternSet, prefixes: Set<UInt32>, matchLimit: UInt32) {
        self.patterns = patterns
        self.prefixes = prefixes.sorted()
        matcher = PatternMatcher(matchLimit: matchLimit)
    }

    /// The candidates of each prefix, in their order; prefixes that rule nothing out have no list.
    mutating func lists(
        _ candidates: [[DispatchTable.Entry]], _ trigger: (DispatchTable.Entry) -> Int?
    ) -> [(prefix: UInt32, candidates: [DispatchTable.Entry])] {
        var lists: [(prefix: UInt32, candidates: [DispatchTable.Entry])] = []
        for prefix in prefixes {
            let all = candidates[Int(prefix >> 24)]
            var left: [DispatchTable.Entry] = []
            for entry in all { if let pattern = trigger(entry), canBegin(pattern, prefix) { left.append(entry) } }
            if left.count < all.count { lists.append((prefix, left)) }
        }
        return lists
    }

    private mutating func canBegin(_ pattern: Int, _ prefix: UInt32) -> Bool {
        let key = UInt64(prefix) << 32 | UInt64(pattern)
        if let answer = known[key] { return answer }
        let bytes = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: prefix >> $0) }
        let answer = matcher.canBegin(patterns[pattern], with: bytes)
        known[key] = answer
        return answer
    }
}
