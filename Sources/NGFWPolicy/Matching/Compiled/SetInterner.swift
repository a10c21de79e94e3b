/// Distinct sets of numbers by number; 0 is the empty set.
struct SetInterner: Sendable {
    private(set) var sets: [[UInt32]] = [[]]
    private var ids: [[UInt32]: UInt32] = [[]: 0]

    var count: Int { sets.count }

    subscript(id: UInt32) -> [UInt32] { sets[Int(id)] }

    /// The number of an ascending list.
    mutating func intern(_ set: [UInt32]) -> UInt32 {
        if let id = ids[set] { return id }
        let id = UInt32(sets.count)
        sets.append(set)
        ids[set] = id
        return id
    }
}
