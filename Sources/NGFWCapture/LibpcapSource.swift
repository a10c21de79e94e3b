import CPCAP
import NGFWCore
import NGFWPacket

/// A pcap file, read by libpcap with nanosecond times. Safe: the handle lives as long as the object.
@safe final class LibpcapSource: PacketSource {
    private let path: String
    private let handle: OpaquePointer
    private let linkType: LinkType

    init(_ file: CaptureFile) throws(CaptureError) {
        var message = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
        let stream = unsafe file.release()
        // libpcap writes at most PCAP_ERRBUF_SIZE bytes of message; it closes the stream with the handle, but not when it fails.
        let handle = unsafe pcap_fopen_offline_with_tstamp_precision(stream, UInt32(PCAP_TSTAMP_PRECISION_NANO), &message)
        guard let handle = unsafe handle else {
            unsafe file.adopt(stream)
            let text = unsafe message.withUnsafeBufferPointer { unsafe $0.baseAddress.map { unsafe String(cString: $0) } ?? "" }
            throw CaptureError(text.hasPrefix("error reading") ? .cannotOpen : .unknownFormat, file: file.path, detail: text)
        }
        path = file.path
        unsafe self.handle = unsafe handle
        linkType = LinkType(dataLink: unsafe pcap_datalink(handle))
    }

    deinit { unsafe pcap_close(handle) }

    func next(_ number: Int, _ body: (CapturedPacket, Span<UInt8>) -> Void) throws(CaptureError) -> Bool {
        var header: UnsafeMutablePointer<pcap_pkthdr>?
        var data: UnsafePointer<UInt8>?
        switch unsafe pcap_next_ex(handle, &header, &data) {
        case 1:
            guard let found = unsafe header?.pointee, let data = unsafe data else { return false }
            let packet = CapturedPacket(
                time: Timestamp(seconds: Int64(found.ts.tv_sec), nanoseconds: Int64(found.ts.tv_usec)), linkType: linkType,
                capturedLength: Int(found.caplen), wireLength: Int(found.len), number: number)
            // libpcap holds `caplen` bytes at `data` until its next call, which is after the body.
            body(packet, unsafe UnsafeBufferPointer(start: data, count: Int(found.caplen)).span)
            return true
        case PCAP_ERROR_BREAK: return false
        default:
            let text = unsafe pcap_geterr(handle).map { unsafe String(cString: $0) } ?? "unknown error"
            throw CaptureError(text.hasPrefix("truncated") ? .truncated : .damaged, file: path, packetNumber: number, detail: text)
        }
    }
}

extension LinkType {
    /// libpcap numbers a few link types by system in memory and one way in files ("LINKTYPE_" against "DLT_" names).
    init(dataLink: Int32) {
        self = dataLink == 12 ? .raw : LinkType(rawValue: dataLink)
    }

    var dataLink: Int32 { self == .raw ? 12 : rawValue }
}
