internal import NGFWCore
internal import NGFWPacket

/// Numbers of the tunnels whose insides are inspected: addresses mean something within one of them only.
///
/// A tunnel is told by its two ends, whichever way a packet goes, its kind, its number and the tunnel around it. Kinds whose number
/// is the receiver's choice have another one each way (GTP-U, L2TP, PPTP, AH): their tunnels between two ends are one.
///
/// A number lives as long as sessions inside; of tunnels without any a few thousand are remembered, for fragments.
struct TunnelDomains {
    struct Key: Hashable {
        var first: IPAddress
        var second: IPAddress
        var tunnel: Tunnel
        var parent: FlowDomain

        init(_ packet: DecodedPacket, _ tunnel: Tunnel, in parent: FlowDomain) {
            let (source, destination) = (packet.tuple.source, packet.tuple.destination)
            first = min(source, destination)
            second = max(source, destination)
            self.tunnel = tunnel
            switch tunnel.kind {
            case .gtpUser, .l2tp, .pptp, .ah, .mpls: self.tunnel.identifier = 0
            default: break
            }
            self.parent = parent
        }
    }

    /// Who announced a session inside a tunnel.
    struct Parent {
        var id: UInt64
        var start: Timestamp
        /// With the number that the first packet had.
        var tunnel: Tunnel
    }

    private static let idleLimit = 4_096

    private var numbers: [Key: UInt32] = [:]
    private var entries: [UInt32: (key: Key, useCount: Int)] = [:]
    private var idle: [UInt32] = []
    private var firstIdle = 0
    private var next: UInt32 = 1
    /// By the id of the session inside.
    private var parents: [UInt64: Parent] = [:]

    /// The number of a tunnel, known or new; `nil` when all are used up.
    mutating func number(of key: Key) -> FlowDomain? {
        if let number = numbers[key] { return FlowDomain(number: number) }
        guard entries.count < Int(FlowDomain.highest) else { return nil }
        while entries[next] != nil || next == 0 { next = (next + 1) & FlowDomain.highest }
        let number = next
        next = (next + 1) & FlowDomain.highest
        numbers[key] = number
        entries[number] = (key, 0)
        addIdle(number)
        return FlowDomain(number: number)
    }

    /// A session began inside.
    mutating func retain(_ domain: FlowDomain, session id: UInt64, _ parent: Parent) {
        entries[domain.number]?.useCount += 1
        parents[id] = parent
    }

    /// A session inside has ended.
    mutating func release(_ domain: FlowDomain, session id: UInt64) {
        parents[id] = nil
        guard let count = entries[domain.number]?.useCount, count > 0 else { return }
        entries[domain.number]?.useCount = count - 1
        if count == 1 { addIdle(domain.number) }
    }

    func parent(ofSession id: UInt64) -> Parent? { parents[id] }

    var count: Int { entries.count }

    private mutating func addIdle(_ number: UInt32) {
        idle.append(number)
        while idle.count - firstIdle > Self.idleLimit {
            let oldest = idle[firstIdle]
            firstIdle += 1
            guard let entry = entries[oldest], entry.useCount == 0, oldest != number else { continue }
            numbers[entry.key] = nil
            entries[oldest] = nil
        }
        if firstIdle > Self.idleLimit {
            idle.removeFirst(firstIdle)
            firstIdle = 0
        }
    }
}
