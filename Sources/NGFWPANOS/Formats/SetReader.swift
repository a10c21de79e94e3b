internal import NGFWCore

/// Reads configurations in `set` format: the tree that the commands leave behind.
///
///     set address web1 ip-netmask 10.0.0.5
///     set rulebase security rules "web in" destination [ web1 10.9.0.0/16 ]
///     move rulebase security rules "web in" top
///
/// The text does not say what is an element, a name or a value: ``ElementTable`` does. What it does not know takes the
/// rest of its line as text and is reported as in the other formats. A path that names neither a device group nor a
/// virtual system is one of the only virtual system. Source: reference section 6.4.
struct SetReader {
    private struct Place {
        var element: Int32
        /// In the table; `nil` where it knows nothing.
        var table: Int?
    }

    private static let depthLimit = 32
    private static let unreadable = "unreadable"
    /// Elements that are left out and have one value.
    private static let values: Set = ["description", "comments", "color", "disable-override"]
    private static let directions: Set = ["top", "bottom", "before", "after"]

    private let table = ElementTable.configuration
    private let limits: Limits
    private let lines: LineTable
    private var tree = SetTree()
    private(set) var diagnostics: Diagnostics
    private var refusedCount = 0
    /// First words of paths with what they leave out.
    private var beginnings: [String: [PartialConfiguration.Step]] = [:]

    private init(_ lines: LineTable, _ limits: Limits) {
        self.lines = lines
        self.limits = limits
        diagnostics = Diagnostics(limit: limits.diagnostics)
    }

    static func read(_ bytes: [UInt8], name: String, limits: Limits) -> (tree: XMLTree, diagnostics: Diagnostics) {
        var lines = LineTable(file: name)
        lines.append(bytes)
        var reader = SetReader(lines, limits)
        reader.read(bytes)
        return (reader.tree.tree(lines), reader.diagnostics)
    }

    private mutating func read(_ bytes: [UInt8]) {
        var scanner = SetScanner(bytes, valueLimit: limits.xmlTextBytes)
        while true {
            do throws(SetScanner.Problem) {
                guard let tokens = try scanner.next() else { return }
                guard tree.count <= limits.xmlElements else {
                    diagnostics.add(Messages.tooManyElements(limit: limits.xmlElements, at: lines.location(tokens[0].offset)))
                    return
                }
                run(tokens)
            } catch {
                diagnostics.add(Messages.setSyntax(error.message, at: lines.location(error.offset)))
                scanner.skipLine()
                // What the command was about is known not to be whole.
                if error.before.first?.text == SetCommand.set.rawValue { set(error.before, isWhole: false) }
            }
        }
    }

    private mutating func run(_ tokens: [SetToken]) {
        let command = tokens[0].kind == .word ? SetCommand(rawValue: tokens[0].text) : nil
        switch command {
        case .set: set(tokens)
        case .delete: delete(tokens)
        case .move: move(tokens)
        case nil:
            // What the command line prints around a configuration.
            if tokens[0].text.hasPrefix("[edit") || (tokens[0].kind == .open && tokens.dropFirst().first?.text.hasPrefix("edit") == true) {
                return
            }
            refuse(tokens[0], "'\(Messages.clipped(tokens[0].text))' is none of the commands 'set', 'delete' and 'move'")
        }
    }

    /// Always false.
    @discardableResult
    private mutating func refuse(_ token: SetToken, _ message: String) -> Bool {
        diagnostics.add(Messages.setSyntax(message, at: lines.location(token.offset)))
        refusedCount += 1
        return false
    }

    // MARK: Paths

    /// What a command's path begins with, which the format leaves out.
    private mutating func beginning(_ word: String) -> [PartialConfiguration.Step] {
        if let known = beginnings[word] { return known }
        let home = PartialConfiguration.home(of: word) ?? PartialConfiguration.system
        let beginning = home.count > PartialConfiguration.system.count ? PartialConfiguration.system : home
        beginnings[word] = beginning
        return beginning
    }

    /// Commands that show something else than the configuration begin with `set cli`.
    private static func isOperational(_ tokens: [SetToken]) -> Bool { tokens.count > 1 && tokens[1].text == "cli" }

    /// A path's first place, and the position of its next word.
    private mutating func start(_ tokens: [SetToken]) -> (place: Place, next: Int)? {
        var next = 1
        var steps: [PartialConfiguration.Step]
        if tokens.count > 2, tokens[1].text == "policy", tokens[2].text == "panorama" {
            steps = [.init(name: "panorama"), .init(name: "shared")]
            next = 3
        } else if tokens.count > 1, tokens[1].text == "config" {
            steps = []
            next = 2
        } else {
            steps = tokens.count > 1 ? beginning(tokens[1].text) : []
        }
        guard next < tokens.count, tokens[next].isWord else {
            refuse(tokens[min(next, tokens.count - 1)], "expected what to \(tokens[0].text)")
            return nil
        }
        var place = Place(element: SetTree.root, table: table.place(["config"]))
        for step in steps {
            let offset = tokens[0].offset
            place = Place(
                element: tree.child(step.name, key: step.entry ?? "", of: place.element, at: offset),
                table: place.table.flatMap { table.place(step.name, below: $0) })
        }
        return (place, next)
    }

    // MARK: set

    /// - Parameter isWhole: whether all words of the command could be read.
    private mutating func set(_ tokens: [SetToken], isWhole: Bool = true) {
        guard !Self.isOperational(tokens), let (first, next) = start(tokens) else { return }
        /// Containers that a further value of the same command may belong to.
        var open = [first]
        if set(tokens, from: next, &open), isWhole { return }
        // An element that nobody knows, so that a rule is not taken for understood.
        if let entry = open.last(where: { tree.name(of: $0.element) == "entry" }) {
            _ = tree.child(Self.unreadable, of: entry.element, at: tokens[0].offset)
        }
    }

    /// False when something could not be read.
    private mutating func set(_ tokens: [SetToken], from next: Int, _ open: inout [Place]) -> Bool {
        var position = next
        var hasValue = false
        while position < tokens.count {
            let token = tokens[position]
            guard token.isWord else { return refuse(token, "expected the name of an element, found '\(token.text)'") }
            if hasValue {
                if token.kind == .word, token.text.hasPrefix("#") { return true }
                guard let index = open.lastIndex(where: { knows(token.text, $0) }) else {
                    let word = Messages.clipped(token.text)
                    return refuse(token, "'\(word)' is not expected here; several values stand in brackets, as in '[ a b ]'")
                }
                open.removeSubrange((index + 1)...)
            }
            guard let place = open.last, open.count <= Self.depthLimit else {
                return refuse(token, "a path of more than \(Self.depthLimit) elements")
            }
            let errors = refusedCount
            guard let step = descend(from: place, tokens, &position) else { return refusedCount == errors }
            hasValue = hasValue || step.isValue
            if let next = step.place { open.append(next) }
        }
        return true
    }

    private func knows(_ word: String, _ place: Place) -> Bool {
        place.table.flatMap { table.place(word, below: $0) } != nil
    }

    /// Takes an element and what stands behind its name: an entry's name, a list, a value.
    ///
    /// - Returns: The container that was entered, if it is one; `nil` when the command ends here.
    private mutating func descend(from place: Place, _ tokens: [SetToken], _ position: inout Int) -> (place: Place?, isValue: Bool)? {
        let token = tokens[position]
        position += 1
        if token.text == "uuid", isRule(place), position < tokens.count, tokens[position].isWord {
            tree.setUUID(tokens[position].text, of: place.element)
            position += 1
            return (nil, true)
        }
        let element = tree.child(token.text, of: place.element, at: token.offset)
        guard let inner = place.table.flatMap({ table.place(token.text, below: $0) }) else {
            takeRest(tokens, &position, of: element)
            return nil
        }
        switch table.shape(inner) {
        case .entries:
            guard position < tokens.count else { return nil }
            guard tokens[position].isWord else {
                refuse(tokens[position], "expected the name of one entry")
                return nil
            }
            let name = tokens[position]
            position += 1
            let entry = tree.child("entry", key: name.text, of: element, at: name.offset)
            return (Place(element: entry, table: table.place("entry", below: inner)), false)
        case .members: return takeList(tokens, &position, of: element) ? (nil, true) : nil
        case .container: return (Place(element: element, table: inner), false)
        case .leaf:
            guard table.isLookedInto(inner) || Self.values.contains(token.text) else {
                takeUnread(tokens, &position, of: element, in: place)
                return (nil, true)
            }
            guard position < tokens.count else { return nil }
            guard tokens[position].isWord else {
                refuse(tokens[position], "'\(Messages.clipped(token.text))' takes one value, not a list")
                return nil
            }
            tree.setText(tokens[position].text, of: element, at: token.offset)
            position += 1
            return (nil, true)
        }
    }

    private func isRule(_ place: Place) -> Bool {
        tree.name(of: place.element) == "entry" && place.table.flatMap { table.place("uuid", below: $0) } != nil
    }

    /// What stands behind the name of an element that is not looked into: up to the next element of the same entry.
    private mutating func takeUnread(_ tokens: [SetToken], _ position: inout Int, of element: Int32, in place: Place) {
        let isEntry = tree.name(of: place.element) == "entry" && place.table.map { table.shape($0) == .container } ?? false
        let start = position
        var depth = 0
        while position < tokens.count {
            let token = tokens[position]
            if isEntry, position > start, depth == 0, token.isWord, knows(token.text, place) { break }
            depth += token.kind == .open ? 1 : token.kind == .close ? -1 : 0
            position += 1
        }
        let text = tokens[start..<position].map(\.text).joined(separator: " ")
        if !text.isEmpty { tree.setText(text, of: element, at: tree.elements[Int(element)].offset) }
    }

    /// The rest of a command behind a name that the table does not know.
    private mutating func takeRest(_ tokens: [SetToken], _ position: inout Int, of element: Int32) {
        let rest = tokens[position...].map(\.text).joined(separator: " ")
        position = tokens.count
        if !rest.isEmpty { tree.setText(rest, of: element, at: tree.elements[Int(element)].offset) }
    }

    /// A value or a list in brackets, appended to what is there.
    private mutating func takeList(_ tokens: [SetToken], _ position: inout Int, of element: Int32) -> Bool {
        guard let values = values(tokens, &position) else { return false }
        for value in values { _ = tree.child("member", key: value.text, of: element, at: value.offset) }
        return true
    }

    private mutating func values(_ tokens: [SetToken], _ position: inout Int) -> [SetToken]? {
        guard position < tokens.count else { return [] }
        let first = tokens[position]
        position += 1
        guard first.kind == .open else {
            if first.isWord, !(first.kind == .word && first.text.hasPrefix("[")) { return [first] }
            refuse(first, "expected a value; brackets of a list stand alone, as in '[ a b ]'")
            return nil
        }
        guard let end = tokens[position...].firstIndex(where: { $0.kind == .close }) else {
            refuse(first, "a list without its ']'")
            return nil
        }
        defer { position = end + 1 }
        let values = tokens[position..<end]
        if let wrong = values.first(where: { !$0.isWord }) {
            refuse(wrong, "a list in a list")
            return nil
        }
        return Array(values)
    }

    // MARK: delete and move

    /// Follows a path that must be there; nothing is made.
    private mutating func find(_ tokens: [SetToken], _ position: inout Int, until stops: Set<String> = []) -> Place? {
        guard var (place, next) = start(tokens) else { return nil }
        while next < tokens.count {
            let token = tokens[next]
            if stops.contains(token.text), tree.name(of: place.element) == "entry" { break }
            guard let inner = place.table.flatMap({ table.place(token.text, below: $0) }),
                let element = tree.find(token.text, in: place.element)
            else { return absent(token, tokens) }
            next += 1
            place = Place(element: element, table: inner)
            switch table.shape(inner) {
            case .entries:
                guard next < tokens.count else { break }
                guard let entry = tree.find("entry", key: tokens[next].text, in: element) else { return absent(tokens[next], tokens) }
                next += 1
                place = Place(element: entry, table: table.place("entry", below: inner))
            case .members, .leaf:
                position = next
                return place
            case .container: break
            }
        }
        position = next
        return place
    }

    private mutating func absent(_ token: SetToken, _ tokens: [SetToken]) -> Place? {
        diagnostics.add(Messages.setAbsent(token.text, tokens[0].text, at: lines.location(token.offset)))
        return nil
    }

    private mutating func delete(_ tokens: [SetToken]) {
        var position = 1
        guard let place = find(tokens, &position) else { return }
        guard position < tokens.count, place.table.map({ table.shape($0) == .members }) ?? false else {
            tree.remove(place.element)
            return
        }
        for value in values(tokens, &position) ?? [] {
            // A list that loses its last member stays, empty: without it the rule would take any.
            if let member = tree.find("member", key: value.text, in: place.element) {
                tree.remove(member)
            } else {
                _ = absent(value, tokens)
            }
        }
    }

    private mutating func move(_ tokens: [SetToken]) {
        var position = 1
        guard let place = find(tokens, &position, until: Self.directions) else { return }
        guard position < tokens.count, Self.directions.contains(tokens[position].text), tree.name(of: place.element) == "entry" else {
            refuse(tokens[min(position, tokens.count - 1)], "expected 'top', 'bottom', 'before' or 'after' behind the name of a rule")
            return
        }
        let parent = tree.elements[Int(place.element)].parent
        let direction = tokens[position].text
        guard direction == "before" || direction == "after" else {
            tree.move(
                place.element,
                after: direction == "top" ? nil : tree.last(in: parent).flatMap { $0 == place.element ? tree.previous(of: $0) : $0 })
            return
        }
        guard position + 1 < tokens.count else {
            refuse(tokens[position], "expected the name of another rule behind '\(direction)'")
            return
        }
        let name = tokens[position + 1]
        guard let other = tree.find("entry", key: name.text, in: parent) else {
            _ = absent(name, tokens)
            return
        }
        guard other != place.element else { return }
        if direction == "after" {
            tree.move(place.element, after: other)
        } else {
            let before = tree.previous(of: other)
            if before != place.element { tree.move(place.element, after: before) }
        }
    }
}
