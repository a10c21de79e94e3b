/// Lists of names as rules write them, equal lists under one number, with what each comes to once that is found out.
///
/// PERF: rules repeat their lists, so most rules cost a look a list (benchmark `compile`).
struct NameLists<Meaning> {
    /// All lists, one behind the other.
    private var members: [UInt32] = []
    /// Where the lists end.
    private var ends: [UInt32] = [0]
    private var meanings: [Meaning?] = [nil]
    /// Lists with `any` beside others.
    private var mixed: Set<Int> = []
    /// Open addressing: the hash in the upper half, the number of the list in the lower; 0 is free.
    private var slots: [UInt64] = Array(repeating: 0, count: 64)
    /// By name: the list of it alone, as most are.
    private var singles = NameMap()
    private let seed: UInt64

    /// - Parameter seed: a secret keeps outsiders from making lists collide.
    init(seed: UInt64) { self.seed = seed }

    /// The number of the list that means any: `any` alone, or nothing.
    static var any: Int { 0 }

    /// Numbers are below it.
    var count: Int { meanings.count }

    /// The number of a list.
    mutating func number(of list: [String], _ names: inout NameTable) -> Int {
        Self.readEarly(list, &names)
        return number(ofEarly: list, &names)
    }

    /// See ``NameTable/readEarly(_:)``.
    static func readEarly(_ list: [String], _ names: inout NameTable) { if !isAny(list) { names.readEarly(list) } }

    /// The number of a list that was read early.
    mutating func number(ofEarly list: [String], _ names: inout NameTable) -> Int {
        if Self.isAny(list) { return Self.any }
        if list.count == 1 { return number(ofNameAlone: names.number(ofEarly: list[0])) }
        let start = members.count
        names.append(numbersOfEarly: list, to: &members)
        return intern(from: start)
    }

    /// Whether a list is `any` alone, or empty.
    static func isAny(_ list: [String]) -> Bool { list.isEmpty || list.count == 1 && list[0] == "any" }

    private mutating func number(ofNameAlone name: Int) -> Int {
        if let known = singles[name] { return known }
        members.append(UInt32(name))
        let number = add()
        singles[name] = number
        return number
    }

    /// The list of the same names in ascending order of their numbers.
    mutating func sorted(_ list: Int) -> Int {
        let range = range(list)
        if range.count == 1 { return list }
        let start = members.count
        members.append(contentsOf: members[range].sorted())
        return intern(from: start)
    }

    /// The number of the list that was put behind the others, which is taken away again when it is known.
    private mutating func intern(from start: Int) -> Int {
        var hash = seed
        var mixesAny = false
        for number in members[start...] {
            mixesAny = mixesAny || number == Resolver.anyName
            hash = NameTable.fold((hash ^ UInt64(number)) &+ 0x6a09_e667_f3bc_c908)
        }
        hash >>= 32
        var index = Int(hash) & (slots.count - 1)
        while slots[index] != 0 {
            let known = Int(slots[index] & 0xffff_ffff)
            if slots[index] >> 32 == hash, members[range(known)] == members[start...] {
                members.removeLast(members.count - start)
                return known
            }
            index = (index + 1) & (slots.count - 1)
        }
        let number = add()
        if mixesAny { mixed.insert(number) }
        slots[index] = hash << 32 | UInt64(number)
        if 2 * meanings.count > slots.count { grow() }
        return number
    }

    /// The number of a list that has been put behind the others.
    private mutating func add() -> Int {
        ends.append(UInt32(members.count))
        meanings.append(nil)
        return meanings.count - 1
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: 0, count: old.count * 2)
        for slot in old where slot != 0 {
            var index = Int(slot >> 32) & (slots.count - 1)
            while slots[index] != 0 { index = (index + 1) & (slots.count - 1) }
            slots[index] = slot
        }
    }

    private func range(_ list: Int) -> Range<Int> { list == 0 ? 0..<0 : Int(ends[list - 1])..<Int(ends[list]) }

    /// The names of a list, by number; none of the list that means any.
    func names(of list: Int) -> ArraySlice<UInt32> { members[range(list)] }

    /// Whether `any` is in a list beside other names.
    func mixesAny(_ list: Int) -> Bool { !mixed.isEmpty && mixed.contains(list) }

    /// Whether a list means any: empty, or `any` in it (beside others that is reported).
    func isAny(_ list: Int) -> Bool { list == Self.any || mixesAny(list) }

    /// What a list comes to; `nil` while that is not known.
    subscript(list: Int) -> Meaning? {
        get { meanings[list] }
        set { meanings[list] = newValue }
    }
}
