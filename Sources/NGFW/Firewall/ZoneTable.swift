internal import NGFWCore
internal import NGFWPolicy

/// The zones of packets, by number, so that a session record holds two bytes for each.
struct ZoneTable {
    /// An address without a zone.
    static let none: UInt16 = 0
    /// The name of the pseudo zone of multicast destinations. Source: reference section 1.4.
    static let multicastName = "multicast"

    private let map: ZoneMap
    /// Numbers by the map's entries.
    private var ofEntries: [UInt16] = []
    private var multicast = ZoneTable.none
    private var names: [String?] = [nil]
    private var numbers: [String: UInt16] = [:]
    /// What the policy in force calls them, by number.
    private var ids: [ZoneID] = [.none]

    /// - Parameters:
    ///   - others: zones without networks that sessions may be said to be in.
    ///   - policy: what ``pair(from:to:)`` speaks of; `nil` knows no zone.
    init(_ map: ZoneMap, others: [String] = [], policy: ResolvedPolicy?) {
        self.map = map
        ofEntries = map.entries.map { add($0.zone) }
        for name in others { add(name) }
        multicast = add(Self.multicastName)
        adopt(policy)
    }

    @discardableResult
    private mutating func add(_ name: String) -> UInt16 {
        if let number = numbers[name] { return number }
        guard names.count <= Int(OriginTable.highestZone) else { return Self.none }
        let number = UInt16(names.count)
        numbers[name] = number
        names.append(name)
        return number
    }

    /// Another policy is in force.
    mutating func adopt(_ policy: ResolvedPolicy?) {
        ids = names.map { name in name.flatMap { policy?.zoneID(named: $0) } ?? .none }
    }

    /// ``none`` for a zone that nothing named when the firewall was made.
    func number(named name: String) -> UInt16 { numbers[name] ?? Self.none }

    func name(_ number: UInt16) -> String? { names[Int(number)] }

    func number(ofSource address: IPAddress) -> UInt16 { map.entry(of: address).map { ofEntries[$0] } ?? Self.none }

    /// A multicast destination is in the pseudo zone, whatever the prefixes around it say.
    func number(ofDestination address: IPAddress) -> UInt16 { address.isMulticast ? multicast : number(ofSource: address) }

    func zone(ofSource address: IPAddress) -> String? { map.zone(of: address) }

    func zone(ofDestination address: IPAddress) -> String? { address.isMulticast ? Self.multicastName : map.zone(of: address) }

    /// The policy's numbers, as ``ResolvedPolicy/zonePair(from:to:)`` gives them for the names.
    func pair(from: UInt16, to: UInt16) -> (from: ZoneID, to: ZoneID) {
        let first = ids[Int(from)]
        let second = to == multicast && to != Self.none ? .multicast : ids[Int(to)]
        if first == .unnamed, second == .unnamed, from != to { return (first, .otherUnnamed) }
        return (first, second)
    }
}
