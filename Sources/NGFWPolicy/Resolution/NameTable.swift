/// Names as numbers: a name is hashed where it is met, and from then on a small number tells it from others.
///
///     var names = NameTable()
///     names.number(of: "web-1")    // 1, and 1 whenever it is met again
///     names[1]                     // "web-1"
///
/// PERF: a large policy says a million names, of which some ten thousand differ. Open addressing over a fast seeded hash of
/// the bytes does what `Dictionary` would in a quarter of the time (benchmark `compile`).
struct NameTable {
    private var names: [String] = []
    /// The hash in the upper half, one more than the number in the lower; 0 is free. At most two thirds are taken: a table that
    /// the caches hold is worth more than short walks.
    private var slots: [UInt64]
    /// Hashes of a list, and what ``numbers(of:)`` has read early.
    private var hashes: [UInt32] = []
    private var sink: UInt64 = 0
    /// A number of this process that writers of policies do not know, as the standard library's tables have.
    let seed: UInt64

    /// - Parameters:
    ///   - first: have the first numbers, from 0.
    ///   - capacity: how many different names are expected.
    init(_ first: [String] = [], capacity: Int = 0) {
        var hasher = Hasher()
        hasher.combine(0)
        seed = UInt64(truncatingIfNeeded: hasher.finalize())
        var size = 64
        while 2 * size < 3 * capacity { size *= 2 }
        slots = Array(repeating: 0, count: size)
        for name in first { _ = number(of: name) }
    }

    /// Numbers are below it.
    var count: Int { names.count }

    subscript(number: Int) -> String { names[number] }

    /// The number of a name, a new one when it was not met before. Names are equal as strings are.
    mutating func number(of name: String) -> Int { number(of: name, hash(of: name)) }

    private mutating func number(of name: String, _ hash: UInt32) -> Int {
        var index = Int(hash) & (slots.count - 1)
        while slots[index] != 0 {
            if slots[index] >> 32 == hash {
                let number = Int(slots[index] & 0xffff_ffff) - 1
                if names[number] == name { return number }
            }
            index = (index + 1) & (slots.count - 1)
        }
        names.append(name)
        slots[index] = UInt64(hash) << 32 | UInt64(names.count)
        if 3 * names.count > 2 * slots.count { slots = Self.doubled(slots) }
        return names.count - 1
    }

    /// Whether a name was not met before; from now on it was.
    mutating func insert(_ name: String) -> Bool {
        let before = names.count
        return number(of: name) == before
    }

    /// The numbers of a list of names.
    mutating func numbers(of list: [String]) -> [Int] {
        // PERF: slots are read first, so that their cache misses overlap.
        hashes.removeAll(keepingCapacity: true)
        for name in list {
            let hash = hash(of: name)
            hashes.append(hash)
            sink ^= slots[Int(hash) & (slots.count - 1)]
        }
        var numbers: [Int] = []
        numbers.reserveCapacity(list.count)
        for index in list.indices { numbers.append(number(of: list[index], hashes[index])) }
        return numbers
    }

    /// Twice as many slots with the same entries, each with its hash in the upper half.
    static func doubled(_ old: [UInt64]) -> [UInt64] {
        var slots = [UInt64](repeating: 0, count: old.count * 2)
        for slot in old where slot != 0 {
            var index = Int(slot >> 32) & (slots.count - 1)
            while slots[index] != 0 { index = (index + 1) & (slots.count - 1) }
            slots[index] = slot
        }
        return slots
    }

    // MARK: Hash

    /// 32 bits, the same for equal strings. Strings outside of ASCII may be equal and have different bytes.
    private func hash(of name: String) -> UInt32 {
        let text = name.utf8Span
        guard text.isKnownASCII || name.utf8.allSatisfy({ $0 < 0x80 }) else {
            let plain = String(String.UnicodeScalarView(name.unicodeScalars.map(Self.plain)))
            if plain.utf8.allSatisfy({ $0 < 0x80 }) { return hash(of: plain) }
            var hasher = Hasher()
            hasher.combine(name)
            return UInt32(truncatingIfNeeded: hasher.finalize())
        }
        // Every byte of a string is initialised.
        let bytes = unsafe text.span.bytes
        let count = bytes.byteCount
        var state = seed ^ UInt64(count)
        if count >= 8 {
            var offset = 0
            while offset + 8 < count {
                state = Self.fold(state ^ word(bytes, offset))
                offset += 8
            }
            // The last eight bytes, of which some may have been in already.
            state = Self.fold(state ^ word(bytes, count - 8))
        } else {
            var rest: UInt64 = 0
            for offset in 0..<count { rest = rest << 8 | UInt64(byte(bytes, offset)) }
            state = Self.fold(state ^ rest)
        }
        return UInt32(Self.fold(state) >> 32)
    }

    /// The three characters beyond ASCII that are equal to one of it: Kelvin sign, Greek question mark, varia.
    private static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar {
        case "\u{212A}": "K"
        case "\u{37E}": ";"
        case "\u{1FEF}": "`"
        default: scalar
        }
    }

    @inline(__always)
    private func word(_ bytes: RawSpan, _ offset: Int) -> UInt64 {
        // Bounds are checked, and every bit pattern is a number.
        unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }

    @inline(__always)
    private func byte(_ bytes: RawSpan, _ offset: Int) -> UInt8 {
        // As above.
        unsafe bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
    }

    @inline(__always)
    static func fold(_ value: UInt64) -> UInt64 {
        let product = value.multipliedFullWidth(by: 0x9e37_79b9_7f4a_7c15)
        return product.high ^ product.low
    }
}

/// What names stand for, an index each, by the number of the name.
struct NameMap {
    /// One more than the index; 0 for nothing.
    private var indexes: [UInt32] = []

    subscript(name: Int) -> Int? {
        get { name < indexes.count && indexes[name] != 0 ? Int(indexes[name]) - 1 : nil }
        set {
            if name >= indexes.count { indexes.append(contentsOf: repeatElement(0, count: name + 1 - indexes.count)) }
            indexes[name] = newValue.map { UInt32($0) + 1 } ?? 0
        }
    }
}

/// Which of many numbers have been met since ``begin(_:)``, without a set for each time.
struct NumberMarks {
    private var marks: [UInt32] = []
    private var round: UInt32 = 0

    /// Forgets all; numbers are below `count`.
    mutating func begin(_ count: Int) {
        if marks.count < count { marks.append(contentsOf: repeatElement(0, count: count - marks.count)) }
        round += 1
    }

    /// Whether a number is met for the first time.
    @inline(__always)
    mutating func insert(_ number: Int) -> Bool {
        if number >= marks.count { marks.append(contentsOf: repeatElement(0, count: number + 1 - marks.count)) }
        if marks[number] == round { return false }
        marks[number] = round
        return true
    }
}
