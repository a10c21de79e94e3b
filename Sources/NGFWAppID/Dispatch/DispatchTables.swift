/// The dispatch tables of a library, by transport and by what a signature says of roles.
struct DispatchTables: BitwiseCopyable, Sendable {
    /// By ``index(_:_:)``; the last third holds the signatures that do not care about roles, which are tried once a look.
    private let tables: FrozenTable<DispatchTable>

    /// - Parameter beginnings: by the number of a pattern.
    init(
        _ signatures: [CompiledSignature], _ lines: [CompiledLine], _ patterns: PatternSet, _ beginnings: [PatternBeginning],
        in memory: FrozenMemory
    ) {
        var tables: [DispatchTable] = []
        for transport in Transport.allCases {
            for side in [Side.client, .server, nil] {
                let numbers = signatures.indices.filter { number in
                    let signature = signatures[number]
                    return signature.transports & transport.bit != 0 && signature.fields.isEmpty && signature.isSymmetric == (side == nil)
                }
                let entries = Self.inOrder(numbers, signatures).compactMap {
                    Self.entry($0, signatures[$0], lines, side, patterns, beginnings)
                }
                tables.append(DispatchTable(entries, in: memory))
            }
        }
        self.tables = memory.freeze(tables)
    }

    /// What must be true of a side's new bytes for a signature to be worth trying; `nil` when none of its lines is about them.
    private static func entry(
        _ number: Int, _ signature: CompiledSignature, _ lines: [CompiledLine], _ side: Side?, _ patterns: PatternSet,
        _ beginnings: [PatternBeginning]
    ) -> (DispatchTable.Entry, PatternBeginning)? {
        let own = lines[signature.lines].filter { $0.side == side || $0.side == nil }
        // Lines for this end must match it. One of several lines for either end may: which others do not say.
        let needed = own.filter { $0.side != nil || own.count == 1 }
        let beginning: PatternBeginning
        var (pattern, minimumLength) = (-1, 0)
        if let narrowest = needed.min(by: { beginnings[$0.pattern].width < beginnings[$1.pattern].width }) {
            beginning = beginnings[narrowest.pattern]
            minimumLength = patterns[narrowest.pattern].minimumLength
            // PERF: of two ends' lines the client's is mostly the one that fails sooner, and it is the first.
            if !signature.needsBothSides { pattern = narrowest.pattern }
        } else if let first = own.first {
            beginning = own.dropFirst().reduce(beginnings[first.pattern]) { $0.union(beginnings[$1.pattern]) }
        } else {
            return nil
        }
        let entry = DispatchTable.Entry(
            signature: Int32(number), pattern: Int32(pattern), minimumLength: Int32(minimumLength),
            needsBothSides: signature.needsBothSides)
        return (entry, beginning)
    }

    /// Where the table for the signatures of a side, or of neither, stands.
    static func index(_ transport: Transport, _ side: Side?) -> Int {
        Int(transport.rawValue) * 3 + (side.map { Int($0.rawValue) } ?? 2)
    }

    subscript(index: Int) -> DispatchTable { tables[index] }

    /// Strongest first.
    private static func inOrder(_ numbers: [Int], _ signatures: [CompiledSignature]) -> [Int] {
        numbers.sorted { left, right in
            let (first, second) = (signatures[left], signatures[right])
            return (second.priority, second.strength, left) < (first.priority, first.strength, right)
        }
    }
}
