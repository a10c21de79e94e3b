internal import NGFWAppID
internal import NGFWCore

/// Reads the `signature` element of one custom application. Source: reference sections 2.9 and 2.10.
///
/// A signature that cannot be read whole is left out: it would recognise more than it says. Conditions that nothing here can
/// evaluate stay, and never hold.
struct SignatureReader {
    let application: String
    let rules: PatternRules
    private(set) var diagnostics: [Diagnostic] = []

    init(application: String, rules: PatternRules) {
        self.application = application
        self.rules = rules
    }

    mutating func read(_ element: XMLElement) -> [CustomSignature] {
        var signatures: [CustomSignature] = []
        for entry in element.entries {
            let before = diagnostics.count
            guard let signature = read(signature: entry) else {
                if diagnostics.count == before || !diagnostics[before...].contains(where: { $0.severity == .error }) {
                    diagnostics.append(Messages.emptySignature(entry.entryName, application, at: entry.location))
                }
                diagnostics.append(Messages.signatureNotUsed(entry.entryName, application, at: entry.location))
                continue
            }
            signatures.append(signature)
            let isDead = signature.conditions.contains { alternatives in !alternatives.contains { $0.isEvaluable } }
            if isDead { diagnostics.append(Messages.signatureNeverMatches(signature.name, application, at: entry.location)) }
        }
        return signatures
    }

    private mutating func read(signature entry: XMLElement) -> CustomSignature? {
        var signature = CustomSignature(name: entry.entryName)
        signature.location = entry.location
        var isWhole = true
        for child in entry.children {
            switch child.name {
            case "scope":
                if let scope = CustomSignature.Scope(rawValue: child.text) {
                    signature.scope = scope
                } else {
                    refuse(Messages.badValue(child.text, "'protocol-data-unit' or 'session'", at: child.location), &isWhole)
                }
            case "order-free":
                if child.text == "yes" || child.text == "no" {
                    signature.isOrdered = child.text == "no"
                } else {
                    refuse(Messages.badValue(child.text, "'yes' or 'no'", at: child.location), &isWhole)
                }
            case "and-condition":
                let entries = child.entries
                if entries.count > CustomSignature.maximumConditions {
                    refuse(Messages.tooManyConditions(limit: CustomSignature.maximumConditions, at: child.location), &isWhole)
                }
                for condition in entries.prefix(CustomSignature.maximumConditions) {
                    guard let alternatives = alternatives(condition) else {
                        isWhole = false
                        continue
                    }
                    signature.conditions.append(alternatives)
                }
            default: break
            }
        }
        return isWhole && !signature.conditions.isEmpty ? signature : nil
    }

    private mutating func refuse(_ diagnostic: Diagnostic, _ isWhole: inout Bool) {
        diagnostics.append(diagnostic)
        isWhole = false
    }

    /// The alternatives of an and-condition; `nil` when one cannot be read or there is none.
    private mutating func alternatives(_ entry: XMLElement) -> [CustomCondition]? {
        var conditions: [CustomCondition] = []
        let entries = entry.child("or-condition")?.entries ?? []
        if entries.isEmpty { diagnostics.append(Messages.noOperator(entry.entryName, at: entry.location)) }
        var isWhole = !entries.isEmpty
        for alternative in entries {
            let operators = alternative.child("operator").map { Array($0.children) } ?? []
            guard operators.count == 1 else {
                refuse(Messages.noOperator(alternative.entryName, at: alternative.location), &isWhole)
                continue
            }
            if let condition = condition(operators[0]) { conditions.append(condition) } else { isWhole = false }
        }
        return isWhole ? conditions : nil
    }

    // MARK: Operators

    private mutating func condition(_ element: XMLElement) -> CustomCondition? {
        guard let context = element.child("context"), !context.text.isEmpty else {
            diagnostics.append(Messages.noContext(element.name, at: element.location))
            return nil
        }
        let test: CustomCondition.Test?
        switch element.name {
        case "pattern-match": test = patternTest(element)
        case "equal-to" where element.child("position") != nil || context.text.hasPrefix("unknown-"): test = bytesTest(element)
        case "equal-to": test = value(element).map { .equal($0) }
        case "less-than": test = value(element).map { .less($0) }
        case "greater-than": test = value(element).map { .greater($0) }
        default:
            diagnostics.append(Messages.unknownOperator(element.name, at: element.location))
            return nil
        }
        guard let test else { return nil }
        var condition = CustomCondition(context: context.text, test)
        for entry in element.child("qualifier")?.entries ?? [] {
            condition.qualifiers.append(CustomCondition.Qualifier(entry.entryName, entry.child("value")?.text ?? ""))
        }
        return check(condition, element, context) ? condition : nil
    }

    /// Warns about what is never going to hold. `false` for an operator on the wrong kind of context.
    private mutating func check(_ condition: CustomCondition, _ element: XMLElement, _ context: XMLElement) -> Bool {
        for qualifier in condition.qualifiers {
            let values = QualifierTable.values(of: qualifier.name)
            guard values?.contains(qualifier.value) != true else { continue }
            let near = nearestName(to: values == nil ? qualifier.name : qualifier.value, in: values ?? QualifierTable.names)
            diagnostics.append(Messages.unknownQualifier(qualifier.name, qualifier.value, near: near, at: element.location))
        }
        guard let known = SignatureContext.named(context.text) else {
            let near = nearestName(to: context.text, in: SignatureContext.all.map(\.name))
            diagnostics.append(Messages.unknownContext(context.text, near: near, at: context.location))
            return true
        }
        guard known.standing == .evaluated else {
            diagnostics.append(Messages.contextNotEvaluated(context.text, at: context.location))
            return true
        }
        guard condition.fits(known) else {
            diagnostics.append(Messages.wrongOperator(element.name, context.text, known.kind.rawValue, at: element.location))
            return false
        }
        return true
    }

    private mutating func patternTest(_ element: XMLElement) -> CustomCondition.Test? {
        if let negate = element.child("negate"), negate.text != "no" {
            let isYes = negate.text == "yes"
            diagnostics.append(
                isYes ? Messages.negatedPattern(at: negate.location) : Messages.badValue(negate.text, "'yes' or 'no'", at: negate.location))
            return nil
        }
        guard let pattern = element.child("pattern"), !pattern.patternText.isEmpty else {
            diagnostics.append(Messages.noContext(element.name, missing: "pattern", at: element.location))
            return nil
        }
        do throws(PatternError) {
            return .pattern(try SignaturePattern(pattern.patternText, rules))
        } catch {
            for problem in error.problems {
                let place = pattern.place(inText: problem.offset)
                diagnostics.append(Messages.pattern(problem.message, remedy: problem.remedy, application, at: place))
            }
            return nil
        }
    }

    private mutating func value(_ element: XMLElement) -> Int64? {
        guard let child = element.child("value") else {
            diagnostics.append(Messages.noContext(element.name, missing: "value", at: element.location))
            return nil
        }
        if let number = Int64(child.text), (0...4_294_967_295).contains(number) { return number }
        if let number = Self.hexadecimal(child.text, digits: 1...8) { return Int64(number) }
        diagnostics.append(Messages.badValue(child.text, "a number from 0 to 4294967295", at: child.location))
        return nil
    }

    private mutating func bytesTest(_ element: XMLElement) -> CustomCondition.Test? {
        guard let position = element.child("position"), let value = element.child("value") else {
            diagnostics.append(Messages.noContext(element.name, missing: "position' and 'value", at: element.location))
            return nil
        }
        guard let offset = CustomCondition.offset(ofPosition: position.text) else {
            diagnostics.append(Messages.badValue(position.text, "a position such as 'first-4bytes'", at: position.location))
            return nil
        }
        guard let wanted = Self.hexadecimal(value.text, digits: 8...8) else {
            diagnostics.append(Messages.badValue(value.text, "'0x' with eight hexadecimal digits", at: value.location))
            return nil
        }
        var mask = UInt32.max
        if let child = element.child("mask") {
            guard let given = Self.hexadecimal(child.text, digits: 8...8), given != 0 else {
                diagnostics.append(
                    Messages.badValue(child.text, "a mask other than zero, '0x' with eight hexadecimal digits", at: child.location))
                return nil
            }
            mask = given
        }
        return .bytes(offset: offset, mask: mask, value: wanted)
    }

    private static func hexadecimal(_ text: String, digits: ClosedRange<Int>) -> UInt32? {
        guard text.hasPrefix("0x") || text.hasPrefix("0X"), digits.contains(text.utf8.count - 2) else { return nil }
        return text.dropFirst(2).allSatisfy(\.isHexDigit) ? UInt32(text.dropFirst(2), radix: 16) : nil
    }
}

extension XMLElement {
    /// The text of a pattern: blanks at its ends count, line breaks that a layout put there do not.
    var patternText: String {
        let raw = rawText
        return raw.contains(where: \.isNewline) ? text : raw
    }

    /// The place of a byte of the pattern's text, when the element is written without attributes and line breaks; else the element's.
    fileprivate func place(inText offset: Int) -> SourceLocation {
        var place = location
        let raw = rawText
        guard !hasAttributes, !raw.contains(where: \.isNewline), place.column > 0 else { return place }
        place.column += name.utf8.count + 2
        // Written as &amp; &lt; &gt;
        for byte in raw.utf8.prefix(offset) {
            switch byte {
            case UInt8(ascii: "&"): place.column += 5
            case UInt8(ascii: "<"), UInt8(ascii: ">"): place.column += 4
            default: place.column += 1
            }
        }
        return place
    }
}
