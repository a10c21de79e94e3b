import NGFWCore

/// Host → the number of its record. IPv4 hosts take 8 bytes a slot, IPv6 hosts 24.
struct HostTable: Sendable {
    private var v4: SlotTable<Slot4>
    private var v6: SlotTable<Slot6>
    private let seed: UInt64

    private struct Slot4: HostSlot {
        /// The address in the upper half, one more than the record in the lower; 0 is free.
        var bits: UInt64

        static let free = Slot4(bits: 0)
        var isFree: Bool { bits == 0 }

        init(bits: UInt64) { self.bits = bits }
        init(_ address: IPAddress, _ record: UInt32) { bits = address.low << 32 | UInt64(record) + 1 }

        @inline(__always)
        func holds(_ address: IPAddress) -> Bool { bits >> 32 == address.low }
        @inline(__always)
        var record: UInt32 { UInt32(truncatingIfNeeded: bits) &- 1 }
        var host: IPAddress { IPAddress(v4: UInt32(truncatingIfNeeded: bits >> 32)) }

        @inline(__always)
        static func hash(_ address: IPAddress, seed: UInt64) -> UInt64 {
            let product = (address.low ^ seed).multipliedFullWidth(by: 0x9e37_79b9_7f4a_7c15)
            let again = (product.high ^ product.low).multipliedFullWidth(by: seed | 1)
            return again.high ^ again.low
        }
    }

    private struct Slot6: HostSlot {
        var high: UInt64
        var low: UInt64
        /// One more than the record; 0 is free.
        var value: UInt64

        static let free = Slot6(high: 0, low: 0, value: 0)
        var isFree: Bool { value == 0 }

        init(high: UInt64, low: UInt64, value: UInt64) { (self.high, self.low, self.value) = (high, low, value) }
        init(_ address: IPAddress, _ record: UInt32) { self.init(high: address.high, low: address.low, value: UInt64(record) + 1) }

        @inline(__always)
        func holds(_ address: IPAddress) -> Bool { low == address.low && high == address.high }
        @inline(__always)
        var record: UInt32 { UInt32(truncatingIfNeeded: value) &- 1 }
        var host: IPAddress { IPAddress(v6High: high, low: low) }

        @inline(__always)
        static func hash(_ address: IPAddress, seed: UInt64) -> UInt64 {
            let first = (address.low ^ seed).multipliedFullWidth(by: 0x9e37_79b9_7f4a_7c15)
            let second = (address.high ^ first.high).multipliedFullWidth(by: first.low | 0xd6e8_feb8_6659_fd93)
            // Once more: the product of addresses that differ in a few bits, as of one host in many networks, is not spread.
            let again = (second.high ^ second.low ^ first.low).multipliedFullWidth(by: seed | 1)
            return again.high ^ again.low
        }
    }

    /// - Parameter seed: a secret keeps outsiders from making addresses collide.
    init(seed: UInt64) {
        self.seed = seed
        v4 = SlotTable(seed: seed)
        v6 = SlotTable(seed: seed)
    }

    var count: Int { v4.count + v6.count }

    /// See ``SlotTable/highestLoad``.
    var highestLoad: Double { max(v4.highestLoad, v6.highestLoad) }

    var bytes: Int { v4.bytes + v6.bytes }

    /// The record of a host, `nil` when it is not in.
    @inline(__always)
    func record(of address: IPAddress) -> UInt32? { record(of: address, hash(address)) }

    /// What a host is looked for by, for whoever looks twice.
    @inline(__always)
    func hash(_ address: IPAddress) -> UInt64 { address.isIPv4 ? v4.hash(address) : v6.hash(address) }

    /// - Parameter hash: that of the address.
    @inline(__always)
    func record(of address: IPAddress, _ hash: UInt64) -> UInt32? {
        if address.isIPv4 { return v4.record(of: address, hash) }
        return v6.count == 0 ? nil : v6.record(of: address, hash)
    }

    /// Asks for the place where a lookup of the host will look first.
    @inline(__always)
    func prefetch(_ address: IPAddress, _ hash: UInt64) { if address.isIPv4 { v4.prefetch(hash) } else { v6.prefetch(hash) } }

    /// - Precondition: the host is not in, `record` is below `UInt32.max`.
    mutating func insert(_ address: IPAddress, _ record: UInt32) {
        if address.isIPv4 { v4.insert(address, record) } else { v6.insert(address, record) }
    }

    /// Takes a host out, if it is in.
    mutating func remove(_ address: IPAddress) { if address.isIPv4 { v4.remove(address) } else { v6.remove(address) } }

    /// All hosts with their records, in no order.
    var hosts: [(address: IPAddress, record: UInt32)] { v4.hosts + v6.hosts }
}
