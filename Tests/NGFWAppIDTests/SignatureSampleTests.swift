import NGFWCore
import Testing

@testable import NGFWAppID

@Suite("Samples of Signatures/")
struct SignatureSampleTests {
    let library = SignatureFolder.library

    @Test func theTextsCompileWithoutComplaint() {
        let complaints = SignatureFolder.compiled.diagnostics.all.map(\.description)
        #expect(complaints.isEmpty, "\(complaints.joined(separator: "\n"))")
        #expect(SignatureFolder.applications.count > 4)
    }

    /// Protocols without ports need none: there the protocol is the default.
    @Test(arguments: [("sctp", IPProtocol.sctp), ("udplite", .udpLite)])
    func anIPProtocolWithPortsIsItsApplicationsDefaultOnEveryPort(name: String, ipProtocol: IPProtocol) throws {
        let application = library.catalogue[try #require(library.catalogue.id(named: name))]
        #expect(application.defaultPorts.contains { $0.contains(ipProtocol, port: 4711, icmpType: nil) })
    }

    @Test(arguments: SignatureFolder.applications)
    func samplesAreNamedAndNearMissesAreNot(_ definition: ApplicationDefinition) {
        let runner = SampleRunner(library: library)
        for sample in definition.samples {
            let result = runner.run(sample.kind)
            let name = definition.application.name
            if sample.isPositive {
                #expect(
                    result.application == name,
                    "\(sample.location): named \(result.application), path \(result.path), by \(result.evidence)")
            } else {
                #expect(result.application != name, "\(sample.location): named by \(result.evidence)")
            }
        }
    }

    @Test(arguments: SignatureFolder.applications)
    func theAnswerDoesNotDependOnHowAStreamIsCut(_ definition: ApplicationDefinition) {
        let runner = SampleRunner(library: library)
        for sample in definition.samples {
            guard case .payload(.tcp, _, let steps) = sample.kind else { continue }
            let whole = runner.run(sample.kind)
            let single = runner.run(sample.kind) { step in step.bytes.indices.map { step.bytes[$0...$0] } }
            #expect(single.application == whole.application, "\(sample.location): byte by byte \(single.path), whole \(whole.path)")
            #expect(single.path == whole.path, "\(sample.location): byte by byte, by \(single.evidence)")
            let longest = min(steps.map(\.bytes.count).max() ?? 0, 160)
            for place in 1..<max(2, longest) {
                let cut = runner.run(sample.kind) { step in
                    place < step.bytes.count ? [step.bytes[..<place], step.bytes[place...]] : [step.bytes[...]]
                }
                #expect(cut.path == whole.path, "\(sample.location): cut at \(place), by \(cut.evidence)")
            }
        }
    }

    @Test(arguments: SignatureFolder.applications)
    func aSampleIsNamedByItsApplicationAndItsRelativesAlone(_ definition: ApplicationDefinition) {
        let runner = SampleRunner(library: library)
        for sample in definition.samples where sample.isPositive {
            let result = runner.run(sample.kind)
            for other in result.observed
            where !result.path.contains(other) && other != result.base && !isRelative(other, definition.application) {
                Issue.record("\(sample.location): \(other) claims it too")
            }
        }
    }

    private func isRelative(_ other: String, _ application: Application) -> Bool {
        guard other != application.name else { return true }
        guard let id = library.catalogue.id(named: other) else { return false }
        let candidate = library.catalogue[id]
        return application.parent == other || candidate.parent == application.name || application.uses.contains(other)
            || candidate.uses.contains(application.name)
            || (application.parent != nil && application.parent == candidate.parent)
    }

    @Test(arguments: SignatureFolder.applications)
    func everyApplicationHasANearMissAndEverySignatureASample(_ definition: ApplicationDefinition) {
        guard !definition.signatures.isEmpty else { return }
        let name = definition.application.name
        #expect(definition.samples.contains { !$0.isPositive }, "\(definition.location): \(name) has no not-sample")
        let runner = SampleRunner(library: library)
        let evidence = Set(definition.samples.filter(\.isPositive).map { runner.run($0.kind).evidence })
        for signature in definition.signatures {
            let wanted = "signature '\(signature.name)' of \(name)"
            #expect(evidence.contains(wanted), "\(signature.location): no sample is named by \(wanted)")
        }
    }
}

@Suite("Generated signatures")
struct GeneratedSignatureTests {
    @Test func theyAreFresh() {
        #expect(GeneratedSignatures.signatures == SignatureFolder.sources, "run `make signatures`")
        #expect(GeneratedSignatures.hosts == SignatureFolder.hosts, "run `make signatures`")
        #expect(GeneratedSignatures.lists == SignatureFolder.lists, "run `make signatures`")
    }

    @Test func theBuiltInLibraryCompiles() throws {
        let library = try SignatureLibrary.builtIn()
        #expect(library.identifiable.count > 4)
        #expect(library.catalogue.count > library.identifiable.count)
    }
}

extension ApplicationDefinition: CustomTestStringConvertible {
    public var testDescription: String { application.name }
}
