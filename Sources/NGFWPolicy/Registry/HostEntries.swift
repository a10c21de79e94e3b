import NGFWCore

/// Registered hosts with their tags. Each host has a record, whose number stays while the host is registered and is used
/// again afterwards; the entries of a record lie side by side in blocks of 4, 8, 16 … of one array.
struct HostEntries: Sendable {
    private struct Record: Sendable {
        /// Where the record's block begins, in units of 4 entries.
        var block: UInt32 = 0
        var count: UInt16 = 0
        /// The block holds 4 << size entries.
        var size: UInt8 = 0
        var isUsed = false
    }

    private var table: HostTable
    private var records: [Record] = []
    /// Address of each record.
    private var addresses: [IPAddress] = []
    private var freeRecords: [UInt32] = []
    private var entries: [AddressRegistry.Entry] = []
    /// Free blocks by size.
    private var freeBlocks: [[UInt32]] = []

    private static let unit = 4
    private static let blank = AddressRegistry.Entry(tag: 0, origin: 0, deadline: .never)

    init(seed: UInt64) { table = HostTable(seed: seed) }

    /// How many hosts are registered.
    var count: Int { table.count }

    /// Records that are or were in use: numbers are below it.
    var recordCount: Int { records.count }

    var bytes: Int {
        table.bytes + records.capacity * MemoryLayout<Record>.stride + addresses.capacity * MemoryLayout<IPAddress>.stride
            + entries.capacity * MemoryLayout<AddressRegistry.Entry>.stride + freeRecords.capacity * 4
    }

    /// The record of a host, `nil` when it is not registered.
    @inline(__always)
    func record(of address: IPAddress) -> UInt32? { table.value(of: address) }

    /// See ``HostTable/prefetch(_:)``.
    @inline(__always)
    func prefetch(_ address: IPAddress) { table.prefetch(address) }

    /// See ``HostTable/touch(_:)``.
    @inline(__always)
    func touch(_ address: IPAddress) -> UInt64 { table.touch(address) }

    /// The same of a record.
    @inline(__always)
    func touch(record: UInt32) -> UInt64 { UInt64(records[Int(record)].block) }

    /// The registered hosts, in no order.
    var hosts: some Sequence<IPAddress> { zip(records, addresses).lazy.filter(\.0.isUsed).map(\.1) }

    /// The records in use, ascending.
    var usedRecords: some Sequence<UInt32> { (0..<UInt32(records.count)).lazy.filter { records[Int($0)].isUsed } }

    subscript(address: IPAddress) -> [AddressRegistry.Entry]? { record(of: address).map { Array(entries(of: $0)) } }

    /// The entries of a record; none of one that is not in use.
    @inline(__always)
    func entries(of record: UInt32) -> ArraySlice<AddressRegistry.Entry> {
        let record = records[Int(record)]
        let start = Int(record.block) * Self.unit
        return entries[start..<start + Int(record.count)]
    }

    /// Makes the entries of a host these; none takes it out.
    ///
    /// - Returns: the host's record, also when it was taken out; `nil` when it was not in and stays so.
    @discardableResult
    mutating func set(_ new: [AddressRegistry.Entry], for address: IPAddress) -> UInt32? {
        if let record = record(of: address) {
            if new.isEmpty { remove(record) } else { put(new, record) }
            return record
        }
        if new.isEmpty { return nil }
        let record = freeRecords.popLast() ?? UInt32(records.count)
        if Int(record) == records.count {
            records.append(Record())
            addresses.append(address)
        }
        addresses[Int(record)] = address
        records[Int(record)] = Record(block: takeBlock(size(for: new.count)), size: size(for: new.count), isUsed: true)
        put(new, record)
        table.insert(address, record)
        return record
    }

    private mutating func put(_ new: [AddressRegistry.Entry], _ number: UInt32) {
        var record = records[Int(number)]
        let wanted = size(for: new.count)
        if wanted != record.size {
            freeBlocks[Int(record.size)].append(record.block)
            record.size = wanted
            record.block = takeBlock(wanted)
        }
        record.count = UInt16(new.count)
        let start = Int(record.block) * Self.unit
        for index in new.indices { entries[start + index] = new[index] }
        records[Int(number)] = record
    }

    private mutating func remove(_ number: UInt32) {
        let record = records[Int(number)]
        freeBlocks[Int(record.size)].append(record.block)
        records[Int(number)] = Record()
        table.remove(addresses[Int(number)])
        freeRecords.append(number)
    }

    private func size(for count: Int) -> UInt8 {
        count <= Self.unit ? 0 : UInt8(Int.bitWidth - ((count - 1) / Self.unit).leadingZeroBitCount)
    }

    private mutating func takeBlock(_ size: UInt8) -> UInt32 {
        while freeBlocks.count <= Int(size) { freeBlocks.append([]) }
        if let block = freeBlocks[Int(size)].popLast() { return block }
        let block = UInt32(entries.count / Self.unit)
        for _ in 0..<Self.unit << Int(size) { entries.append(Self.blank) }
        return block
    }
}
