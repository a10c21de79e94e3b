/// Writes one flat JSON object, member by member, in the order of the calls.
struct JSONObjectWriter {
    private(set) var bytes: [UInt8] = [UInt8(ascii: "{")]
    private var isFirst = true

    private mutating func name(_ name: String) {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
        bytes.appendJSON(name)
        bytes.append(UInt8(ascii: ":"))
    }

    /// A string, or null.
    mutating func add(_ name: String, _ value: String?) {
        self.name(name)
        if let value { bytes.appendJSON(value) } else { bytes.append("null") }
    }

    /// An integer, or null.
    mutating func add(_ name: String, _ value: (some BinaryInteger)?) {
        self.name(name)
        bytes.append(value.map { String($0) } ?? "null")
    }

    mutating func add(_ name: String, _ values: [String]) {
        self.name(name)
        bytes.append(UInt8(ascii: "["))
        for (index, value) in values.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes.appendJSON(value)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    mutating func close() { bytes.append("}\n") }
}
