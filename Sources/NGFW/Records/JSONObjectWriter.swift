internal import NGFWCore

/// Writes one JSON object, member by member, in the order of the calls; objects may stand in it.
///
/// It appends to what ``bytes`` hold already, so that a caller lends it a buffer: `swap(&writer.bytes, &buffer)`.
struct JSONObjectWriter {
    var bytes: [UInt8] = []
    private var isFirst = true

    mutating func open() {
        bytes.append("{" as Unicode.Scalar)
        isFirst = true
    }

    mutating func open(_ name: String) {
        self.name(name)
        open()
    }

    mutating func close() {
        bytes.append("}" as Unicode.Scalar)
        isFirst = false
    }

    private mutating func name(_ name: String) {
        if !isFirst { bytes.append("," as Unicode.Scalar) }
        isFirst = false
        bytes.appendJSON(name)
        bytes.append(":" as Unicode.Scalar)
    }

    /// A string, or null.
    mutating func add(_ name: String, _ value: String?) {
        self.name(name)
        if let value { bytes.appendJSON(value) } else { bytes.append("null") }
    }

    /// A string, or nothing at all.
    mutating func addKnown(_ name: String, _ value: String?) {
        if let value, !value.isEmpty { add(name, value) }
    }

    /// An integer, or null.
    mutating func add(_ name: String, _ value: (some BinaryInteger)?) {
        self.name(name)
        guard let value else {
            bytes.append("null")
            return
        }
        if value < 0 { bytes.append("-" as Unicode.Scalar) }
        bytes.append(decimal: UInt64(clamping: value.magnitude))
    }

    mutating func add(_ name: String, _ value: Bool) {
        self.name(name)
        bytes.append(value ? "true" : "false")
    }

    mutating func add(_ name: String, _ time: Timestamp?) {
        self.name(name)
        guard let time else {
            bytes.append("null")
            return
        }
        quote { $0.append(time) }
    }

    mutating func add(_ name: String, _ address: IPAddress) {
        self.name(name)
        quote { $0.append(address) }
    }

    /// Text that needs no escape.
    private mutating func quote(_ write: (inout [UInt8]) -> Void) {
        bytes.append("\"" as Unicode.Scalar)
        write(&bytes)
        bytes.append("\"" as Unicode.Scalar)
    }

    mutating func add(_ name: String, _ values: [String]) {
        self.name(name)
        bytes.append("[" as Unicode.Scalar)
        for (index, value) in values.enumerated() {
            if index > 0 { bytes.append("," as Unicode.Scalar) }
            bytes.appendJSON(value)
        }
        bytes.append("]" as Unicode.Scalar)
    }

    /// The names of the flags that are set.
    mutating func add(_ name: String, _ flags: TrafficLogRecord.Flags) {
        self.name(name)
        bytes.append("[" as Unicode.Scalar)
        var isFirstFlag = true
        for (text, flag) in TrafficLogRecord.Flags.named where flags.contains(flag) {
            if !isFirstFlag { bytes.append("," as Unicode.Scalar) }
            isFirstFlag = false
            bytes.appendJSON(text)
        }
        bytes.append("]" as Unicode.Scalar)
    }
}
