/// What can be wrong with one element of a configuration.
enum Mutation: String, CaseIterable, CustomStringConvertible {
    case missing, emptied, doubled, foreignText, hugeText, hugeNumber, unknownName, unknownChild, unclosed, selfReference, nameless
    case emptyName, foreignName, sameName, nested

    var description: String { rawValue }

    /// The text with one element mutated; `nil` where the mutation has nothing to change.
    func apply(to element: MutantText.Element, of mutant: MutantText) -> [UInt8]? {
        let whole = mutant.string(element.range)
        let hasContent = !element.content.isEmpty
        let name = mutant.entryName(element)
        switch self {
        case .missing: return mutant.replacing(element.range, "")
        case .emptied: return hasContent ? mutant.replacing(element.content, "") : nil
        case .doubled: return mutant.replacing(element.range, whole + whole)
        case .foreignText: return hasContent ? mutant.replacing(element.content, "?%!$") : nil
        case .hugeText: return hasContent && element.isLeaf ? mutant.replacing(element.content, String(repeating: "x", count: 5_000)) : nil
        case .hugeNumber:
            return hasContent && element.isLeaf ? mutant.replacing(element.content, String(repeating: "9", count: 40)) : nil
        case .unknownName:
            guard hasContent else { return nil }
            let tag = mutant.string(element.range.lowerBound..<element.content.lowerBound).dropFirst(1 + element.name.count)
            return mutant.replacing(element.range, "<zz-unknown\(tag)\(mutant.string(element.content))</zz-unknown>")
        case .unknownChild:
            guard !element.isLeaf else { return nil }
            let start = element.content.lowerBound
            return mutant.replacing(start..<start, "<zz-unknown><member>zz</member></zz-unknown>")
        case .unclosed: return hasContent ? mutant.replacing(element.content.upperBound..<element.range.upperBound, "") : nil
        case .selfReference:
            guard element.name == "member", let entry = enclosingEntry(element, mutant), let own = mutant.entryName(entry) else {
                return nil
            }
            return mutant.replacing(element.content, mutant.string(own))
        case .nameless:
            guard let name else { return nil }
            return mutant.replacing(name.lowerBound - " name=\"".utf8.count..<name.upperBound + 1, "")
        case .emptyName: return name.map { mutant.replacing($0, "") }
        case .foreignName: return name.map { mutant.replacing($0, "?%!$") }
        case .sameName:
            guard let name, let first = mutant.siblings(element).first, let other = mutant.entryName(first), other != name else {
                return nil
            }
            return mutant.replacing(name, mutant.string(other))
        case .nested: return hasContent ? mutant.replacing(element.content, whole) : nil
        }
    }

    private func enclosingEntry(_ element: MutantText.Element, _ mutant: MutantText) -> MutantText.Element? {
        var place = element.parent
        while let index = place {
            if mutant.elements[index].name == "entry" { return mutant.elements[index] }
            place = mutant.elements[index].parent
        }
        return nil
    }

    /// Whether the mutated text is a legal configuration that may say something else, wider too: whoever takes a deny rule
    /// out, a member of its source or `<negate-source>`, or renames a zone, means it. All other mutations make the text invalid.
    func isLegalEdit(of element: MutantText.Element, in mutant: MutantText) -> Bool {
        switch self {
        case .missing:
            if element.name == "member" {
                return mutant.siblings(element).count > 1 || ["tag", "exception-list"].contains(element.parentName)
            }
            return !Self.isRequired(element)
        // Sections without entries are as good as none.
        case .emptied: return !Self.isPart(element) || Self.mayBeEmpty(element)
        case .foreignName: return true
        case .foreignText, .hugeText, .hugeNumber, .selfReference:
            // Any text will do for these, or nearly; a device group's zones may be defined elsewhere.
            let isZone =
                ["from", "to"].contains(element.parentName) && element.path.contains("device-group") || element.path.contains("shared")
            let isOpen =
                isZone || ["source-user", "category", "tag", "hip-profiles", "source-hip", "destination-hip"].contains(element.parentName)
            return isOpen && element.name == "member" || ["description", "log-setting", "hostname", "filter"].contains(element.name)
        default: return false
        }
    }

    /// An empty target is every device, a default rule that says nothing is the predefined one, an application filter without
    /// criteria is every application.
    private static func mayBeEmpty(_ element: MutantText.Element) -> Bool {
        let isDefaultRule = element.path.contains("default-security-rules") && element.name == "entry"
        let isFilter = element.parentName == "application-filter"
        return isDefaultRule || isFilter || ["tag", "target", "devices", "exception-list"].contains(element.name)
            || element.path.contains("external-list")
    }

    /// Whether what the mutant says must be an error. Outside rules and objects a warning will do: a section that is not
    /// known is left out whole. So it will where a rule says nothing and the product has a default (reference section 6.5).
    func needsError(for element: MutantText.Element) -> Bool {
        if self == .missing || self == .emptied && element.name == "entry" { return false }
        // Of two rules of one name the first stays, and a warning says so (reference section 1.1).
        if self == .sameName, element.parentName == "rules" { return false }
        // An application that nobody knows is kept by its name, for logs and flow descriptions that have it.
        if element.name == "member", element.parentName == "application" { return false }
        return Self.isPart(element)
    }

    /// Whether the element stands in a rule or an object, or is one.
    private static func isPart(_ element: MutantText.Element) -> Bool {
        let sections: Set = [
            "rules", "address", "address-group", "service", "service-group", "application", "application-group", "application-filter",
            "schedule", "region", "external-list",
        ]
        return zip(element.path, element.path.dropFirst()).contains { sections.contains($0) && $1 == "entry" }
    }

    /// Elements without which the one around them is not complete.
    private static func isRequired(_ element: MutantText.Element) -> Bool {
        let parents = element.path.dropLast()
        let needs: [String: [String]] = [
            "rules": ["from", "to", "source", "destination", "application", "service"],
            "address": ["ip-netmask", "ip-range", "ip-wildcard", "fqdn"], "address-group": ["static", "dynamic"],
            "service": ["protocol"], "service-group": ["members"], "application-group": ["members"], "region": ["address"],
            "schedule": ["schedule-type"],
        ]
        if parents.last == "entry", let section = parents.dropLast().last { return needs[section]?.contains(element.name) ?? false }
        return ["filter", "port", "tcp", "udp", "recurring", "daily"].contains(element.name)
    }
}
