internal import NGFWCore

/// Reads configurations in `set` format: the tree that the commands leave behind.
///
///     set address web1 ip-netmask 10.0.0.5
///     set rulebase security rules "web in" destination [ web1 10.9.0.0/16 ]
///     move rulebase security rules "web in" top
///
/// The text does not say what is an element, a name or a value: ``ElementTable`` does. What it does not know takes the
/// rest of its line as text and is reported as in the other formats; what it ignores is not kept. A path that names neither
/// a device group nor a virtual system is one of the only virtual system. Source: reference section 6.4.
struct SetReader {
    struct Place {
        var element: Int32
        /// In the table; `nil` where it knows nothing.
        var table: Int?
    }

    private struct Step {
        var name: UInt32
        var key: UInt32
    }

    private static let depthLimit = 32

    let table = ElementTable.configuration
    private let limits: Limits
    private(set) var lines: LineTable
    var scanner: SetScanner
    var tree: SetTree
    let known: SetWords
    private(set) var diagnostics: Diagnostics
    private var refusedCount = 0
    private var isFull = false
    /// What paths leave out, by the number of their first word.
    private var beginnings: [UInt32: [Step]] = [:]
    private let systemSteps: [Step]
    private var foreignNames: Set<UInt32> = []

    init(name: String, limits: Limits) {
        self.limits = limits
        lines = LineTable(file: name)
        diagnostics = Diagnostics(limit: limits.diagnostics)
        scanner = SetScanner(valueLimit: limits.xmlTextBytes)
        var tree = SetTree(names: table.names)
        known = SetWords(&tree.words)
        systemSteps = PartialConfiguration.system.map { Self.step($0, &tree) }
        self.tree = tree
    }

    private static func step(_ step: PartialConfiguration.Step, _ tree: inout SetTree) -> Step {
        Step(name: tree.words.number(of: step.name), key: step.entry.map { tree.words.number(of: $0) } ?? SetTree.none)
    }

    /// Takes the next bytes; whether more are wanted.
    mutating func feed(_ piece: [UInt8]) -> Bool {
        lines.append(piece)
        scanner.append(piece)
        run(isLast: false)
        return !isFull
    }

    /// The text is over: the tree that it left behind.
    mutating func finish() -> XMLTree {
        run(isLast: true)
        return tree.tree(lines)
    }

    private mutating func run(isLast: Bool) {
        while !isFull {
            switch scanner.next(isLast: isLast) {
            case .end: return
            case .command:
                if tree.count > limits.xmlElements {
                    diagnostics.add(Messages.tooManyElements(limit: limits.xmlElements, at: location(scanner.tokens[0])))
                    isFull = true
                } else {
                    runCommand()
                }
            case .problem(let message, let offset):
                diagnostics.add(Messages.setSyntax(message, at: lines.location(offset)))
                // What the command was about is known not to be whole.
                if let first = scanner.tokens.first, find(first) == known.set { set(isWhole: false) }
            }
        }
    }

    private mutating func runCommand() {
        let first = scanner.tokens[0]
        switch first.kind == .word ? find(first) : nil {
        case known.set: set()
        case known.delete: delete()
        case known.move: move()
        default:
            // What the command line prints around a configuration.
            let text = Messages.clipped(scanner.string(first))
            let second = scanner.tokens.dropFirst().first.map { scanner.string($0) } ?? ""
            if text.hasPrefix("[edit") || (first.kind == .open && second.hasPrefix("edit")) { return }
            if let last = scanner.tokens.last, Braces.end(scanner.string(last).utf8) {
                diagnostics.add(Messages.braces(at: location(first)))
                isFull = true
                return
            }
            refuse(first, "'\(text)' is none of the commands 'set', 'delete' and 'move'")
        }
    }

    /// Always false.
    @discardableResult
    mutating func refuse(_ token: SetToken, _ message: String) -> Bool {
        diagnostics.add(Messages.setSyntax(message, at: location(token)))
        refusedCount += 1
        return false
    }

    mutating func warn(_ diagnostic: Diagnostic) { diagnostics.add(diagnostic) }

    // MARK: Words

    var tokens: [SetToken] { scanner.tokens }

    func location(_ token: SetToken) -> SourceLocation { lines.location(token.offset) }

    func find(_ token: SetToken) -> UInt32? { scanner.find(token, in: tree.words) }

    private mutating func number(_ token: SetToken) -> UInt32 { scanner.number(token, in: &tree.words) }

    private func clipped(_ token: SetToken) -> String { Messages.clipped(scanner.string(token)) }

    /// The place of a name below another; `nil` when the table does not know it there.
    func place(_ word: UInt32?, below place: Place) -> Int? {
        guard let word, Int(word) < table.names.count, let parent = place.table else { return nil }
        return table.place(word, below: parent)
    }

    /// Whether what the table does not know below a place is left out.
    func ignoresUnknown(_ place: Place) -> Bool { place.table.map { table.ignoresUnknown($0) } ?? false }

    // MARK: Paths

    /// What a command's path begins with, which the format leaves out.
    private mutating func beginning(_ token: SetToken) -> [Step] {
        guard let word = find(token), Int(word) < table.names.count else { return systemSteps }
        if let known = beginnings[word] { return known }
        let home = PartialConfiguration.home(of: table.names[Int(word)]) ?? PartialConfiguration.system
        let steps = home.count > systemSteps.count ? systemSteps : home.map { Self.step($0, &tree) }
        beginnings[word] = steps
        return steps
    }

    /// A path's first place, and the position of its next word.
    mutating func start() -> (place: Place, next: Int)? {
        let second = tokens.count > 1 ? find(tokens[1]) : nil
        var next = 1
        let steps: [Step]
        if tokens.count > 2, second == known.policy, find(tokens[2]) == known.panorama {
            steps = [Step(name: known.panorama, key: SetTree.none), Step(name: known.shared, key: SetTree.none)]
            next = 3
        } else if second == known.config {
            steps = []
            next = 2
        } else {
            steps = tokens.count > 1 ? beginning(tokens[1]) : []
        }
        guard next < tokens.count, tokens[next].isWord else {
            refuse(tokens[min(next, tokens.count - 1)], "expected what to \(scanner.string(tokens[0]))")
            return nil
        }
        var place = Place(element: SetTree.root, table: table.place(["config"]))
        for step in steps {
            let element = tree.child(step.name, key: step.key, of: place.element, at: tokens[0].offset)
            place = Place(element: element, table: self.place(step.name, below: place))
        }
        return (place, next)
    }

    // MARK: set

    /// - Parameter isWhole: whether all words of the command could be read.
    private mutating func set(isWhole: Bool = true) {
        // Commands that show something else than the configuration begin with `set cli`.
        guard tokens.count < 2 || find(tokens[1]) != known.cli, let (first, next) = start() else { return }
        /// Containers that a further value of the same command may belong to.
        var open = [first]
        if set(from: next, &open), isWhole { return }
        // An element that nobody knows, so that a rule is not taken for understood.
        if let entry = open.last(where: { tree.isEntry($0.element) }) {
            _ = tree.child(known.unreadable, of: entry.element, at: tokens[0].offset)
        }
    }

    /// False when something could not be read.
    private mutating func set(from next: Int, _ open: inout [Place]) -> Bool {
        var position = next
        var hasValue = false
        while position < tokens.count {
            let token = tokens[position]
            guard token.isWord else { return refuse(token, "expected the name of an element, found '\(scanner.string(token))'") }
            if hasValue {
                if token.kind == .word, scanner.begins(token, with: UInt8(ascii: "#")) { return true }
                let word = find(token)
                guard let index = open.lastIndex(where: { place(word, below: $0) != nil }) else {
                    return refuse(token, "'\(clipped(token))' is not expected here; several values stand in brackets, as in '[ a b ]'")
                }
                open.removeSubrange((index + 1)...)
            }
            guard let place = open.last, open.count <= Self.depthLimit else {
                return refuse(token, "a path of more than \(Self.depthLimit) elements")
            }
            let errors = refusedCount
            guard let step = descend(from: place, &position) else { return refusedCount == errors }
            hasValue = hasValue || step.isValue
            if let next = step.place { open.append(next) }
        }
        return true
    }

    /// Takes an element and what stands behind its name: an entry's name, a list, a value.
    ///
    /// - Returns: The container that was entered, if it is one; `nil` when the command ends here.
    private mutating func descend(from place: Place, _ position: inout Int) -> (place: Place?, isValue: Bool)? {
        let token = tokens[position]
        let word = find(token)
        position += 1
        if word == known.uuid, isRule(place), position < tokens.count, tokens[position].isWord {
            tree.setUUID(number(tokens[position]), of: place.element)
            position += 1
            return (nil, true)
        }
        guard let word, let inner = self.place(word, below: place) else {
            takeForeign(token, &position, in: place)
            return nil
        }
        if table.isSkipped(inner) { return skip(word, &position, in: place) }
        let element = tree.child(word, of: place.element, at: token.offset)
        switch table.shape(inner) {
        case .entries:
            guard position < tokens.count else { return nil }
            let name = tokens[position]
            guard name.isWord else {
                refuse(name, "expected the name of one entry")
                return nil
            }
            // It would be another entry, beside the one that is meant.
            if name.kind == .word, scanner.begins(name, with: UInt8(ascii: "'")) {
                refuse(name, "names with blanks stand in double quotation marks: \"…\"")
                return nil
            }
            position += 1
            let entryPlace = table.place(known.entry, below: inner)
            if let entryPlace, table.isSkipped(entryPlace) {
                position = tokens.count
                return nil
            }
            let entry = tree.child(known.entry, key: number(name), of: element, at: name.offset)
            return (Place(element: entry, table: entryPlace), false)
        case .members:
            guard let values = values(&position) else { return nil }
            // Appended to what is there.
            for value in values { _ = tree.child(known.member, key: number(tokens[value]), of: element, at: tokens[value].offset) }
            return (nil, true)
        case .container: return (Place(element: element, table: inner), false)
        case .leaf:
            guard table.isLookedInto(inner) else {
                let words = takeUnread(&position, in: place)
                if !words.isEmpty { tree.setText(number(ofTokens: words), of: element, at: token.offset) }
                return (nil, true)
            }
            guard position < tokens.count else { return nil }
            guard tokens[position].isWord else {
                refuse(tokens[position], "'\(clipped(token))' takes one value, not a list")
                return nil
            }
            tree.setText(number(tokens[position]), of: element, at: token.offset)
            position += 1
            return (nil, true)
        }
    }

    private func isRule(_ place: Place) -> Bool { tree.isEntry(place.element) && self.place(known.uuid, below: place) != nil }

    /// Passes over an element that is left out, and its value.
    private mutating func skip(_ word: UInt32, _ position: inout Int, in place: Place) -> (place: Place?, isValue: Bool)? {
        guard known.values.contains(word) else {
            _ = takeUnread(&position, in: place)
            return (nil, true)
        }
        guard position < tokens.count else { return nil }
        guard tokens[position].isWord else {
            refuse(tokens[position], "'\(clipped(tokens[position - 1]))' takes one value, not a list")
            return nil
        }
        position += 1
        return (nil, true)
    }

    /// The words behind the name of an element that is not looked into: up to the next element of the same entry.
    private func takeUnread(_ position: inout Int, in place: Place) -> Range<Int> {
        let isEntry = tree.isEntry(place.element) && place.table.map { table.shape($0) == .container } ?? false
        let start = position
        var depth = 0
        while position < tokens.count {
            let token = tokens[position]
            if isEntry, position > start, depth == 0, token.isWord, self.place(find(token), below: place) != nil { break }
            depth += token.kind == .open ? 1 : token.kind == .close ? -1 : 0
            position += 1
        }
        return start..<position
    }

    /// A name that the table does not know, with the rest of the command as its text.
    private mutating func takeForeign(_ token: SetToken, _ position: inout Int, in place: Place) {
        let rest = position..<tokens.count
        position = tokens.count
        if ignoresUnknown(place) { return }
        let name = number(token)
        if foreignNames.insert(name).inserted, foreignNames.count > limits.xmlNames {
            diagnostics.add(Messages.tooManyNames(limit: limits.xmlNames, at: location(token)))
            refusedCount += 1
            isFull = true
            return
        }
        let element = tree.child(name, of: place.element, at: token.offset)
        if !rest.isEmpty { tree.setText(number(ofTokens: rest), of: element, at: token.offset) }
    }

    private mutating func number(ofTokens range: Range<Int>) -> UInt32 {
        tree.words.number(of: range.map { scanner.string(tokens[$0]) }.joined(separator: " "))
    }

    /// The places of a value's word, or of the words of a list in brackets; `nil` when they cannot be read.
    mutating func values(_ position: inout Int) -> Range<Int>? {
        guard position < tokens.count else { return position..<position }
        let first = tokens[position]
        position += 1
        guard first.kind == .open else {
            if first.isWord, !(first.kind == .word && scanner.begins(first, with: UInt8(ascii: "["))) { return position - 1..<position }
            refuse(first, "expected a value; brackets of a list stand alone, as in '[ a b ]'")
            return nil
        }
        guard let end = tokens[position...].firstIndex(where: { $0.kind == .close }) else {
            refuse(first, "a list without its ']'")
            return nil
        }
        let values = position..<end
        position = end + 1
        if let wrong = tokens[values].first(where: { !$0.isWord }) {
            refuse(wrong, "a list in a list")
            return nil
        }
        return values
    }
}

/// Numbers of the words that the reader itself knows.
struct SetWords {
    let set, delete, move, top, bottom, before, after: UInt32
    let cli, policy, panorama, shared, config: UInt32
    let entry, member, uuid, unreadable: UInt32
    /// What stands in an entry for a command about it that cannot be read; no element of XML can be called so.
    static let unreadableName = "(unreadable)"
    /// Elements that are left out and have one value.
    let values: Set<UInt32>

    init(_ words: inout WordTable) {
        func number(_ word: String) -> UInt32 { words.number(of: word) }
        (set, delete, move) = (number("set"), number("delete"), number("move"))
        (top, bottom, before, after) = (number("top"), number("bottom"), number("before"), number("after"))
        (cli, policy, panorama, shared, config) = (
            number("cli"), number("policy"), number("panorama"), number("shared"), number("config")
        )
        (entry, member, uuid, unreadable) = (number("entry"), number("member"), number("uuid"), number(Self.unreadableName))
        values = Set(["description", "comments", "color", "disable-override"].map(number))
    }
}
