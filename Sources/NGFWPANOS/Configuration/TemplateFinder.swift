internal import NGFWCore

/// Chooses the templates and the stack of a firewall, strongest first: the stack's own settings, then its templates in
/// order. Source: reference section 6.2.
struct TemplateFinder {
    let templates: [XMLElement]
    let stacks: [XMLElement]
    private(set) var diagnostics: [Diagnostic] = []
    /// Elements of templates and stacks that are not this device's.
    private(set) var hidden: Set<Int> = []
    /// Name → the variable's entry, the strongest one.
    private(set) var variables: [String: XMLElement] = [:]

    private var indices: Set<Int> = []
    private let templatesByName: [String: XMLElement]
    private let stacksByName: [String: XMLElement]

    init(templates: [XMLElement], stacks: [XMLElement]) {
        self.templates = templates
        self.stacks = stacks
        templatesByName = Dictionary(templates.map { ($0.entryName, $0) }) { first, _ in first }
        stacksByName = Dictionary(stacks.map { ($0.entryName, $0) }) { first, _ in first }
    }

    /// - Parameter groups: the device groups of the view, nearest first, for a device that no template knows.
    mutating func find(serial: String?, groups: [XMLElement]) -> [XMLElement] {
        var chosen: [XMLElement] = []
        if let serial {
            for stack in stacks where holds(stack, serial) { addStack(stack, to: &chosen) }
            for template in templates where holds(template, serial) { add(template, to: &chosen) }
        }
        if chosen.isEmpty {
            for reference in groups.flatMap({ $0.child("reference-templates")?.members ?? [] }) {
                if let stack = stacksByName[reference.text] {
                    addStack(stack, to: &chosen)
                } else {
                    addTemplate(reference, to: &chosen)
                }
            }
        }
        hidden = Set((templates + stacks).map(\.index).filter { !indices.contains($0) })
        findVariables(chosen, serial)
        return chosen
    }

    private func holds(_ holder: XMLElement, _ serial: String) -> Bool {
        holder.child("devices")?.entries.contains { $0.entryName == serial } ?? false
    }

    private mutating func addStack(_ stack: XMLElement, to chosen: inout [XMLElement]) {
        guard add(stack, to: &chosen) else { return }
        for name in stack.child("templates")?.members ?? [] { addTemplate(name, to: &chosen) }
    }

    private mutating func addTemplate(_ name: XMLElement, to chosen: inout [XMLElement]) {
        guard let template = templatesByName[name.text] else {
            diagnostics.append(Messages.unknownTemplate(name.text, at: name.location))
            return
        }
        add(template, to: &chosen)
    }

    /// Whether it was not chosen yet.
    @discardableResult
    private mutating func add(_ holder: XMLElement, to chosen: inout [XMLElement]) -> Bool {
        guard indices.insert(holder.index).inserted else { return false }
        chosen.append(holder)
        return true
    }

    /// A device's own values first, then the stack's, then the templates'.
    private mutating func findVariables(_ chosen: [XMLElement], _ serial: String?) {
        let devices = chosen.flatMap { $0.child("devices")?.entries ?? [] }.filter { $0.entryName == serial }
        for holder in devices + chosen {
            for entry in holder.child("variable")?.entries ?? [] where variables[entry.entryName] == nil {
                variables[entry.entryName] = entry
            }
        }
    }
}
