/// Zones and user of a session's client: a number of four bytes a session.
///
/// Most sessions have no user; their zones are the number itself. The others share an entry for each combination, which is
/// forgotten with its last session.
struct OriginTable {
    private static let hasEntry: UInt32 = 1 << 31
    /// Zones that a number without entry holds, fifteen bits each.
    static let highestZone: UInt16 = (1 << 15) - 1

    struct Origin: Hashable {
        /// Indices into the firewall's zone table.
        var from: UInt16 = 0
        var to: UInt16 = 0
        var user: String?
    }

    private var entries: [Origin] = []
    private var useCounts: [UInt32] = []
    private var numbers: [Origin: UInt32] = [:]
    private var free: [UInt32] = []

    subscript(number: UInt32) -> Origin {
        if number & Self.hasEntry != 0 { return entries[Int(number & ~Self.hasEntry)] }
        return Origin(
            from: UInt16(truncatingIfNeeded: number >> 15) & Self.highestZone, to: UInt16(truncatingIfNeeded: number) & Self.highestZone)
    }

    func hasUser(_ number: UInt32) -> Bool { number & Self.hasEntry != 0 }

    /// The number for a session; ``release(_:)`` gives it back.
    mutating func number(of origin: Origin) -> UInt32 {
        guard origin.user != nil else {
            return UInt32(min(origin.from, Self.highestZone)) << 15 | UInt32(min(origin.to, Self.highestZone))
        }
        if let number = numbers[origin] {
            useCounts[Int(number)] += 1
            return number | Self.hasEntry
        }
        let number: UInt32
        if let last = free.popLast() {
            number = last
            entries[Int(last)] = origin
            useCounts[Int(last)] = 1
        } else {
            number = UInt32(truncatingIfNeeded: entries.count)
            entries.append(origin)
            useCounts.append(1)
        }
        numbers[origin] = number
        return number | Self.hasEntry
    }

    /// Somebody else holds the number too.
    mutating func retain(_ number: UInt32) {
        if number & Self.hasEntry != 0 { useCounts[Int(number & ~Self.hasEntry)] += 1 }
    }

    mutating func release(_ number: UInt32) {
        guard number & Self.hasEntry != 0 else { return }
        let index = Int(number & ~Self.hasEntry)
        useCounts[index] -= 1
        guard useCounts[index] == 0 else { return }
        numbers[entries[index]] = nil
        entries[index] = Origin()
        free.append(UInt32(truncatingIfNeeded: index))
    }
}
