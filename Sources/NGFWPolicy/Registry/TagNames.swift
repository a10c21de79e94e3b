/// Tag names by number, counted by use, so that names nobody uses any more take no room.
struct TagNames: Sendable {
    private var names: [String] = []
    private var uses: [UInt32] = []
    private var ids: [String: UInt32] = [:]
    private var free: [UInt32] = []

    subscript(id: UInt32) -> String { names[Int(id)] }

    func id(of name: String) -> UInt32? { ids[name] }

    /// The number of a name, one use more.
    mutating func retain(_ name: String) -> UInt32 {
        if let id = ids[name] {
            uses[Int(id)] += 1
            return id
        }
        let id = free.popLast() ?? UInt32(names.count)
        if Int(id) == names.count {
            names.append(name)
            uses.append(1)
        } else {
            names[Int(id)] = name
            uses[Int(id)] = 1
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
