internal import NGFWCore
internal import NGFWPolicy

/// The zones of packets, by number, so that a session record holds two bytes for each.
struct ZoneTable {
    /// An address without a zone.
    static let none: UInt16 = 0
    /// The name of the pseudo zone of multicast destinations. Source: reference section 1.4.
    static let multicastName = "multicast"

    private let map: ZoneMap
    private var names: [String?] = [nil]
    private var numbers: [String: UInt16] = [:]

    /// - Parameter others: zones without networks that sessions may be said to be in.
    init(_ map: ZoneMap, others: [String] = []) {
        self.map = map
        for entry in map.entries { add(entry.zone) }
        for name in others { add(name) }
        add(Self.multicastName)
    }

    private mutating func add(_ name: String) {
        guard numbers[name] == nil, names.count <= Int(OriginTable.highestZone) else { return }
        numbers[name] = UInt16(names.count)
        names.append(name)
    }

    /// ``none`` for a zone that nothing named when the firewall was made.
    func number(named name: String) -> UInt16 { numbers[name] ?? Self.none }

    func name(_ number: UInt16) -> String? { names[Int(number)] }

    func number(ofSource address: IPAddress) -> UInt16 { map.zone(of: address).flatMap { numbers[$0] } ?? Self.none }

    func number(ofDestination address: IPAddress) -> UInt16 { zone(ofDestination: address).flatMap { numbers[$0] } ?? Self.none }

    func zone(ofSource address: IPAddress) -> String? { map.zone(of: address) }

    /// A multicast destination is in the pseudo zone, whatever the prefixes around it say.
    func zone(ofDestination address: IPAddress) -> String? { address.isMulticast ? Self.multicastName : map.zone(of: address) }
}
