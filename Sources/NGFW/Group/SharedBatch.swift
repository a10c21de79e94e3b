internal import NGFWCore

/// Whose a packet is, and whom else it concerns.
struct PacketMark: Equatable, BitwiseCopyable {
    enum Course: UInt8 {
        case ordinary
        /// It may announce flows that belong to others.
        case announces
        /// It may begin a flow that another worker awaits.
        case isAwaited
        /// An error that speaks of hosts that belong to another worker.
        case isError
    }

    private var bits: UInt8 = 0

    /// - Parameter worker: 0 to 63.
    init(_ worker: Int, _ course: Course = .ordinary) { bits = UInt8(worker & 63) | course.rawValue << 6 }

    var worker: Int { Int(bits & 63) }
    var course: Course { Course(rawValue: bits >> 6) ?? .ordinary }
}

/// A batch while the workers of a group share it.
///
/// Unchecked: bytes, packets and marks are written by nobody while several threads have it, but for marks while each thread marks
/// packets of its own; a verdict is written by the one worker that its packet is marked with. The batch is waited for, and so its
/// memory lives as long as its uses.
@safe
struct SharedBatch: @unchecked Sendable {
    let bytes: UnsafeBufferPointer<UInt8>
    let packets: UnsafeBufferPointer<PacketDescriptor>
    private let marks: UnsafeMutableBufferPointer<PacketMark>
    private let verdicts: UnsafeMutableBufferPointer<Verdict>

    var count: Int { unsafe packets.count }

    /// - Precondition: as many marks and verdicts as packets.
    init(
        _ bytes: UnsafeBufferPointer<UInt8>, _ packets: UnsafeBufferPointer<PacketDescriptor>,
        _ marks: UnsafeMutableBufferPointer<PacketMark>, _ verdicts: UnsafeMutableBufferPointer<Verdict>
    ) {
        precondition(marks.count == packets.count && verdicts.count == packets.count)
        unsafe self.bytes = unsafe bytes
        unsafe self.packets = unsafe packets
        unsafe self.marks = unsafe marks
        unsafe self.verdicts = unsafe verdicts
    }

    @inline(__always)
    subscript(number: Int) -> PacketDescriptor {
        precondition(UInt(bitPattern: number) < UInt(bitPattern: count))
        return unsafe packets[number]
    }

    @inline(__always)
    func mark(_ number: Int) -> PacketMark {
        precondition(UInt(bitPattern: number) < UInt(bitPattern: count))
        return unsafe marks[number]
    }

    @inline(__always)
    func setMark(_ number: Int, _ mark: PacketMark) {
        precondition(UInt(bitPattern: number) < UInt(bitPattern: count))
        unsafe marks[number] = mark
    }

    @inline(__always)
    func setVerdict(_ number: Int, _ verdict: Verdict) {
        precondition(UInt(bitPattern: number) < UInt(bitPattern: count))
        unsafe verdicts[number] = verdict
    }

    /// The bytes of a packet, none if it lies outside.
    @inline(__always)
    func withPacket<Result>(_ number: Int, _ body: (Span<UInt8>, PacketDescriptor) -> Result) -> Result? {
        let descriptor = self[number]
        let all = unsafe bytes.span
        guard descriptor.isWithin(all.count) else { return nil }
        return body(all.extracting(descriptor.offset..<descriptor.offset + descriptor.length), descriptor)
    }
}
