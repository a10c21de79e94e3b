import CPCAP
public import NGFWCore
public import NGFWPacket

/// Writes a pcap file with nanosecond times.
///
///     var writer = try CaptureWriter(path: "cut.pcap", linkType: .ethernet)
///     writer.write(bytes.span, at: time)
///     try writer.close()
///
/// Safe: both handles live as long as the value, which nobody can copy.
@safe public struct CaptureWriter: ~Copyable {
    private let path: String
    private let handle: OpaquePointer
    private let dumper: OpaquePointer

    /// - Throws: ``CaptureError`` with code `cannotWrite`.
    public init(path: String, linkType: LinkType) throws(CaptureError) {
        let snapLength: Int32 = 262_144
        let handle = unsafe pcap_open_dead_with_tstamp_precision(linkType.dataLink, snapLength, UInt32(PCAP_TSTAMP_PRECISION_NANO))
        guard let handle = unsafe handle else { throw CaptureError(.cannotWrite, file: path, detail: "out of memory") }
        guard let dumper = unsafe pcap_dump_open(handle, path) else {
            let text = unsafe pcap_geterr(handle).map { unsafe String(cString: $0) } ?? "unknown error"
            unsafe pcap_close(handle)
            throw CaptureError(.cannotWrite, file: path, detail: text)
        }
        self.path = path
        unsafe self.handle = unsafe handle
        unsafe self.dumper = unsafe dumper
    }

    deinit {
        unsafe pcap_dump_close(dumper)
        unsafe pcap_close(handle)
    }

    /// - Parameter wireLength: `nil` for a packet that was captured whole.
    public mutating func write(_ bytes: Span<UInt8>, at time: Timestamp, wireLength: Int? = nil) {
        var header = pcap_pkthdr()
        header.ts.tv_sec = Int(time.seconds)
        header.ts.tv_usec = Int(time.nanoseconds - time.seconds * 1_000_000_000)
        header.caplen = UInt32(clamping: bytes.count)
        header.len = UInt32(clamping: wireLength ?? bytes.count)
        // libpcap reads `caplen` bytes, which is the buffer's count; its "user" argument is the dumper itself.
        unsafe bytes.withUnsafeBufferPointer { unsafe pcap_dump(UnsafeMutablePointer<UInt8>(dumper), &header, $0.baseAddress) }
    }

    /// Writes what is buffered.
    ///
    /// - Throws: ``CaptureError`` with code `cannotWrite`, when the disk is full for instance.
    public consuming func close() throws(CaptureError) {
        guard unsafe pcap_dump_flush(dumper) == 0 else {
            throw CaptureError(.cannotWrite, file: path, detail: systemErrorText())
        }
    }
}
