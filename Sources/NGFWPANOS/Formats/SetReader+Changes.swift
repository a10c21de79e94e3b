internal import NGFWCore

// The commands `delete` and `move`, whose paths must be there.
extension SetReader {
    /// Follows a path; nothing is made.
    ///
    /// - Parameter stops: words that end the path of an entry.
    private mutating func follow(_ position: inout Int, until stops: [UInt32] = []) -> Place? {
        guard var (place, next) = start() else { return nil }
        while next < tokens.count {
            let token = tokens[next]
            let word = find(token)
            if let word, stops.contains(word), tree.isEntry(place.element) { break }
            let inner = self.place(word, below: place)
            // What is left out is not there to be changed.
            if inner.map({ table.isSkipped($0) }) ?? ignoresUnknown(place) { return nil }
            guard let inner, let word, let element = tree.find(word, in: place.element) else { return absent(token) }
            next += 1
            place = Place(element: element, table: inner)
            switch table.shape(inner) {
            case .entries:
                guard next < tokens.count else { break }
                guard let name = find(tokens[next]), let entry = tree.find(known.entry, key: name, in: element) else {
                    return absent(tokens[next])
                }
                next += 1
                place = Place(element: entry, table: table.place(known.entry, below: inner))
            case .members, .leaf:
                position = next
                return place
            case .container: break
            }
        }
        position = next
        return place
    }

    private mutating func absent(_ token: SetToken) -> Place? {
        warn(Messages.setAbsent(scanner.string(token), scanner.string(tokens[0]), at: location(token)))
        return nil
    }

    mutating func delete() {
        var position = 1
        guard let place = follow(&position) else { return }
        guard position < tokens.count, place.table.map({ table.shape($0) == .members }) ?? false else {
            tree.remove(place.element)
            return
        }
        for value in values(&position) ?? 0..<0 {
            // A list that loses its last member stays, empty: without it the rule would take any.
            if let key = find(tokens[value]), let member = tree.find(known.member, key: key, in: place.element) {
                tree.remove(member)
            } else {
                _ = absent(tokens[value])
            }
        }
    }

    mutating func move() {
        var position = 1
        guard let place = follow(&position, until: [known.top, known.bottom, known.before, known.after]) else { return }
        let direction = position < tokens.count ? find(tokens[position]) : nil
        guard let direction, [known.top, known.bottom, known.before, known.after].contains(direction), tree.isEntry(place.element) else {
            refuse(tokens[min(position, tokens.count - 1)], "expected 'top', 'bottom', 'before' or 'after' behind the name of a rule")
            return
        }
        let parent = tree.elements[Int(place.element)].parent
        if direction == known.top || direction == known.bottom {
            let last = tree.last(in: parent)
            tree.move(
                place.element,
                after: direction == known.top ? nil : last.flatMap { $0 == place.element ? tree.previous(of: $0) : $0 })
            return
        }
        guard position + 1 < tokens.count else {
            refuse(tokens[position], "expected the name of another rule behind '\(scanner.string(tokens[position]))'")
            return
        }
        let name = tokens[position + 1]
        guard let key = find(name), let other = tree.find(known.entry, key: key, in: parent) else {
            _ = absent(name)
            return
        }
        guard other != place.element else { return }
        if direction == known.after {
            tree.move(place.element, after: other)
        } else {
            let before = tree.previous(of: other)
            if before != place.element { tree.move(place.element, after: before) }
        }
    }
}
