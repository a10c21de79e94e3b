internal import NGFWCore
internal import NGFWPolicy

// Variables of templates: `$name` stands for a value that the device, its stack or a template gives. Source: reference section 6.2.
extension ConfigurationReader {
    /// A variable's value; `nil` when it has none of the type, or has no value yet (`None`).
    static func value(of name: String, _ type: String, in variables: [String: XMLElement]) -> String? {
        guard name.hasPrefix("$"), let value = variables[name]?.descendant("type", type)?.text else { return nil }
        return value.isEmpty || value.lowercased() == "none" ? nil : value
    }

    /// The text of an element, or what the variable of the element's type that it names stands for; an error and `nil` when there
    /// is no such variable.
    mutating func resolved(_ element: XMLElement) -> String? {
        let text = element.text
        guard text.hasPrefix("$") else { return text }
        if let value = Self.value(of: text, element.name, in: variables) { return value }
        diagnostics.add(Messages.unresolvedVariable(text, element.name, at: element.location))
        return nil
    }

    /// The name of an interface; a warning and `nil` when it is a variable that nothing stands for.
    mutating func interfaceName(_ element: XMLElement) -> String? {
        let text = element.text
        guard text.hasPrefix("$") else { return text }
        if let value = Self.value(of: text, "interface", in: variables) { return value }
        diagnostics.add(Messages.unresolvedInterface(text, at: element.location))
        return nil
    }
}
