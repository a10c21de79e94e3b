import NGFWCore

/// Names as numbers: a name is hashed where it is met, and from then on a small number tells it from others.
///
///     var names = NameTable()
///     names.number(of: "web-1")    // 1, and 1 whenever it is met again
///     names[1]                     // "web-1"
///
/// PERF: a large policy says two million names, of which some ten thousand differ. Open addressing over the names' own bytes: of
/// one up to 16 bytes long the slot alone tells whether it is met again, one cache miss (benchmark `compile`).
struct NameTable {
    private var names: [String] = []
    /// At most two thirds are taken: a table that the caches hold is worth more than short walks.
    private var slots: [Slot]
    /// Names that have been read early, in the order in which they will be asked for, and how many have been.
    private var early: [Key] = []
    private var asked = 0
    /// Numbers of this process that writers of policies do not know, as the standard library's tables have.
    let seed: UInt64
    private let multiplier: UInt64

    /// What a name is found by.
    private struct Key {
        var low: UInt64
        var high: UInt64
        /// The length of a name in ASCII of at most 16 bytes, which ``low`` and ``high`` hold whole; else ``hashed``.
        var kind: UInt32

        static let hashed: UInt32 = 17
    }

    private struct Slot {
        var low: UInt64 = 0
        var high: UInt64 = 0
        var kind: UInt32 = 0
        /// One more than the number; 0 is free.
        var number: UInt32 = 0
    }

    /// - Parameters:
    ///   - first: have the first numbers, from 0.
    ///   - capacity: how many different names are expected.
    init(_ first: [String] = [], capacity: Int = 0) {
        seed = SecretSeed.make()
        multiplier = SecretSeed.make(1) | 1
        var size = 64
        while 2 * size < 3 * capacity { size *= 2 }
        slots = Array(repeating: Slot(), count: size)
        for name in first { _ = number(of: name) }
    }

    /// Numbers are below it.
    var count: Int { names.count }

    subscript(number: Int) -> String { names[number] }

    /// The number of a name, a new one when it was not met before. Names are equal as strings are.
    mutating func number(of name: borrowing String) -> Int {
        let key = key(of: name)
        return number(of: name, key)
    }

    @inline(__always)
    private mutating func number(of name: borrowing String, _ key: Key) -> Int {
        let (found, index) = find(key)
        if let found, key.kind != Key.hashed || names[found] == copy name { return found }
        return found == nil ? add(copy name, key, index) : walk(copy name, key, index)
    }

    /// The first name of a key, or where its place is free.
    @inline(__always)
    private func find(_ key: Key) -> (number: Int?, index: Int) {
        var index = place(of: key)
        while slots[index].number != 0 {
            let slot = slots[index]
            if slot.low == key.low, slot.high == key.high, slot.kind == key.kind { return (Int(slot.number) - 1, index) }
            index = (index + 1) & (slots.count - 1)
        }
        return (nil, index)
    }

    /// Goes on behind a place that has another name of the same hash.
    @inline(never)
    private mutating func walk(_ name: String, _ key: Key, _ first: Int) -> Int {
        var index = (first + 1) & (slots.count - 1)
        while slots[index].number != 0 {
            let slot = slots[index]
            let isAlike = slot.low == key.low && slot.high == key.high && slot.kind == key.kind
            if isAlike, names[Int(slot.number) - 1] == name { return Int(slot.number) - 1 }
            index = (index + 1) & (slots.count - 1)
        }
        return add(name, key, index)
    }

    @inline(never)
    private mutating func add(_ name: String, _ key: Key, _ index: Int) -> Int {
        names.append(name)
        slots[index] = Slot(low: key.low, high: key.high, kind: key.kind, number: UInt32(names.count))
        if 3 * names.count > 2 * slots.count { grow() }
        return names.count - 1
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: Slot(), count: old.count * 2)
        for slot in old where slot.number != 0 {
            var index = place(of: Key(low: slot.low, high: slot.high, kind: slot.kind))
            while slots[index].number != 0 { index = (index + 1) & (slots.count - 1) }
            slots[index] = slot
        }
    }

    /// Whether a name was not met before; from now on it was.
    mutating func insert(_ name: String) -> Bool {
        let before = names.count
        return number(of: name) == before
    }

    /// The numbers of a list of names.
    mutating func numbers(of list: [String]) -> [UInt32] {
        var numbers: [UInt32] = []
        append(numbersOf: list, to: &numbers)
        return numbers
    }

    /// The numbers of a list of names, behind others.
    mutating func append(numbersOf list: [String], to numbers: inout [UInt32]) {
        readEarly(list)
        append(numbersOfEarly: list, to: &numbers)
    }

    /// Reads what finding the names of a list will need: they are asked for next, in the same order as they are read.
    ///
    /// PERF: so that cache misses of several names, and lists, overlap; one by one each is waited for.
    mutating func readEarly(_ list: [String]) {
        if asked == early.count {
            early.removeAll(keepingCapacity: true)
            asked = 0
        }
        let names = list.span
        for index in names.indices {
            let key = key(of: names[index])
            early.append(key)
            slots.prefetch(place(of: key))
        }
    }

    /// The numbers of a list that was read early.
    mutating func append(numbersOfEarly list: [String], to numbers: inout [UInt32]) {
        let names = list.span
        for index in names.indices { numbers.append(UInt32(number(of: names[index], early[asked + index]))) }
        asked += list.count
    }

    /// The number of a name that was read early.
    mutating func number(ofEarly name: borrowing String) -> Int {
        asked += 1
        return number(of: name, early[asked - 1])
    }

    // MARK: Hash

    /// Where the walk for a key begins.
    @inline(__always)
    private func place(of key: Key) -> Int {
        let hash = mix(mix(key.low ^ seed) ^ (key.high &+ UInt64(key.kind)))
        return Int(truncatingIfNeeded: hash >> 32 ^ hash) & (slots.count - 1)
    }

    /// The same for equal strings. Strings outside of ASCII may be equal and have different bytes.
    @inline(__always)
    private func key(of name: borrowing String) -> Key {
        let text = name.utf8Span
        // Every byte of a string is initialised.
        let bytes = unsafe text.span.bytes
        let count = bytes.byteCount
        var key = Key(low: 0, high: 0, kind: UInt32(truncatingIfNeeded: count))
        if count > 16 { return longKey(bytes, copy name) }
        if count >= 8 {
            // The first and the last eight bytes, of which some may be the same.
            key.low = word(bytes, 0)
            key.high = word(bytes, count - 8)
        } else if count >= 4 {
            key.low = UInt64(half(bytes, 0)) << 32 | UInt64(half(bytes, count - 4))
        } else {
            for offset in 0..<count { key.low = key.low << 8 | UInt64(byte(bytes, offset)) }
        }
        return (key.low | key.high) & Self.beyondASCII == 0 ? key : otherKey(copy name)
    }

    private static let beyondASCII: UInt64 = 0x8080_8080_8080_8080

    @inline(never)
    private func longKey(_ bytes: borrowing RawSpan, _ name: String) -> Key {
        let count = bytes.byteCount
        var low = seed ^ UInt64(count)
        var high = ~seed
        var all: UInt64 = 0
        var offset = 0
        while offset < count {
            // The last eight bytes, some of which may have been in already.
            let next = word(bytes, min(offset, count - 8))
            all |= next
            low = mix(low ^ next)
            high = Self.fold(high &+ next)
            offset += 8
        }
        return all & Self.beyondASCII == 0 ? Key(low: low, high: high, kind: Key.hashed) : otherKey(name)
    }

    @inline(never)
    private func otherKey(_ name: String) -> Key {
        let plain = String(String.UnicodeScalarView(name.unicodeScalars.map(Self.plain)))
        if plain.utf8.allSatisfy({ $0 < 0x80 }) { return key(of: plain) }
        var hasher = Hasher()
        hasher.combine(name)
        return Key(low: UInt64(truncatingIfNeeded: hasher.finalize()), high: 0, kind: Key.hashed)
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
    private func word(_ bytes: borrowing RawSpan, _ offset: Int) -> UInt64 {
        // Bounds are checked, and every bit pattern is a number.
        unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }

    @inline(__always)
    private func half(_ bytes: borrowing RawSpan, _ offset: Int) -> UInt32 {
        // As above.
        unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self)
    }

    @inline(__always)
    private func byte(_ bytes: borrowing RawSpan, _ offset: Int) -> UInt8 {
        // As above.
        unsafe bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
    }

    @inline(__always)
    private func mix(_ value: UInt64) -> UInt64 {
        let product = value.multipliedFullWidth(by: multiplier)
        return product.high ^ product.low
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
