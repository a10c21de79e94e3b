internal import NGFWCore

/// Which entries of a table may be due: a ring of slots, one a second, each a doubly linked list of indices.
///
/// An entry stands where its deadline was when it was filed; a packet that moves the deadline on touches nothing here.
/// When its second has passed the entry is taken out, looked at, and filed anew if it is not due yet. So expiry costs
/// O(entries whose filed second has passed), and keeping alive costs nothing.
struct TimerWheel: ~Copyable {
    private static let slotCount = 4096
    private static let none = UInt32.max

    private var heads: [UInt32]
    private var links: [Link]
    /// The last second whose slot was emptied.
    private var cursor: Int64
    private var isRunning = false

    private struct Link {
        var next = TimerWheel.none
        var previous = TimerWheel.none
        /// Slot number, `none` when not filed.
        var slot = TimerWheel.none
    }

    init(capacity: Int) {
        heads = Array(repeating: Self.none, count: Self.slotCount)
        links = []
        links.reserveCapacity(capacity)
        cursor = 0
    }

    /// Files an entry under a deadline; one that is filed already moves.
    mutating func file(_ index: Int, deadline: Timestamp, now: Timestamp) {
        if !isRunning {
            isRunning = true
            cursor = now.seconds - 1
        }
        while links.count <= index { links.append(Link()) }
        remove(index)
        // Rounded up: when the second has passed, so has the deadline.
        let due = deadline.seconds + (deadline.nanoseconds % 1_000_000_000 == 0 ? 0 : 1)
        let second = min(max(due, cursor + 1), cursor + Int64(Self.slotCount) - 1)
        let slot = UInt32(truncatingIfNeeded: second & Int64(Self.slotCount - 1))
        let head = heads[Int(slot)]
        links[index] = Link(next: head, previous: Self.none, slot: slot)
        if head != Self.none { links[Int(head)].previous = UInt32(truncatingIfNeeded: index) }
        heads[Int(slot)] = UInt32(truncatingIfNeeded: index)
    }

    mutating func remove(_ index: Int) {
        guard index < links.count, links[index].slot != Self.none else { return }
        let link = links[index]
        if link.previous == Self.none {
            heads[Int(link.slot)] = link.next
        } else {
            links[Int(link.previous)].next = link.next
        }
        if link.next != Self.none { links[Int(link.next)].previous = link.previous }
        links[index] = Link()
    }

    /// Takes out an entry whose filed second has passed; `nil` when there is none left. The caller expires it or files it anew.
    mutating func take(at now: Timestamp) -> Int? {
        let second = now.seconds
        guard isRunning, cursor < second else { return nil }
        // After a leap of more than a turn one turn meets every slot.
        cursor = max(cursor, second - Int64(Self.slotCount))
        while cursor < second {
            let head = heads[Int((cursor + 1) & Int64(Self.slotCount - 1))]
            if head != Self.none {
                remove(Int(head))
                return Int(head)
            }
            cursor += 1
        }
        return nil
    }

    /// Entries filed under the second that is running: what an exact look at the clock has to examine besides.
    func entries(inSecondOf now: Timestamp) -> [Int] {
        guard isRunning else { return [] }
        var result: [Int] = []
        var next = heads[Int((now.seconds + 1) & Int64(Self.slotCount - 1))]
        while next != Self.none {
            result.append(Int(next))
            next = links[Int(next)].next
        }
        return result
    }
}
