/// Which items hold the place that a sweep over addresses or ports has come to.
struct ClassSweep {
    /// How often each item begins before it ends: ranges of one item may overlap.
    private var depths: [UInt32]
    private var active: [UInt32] = []
    private var places: [UInt32]
    private var sum: UInt64 = 0

    init(_ universe: Int) {
        depths = Array(repeating: 0, count: universe)
        places = depths
    }

    mutating func turn(_ item: UInt32, _ begins: Bool) {
        let index = Int(item)
        if begins {
            depths[index] += 1
            guard depths[index] == 1 else { return }
            places[index] = UInt32(active.count)
            active.append(item)
            sum &+= ClassSets.term(item)
        } else {
            // A range ends behind where it began, so its item is active here.
            depths[index] -= 1
            if depths[index] == 0 { remove(item) }
        }
    }

    private mutating func remove(_ item: UInt32) {
        let place = Int(places[Int(item)])
        let last = active.removeLast()
        if place < active.count {
            active[place] = last
            places[Int(last)] = UInt32(place)
        }
        sum &-= ClassSets.term(item)
    }

    /// The class of the place.
    func classID(_ classes: inout ClassSets) -> UInt32 {
        classes.intern(sum: sum, size: active.count, contains: { depths[Int($0)] != 0 }, list: { active })
    }
}
