/// Tag names by number, counted by use, so that names nobody uses any more take no room. A number means one name until the next
/// message, also when nobody uses the name any more: who follows the registry reads numbers after a message.
struct TagNames: Sendable {
    private struct Name: Sendable {
        var text: String
        var serial: UInt64
        var uses: UInt32
    }

    private var names = ChunkedArray<Name>()
    private var ids: [String: UInt32] = [:]
    private var free = ChunkedArray<UInt32>()
    /// Numbers whose names came out of use since ``recycle()``.
    private var unused: [UInt32] = []
    private var lastSerial: UInt64 = 0

    subscript(id: UInt32) -> String { names[Int(id)].text }

    /// A value that no other name with the number ever has: numbers are used again.
    @inline(__always)
    func serial(of id: UInt32) -> UInt64 { names[Int(id)].serial }

    /// How many names are in use.
    var count: Int { ids.count }

    func id(of name: String) -> UInt32? { ids[name] }

    /// The number of a name that is not in use, with one use.
    mutating func make(_ name: String) -> UInt32 {
        lastSerial += 1
        let record = Name(text: name, serial: lastSerial, uses: 1)
        let id: UInt32
        if let known = free.popLast() {
            id = known
            names[Int(id)] = record
        } else {
            id = UInt32(names.count)
            names.append(record)
        }
        ids[name] = id
        return id
    }

    /// One use more.
    @inline(__always)
    mutating func retain(_ id: UInt32) { names[Int(id)].uses += 1 }

    /// Whether a number is that of a name in use.
    @inline(__always)
    func isUsed(_ id: UInt32) -> Bool { names[Int(id)].uses > 0 }

    /// One use less.
    @inline(__always)
    mutating func release(_ id: UInt32) {
        names[Int(id)].uses -= 1
        if names[Int(id)].uses == 0 { forget(id) }
    }

    private mutating func forget(_ id: UInt32) {
        ids[names[Int(id)].text] = nil
        unused.append(id)
    }

    /// From now on the numbers of names that nobody uses any more may be given to others.
    @inline(__always)
    mutating func recycle() { if !unused.isEmpty { freeUnused() } }

    private mutating func freeUnused() {
        for id in unused {
            names[Int(id)].text = ""
            free.append(id)
        }
        unused.removeAll(keepingCapacity: unused.count < 1_024)
    }
}
