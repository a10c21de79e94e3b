public import NGFWCore

/// Reads the packets of a capture file: pcap (micro- and nanoseconds, both byte orders) and pcapng, whatever its name says.
///
///     var reader = try CaptureReader(path: "office.pcapng")
///     while try reader.next({ packet, bytes in firewall.process(bytes, ..., at: packet.time) }) {}
///
/// pcap files are read by libpcap. pcapng files are read here, because libpcap refuses those whose interfaces differ in link
/// type or snapshot length. The file is read in order with buffered reads, so a pipe and `-` (standard input) work too, and a
/// file that shrinks meanwhile is an error like any other.
public struct CaptureReader: ~Copyable {
    public let path: String
    /// Packets delivered so far.
    public private(set) var packetCount = 0
    private let source: any PacketSource
    private var isFinished = false

    /// - Throws: ``CaptureError`` with code `cannotOpen` or `unknownFormat` (of a pcapng file the first ``next(_:)`` tells).
    public init(path: String, limits: Limits = .standard) throws(CaptureError) {
        let file = try CaptureFile(path: path)
        // The first byte tells: pcapng begins with a line feed, no pcap does.
        let source: any PacketSource =
            file.firstByte() == 0x0a ? BlockSource(file, limits: limits) : try LibpcapSource(file)
        self.path = path
        self.source = source
    }

    /// Hands the next packet to `body`.
    ///
    /// - Returns: False at the end of the file.
    /// - Throws: ``CaptureError`` at the packet that cannot be read, once; everything before it was delivered.
    public mutating func next(_ body: (CapturedPacket, Span<UInt8>) -> Void) throws(CaptureError) -> Bool {
        guard !isFinished else { return false }
        let number = packetCount + 1
        do throws(CaptureError) {
            isFinished = try !source.next(number, body)
        } catch {
            isFinished = true
            throw error
        }
        if !isFinished { packetCount = number }
        return !isFinished
    }
}

/// A file format's way to the next packet. One dynamic call a packet: reading costs more than that by far.
protocol PacketSource: AnyObject {
    /// False at the end of the file.
    func next(_ number: Int, _ body: (CapturedPacket, Span<UInt8>) -> Void) throws(CaptureError) -> Bool
}
