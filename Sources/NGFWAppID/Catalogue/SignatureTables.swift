import NGFWCore

/// What a look at bytes reads of a ``SignatureLibrary``: plain values, which are copied and read without counting references. They live
/// as long as their library.
struct SignatureTables: BitwiseCopyable, Sendable {
    let signatures: FrozenTable<CompiledSignature>
    let lines: FrozenTable<CompiledLine>
    let conditions: FrozenTable<Condition>
    let fields: FrozenTable<CompiledField>
    let patterns: FrozenTable<CompiledPattern>
    /// What each pattern's matches can begin with, to spare asking it.
    let firstBytes: FrozenTable<ByteSet>
    let continuities: FrozenTable<Continuity>
    let dispatch: DispatchTables
    /// Signatures with fields of a DNS message.
    let dnsSignatures: FrozenTable<UInt16>
    /// Signatures with fields of a TLS hello alone, for datagrams that carry one.
    let datagramHelloSignatures: FrozenTable<UInt16>
    /// Signatures with fields, for streams.
    let fieldCandidates: FieldCandidates
    let hosts: HostTable
    let bases: FamilyBases
    private let parents: FrozenTable<ApplicationID>

    init(_ compiler: LibraryCompiler, _ patterns: PatternSet) {
        let memory = compiler.memory
        let matcher = PatternMatcher(matchLimit: compiler.limits.patternMatchLimit)
        let firstBytes = patterns.all.map { matcher.firstBytes($0) }
        signatures = memory.freeze(compiler.signatures)
        lines = memory.freeze(compiler.lines)
        conditions = memory.freeze(compiler.conditions)
        fields = memory.freeze(compiler.fields)
        self.patterns = memory.freeze(patterns.all)
        self.firstBytes = memory.freeze(firstBytes)
        continuities = memory.freeze(compiler.continuities)
        let beginnings = zip(compiler.beginnings, firstBytes).map { $0.beginning(with: $1) }
        dispatch = DispatchTables(compiler.signatures, compiler.lines, patterns, beginnings, in: memory)
        dnsSignatures = memory.freeze(
            compiler.signatures.indices.filter { compiler.signatures[$0].families & (1 << FieldFamily.dns.rawValue) != 0 }.map(UInt16.init))
        datagramHelloSignatures = memory.freeze(
            compiler.signatures.indices.filter {
                let signature = compiler.signatures[$0]
                return signature.families == 1 << FieldFamily.tls.rawValue && signature.transports & Transport.udp.bit != 0
                    && signature.lines.isEmpty
            }.map(UInt16.init))
        fieldCandidates = FieldCandidates(
            compiler.signatures, compiler.fields, literals: compiler.fieldLiterals, in: memory)
        hosts = HostTable(compiler.hosts, in: memory)
        bases = FamilyBases(catalogue: compiler.catalogue)
        parents = memory.freeze(compiler.parents)
    }

    /// Whether one application is below the other, directly or not.
    func isParent(_ parent: ApplicationID, of child: ApplicationID) -> Bool {
        var current = child
        // A chain longer than this is a cycle.
        for _ in 0..<8 {
            // Custom applications stand behind the built-in ones and are not in the table.
            guard Int(current.rawValue) < parents.count else { return false }
            let next = parents[Int(current.rawValue)]
            if next == current { return false }
            if next == parent { return true }
            current = next
        }
        return false
    }
}

/// The wire protocols whose decoders give host names and fields.
struct FamilyBases: BitwiseCopyable, Sendable {
    private var ids = InlineArray<4, ApplicationID>(repeating: .undecided)
    let quic: ApplicationID

    init(catalogue: ApplicationCatalogue) {
        quic = catalogue.id(named: "quic") ?? .undecided
        for family in FieldFamily.allCases {
            let name =
                switch family {
                case .http: "web-browsing"
                case .tls: "ssl"
                case .ssh: "ssh"
                case .dns: "dns"
                }
            ids[Int(family.rawValue)] = catalogue.id(named: name) ?? .undecided
        }
    }

    subscript(family: FieldFamily) -> ApplicationID { ids[Int(family.rawValue)] }
}
