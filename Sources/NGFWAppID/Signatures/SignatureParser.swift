import NGFWCore

/// Reads the text format of `Signatures/` (Docs/SIGNATURES.md) into definitions; what is wrong is reported at its place and
/// the rest is still read.
struct SignatureParser {
    let file: String
    let limits: Limits
    var diagnostics: Diagnostics
    private(set) var applications: [ApplicationDefinition] = []
    /// Defaults for the signatures of the application, from `priority` and `final` before the first of them.
    private var defaultPriority = SignatureDefinition.defaultPriority
    private var defaultIsFinal = true

    static func parse(_ source: SignatureSource, limits: Limits, diagnostics: inout Diagnostics) -> SignatureFile {
        var parser = SignatureParser(file: source.name, limits: limits, diagnostics: Diagnostics(limit: limits.diagnostics))
        for (number, line) in source.lines { parser.read(line, number) }
        parser.finish()
        diagnostics.add(contentsOf: parser.diagnostics)
        return SignatureFile(source: source, applications: parser.applications)
    }

    /// One `key: value` with its place.
    struct Entry {
        let key: String
        /// What stands in parentheses after the key: `sample(mid-stream)`.
        let option: String?
        let value: String
        let location: SourceLocation
        let valueLocation: SourceLocation
    }

    private mutating func read(_ line: Substring, _ number: Int) {
        let trimmed = line.drop { $0 == " " || $0 == "\t" }
        guard let first = trimmed.first, first != "#" else { return }
        let column = line.utf8.count - trimmed.utf8.count + 1
        let location = SourceLocation(file: file, line: number, column: column)
        guard let colon = trimmed.firstIndex(of: ":") else {
            diagnostics.error("NGFW-A001", "expected 'key: value'", at: location)
            return
        }
        var key = String(trimmed[..<colon])
        var option: String?
        if key.hasSuffix(")"), let open = key.firstIndex(of: "(") {
            option = String(key[key.index(after: open)...].dropLast())
            key = String(key[..<open])
        }
        let rest = trimmed[trimmed.index(after: colon)...]
        let body = rest.drop { $0 == " " || $0 == "\t" }
        var value = body
        while let last = value.last, last == " " || last == "\t" { value = value.dropLast() }
        var valueLocation = location
        valueLocation.column = line.utf8.count - body.utf8.count + 1
        accept(Entry(key: key, option: option, value: String(value), location: location, valueLocation: valueLocation))
    }

    private mutating func accept(_ entry: Entry) {
        guard !entry.value.isEmpty else {
            diagnostics.error("NGFW-A002", "'\(entry.key)' has no value", at: entry.location)
            return
        }
        if entry.key == "application" {
            finish()
            let application = Application(name: entry.value, origin: .signature)
            applications.append(ApplicationDefinition(application: application, location: entry.valueLocation))
            defaultPriority = SignatureDefinition.defaultPriority
            defaultIsFinal = true
            return
        }
        guard !applications.isEmpty else {
            diagnostics.error("NGFW-A003", "'\(entry.key)' before the first 'application'", at: entry.location)
            return
        }
        let index = applications.count - 1
        switch entry.key {
        case "signature":
            var signature = SignatureDefinition(name: entry.value, location: entry.valueLocation)
            signature.priority = defaultPriority
            signature.isFinal = defaultIsFinal
            applications[index].signatures.append(signature)
        case "sample", "not-sample":
            if let sample = readSample(entry) { applications[index].samples.append(sample) }
        case "priority", "final":
            readStrength(entry, index)
        case _ where Self.signatureKeys.contains(entry.key) || FieldContext(rawValue: entry.key) != nil:
            guard !applications[index].signatures.isEmpty else {
                diagnostics.error(
                    "NGFW-A004", "'\(entry.key)' before the first 'signature' of '\(applications[index].application.name)'",
                    at: entry.location)
                return
            }
            let last = applications[index].signatures.count - 1
            var signature = applications[index].signatures[last]
            readSignatureKey(entry, &signature)
            applications[index].signatures[last] = signature
        default:
            var definition = applications[index]
            readApplicationKey(entry, &definition)
            applications[index] = definition
        }
    }

    /// `priority` and `final`: of the signature, or of all when they stand before the first.
    private mutating func readStrength(_ entry: Entry, _ index: Int) {
        var priority = defaultPriority
        var isFinal = defaultIsFinal
        let last = applications[index].signatures.count - 1
        if last >= 0 { (priority, isFinal) = (applications[index].signatures[last].priority, applications[index].signatures[last].isFinal) }
        if entry.key == "priority" {
            guard let number = readNumber(entry, in: 0...100) else { return }
            priority = number
        } else {
            guard ["yes", "no"].contains(entry.value) else {
                diagnostics.error("NGFW-A008", "'final' is 'yes' or 'no', not '\(entry.value)'", at: entry.valueLocation)
                return
            }
            isFinal = entry.value == "yes"
        }
        if last >= 0 {
            applications[index].signatures[last].priority = priority
            applications[index].signatures[last].isFinal = isFinal
        } else {
            (defaultPriority, defaultIsFinal) = (priority, isFinal)
        }
    }

    /// What can be said only when an application is complete.
    private mutating func finish() {
        guard let index = applications.indices.last else { return }
        // TCP is what most signatures are over.
        for number in applications[index].signatures.indices where applications[index].signatures[number].transports == 0 {
            applications[index].signatures[number].transports = Transport.tcp.bit
        }
        for number in applications[index].signatures.indices
        where applications[index].signatures[number].decoder != nil && applications[index].signatures[number].lines.isEmpty {
            // A decoder alone looks at either end's bytes.
            let line = PayloadLine(side: nil, pattern: "^", location: applications[index].signatures[number].location)
            applications[index].signatures[number].lines.append(line)
        }
        let definition = applications[index]
        let name = definition.application.name
        if definition.reference.isEmpty {
            diagnostics.error(
                "NGFW-A005", "application '\(name)' has no 'reference' that says where its facts come from", at: definition.location)
        }
        if definition.application.category.isEmpty {
            diagnostics.error("NGFW-A006", "application '\(name)' has no 'category'", at: definition.location)
        }
        for signature in definition.signatures {
            if signature.lines.isEmpty, signature.fields.isEmpty {
                diagnostics.error("NGFW-A009", "signature '\(signature.name)' of '\(name)' has no pattern", at: signature.location)
            }
            if let place = (signature.constant ?? signature.rising)?.location, signature.packets < 2 {
                diagnostics.error("NGFW-A029", "'constant' and 'rising' compare datagrams: 'packets' must be 2 or more", at: place)
            }
            if signature.packets > 1, signature.transports & Transport.tcp.bit != 0 {
                diagnostics.error(
                    "NGFW-A010", "'packets' counts datagrams; '\(signature.name)' of '\(name)' is over tcp", at: signature.location)
            }
        }
    }

    /// A whole number in a range, or a diagnostic.
    mutating func readNumber(_ entry: Entry, in range: ClosedRange<Int>) -> Int? {
        guard let number = Int(entry.value), range.contains(number) else {
            let message = "'\(entry.key)' is a number from \(range.lowerBound) to \(range.upperBound), not '\(entry.value)'"
            diagnostics.error("NGFW-A008", message, at: entry.valueLocation)
            return nil
        }
        return number
    }
}
