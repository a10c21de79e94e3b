/// Tag names by number, counted by use, so that names nobody uses any more take no room.
struct TagNames: Sendable {
    private var names: [String] = []
    private var uses: [UInt32] = []
    private var ids: [String: UInt32] = [:]
    private var free: [UInt32] = []
    /// By number, a value that no other name ever has: numbers are used again.
    private(set) var serials: [UInt64] = []
    private var lastSerial: UInt64 = 0

    subscript(id: UInt32) -> String { names[Int(id)] }

    /// How many names are in use.
    var count: Int { ids.count }

    func id(of name: String) -> UInt32? { ids[name] }

    /// The number of a name, one use more.
    mutating func retain(_ name: String) -> UInt32 {
        if let id = ids[name] {
            uses[Int(id)] += 1
            return id
        }
        let id = free.popLast() ?? UInt32(names.count)
        lastSerial += 1
        if Int(id) == names.count {
            names.append(name)
            uses.append(1)
            serials.append(lastSerial)
        } else {
            names[Int(id)] = name
            uses[Int(id)] = 1
            serials[Int(id)] = lastSerial
        }
        ids[name] = id
        return id
    }

    mutating func release(_ id: UInt32) {
        uses[Int(id)] -= 1
        guard uses[Int(id)] == 0 else { return }
        ids[names[Int(id)]] = nil
        names[Int(id)] = ""
        free.append(id)
    }
}
