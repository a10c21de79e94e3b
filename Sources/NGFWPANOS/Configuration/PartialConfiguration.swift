internal import NGFWCore

/// Puts the parts of an incomplete configuration to the places where a whole one has them.
///
/// `<rules>…</rules>`, `<address>…</address><rulebase>…</rulebase>`, the answer of the API with its `response` and
/// `result`, or entries without what holds them: each part has one home that its name tells, an entry by its children.
struct PartialConfiguration {
    /// An element above the parts, with the name of an entry.
    struct Step: Equatable {
        var name: String
        var entry: String?
    }

    private struct Branch {
        var step: Step
        var parts: [XMLElement] = []
        var branches: [Branch] = []
    }

    /// The names that an export of a firewall has for its only device and its first virtual system. Source: reference section 6.1.
    static let device = [Step(name: "devices"), Step(name: "entry", entry: "localhost.localdomain")]
    static let system = device + [Step(name: "vsys"), Step(name: "entry", entry: "vsys1")]

    /// Where parts may belong, the first that knows a name wins.
    private static let homes: [[Step]] = {
        let rulebase = system + [Step(name: "rulebase")]
        return [[], device, system, rulebase, rulebase + [Step(name: "security")], device + [Step(name: "network")]]
    }()

    /// What tells where an entry belongs; its children's names.
    private static let entryHomes: [(anyOf: Set<String>, home: [Step])] = [
        (["rulebase", "zone", "import", "display-name"], device + [Step(name: "vsys")]),
        (["pre-rulebase", "post-rulebase", "reference-templates"], device + [Step(name: "device-group")]),
        (
            ["from", "to", "source", "destination", "action"],
            system + [Step(name: "rulebase"), Step(name: "security"), Step(name: "rules")]
        ),
        (["ip-netmask", "ip-range", "fqdn", "ip-wildcard"], system + [Step(name: "address")]),
        (["static", "dynamic"], system + [Step(name: "address-group")]),
        (["protocol"], system + [Step(name: "service")]),
        (["schedule-type", "recurring", "non-recurring"], system + [Step(name: "schedule")]),
        (["templates"], device + [Step(name: "template-stack")]),
        (["config"], device + [Step(name: "template")]),
        (["address", "address-group", "service-group", "application-group", "application-filter"], device + [Step(name: "vsys")]),
    ]

    private(set) var diagnostics: [Diagnostic] = []

    /// - Parameter isWrapped: whether the root is not the document's but holds what it has instead of one.
    /// - Returns: The tree of a whole configuration; the same one when nothing is to be done.
    mutating func complete(_ tree: XMLTree, isWrapped: Bool) -> XMLTree {
        var root = tree.root
        var parts = isWrapped || root.name == "config" ? root.children.map(\.self) : [root]
        while let next = Self.wrapper(parts) {
            if next.name == "response", next.attribute("status") == "error" {
                diagnostics.append(Messages.errorResponse(next.child("msg")?.deepText ?? "", at: next.location))
            }
            root = next
            parts = next.children.map(\.self)
        }
        let homes = parts.map { Self.home(of: $0) }
        if tree.root.name == "config", !isWrapped, homes.allSatisfy({ $0 == [] || $0 == nil }) { return tree }
        guard homes.contains(where: { $0 != nil }) else { return tree }

        var top = Branch(step: Step(name: "config"))
        for (part, home) in zip(parts, homes) { Self.insert(part, home ?? [], &top) }
        let isWhole = root.name == "config" && !homes.contains { $0 != [] && $0 != nil } && root.index != 0
        if !isWhole { note(zip(parts, homes).map { ($0, $1 ?? []) }, at: root) }
        var builder = TreeBuilder()
        Self.emit(top, at: root.offset, &builder)
        return builder.tree(tree.lines)
    }

    private static func wrapper(_ parts: [XMLElement]) -> XMLElement? {
        let elements = parts.filter { $0.name != "msg" }
        guard elements.count == 1, ["response", "result", "config"].contains(elements[0].name) else { return nil }
        return elements[0]
    }

    private static func home(of part: XMLElement) -> [Step]? {
        if part.name == "entry" {
            let children = Set(part.children.map(\.name))
            return entryHomes.first { !$0.anyOf.isDisjoint(with: children) }?.home
        }
        return home(of: part.name)
    }

    /// The steps from the root to what holds elements of a name; `nil` for a name that belongs nowhere.
    static func home(of name: String) -> [Step]? {
        homes.first { home in
            let place = ElementTable.configuration.place(["config"] + home.map(\.name))
            return place.flatMap { ElementTable.configuration.place(name, below: $0) } != nil
        }
    }

    private static func insert(_ part: XMLElement, _ home: [Step], _ branch: inout Branch) {
        guard let step = home.first else {
            branch.parts.append(part)
            return
        }
        var index = branch.branches.firstIndex { $0.step == step }
        if index == nil {
            branch.branches.append(Branch(step: step))
            index = branch.branches.count - 1
        }
        if let index { insert(part, Array(home.dropFirst()), &branch.branches[index]) }
    }

    /// Recursion is bounded by the longest home and ``Limits/xmlDepth``.
    private static func emit(_ branch: Branch, at offset: UInt32, _ builder: inout TreeBuilder) {
        builder.openElement(branch.step.name, at: offset)
        if let entry = branch.step.entry { builder.addAttribute(builder.identifier("name"), entry.utf8) }
        for part in branch.parts { builder.append(part) }
        for inner in branch.branches { emit(inner, at: offset, &builder) }
        builder.closeElement()
    }

    private mutating func note(_ parts: [(element: XMLElement, home: [Step])], at root: XMLElement) {
        var homes: [[Step]] = []
        for part in parts where !homes.contains(part.home) { homes.append(part.home) }
        let texts = homes.map { home in
            var seen: Set<String> = []
            let names = parts.filter { $0.home == home }.map(\.element.name).filter { seen.insert($0).inserted }
            let path = home.map { $0.entry ?? $0.name }.filter { $0 != "devices" && $0 != "localhost.localdomain" }
            return (names, path.isEmpty ? "the device" : path.joined(separator: "/"))
        }
        diagnostics.append(Messages.partial(texts, at: parts.first?.element.location ?? root.location))
    }
}

extension XMLElement {
    /// The texts of an element and all below it, separated by spaces.
    var deepText: String {
        subtree.map { XMLElement(tree: tree, index: $0).text }.filter { !$0.isEmpty }.joined(separator: " ")
    }
}
