/// The dispatch tables of a library, by transport and by what a signature says of roles.
struct DispatchTables: Sendable {
    /// By ``index(_:_:)``; the last third holds the signatures that do not care about roles, which are tried once a look.
    private let tables: [DispatchTable]

    init(_ signatures: [CompiledSignature], _ lines: [CompiledLine], _ patterns: PatternSet, matchLimit: UInt32) {
        let matcher = PatternMatcher(matchLimit: matchLimit)
        var firstBytes: [Int: [Bool]] = [:]
        for line in lines where firstBytes[line.pattern] == nil { firstBytes[line.pattern] = matcher.firstBytes(patterns, line.pattern) }
        var tables: [DispatchTable] = []
        for transport in Transport.allCases {
            for side in [Side.client, .server, nil] {
                var candidates = [[UInt16]](repeating: [], count: 256)
                for (number, signature) in signatures.enumerated()
                where signature.transports & transport.bit != 0 && signature.fields.isEmpty {
                    guard signature.isSymmetric == (side == nil) else { continue }
                    // The most selective line; all are checked when the signature is tried.
                    let triggers = lines[signature.lines].filter { $0.side == side || $0.side == nil }.compactMap { firstBytes[$0.pattern] }
                    guard let bytes = triggers.min(by: { Self.width($0) < Self.width($1) }) else { continue }
                    for byte in 0..<256 where bytes[byte] { candidates[byte].append(UInt16(number)) }
                }
                tables.append(DispatchTable(candidates.map { Self.inOrder($0, signatures) }))
            }
        }
        self.tables = tables
    }

    /// Where the table for the signatures of a side, or of neither, stands.
    static func index(_ transport: Transport, _ side: Side?) -> Int {
        Int(transport.rawValue) * 3 + (side.map { Int($0.rawValue) } ?? 2)
    }

    subscript(index: Int) -> DispatchTable { tables[index] }

    private static func width(_ bytes: [Bool]) -> Int { bytes.reduce(0) { $0 + ($1 ? 1 : 0) } }

    /// Strongest first.
    private static func inOrder(_ numbers: [UInt16], _ signatures: [CompiledSignature]) -> [UInt16] {
        numbers.sorted { left, right in
            let (first, second) = (signatures[Int(left)], signatures[Int(right)])
            return (second.priority, second.strength, Int(left)) < (first.priority, first.strength, Int(right))
        }
    }
}
