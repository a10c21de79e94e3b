public import NGFWCore

/// Signature texts of one's own beside the built-in ones: whether they compile, whether their samples hold, and what is doubtful.
///
///     let review = SignatureReview([SignatureSource(name: "mine.app", text: text)])
///     for diagnostic in review.diagnostics.all { print(diagnostic) }
public struct SignatureReview {
    /// With the built-in texts; applications that these texts define are theirs alone.
    public let library: SignatureLibrary
    /// The applications that the texts define, in their order.
    public let applications: [String]
    /// Errors: what does not compile (`NGFW-A001` to `A039`), a sample that is not named (`A040`), a near miss that is (`A041`).
    /// Warnings: `A042` to `A047`.
    public private(set) var diagnostics = Diagnostics()

    private let definitions: [ApplicationDefinition]
    private let runner: SampleRunner

    /// - Complexity: that of compiling all signatures and of running all their samples.
    public init(_ sources: [SignatureSource], limits: Limits = .standard) {
        library = SignatureLibrary(builtInWith: sources, limits: limits, diagnostics: &diagnostics)
        runner = SampleRunner(library: library)
        var repeated = Diagnostics()
        definitions = sources.flatMap { SignatureParser.parse($0, limits: limits, diagnostics: &repeated).applications }
        applications = definitions.map(\.application.name)
        guard !diagnostics.hasErrors else { return }
        for definition in definitions {
            checkSamples(of: definition)
            for signature in definition.signatures { check(signature, of: definition, limits) }
        }
        checkForeignSamples(limits)
    }

    private mutating func checkSamples(of definition: ApplicationDefinition) {
        let name = definition.application.name
        var evidence: Set<String> = []
        for sample in definition.samples {
            let result = runner.run(sample.kind)
            if sample.isPositive {
                evidence.insert(result.evidence)
                if result.application != name {
                    let path = result.path.joined(separator: " > ")
                    diagnostics.error(
                        "NGFW-A040", "the sample is named '\(result.application)' (\(path)), by \(result.evidence)", at: sample.location)
                }
                for other in result.observed.sorted()
                where !result.path.contains(other) && other != result.base && isForeign(other, to: definition.application) {
                    diagnostics.warning("NGFW-A044", "'\(other)' claims this sample of '\(name)' too", at: sample.location)
                }
            } else if result.application == name {
                diagnostics.error("NGFW-A041", "the near miss is named, by \(result.evidence)", at: sample.location)
            }
        }
        for signature in definition.signatures where !evidence.contains("signature '\(signature.name)' of \(name)") {
            diagnostics.warning("NGFW-A042", "no sample is named by signature '\(signature.name)' of '\(name)'", at: signature.location)
        }
        if !definition.signatures.isEmpty, !definition.samples.contains(where: { !$0.isPositive }) {
            diagnostics.warning("NGFW-A043", "'\(name)' has no 'not-sample' that a sloppy pattern would take", at: definition.location)
        }
    }

    /// Whether an application claims what is another's, without being of its family.
    private func isForeign(_ other: String, to application: Application) -> Bool {
        guard other != application.name, let id = library.catalogue.id(named: other)
        else { return false }
        let candidate = library.catalogue[id]
        let isRelative =
            application.parent == other || candidate.parent == application.name || application.uses.contains(other)
            || candidate.uses.contains(application.name) || (application.parent != nil && application.parent == candidate.parent)
        return !isRelative
    }

    /// Samples of the built-in texts that the new ones claim.
    private mutating func checkForeignSamples(_ limits: Limits) {
        let own = Set(applications)
        var unused = Diagnostics()
        for source in GeneratedSignatures.signatures {
            for definition in SignatureParser.parse(source, limits: limits, diagnostics: &unused).applications
            where !own.contains(definition.application.name) {
                for sample in definition.samples where sample.isPositive {
                    let result = runner.run(sample.kind)
                    for other in result.observed.intersection(own).sorted() where isForeign(other, to: definition.application) {
                        let message = "'\(other)' claims this sample of '\(definition.application.name)'"
                        diagnostics.warning("NGFW-A044", message, at: sample.location)
                    }
                }
            }
        }
    }

    // MARK: Patterns

    private mutating func check(_ signature: SignatureDefinition, of definition: ApplicationDefinition, _ limits: Limits) {
        let builder = PatternBuilder(maximumPatternBytes: limits.patternBytes)
        let texts = signature.lines.map { ($0.pattern, $0.location) } + signature.fields.map { ($0.pattern, $0.location) }
        for (text, _) in texts { guard (try? builder.compile(text)) != nil else { return } }
        let patterns = PatternSet(builder)
        for (number, line) in signature.lines.enumerated() where signature.decoder == nil && line.condition == nil {
            let firstBytes = PatternMatcher(matchLimit: limits.patternMatchLimit).firstBytes(patterns[number])
            if firstBytes.count == 256 {
                let message = "the pattern may begin with any byte: it is tried on every session"
                diagnostics.warning("NGFW-A045", message, at: line.location)
            }
        }
        for (number, field) in signature.fields.enumerated() where !patterns[signature.lines.count + number].hasLiteral {
            diagnostics.warning(
                "NGFW-A046", "the pattern has no byte that must occur: every place of the field is tried", at: field.location)
        }
        let cost = PatternCost(definition.samples)
        for (number, (_, location)) in texts.enumerated() where cost.isHigh(patterns[number]) {
            let message = "the pattern takes more than \(PatternCost.limit) steps on some bytes: nested repetitions?"
            diagnostics.warning("NGFW-A047", message, at: location)
        }
    }
}

/// Tries patterns on bytes that are hard for them.
private struct PatternCost {
    /// Steps that no bytes should need.
    static let limit: UInt32 = 20_000
    private static let count = 4_096

    private var subjects: [[UInt8]] = []

    /// - Parameter samples: what the patterns are meant for, the worst of which is a part of it over and over.
    init(_ samples: [Sample]) {
        subjects = [0x00, 0x20, 0x61, 0x30, 0xFF].map { [UInt8](repeating: $0, count: Self.count) }
        for sample in samples.prefix(16) {
            guard case .payload(_, _, let steps) = sample.kind else { continue }
            for step in steps.prefix(4) where !step.bytes.isEmpty {
                // A part of it, a byte that fits nowhere, then its end again and again.
                let piece = step.bytes.dropFirst(step.bytes.count / 2)
                for quarters in 2...3 {
                    var bytes = step.bytes.prefix(step.bytes.count * quarters / 4) + [0x01]
                    while bytes.count < Self.count { bytes += piece }
                    subjects.append(Array(bytes))
                }
            }
        }
    }

    func isHigh(_ pattern: CompiledPattern) -> Bool {
        var matcher = PatternMatcher(matchLimit: Self.limit)
        return subjects.contains { matcher.matches(pattern, $0.span) == .undecided }
    }
}
