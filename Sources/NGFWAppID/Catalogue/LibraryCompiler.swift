import NGFWCore

/// Turns parsed signature files into the tables of a ``SignatureLibrary``.
struct LibraryCompiler {
    let files: [SignatureFile]
    let services: [HostFile.Service]
    let limits: Limits
    let catalogue: ApplicationCatalogue
    let builder: PatternBuilder
    /// Of the library's tables.
    let memory = FrozenMemory()
    var diagnostics: Diagnostics
    var identifiable: Set<ApplicationID> = []
    var signatures: [CompiledSignature] = []
    /// What the signatures were compiled from, in their order.
    var definitions: [(application: String, signature: SignatureDefinition)] = []
    var lines: [CompiledLine] = []
    var conditions: [Condition] = []
    /// By the number of a pattern.
    var beginnings: [PatternBeginning] = []
    /// By the number of a field: ``PatternLiterals``.
    var fieldLiterals: [[[UInt8]]?] = []
    var fields: [CompiledField] = []
    var continuities: [Continuity] = []
    var hosts = HostIndex()
    var protocols = ProtocolTable()
    var parents: [ApplicationID] = []
    private var patternNumbers: [String: Int] = [:]

    static let maximumSignatures = 30_000

    init(files: [SignatureFile], services: [HostFile.Service], listed: [Application], limits: Limits) {
        self.files = files
        self.services = services
        self.limits = limits
        diagnostics = Diagnostics(limit: limits.diagnostics)
        builder = PatternBuilder(maximumPatternBytes: limits.patternBytes)
        var seen: [String: SourceLocation] = [:]
        for definition in files.flatMap(\.applications) {
            let name = definition.application.name
            if let first = seen[name] {
                diagnostics.error(
                    "NGFW-A020", "application '\(name)' is defined twice", at: definition.location, notes: ["first at \(first)"])
            }
            seen[name] = definition.location
        }
        let named = Set(services.map(\.application))
        let known = files.flatMap { $0.applications.map(\.application) } + listed.map { named.contains($0.name) ? Self.service($0) : $0 }
        catalogue = ApplicationCatalogue(Self.withContainers(known))
    }

    mutating func compile() {
        parents = catalogue.identifiers.map { id in catalogue[id].parent.flatMap { catalogue.id(named: $0) } ?? id }
        for definition in files.flatMap(\.applications) {
            guard let id = catalogue.id(named: definition.application.name), !id.isPseudo else {
                let message = "'\(definition.application.name)' is reserved, or the catalogue is full"
                diagnostics.error("NGFW-A021", message, at: definition.location)
                continue
            }
            checkNames(definition)
            compileProtocols(definition, id)
            compileHosts(definition.hosts, id)
            for signature in definition.signatures { compile(signature, id) }
        }
        for service in services { compile(service) }
    }

    /// Applications that the metadata names must exist, or dependencies would silently never hold.
    private mutating func checkNames(_ definition: ApplicationDefinition) {
        let application = definition.application
        for name in application.uses + application.implicitlyUses + [application.parent].compactMap({ $0 })
        where catalogue.id(named: name) == nil {
            let message = "'\(application.name)' names the unknown application '\(name)'"
            diagnostics.warning("NGFW-A022", message, at: definition.location)
        }
    }

    private mutating func compileProtocols(_ definition: ApplicationDefinition, _ id: ApplicationID) {
        for number in definition.ipProtocols { claim(\.byNumber, number, id, "IP protocol", definition) }
        for type in definition.icmpTypes { claim(\.byICMPType, type, id, "ICMP type", definition) }
        for type in definition.icmp6Types { claim(\.byICMP6Type, type, id, "ICMPv6 type", definition) }
        if !definition.ipProtocols.isEmpty || !definition.icmpTypes.isEmpty || !definition.icmp6Types.isEmpty { identifiable.insert(id) }
    }

    private mutating func claim(
        _ table: WritableKeyPath<ProtocolTable, [ApplicationID]>, _ number: UInt8, _ id: ApplicationID, _ what: String,
        _ definition: ApplicationDefinition
    ) {
        let other = protocols[keyPath: table][Int(number)]
        if other != .undecided, other != id {
            diagnostics.error("NGFW-A023", "\(what) \(number) already names '\(catalogue.name(other))'", at: definition.location)
        } else {
            protocols[keyPath: table][Int(number)] = id
        }
    }

    private mutating func compile(_ service: HostFile.Service) {
        guard let id = catalogue.id(named: service.application), !id.isPseudo else {
            let names = catalogue.identifiers.filter { !$0.isPseudo }.map { catalogue.name($0) }
            let notes = nearestName(to: service.application, in: names).map { ["did you mean '\($0)'?"] } ?? []
            diagnostics.error("NGFW-A033", "unknown application '\(service.application)'", at: service.location, notes: notes)
            return
        }
        compileHosts(service.hosts, id)
    }

    private mutating func compileHosts(_ hosts: [HostDefinition], _ id: ApplicationID) {
        for host in hosts {
            if let other = self.hosts.insert(host.name, id), other != id {
                diagnostics.error("NGFW-A024", "host '\(host.name)' already names '\(catalogue.name(other))'", at: host.location)
            }
            identifiable.insert(id)
        }
    }

    private mutating func compile(_ definition: SignatureDefinition, _ id: ApplicationID) {
        guard definition.transports != 0, signatures.count < Self.maximumSignatures else { return }
        let firstLine = lines.count
        let firstField = fields.count
        var strength = 0
        var isComplete = true
        for line in definition.lines {
            guard let compiled = compile(line, definition) else {
                isComplete = false
                continue
            }
            strength += builder.minimumLength(compiled.pattern) + (line.condition == nil ? 0 : 2) + (definition.decoder == nil ? 0 : 8)
            lines.append(compiled)
        }
        for field in definition.fields {
            guard let number = number(of: field.pattern, at: field.location) else {
                isComplete = false
                continue
            }
            strength += 8 + builder.minimumLength(number)
            fields.append(CompiledField(context: field.context, pattern: number))
            fieldLiterals.append(PatternLiterals.of(field.pattern, shortest: GramIndex.width))
        }
        guard isComplete, lines.count + fields.count > firstLine + firstField else { return }
        let sides = Set(lines[firstLine...].compactMap(\.side))
        // Bytes that name an application are its own protocol; its parent is the wire where a field of the parent names it.
        signatures.append(
            CompiledSignature(
                application: id, base: definition.fields.isEmpty ? id : root(of: id), priority: definition.priority,
                isFinal: definition.isFinal, packets: definition.packets, continuity: compileContinuity(definition),
                transports: definition.transports, firstLine: firstLine, lineCount: lines.count - firstLine, firstField: firstField,
                fieldCount: fields.count - firstField,
                families: fields[firstField...].reduce(0) { $0 | 1 << $1.context.family.rawValue },
                contexts: fields[firstField...].reduce(0) { $0 | $1.context.bit }, strength: strength,
                isSymmetric: sides.isEmpty && definition.fields.isEmpty && definition.decoder?.dependsOnSide != true,
                needsBothSides: sides.count == 2))
        definitions.append((catalogue.name(id), definition))
        identifiable.insert(id)
    }

    /// The number of the signature's continuity, -1 without.
    private mutating func compileContinuity(_ definition: SignatureDefinition) -> Int {
        guard definition.constant != nil || definition.rising != nil else { return -1 }
        var continuity = Continuity()
        if let constant = definition.constant, let expression = field(constant) { continuity.constant = number(of: expression) }
        if let rising = definition.rising, let expression = field(rising), case .read(let kind, _) = expression {
            continuity.rising = number(of: expression)
            continuity.modulus = kind.modulus
        }
        continuities.append(continuity)
        return continuities.count - 1
    }

    private mutating func field(_ line: (text: String, location: SourceLocation)) -> ConditionExpression? {
        do {
            return try ConditionParser.parseField(line.text)
        } catch {
            var place = line.location
            place.column += error.offset
            diagnostics.error("NGFW-A026", error.message, at: place)
            return nil
        }
    }

    /// The end of the chain of parents.
    private func root(of id: ApplicationID) -> ApplicationID {
        var current = id
        for _ in 0..<8 { current = parents[Int(current.rawValue)] }
        return current
    }

    private mutating func compile(_ line: PayloadLine, _ definition: SignatureDefinition) -> CompiledLine? {
        guard let pattern = number(of: line.pattern, at: line.location) else { return nil }
        guard builder.isAnchored(pattern) else {
            diagnostics.error("NGFW-A025", "the pattern must begin with ^ in every alternative", at: line.location)
            return nil
        }
        var compiled = CompiledLine(side: line.side, pattern: pattern, decoder: definition.decoder)
        guard let (text, location) = line.condition else { return compiled }
        let expression: ConditionExpression
        do {
            expression = try ConditionParser.parse(text)
        } catch {
            var place = location
            place.column += error.offset
            diagnostics.error("NGFW-A026", error.message, at: place)
            return nil
        }
        if definition.transports & Transport.tcp.bit != 0 {
            guard let stream = expression.forStream() else {
                diagnostics.error("NGFW-A027", "this use of 'size' has no meaning on a stream; write 'X <= size'", at: location)
                return nil
            }
            compiled.streamCondition = number(of: stream)
        } else {
            compiled.streamCondition = number(of: expression)
        }
        compiled.datagramCondition = number(of: expression)
        guard compiled.streamCondition >= 0, compiled.datagramCondition >= 0 else {
            diagnostics.error("NGFW-A026", "the condition nests too deep", at: location)
            return nil
        }
        return compiled
    }

    /// -1 for one that could not be made.
    private mutating func number(of expression: ConditionExpression) -> Int {
        guard let condition = Condition(expression, in: memory) else { return -1 }
        conditions.append(condition)
        return conditions.count - 1
    }

    /// The number of a pattern; equal patterns share one.
    private mutating func number(of pattern: String, at location: SourceLocation) -> Int? {
        if let number = patternNumbers[pattern] { return number }
        do {
            let number = try builder.compile(pattern)
            patternNumbers[pattern] = number
            beginnings.append(PatternBeginning(pattern))
            return number
        } catch {
            var place = location
            place.column += error.offset
            diagnostics.error("NGFW-A028", "the pattern does not compile: \(error.message)", at: place)
            return nil
        }
    }
}
