import NGFWCore

/// Turns custom applications into the tables of a ``CustomLibrary``.
struct CustomCompiler {
    private let catalogue: ApplicationCatalogue
    let builder: PatternBuilder
    var signatures: [CompiledCustomSignature] = []
    var operators: [CustomOperator] = []
    var textOperators = [[(number: UInt32, literals: [[UInt8]])]](repeating: [], count: ContextField.allCases.count)
    var comparisons = [[UInt32]](repeating: [], count: ContextField.allCases.count)
    var decoders: UInt32 = 0
    var decoderOfApplication: [UInt8]
    var byProtocol: [UInt8: ApplicationID] = [:]
    var byICMP: [CustomLibrary.ICMPKey: ApplicationID] = [:]
    var identifiable: Set<ApplicationID> = []
    var revision: UInt64 = 0xCBF2_9CE4_8422_2325
    private var patternNumbers: [String: Int] = [:]

    static func compile(_ applications: [CustomApplication], _ catalogue: ApplicationCatalogue, _ limits: Limits, builtInWins: Bool)
        -> CustomLibrary
    {
        var compiler = CustomCompiler(catalogue, limits)
        for application in applications { compiler.add(application) }
        return CustomLibrary(compiler, builtInWins: builtInWins)
    }

    private init(_ catalogue: ApplicationCatalogue, _ limits: Limits) {
        self.catalogue = catalogue
        builder = PatternBuilder(maximumPatternBytes: limits.patternBytes)
        decoderOfApplication = [UInt8](repeating: 255, count: catalogue.count)
        for decoder in ContextDecoder.allCases {
            for name in decoder.applications {
                if let id = catalogue.id(named: name) { decoderOfApplication[Int(id.rawValue)] = decoder.rawValue }
            }
        }
    }

    private mutating func add(_ application: CustomApplication) {
        guard let id = catalogue.id(named: application.name), !id.isPseudo else { return }
        hash("\(application.name)\u{0}\(application.signatures)\u{0}\(application.parent ?? "")")
        if let number = application.ipProtocol, Transport(IPProtocol(rawValue: number)) == nil {
            if byProtocol[number] == nil { byProtocol[number] = id }
            identifiable.insert(id)
        }
        if let icmp = application.icmp {
            let key = CustomLibrary.ICMPKey(ipProtocol: icmp.ipProtocol.rawValue, type: icmp.type, code: icmp.code)
            if byICMP[key] == nil { byICMP[key] = id }
            identifiable.insert(id)
        }
        var parent = ApplicationID.undecided
        if let name = application.parent {
            // Inside something that nobody knows no session is.
            guard let found = catalogue.id(named: name), found != id else { return }
            parent = found
        }
        for signature in application.signatures { add(signature, id, parent) }
    }

    private mutating func hash(_ text: String) {
        for byte in text.utf8 { revision = (revision ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    }

    private mutating func add(_ signature: CustomSignature, _ id: ApplicationID, _ parent: ApplicationID) {
        guard (1...CustomSignature.maximumConditions).contains(signature.conditions.count) else { return }
        typealias Alternative = (
            index: UInt8, context: SignatureContext, field: ContextField, condition: CustomCondition, mask: QualifierMask
        )
        var alternatives: [Alternative] = []
        for (number, condition) in signature.conditions.enumerated() {
            let usable: [Alternative] = condition.compactMap { alternative in
                alternative.target.map { (UInt8(truncatingIfNeeded: number), $0.context, $0.field, alternative, $0.mask) }
            }
            // One condition that never holds keeps the signature from matching.
            guard !usable.isEmpty else { return }
            alternatives += usable
        }
        let number = UInt32(signatures.count)
        var strengths = [Int](repeating: .max, count: signature.conditions.count)
        var added: [(operator: CustomOperator, field: ContextField, literals: [[UInt8]])] = []
        for (index, context, field, condition, mask) in alternatives {
            var literals: [[UInt8]] = []
            guard let test = compile(condition.test, context, &literals) else { continue }
            let strength = literals.map(\.count).min() ?? 4
            strengths[Int(index)] = min(strengths[Int(index)], strength)
            added.append((CustomOperator(signature: number, condition: index, test: test, qualifiers: mask), field, literals))
        }
        guard !strengths.contains(.max) else { return }
        for (compiled, field, literals) in added {
            let place = UInt32(operators.count)
            operators.append(compiled)
            if case .pattern = compiled.test {
                textOperators[Int(field.rawValue)].append((place, literals))
            } else {
                comparisons[Int(field.rawValue)].append(place)
            }
        }
        for (_, context, _, _, _) in alternatives {
            for decoder in ContextDecoder.allCases where decoder.name == context.decoder { decoders |= decoder.bit }
        }
        signatures.append(
            CompiledCustomSignature(
                name: signature.name, application: id, parent: parent, conditionCount: UInt8(signature.conditions.count),
                isOrdered: signature.isOrdered, isSessionWide: signature.scope == .session,
                needsUnknownStream: added.contains { CustomLibrary.unknownTCP.contains($0.field) }, strength: strengths.reduce(0, +)))
        identifiable.insert(id)
    }

    private mutating func compile(_ test: CustomCondition.Test, _ context: SignatureContext, _ literals: inout [[UInt8]]) -> CustomOperator
        .Test?
    {
        switch test {
        case .equal(let value): return .equal(value)
        case .less(let value): return .less(value)
        case .greater(let value): return .greater(value)
        case .bytes(let offset, let mask, let value): return .bytes(offset: offset, mask: mask, value: value)
        case .pattern(let pattern):
            literals = pattern.literals
            // Ends come as early as they can, which is what ordered conditions go on from.
            let text = (context.foldsCase ? "(?iU)" : "(?U)") + pattern.expression
            if let number = patternNumbers[text] { return .pattern(number) }
            guard let number = try? builder.compile(text) else { return nil }
            patternNumbers[text] = number
            return .pattern(number)
        }
    }
}

extension CustomCondition {
    /// Whether the test is one for this kind of context.
    public func fits(_ context: SignatureContext) -> Bool {
        switch test {
        case .pattern: context.kind == .text
        case .equal, .less, .greater: context.kind == .number
        case .bytes: context.kind == .bytes
        }
    }

    /// Whether it can hold at all: context and qualifiers are evaluated here and go with the test.
    public var isEvaluable: Bool { target != nil }

    /// The field that it looks at; `nil` when it cannot hold.
    var target: (context: SignatureContext, field: ContextField, mask: QualifierMask)? {
        guard let context = SignatureContext.named(context), var field = context.field, fits(context),
            let mask = QualifierTable.mask(qualifiers)
        else { return nil }
        if mask.headers != 0 {
            switch field {
            case .httpRequestHeaders: field = .httpRequestHeaderLine
            case .httpResponseHeaders: field = .httpResponseHeaderLine
            default: return nil
            }
        }
        return (context, field, mask)
    }
}
