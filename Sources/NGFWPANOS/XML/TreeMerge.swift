/// Lays elements of one kind over one another, the strongest first, as templates of a stack are.
///
/// Entries of one name and elements of one name are merged, whatever stands below; a value or a list is the strongest
/// one's, whole. Places stay those of the document.
enum TreeMerge {
    /// The only one itself; `nil` for none.
    static func merged(_ elements: [XMLElement]) -> XMLElement? {
        guard elements.count > 1 else { return elements.first }
        var builder = TreeBuilder()
        append(elements, to: &builder)
        return builder.tree(elements[0].tree.lines).root
    }

    private struct Key: Hashable {
        var name: String
        var entry: String
    }

    /// Recursion is bounded by ``Limits/xmlDepth``.
    private static func append(_ elements: [XMLElement], to builder: inout TreeBuilder) {
        let strongest = elements[0]
        guard elements.count > 1, strongest.text.isEmpty, strongest.members.isEmpty else {
            builder.append(strongest)
            return
        }
        builder.openElement(strongest.name, at: strongest.offset)
        for attribute in strongest.attributes { builder.addAttribute(builder.identifier(attribute.name), attribute.value.utf8) }
        var groups: [Key: Int] = [:]
        var children: [[XMLElement]] = []
        for child in elements.flatMap({ $0.children.map(\.self) }) {
            let key = Key(name: child.name, entry: child.name == "entry" ? child.entryName : "")
            if let group = groups[key] {
                children[group].append(child)
            } else {
                groups[key] = children.count
                children.append([child])
            }
        }
        for group in children { append(group, to: &builder) }
        builder.closeElement()
    }
}
