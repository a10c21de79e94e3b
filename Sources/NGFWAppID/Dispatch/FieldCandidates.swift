/// For each decoder and side the signatures with fields that a look at a stream can bring to match.
struct FieldCandidates: BitwiseCopyable, Sendable {
    /// A signature to be tried.
    struct Entry: BitwiseCopyable, Sendable {
        var signature: UInt16
        /// The fields that it needs, as bits of ``FieldContext``.
        var contexts: UInt16
        /// Whether it needs fields of the other end too.
        var needsOther: Bool
    }

    private let lists: FrozenTable<FrozenTable<Entry>>

    init(_ signatures: [CompiledSignature], in memory: FrozenMemory) {
        var lists = [[Entry]](repeating: [], count: 2 * FieldFamily.allCases.count)
        for (number, signature) in signatures.enumerated() where signature.transports & Transport.tcp.bit != 0 {
            for family in FieldFamily.allCases where signature.families & (1 << family.rawValue) != 0 {
                for side in [Side.client, .server] {
                    // What asks for nothing of the server's was tried when the client had spoken.
                    guard side == .client || signature.contexts & FieldContext.ofServer != 0 || !signature.lines.isEmpty else { continue }
                    let entry = Entry(
                        signature: UInt16(number), contexts: signature.contexts, needsOther: Self.needsOther(signature.contexts, side))
                    lists[Self.index(family, side)].append(entry)
                }
            }
        }
        self.lists = memory.freeze(lists.map { memory.freeze($0) })
    }

    /// Either end may name the type of its content: alone it is looked for on each side.
    private static func needsOther(_ contexts: UInt16, _ side: Side) -> Bool {
        if contexts & FieldContext.httpContentType.bit != 0, contexts != FieldContext.httpContentType.bit { return true }
        return contexts & others(side) != 0
    }

    /// Fields that only the other end's bytes can bring.
    private static func others(_ side: Side) -> UInt16 {
        side == .client ? FieldContext.ofServer & ~FieldContext.httpContentType.bit : ~FieldContext.ofServer
    }

    /// Fields that the other end's bytes may bring.
    static func expected(fromOther side: Side) -> UInt16 { others(side) | FieldContext.httpContentType.bit }

    private static func index(_ family: FieldFamily, _ side: Side) -> Int { 2 * Int(family.rawValue) + (side == .client ? 0 : 1) }

    subscript(family: FieldFamily, side: Side) -> FrozenTable<Entry> { lists[Self.index(family, side)] }
}
