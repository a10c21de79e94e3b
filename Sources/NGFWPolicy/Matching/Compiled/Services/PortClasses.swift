import NGFWCore

/// One stretch of what services and default ports ask for: a protocol with destination ports, or with an ICMP type.
struct PortSpan: Hashable, Sendable {
    var ipProtocol: UInt8
    /// -1 for any.
    var icmpType: Int16 = -1
    var low: UInt16 = 0
    var high: UInt16 = .max

    static func spans(_ ipProtocol: IPProtocol, _ ports: PortSet) -> [PortSpan] {
        ports.ranges.map { PortSpan(ipProtocol: ipProtocol.rawValue, low: $0.lowerBound, high: $0.upperBound) }
    }

    static func spans(_ port: DefaultPort) -> [PortSpan] {
        let number = port.ipProtocol.rawValue
        if let type = port.icmpType { return [PortSpan(ipProtocol: number, icmpType: Int16(type))] }
        guard let ports = port.ports else { return [PortSpan(ipProtocol: number)] }
        return ports.ranges.map { PortSpan(ipProtocol: number, low: $0.lowerBound, high: $0.upperBound) }
    }

    @inline(__always)
    func contains(_ input: MatchInput) -> Bool {
        let tuple = input.tuple
        guard ipProtocol == tuple.ipProtocol.rawValue else { return false }
        if icmpType >= 0 { return input.icmpType.map { Int16($0) == icmpType } ?? false }
        return low <= tuple.destinationPort && tuple.destinationPort <= high
    }
}

/// Protocol, destination port and ICMP type → class: the set of items (services, application lists) that hold them.
struct PortClasses: Sendable {
    /// For each protocol which pieces of ``portStarts`` are its own; empty when no item tells its ports apart.
    private var pieces = [Range<Int>](repeating: 0..<0, count: 256)
    /// The class of each port, 65,536 entries for each protocol with more than a few pieces.
    private var direct: [UInt32] = []
    private var directStarts = [Int32](repeating: -1, count: 256)
    /// First ports of pieces of one class, ascending for each protocol, the first 0.
    private var portStarts: [UInt16] = []
    private var portClasses: [UInt32] = []
    /// The class of protocols without a table, or with ICMP types: 257 entries a protocol, the last for "no type".
    private var typeStarts = [Int32](repeating: -1, count: 256)
    private var types: [UInt32] = []

    /// So many pieces are searched as fast as a table is read.
    private static let fewPieces = 4
    private var plain = [UInt32](repeating: 0, count: 256)
    /// The items of each class.
    private(set) var sets = ClassSets()

    /// - Parameter items: what each item holds. Of one protocol either ports or ICMP types are told apart; callers check the
    ///   candidates of the others (``mixedItems(_:)``).
    init(_ items: [[PortSpan]]) {
        var byProtocol: [UInt8: [(Int, PortSpan)]] = [:]
        for (index, spans) in items.enumerated() { for span in spans { byProtocol[span.ipProtocol, default: []].append((index, span)) } }
        for (number, spans) in byProtocol.sorted(by: { $0.key < $1.key }) {
            var sweep = ClassSweep(items.count, sets)
            for (item, span) in spans where span.icmpType < 0 && span.low == 0 && span.high == .max {
                sweep.turn(UInt32(item), true, &sets)
            }
            plain[Int(number)] = sweep.classID(&sets)
            if spans.contains(where: { $0.1.icmpType >= 0 }) {
                buildTypes(number, spans, universe: items.count)
            } else if spans.contains(where: { $0.1.low > 0 || $0.1.high < .max }) {
                buildPorts(number, spans, universe: items.count)
            }
        }
    }

    private mutating func buildTypes(_ number: UInt8, _ spans: [(Int, PortSpan)], universe: Int) {
        typeStarts[Int(number)] = Int32(types.count)
        var edges: [Edge] = []
        for (item, span) in spans {
            // Ports of an ICMP-like protocol: taken as any here, the candidate is checked.
            let type = span.icmpType < 0 ? nil : Int(span.icmpType)
            edges.append(Edge(place: type ?? 0, item: UInt32(item), begins: true))
            if let type { edges.append(Edge(place: type + 1, item: UInt32(item), begins: false)) }
        }
        let pieces = classes(edges, universe)
        for index in pieces.indices {
            let end = index + 1 < pieces.count ? pieces[index + 1].start : 257
            types.append(contentsOf: repeatElement(pieces[index].classID, count: end - pieces[index].start))
        }
    }

    private mutating func buildPorts(_ number: UInt8, _ spans: [(Int, PortSpan)], universe: Int) {
        let first = portStarts.count
        var edges: [Edge] = []
        for (item, span) in spans {
            edges.append(Edge(place: Int(span.low), item: UInt32(item), begins: true))
            if span.high < .max { edges.append(Edge(place: Int(span.high) + 1, item: UInt32(item), begins: false)) }
        }
        for piece in classes(edges, universe) {
            portStarts.append(UInt16(piece.start))
            portClasses.append(piece.classID)
        }
        pieces[Int(number)] = first..<portStarts.count
        if portStarts.count - first > Self.fewPieces { buildDirect(number, first..<portStarts.count) }
    }

    private struct Edge {
        var place: Int
        var item: UInt32
        var begins: Bool
    }

    /// The places where a class begins, from 0.
    private mutating func classes(_ edges: [Edge], _ universe: Int) -> [(start: Int, classID: UInt32)] {
        let edges = edges.sorted { $0.place < $1.place }
        var sweep = ClassSweep(universe, sets)
        var found: [(start: Int, classID: UInt32)] = []
        var index = 0
        var place = 0
        while true {
            while index < edges.count, edges[index].place == place {
                sweep.turn(edges[index].item, edges[index].begins, &sets)
                index += 1
            }
            found.append((place, sweep.classID(&sets)))
            guard index < edges.count else { return found }
            place = edges[index].place
        }
    }

    private mutating func buildDirect(_ number: UInt8, _ own: Range<Int>) {
        directStarts[Int(number)] = Int32(direct.count)
        for index in own {
            let end = index + 1 < own.upperBound ? Int(portStarts[index + 1]) : 65_536
            direct.append(contentsOf: repeatElement(portClasses[index], count: end - Int(portStarts[index])))
        }
    }

    /// How many classes there are.
    var count: Int { sets.count }

    var bytes: Int {
        (direct.capacity + directStarts.capacity + portClasses.capacity + typeStarts.capacity + types.capacity + plain.capacity) * 4
            + portStarts.capacity * 2 + pieces.capacity * MemoryLayout<Range<Int>>.stride + sets.bytes
    }

    /// The class of a port, the destination's or the source's as the items mean it.
    @inline(__always)
    func classID(_ ipProtocol: IPProtocol, port: UInt16, icmpType: UInt8?) -> UInt32 {
        let number = Int(ipProtocol.rawValue)
        let table = directStarts[number]
        if table >= 0 { return direct[Int(table) + Int(port)] }
        let own = pieces[number]
        if !own.isEmpty {
            // The last piece that starts at or below the port; the first one starts at 0.
            var base = own.lowerBound
            var length = own.count
            while length > 1 {
                let half = length / 2
                base = portStarts[base + half] <= port ? base + half : base
                length -= half
            }
            return portClasses[base]
        }
        let start = typeStarts[number]
        if start >= 0 { return types[Int(start) + (icmpType.map { Int($0) } ?? 256)] }
        return plain[number]
    }

    /// Asks for what a lookup of a port reads.
    @inline(__always)
    func prefetch(_ ipProtocol: IPProtocol, port: UInt16) {
        let table = directStarts[Int(ipProtocol.rawValue)]
        if table >= 0 { direct.prefetch(Int(table) + Int(port)) }
    }

    /// Items that the class alone cannot settle: they ask for some ports of a protocol that is told apart by ICMP type.
    static func mixedItems(_ items: [[PortSpan]]) -> Set<Int> {
        let typed = Set(items.joined().filter { $0.icmpType >= 0 }.map(\.ipProtocol))
        let isMixed = { (span: PortSpan) in span.icmpType < 0 && (span.low > 0 || span.high < .max) && typed.contains(span.ipProtocol) }
        return Set(items.indices.filter { items[$0].contains(where: isMixed) })
    }
}
