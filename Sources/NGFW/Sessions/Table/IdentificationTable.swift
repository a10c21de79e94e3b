internal import NGFWAppID
internal import NGFWCore

/// What a session is known to be, and by a link what it was before.
struct Identification: Hashable {
    static let undecided = Identification()
    static let longestPath: UInt8 = 6

    var application = ApplicationID.undecided
    var base = ApplicationID.undecided
    var evidence = Evidence.none
    /// The number of what it was before it became this application; 0 when it is the first.
    fileprivate var previous: UInt32 = 0
    /// Applications up to this one.
    fileprivate var depth: UInt8 = 0
    /// False for one that the library of today does not have.
    fileprivate var isInPath = true
}

/// The identifications of all sessions, each kept once: there are few, and a session holds four bytes for its own.
///
/// Number 0 is ``Identification/undecided``. Those that no session has any longer are swept out once they are many.
struct IdentificationTable {
    /// Beyond this many at a time paths are no longer kept: only made-up traffic has so many different ones.
    private static let limit = 1 << 18
    private static let firstSweep = 1 << 14

    /// `nil` is free.
    private var entries: [Identification?] = [.undecided]
    private var numbers: [Identification: UInt32] = [.undecided: 0]
    private var free: [UInt32] = []
    /// Entries in use from which on a sweep pays.
    private var sweepsAt = IdentificationTable.firstSweep
    /// Answers of ``number(_:_:_:after:)`` of late, by a hash of the question: most sessions become the same few things.
    private var recent = [Recent](repeating: Recent(), count: IdentificationTable.recentCount)
    private static let recentCount = 256

    private struct Recent {
        var application = ApplicationID.undecided
        var base = ApplicationID.undecided
        var evidence = Evidence.none
        var former: UInt32 = .max
        var number: UInt32 = 0
    }

    subscript(number: UInt32) -> Identification { entries[Int(number)] ?? .undecided }

    /// The applications a session was, oldest first; of more than ``Identification/longestPath`` the oldest ones and the newest.
    func path(_ number: UInt32) -> [ApplicationID] {
        var path: [ApplicationID] = []
        var next = number
        while next != 0, let entry = entries[Int(next)] {
            if entry.isInPath { path.append(entry.application) }
            next = entry.previous
        }
        return path.reversed()
    }

    /// What a session is when it becomes an application.
    mutating func number(_ application: ApplicationID, _ base: ApplicationID, _ evidence: Evidence, after former: UInt32) -> UInt32 {
        let hash = UInt32(truncatingIfNeeded: application.rawValue) &* 0x9e37_79b1 &+ former &* 0x85eb_ca6b
        let place = Int(hash >> 24) % Self.recentCount
        let last = recent[place]
        if last.former == former, last.application == application, last.base == base, last.evidence == evidence { return last.number }
        let number = find(application, base, evidence, after: former)
        recent[place] = Recent(application: application, base: base, evidence: evidence, former: former, number: number)
        return number
    }

    private mutating func find(
        _ application: ApplicationID, _ base: ApplicationID, _ evidence: Evidence, after number: UInt32
    ) -> UInt32 {
        let former = self[number]
        var next = Identification(application: application, base: base, evidence: evidence)
        if application == former.application || former.depth == Identification.longestPath {
            next.previous = former.previous
            next.depth = former.depth
        } else {
            next.previous = number
            next.depth = former.depth + 1
        }
        if let known = numbers[next] { return known }
        if count >= Self.limit {
            next.previous = 0
            next.depth = 1
        }
        return add(next)
    }

    private mutating func add(_ identification: Identification) -> UInt32 {
        if let known = numbers[identification] { return known }
        let number = free.popLast() ?? UInt32(truncatingIfNeeded: entries.count)
        if number == entries.count { entries.append(identification) } else { entries[Int(number)] = identification }
        numbers[identification] = number
        return number
    }

    // MARK: All of them

    var count: Int { entries.count - free.count }
    var isDueForSweep: Bool { count >= sweepsAt }

    /// Forgets what neither a session nor the path of one has.
    ///
    /// - Parameter used: The numbers of all sessions.
    mutating func sweep(_ used: [UInt32]) {
        var isUsed = [Bool](repeating: false, count: entries.count)
        isUsed[0] = true
        for number in used {
            var next = number
            while !isUsed[Int(next)] {
                isUsed[Int(next)] = true
                next = self[next].previous
            }
        }
        for number in entries.indices where !isUsed[number] {
            guard let entry = entries[number] else { continue }
            if numbers[entry] == UInt32(truncatingIfNeeded: number) { numbers[entry] = nil }
            entries[number] = nil
            free.append(UInt32(truncatingIfNeeded: number))
        }
        sweepsAt = max(Self.firstSweep, 2 * count)
        forgetRecent()
    }

    private mutating func forgetRecent() {
        for place in recent.indices { recent[place] = Recent() }
    }

    /// Gives applications other numbers.
    ///
    /// - Parameter number: `nil` for an application that is gone: it leaves its name to what carried it.
    mutating func renumber(_ evidence: EvidenceTranslation, _ number: (ApplicationID) -> ApplicationID?) {
        numbers = [.undecided: 0]
        forgetRecent()
        for index in entries.indices.dropFirst() {
            guard var entry = entries[index] else { continue }
            let base = number(entry.base) ?? .unknownTCP
            let application = number(entry.application)
            entry.isInPath = entry.isInPath && application != nil
            entry.application = application ?? base
            entry.base = base
            entry.evidence = evidence.translate(entry.evidence)
            entries[index] = entry
            // Two that became equal stay two numbers, of which later sessions get the first.
            if numbers[entry] == nil { numbers[entry] = UInt32(truncatingIfNeeded: index) }
        }
    }
}
