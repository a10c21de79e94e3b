import NGFWCore
import Testing

@testable import NGFWAppID

/// Custom applications beside the built-in signatures, on bytes written out in a test.
struct CustomLab {
    let library: SignatureLibrary

    init(_ applications: [CustomApplication], builtInWins: Bool = false) throws {
        let builtIn = try SignatureLibrary.builtIn()
        let catalogue = builtIn.catalogue.adding(applications.map { Application(name: $0.name, origin: .custom) })
        library = builtIn.extended(by: applications, catalogue: catalogue, builtInWins: builtInWins)
    }

    /// What the session is called in the end, the same wherever the stream is cut.
    func run(_ steps: [Sample.Step], _ transport: Transport = .tcp, sourceLocation: Testing.SourceLocation = #_sourceLocation)
        -> SampleResult
    {
        let runner = SampleRunner(library: library)
        let kind = Sample.Kind.payload(transport, startsMidStream: false, steps: steps)
        let whole = runner.run(kind)
        if transport == .tcp {
            for length in [1, 7, 50] {
                let cut = runner.run(kind) { step in
                    stride(from: 0, to: step.bytes.count, by: length).map { step.bytes[$0..<min($0 + length, step.bytes.count)] }
                }
                #expect(cut.application == whole.application, "cut every \(length) bytes", sourceLocation: sourceLocation)
            }
        }
        return whole
    }

    func name(_ steps: [Sample.Step], _ transport: Transport = .tcp, sourceLocation: Testing.SourceLocation = #_sourceLocation) -> String {
        run(steps, transport, sourceLocation: sourceLocation).application
    }
}

func client(_ text: String) -> Sample.Step { Sample.Step(side: .client, bytes: Array(text.utf8)) }
func server(_ text: String) -> Sample.Step { Sample.Step(side: .server, bytes: Array(text.utf8)) }
func client(_ bytes: [UInt8]) -> Sample.Step { Sample.Step(side: .client, bytes: bytes) }
func server(_ bytes: [UInt8]) -> Sample.Step { Sample.Step(side: .server, bytes: bytes) }

func hex(_ text: String) -> [UInt8] {
    let digits = text.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}

/// A condition with a pattern, with qualifiers `name=value`.
func condition(_ context: String, _ pattern: String, _ qualifiers: String...) throws -> CustomCondition {
    var condition = CustomCondition(context: context, .pattern(try SignaturePattern(pattern, PatternRules(.enhanced))))
    condition.qualifiers = qualifiers.map { text in
        let parts = text.split(separator: "=", maxSplits: 1)
        return CustomCondition.Qualifier(String(parts[0]), String(parts[1]))
    }
    return condition
}

/// An application with one signature.
func custom(
    _ name: String, parent: String? = nil, scope: CustomSignature.Scope = .transaction, ordered: Bool = false,
    _ conditions: [CustomCondition]...
) -> CustomApplication {
    var application = CustomApplication(name: name)
    application.parent = parent
    var signature = CustomSignature(name: "s")
    signature.scope = scope
    signature.isOrdered = ordered
    signature.conditions = conditions
    application.signatures = [signature]
    return application
}
