/// Which items hold the place that a sweep over addresses or ports has come to.
struct ClassSweep {
    /// How often each item begins before it ends: ranges of one item may overlap.
    private var depths: [UInt32]
    private var active: [UInt32] = []
    private var places: [UInt32]
    private var sum: UInt64 = 0
    private var base: ClassSets.Place

    /// - Parameter sets: Where the sets of items that it comes upon get their numbers.
    init(_ universe: Int, _ sets: borrowing ClassSets) {
        depths = Array(repeating: 0, count: universe)
        places = depths
        base = sets.start
    }

    mutating func turn(_ item: UInt32, _ begins: Bool, _ sets: inout ClassSets) {
        let index = Int(item)
        if begins {
            depths[index] += 1
            guard depths[index] == 1 else { return }
            places[index] = UInt32(active.count)
            active.append(item)
            sum &+= ClassSets.term(item)
            sets.note(item, true)
        } else {
            // A range ends behind where it began, so its item is active here.
            depths[index] -= 1
            guard depths[index] == 0 else { return }
            remove(item)
            sets.note(item, false)
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
    mutating func classID(_ sets: inout ClassSets) -> UInt32 { sets.number(of: active, sum: sum, depths: depths, since: &base) }
}
