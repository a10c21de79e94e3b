public import NGFWCore

/// All signatures, compiled, with the catalogue of applications they and the published list name. Immutable; share it freely.
///
///     let library = try SignatureLibrary.builtIn()
///     var classifier = Classifier(library)
public final class SignatureLibrary: Sendable {
    /// Applications of the signature files first, then those of the published list.
    public let catalogue: ApplicationCatalogue
    /// A hash of the texts: equal texts have equal revisions on every machine.
    public let revision: UInt64
    /// Applications that some signature, host name or protocol number can name, ascending.
    public let identifiable: [ApplicationID]

    /// What looks at bytes read; its memory and its patterns are kept here.
    let tables: SignatureTables
    private let memory: FrozenMemory
    let patterns: PatternSet
    /// What evidence is called, put together once.
    let signatureTitles: [String]
    /// What the signatures were compiled from, in their order.
    let signatureDefinitions: [(application: String, signature: SignatureDefinition)]
    let protocols: ProtocolTable
    /// `nil` without custom applications.
    let custom: CustomLibrary?
    /// The library that was extended.
    private let extended: SignatureLibrary?

    /// The built-in library, from the generated text of `Signatures/`; compiled once a process.
    ///
    /// - Throws: ``SignatureError`` when the texts do not compile, which the tests exclude.
    public static func builtIn() throws(SignatureError) -> SignatureLibrary {
        try shared.get()
    }

    private static let shared: Result<SignatureLibrary, SignatureError> = {
        var diagnostics = Diagnostics()
        let library = SignatureLibrary(builtInWith: [], diagnostics: &diagnostics)
        return diagnostics.hasErrors ? .failure(SignatureError(diagnostics: diagnostics.all)) : .success(library)
    }()

    /// The built-in texts and others in one library; an application that one of the others defines is theirs alone.
    ///
    /// - Parameter diagnostics: takes what is wrong with the others.
    public convenience init(builtInWith others: [SignatureSource], limits: Limits = .standard, diagnostics: inout Diagnostics) {
        let added = others.map { SignatureParser.parse($0, limits: limits, diagnostics: &diagnostics) }
        let names = Set(added.flatMap { $0.applications.map(\.application.name) })
        let texts = GeneratedSignatures.self
        var files = texts.signatures.map { SignatureParser.parse($0, limits: limits, diagnostics: &diagnostics) }
        for index in files.indices { files[index].applications.removeAll { names.contains($0.application.name) } }
        let hosts = texts.hosts.map { HostFile.parse($0, diagnostics: &diagnostics) }
        let listed = texts.lists.flatMap { ListedApplications.parse($0, diagnostics: &diagnostics) }
        self.init(files: files + added, hosts: hosts, listed: listed, limits: limits, diagnostics: &diagnostics)
    }

    /// Compiles signature texts; what is wrong is left out and said in the diagnostics.
    ///
    /// - Parameters:
    ///   - hosts: Tables of host names, for applications of either of the others.
    ///   - listed: Applications known by name and metadata alone; those that a text defines are left out.
    public convenience init(
        compiling sources: [SignatureSource], hosts: [SignatureSource] = [], listed: [Application] = [], limits: Limits = .standard,
        diagnostics: inout Diagnostics
    ) {
        let files = sources.map { SignatureParser.parse($0, limits: limits, diagnostics: &diagnostics) }
        let tables = hosts.map { HostFile.parse($0, diagnostics: &diagnostics) }
        self.init(files: files, hosts: tables, listed: listed, limits: limits, diagnostics: &diagnostics)
    }

    init(files: [SignatureFile], hosts: [HostFile], listed: [Application], limits: Limits, diagnostics: inout Diagnostics) {
        var compiler = LibraryCompiler(files: files, services: hosts.flatMap(\.services), listed: listed, limits: limits)
        compiler.compile()
        diagnostics.add(contentsOf: compiler.diagnostics)
        catalogue = compiler.catalogue
        revision = LibraryCompiler.revision(of: files.map(\.source) + hosts.map(\.source), listed)
        identifiable = compiler.identifiable.sorted { $0.rawValue < $1.rawValue }
        patterns = PatternSet(compiler.builder)
        memory = compiler.memory
        tables = SignatureTables(compiler, patterns)
        signatureTitles = compiler.definitions.map { "signature '\($0.signature.name)' of \($0.application)" }
        signatureDefinitions = compiler.definitions
        protocols = compiler.protocols
        custom = nil
        extended = nil
    }

    /// A library with the same signatures and custom applications.
    init(extending base: SignatureLibrary, _ custom: CustomLibrary, _ catalogue: ApplicationCatalogue) {
        self.catalogue = catalogue
        revision = base.revision ^ custom.revision
        identifiable = Set(base.identifiable).union(custom.identifiable).sorted { $0.rawValue < $1.rawValue }
        (tables, memory, patterns) = (base.tables, base.memory, base.patterns)
        (signatureTitles, signatureDefinitions, protocols) = (base.signatureTitles, base.signatureDefinitions, base.protocols)
        self.custom = custom
        extended = base
    }

    /// This library without custom applications.
    public var base: SignatureLibrary { extended ?? self }

    /// The application that an IP protocol number, and type and code for ICMP, names by itself; `nil` when payload must tell.
    /// Of a custom and a predefined application the custom one, unless ``extended(by:catalogue:limits:builtInWins:)`` says otherwise.
    ///
    ///     library.application(forIPProtocol: .icmp, icmpType: 8)    // ping
    ///
    /// - Parameter icmpCode: matters to custom applications alone.
    public func application(forIPProtocol ipProtocol: IPProtocol, icmpType: UInt8?, icmpCode: UInt8? = nil) -> ApplicationID? {
        let builtIn = protocols.application(ipProtocol, icmpType)
        if let builtIn, custom?.builtInWins == true { return builtIn }
        return custom?.application(ipProtocol, icmpType, icmpCode) ?? builtIn
    }

    /// Evidence in words: `signature 'banner' of ssh`, `host name example.com`.
    public func describe(_ evidence: Evidence) -> String {
        switch evidence {
        case .none: "nothing"
        case .ipProtocol: "the IP protocol"
        case .signature(let number):
            Int(number) < signatureTitles.count ? signatureTitles[Int(number)] : "signature \(number)"
        case .decoder: "a protocol decoder"
        case .host(let number): tables.hosts.name(number).map { "host name \($0)" } ?? "a host name"
        case .certificate(let number): tables.hosts.name(number).map { "certificate of \($0)" } ?? "a certificate"
        case .custom(let number):
            custom.flatMap { custom in
                custom.signatures.indices.contains(Int(number)) ? custom.signatures[Int(number)] : nil
            }.map { "signature '\($0.name)' of custom application \(catalogue.name($0.application))" } ?? "a custom application"
        case .given: "an application override or the caller"
        case .announced: "a control session's announcement"
        }
    }
}

/// Applications that protocol numbers name.
struct ProtocolTable: Sendable {
    var byNumber = [ApplicationID](repeating: .undecided, count: 256)
    var byICMPType = [ApplicationID](repeating: .undecided, count: 256)
    var byICMP6Type = [ApplicationID](repeating: .undecided, count: 256)

    func application(_ ipProtocol: IPProtocol, _ icmpType: UInt8?) -> ApplicationID? {
        if let icmpType, ipProtocol.isICMP {
            let typed = ipProtocol == .icmp ? byICMPType[Int(icmpType)] : byICMP6Type[Int(icmpType)]
            if typed != .undecided { return typed }
        }
        let application = byNumber[Int(ipProtocol.rawValue)]
        return application == .undecided ? nil : application
    }
}
