/// For each decoder and side the signatures with fields that a look at a stream can bring to match: few for every look, and those that a
/// literal in one of the fields speaks for, so that the cost of a look hardly grows with the number of signatures.
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
    /// By ``index(_:_:)`` of a context and a side; their entries are numbers of ``indexed``.
    private let indexes: FrozenTable<GramIndex>
    /// Sides and contexts whose index is not empty, as bits.
    private let used: (client: UInt16, server: UInt16)
    private let indexed: FrozenTable<Entry>
    /// Slots of all indexes.
    let slotCount: Int

    /// So many patterns are tried as fast as a field is searched for their literals.
    static let fewest = 12

    /// - Parameter literals: of each field, those one of which whatever matches it contains.
    init(_ signatures: [CompiledSignature], _ fields: [CompiledField], literals: [[[UInt8]]?], in memory: FrozenMemory) {
        var groups = [[(entry: Entry, literals: [[UInt8]])]](repeating: [], count: 2 * FieldContext.allCases.count)
        var lists = [[Entry]](repeating: [], count: 2 * FieldFamily.allCases.count)
        for (number, signature) in signatures.enumerated() where signature.transports & Transport.tcp.bit != 0 {
            for family in FieldFamily.allCases where signature.families & (1 << family.rawValue) != 0 {
                for side in [Side.client, .server] {
                    // What asks for nothing of the server's was tried when the client had spoken.
                    guard side == .client || signature.contexts & FieldContext.ofServer != 0 || !signature.lines.isEmpty else { continue }
                    let entry = Entry(
                        signature: UInt16(number), contexts: signature.contexts, needsOther: Self.needsOther(signature.contexts, side))
                    let own = signature.fields.filter { fields[$0].context.family == family && Self.isOf(side, fields[$0].context) }
                    let best = own.filter { literals[$0] != nil }.max { Self.worth(literals[$0]) < Self.worth(literals[$1]) }
                    if let best, let found = literals[best] {
                        groups[Self.index(fields[best].context, side)].append((entry, found))
                    } else {
                        lists[Self.index(family, side)].append(entry)
                    }
                }
            }
        }
        var indexed: [Entry] = []
        var indexes: [GramIndex] = []
        var slots = 0
        var used: (client: UInt16, server: UInt16) = (0, 0)
        for (number, group) in groups.enumerated() {
            let context = FieldContext.allCases[number / 2]
            let isIndexed = group.count >= Self.fewest
            let side: Side = number % 2 == 0 ? .client : .server
            if !isIndexed {
                lists[Self.index(context.family, side)] += group.map(\.entry)
            } else if side == .client {
                used.client |= context.bit
            } else {
                used.server |= context.bit
            }
            let patterns = isIndexed ? group.enumerated().map { (UInt32(indexed.count + $0.offset), $0.element.literals) } : []
            indexes.append(GramIndex(patterns, firstSlot: slots, in: memory))
            if isIndexed { indexed += group.map(\.entry) }
            slots += indexes[number].slotCount
        }
        self.lists = memory.freeze(lists.map { memory.freeze($0.sorted { $0.signature < $1.signature }) })
        (self.indexes, self.indexed) = (memory.freeze(indexes), memory.freeze(indexed))
        (self.used, slotCount) = (used, slots)
    }

    /// The shortest of them counts.
    private static func worth(_ literals: [[UInt8]]?) -> Int { literals?.map(\.count).min() ?? 0 }

    /// Whether that side's bytes bring the field.
    private static func isOf(_ side: Side, _ context: FieldContext) -> Bool {
        context == .httpContentType || (context.bit & FieldContext.ofServer != 0) == (side == .server)
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

    private static func index(_ context: FieldContext, _ side: Side) -> Int {
        2 * context.bit.trailingZeroBitCount + (side == .client ? 0 : 1)
    }

    /// Those that every look tries.
    subscript(family: FieldFamily, side: Side) -> FrozenTable<Entry> { lists[Self.index(family, side)] }

    /// Fields of a side that are searched for literals, as bits of ``FieldContext``.
    func indexedContexts(_ side: Side) -> UInt16 { side == .client ? used.client : used.server }

    /// Appends the numbers, for ``subscript(_:)``, of those that the field speaks for; one may come several times.
    func find(
        _ context: FieldContext, _ side: Side, _ bytes: Span<UInt8>, stamps: inout [UInt32], stamp: UInt32, into found: inout [UInt32]
    ) {
        indexes[Self.index(context, side)].candidates(in: bytes, stamps: &stamps, stamp: stamp, into: &found)
    }

    subscript(number: UInt32) -> Entry { indexed[Int(number)] }
}
