internal import NGFWCore

/// Reads the value of a comparison as its field wants it.
struct FilterValueReader {
    let field: FilterField
    let spelling: FilterOperator
    let value: String
    let isQuoted: Bool
    let column: Int
    let options: SessionFilter.Options

    func operand() throws(SessionFilterError) -> FilterTest.Operand {
        switch field.kind {
        case .address: return try address()
        case .ports: return try ports()
        case .ipProtocol:
            guard let number = IPProtocol(value) else { throw bad("an IP protocol such as tcp, udp or 47") }
            return .ipProtocol(number)
        case .text: return spelling == .contains ? .part(value) : .text(value)
        case .number: return .numbers(try bounds(try number()))
        case .time: return .times(try times())
        case .flags: return try flags()
        case .truth: return .nat(try translation())
        case .word(let words): return .text(try word(words))
        }
    }

    private func bad(_ expected: String, _ words: [String] = []) -> SessionFilterError {
        let near = nearestName(to: value, in: words).map { "; did you mean '\($0)'?" } ?? ""
        return SessionFilterError(.badValue, column: column, "'\(field.names[0])' expects \(expected), found '\(shortened(value))'\(near)")
    }

    private func address() throws(SessionFilterError) -> FilterTest.Operand {
        let takesSets = spelling == .isIn || spelling == .isNotIn
        if let prefix = IPPrefix(value) {
            guard takesSets || prefix.length == prefix.address.family.bitCount else { throw bad("one address after \(spelling.rawValue)") }
            return .range(prefix.range)
        }
        guard takesSets else { throw bad("one address after \(spelling.rawValue); 'in' takes networks and names of address groups") }
        if let range = IPRange(value) { return .range(range) }
        // What was meant as an address must not become the name of a group that nothing is in.
        let looksLikeAddress = value.utf8.first.map { (0x30...0x39).contains($0) } ?? true
        guard isQuoted || !(looksLikeAddress || value.contains(":")) else {
            throw bad("an address, a prefix, a range a-b or the name of an address group")
        }
        if let groups = options.groups, !groups.contains(value) {
            let near = nearestName(to: value, in: groups).map { "; did you mean '\($0)'?" } ?? ""
            throw SessionFilterError(
                .unknownGroup, column: column, "no address group that a rule reaches is called '\(shortened(value))'\(near)")
        }
        return .group(value)
    }

    private func ports() throws(SessionFilterError) -> FilterTest.Operand {
        if spelling == .isIn || spelling == .isNotIn {
            guard let ports = PortSet(value) else { throw bad("ports such as 80,443 or 1-1023") }
            return .ports(ports)
        }
        guard let port = UInt16(value), value.utf8.first != UInt8(ascii: "+") else { throw bad("a port, 0 to 65535") }
        let bounds = try bounds(UInt64(port))
        guard bounds.low <= bounds.high, let low = UInt16(exactly: bounds.low) else { return .ports(.none) }
        return .ports(PortSet([low...UInt16(clamping: bounds.high)]))
    }

    private func number() throws(SessionFilterError) -> UInt64 {
        guard let number = UInt64(value), value.utf8.first != UInt8(ascii: "+") else { throw bad("a number") }
        return number
    }

    /// The numbers that the operator asks for. An age is one in full seconds, of which the command line says the least.
    private func bounds(_ number: UInt64) throws(SessionFilterError) -> FilterTest.Bounds<UInt64> {
        switch spelling {
        case .atMost: .init(low: 0, high: number)
        case .below: number == 0 ? .init(low: 1, high: 0) : .init(low: 0, high: number - 1)
        case .atLeast: .init(low: number, high: .max)
        case .above: number == .max ? .init(low: 1, high: 0) : .init(low: number + 1, high: .max)
        default: field == .age ? .init(low: number, high: .max) : .init(low: number, high: number)
        }
    }

    /// A second is all its nanoseconds.
    private func times() throws(SessionFilterError) -> FilterTest.Bounds<Int64> {
        guard let first = DeviceTime.parse(Array(value.utf8)[...], clock: options.clock) ?? Timestamp(value) else {
            throw bad("a time such as '2026/11/22 10:49:56' or 2026-11-22T10:49:56Z")
        }
        let isWhole = first.nanoseconds % 1_000_000_000 == 0
        let last = isWhole ? first.nanoseconds.addingReportingOverflow(999_999_999).partialValue : first.nanoseconds
        let end = max(first.nanoseconds, last)
        return switch spelling {
        case .atMost: .init(low: .min, high: end)
        case .below: first.nanoseconds == .min ? .init(low: 1, high: 0) : .init(low: .min, high: first.nanoseconds - 1)
        case .atLeast: .init(low: first.nanoseconds, high: .max)
        case .above: end == .max ? .init(low: 1, high: 0) : .init(low: end + 1, high: .max)
        default: .init(low: first.nanoseconds, high: end)
        }
    }

    private func flags() throws(SessionFilterError) -> FilterTest.Operand {
        let named = TrafficLogRecord.Flags.named
        if let flag = named.first(where: { $0.name == value.lowercased() })?.flag { return .flags(flag.rawValue) }
        guard value.lowercased().hasPrefix("0x"), let bits = UInt32(value.dropFirst(2), radix: 16) else {
            throw bad("a number such as 0x100000 or one of \(named.map(\.name).joined(separator: ", "))", named.map(\.name))
        }
        return spelling == .contains ? .flags(bits) : .exactFlags(bits)
    }

    private func translation() throws(SessionFilterError) -> FilterTest.Translation {
        switch value.lowercased() {
        case "yes", "true": return .any
        case "no", "false": return .none
        default:
            guard let translation = FilterTest.Translation(rawValue: value.lowercased()) else {
                throw bad("yes, no, source, destination or both", ["yes", "no", "source", "destination", "both"])
            }
            return translation
        }
    }

    /// The word as records have it.
    private func word(_ words: [String]) throws(SessionFilterError) -> String {
        guard let word = words.first(where: { $0.lowercased() == value.lowercased() }) else {
            throw bad("one of \(words.joined(separator: ", "))", words)
        }
        return word == "predict" ? SessionKind.predicted.rawValue : word
    }
}
