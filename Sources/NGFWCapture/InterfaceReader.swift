import CPCAP
import NGFWCore
public import NGFWPacket

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Listens to a network interface (libpcap): a tap, which sees packets and stops none.
///
///     var reader = try InterfaceReader("eth0", options: options)
///     while isWanted {
///         if try reader.read(limit: 4_096, { packet, bytes in … }) == 0 { reader.wait(milliseconds: 100) }
///     }
///     print(reader.counters().droppedByKernel)
///
/// Nothing here waits but ``wait(milliseconds:)``. Times are those of the system's clock when the kernel took the packet.
///
/// Safe: the handle lives as long as the value, which nobody can copy.
@safe public struct InterfaceReader: ~Copyable {
    public let name: String
    public let linkType: LinkType
    /// What the interface does not do as it was asked to; `nil` when it does.
    public let warning: String?
    /// Packets delivered so far.
    public private(set) var packetCount = 0
    private let handle: OpaquePointer
    /// Of a unit of `pcap_pkthdr`'s fractions: 1 for nanoseconds, 1000 for microseconds.
    private let fraction: Int64
    private var counted = InterfaceCounters()

    /// - Throws: ``CaptureError`` with code `noInterface`, `noPermission`, `interfaceDown`, `badFilter` or `cannotOpen`.
    public init(_ name: String, options: InterfaceOptions = InterfaceOptions()) throws(CaptureError) {
        // libpcap knows sources of other kinds too, such as `nflog`.
        guard unsafe name == "any" || if_nametoindex(name) != 0 else { throw Self.missing(name) }
        var message = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
        // libpcap writes at most PCAP_ERRBUF_SIZE bytes of message.
        guard let handle = unsafe pcap_create(name, &message) else {
            let text = unsafe message.withUnsafeBufferPointer { unsafe $0.baseAddress.map { unsafe String(cString: $0) } ?? "" }
            throw CaptureError(.cannotOpen, file: name, detail: text)
        }
        do throws(CaptureError) {
            warning = try unsafe Self.activate(handle, name, options)
        } catch {
            unsafe pcap_close(handle)
            throw error
        }
        self.name = name
        unsafe self.handle = unsafe handle
        linkType = LinkType(dataLink: unsafe pcap_datalink(handle))
        fraction = unsafe pcap_get_tstamp_precision(handle) == PCAP_TSTAMP_PRECISION_NANO ? 1 : 1_000
    }

    deinit { unsafe pcap_close(handle) }

    /// Hands the packets that have come to `body`, at most `limit` of them.
    ///
    /// - Returns: how many; 0 when none are there.
    /// - Throws: ``CaptureError`` with code `interfaceDown` when the interface was taken down or away, else `interfaceFailed`.
    public mutating func read(limit: Int, _ body: (CapturedPacket, Span<UInt8>) -> Void) throws(CaptureError) -> Int {
        guard limit > 0 else { return 0 }
        let first = packetCount + 1
        let result = withoutActuallyEscaping(body) { body in
            var delivery = Delivery(body: body, linkType: linkType, fraction: fraction, number: first)
            // The callback is called within this call alone, with the address of `delivery`, which outlives it.
            return unsafe withUnsafeMutablePointer(to: &delivery) { pointer in
                unsafe pcap_dispatch(
                    handle, Int32(clamping: limit), Self.deliver, UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: UInt8.self))
            }
        }
        guard result >= 0 else {
            let text = unsafe Self.message(handle)
            throw isUp ? CaptureError(.interfaceFailed, file: name, detail: text) : Self.down(name)
        }
        packetCount += Int(result)
        return Int(result)
    }

    /// Waits until packets have come, or so long; a signal ends it.
    public borrowing func wait(milliseconds: Int) {
        var entry = pollfd(fd: unsafe pcap_get_selectable_fd(handle), events: Int16(POLLIN), revents: 0)
        // One entry is passed, and its count. An interface without a descriptor is asked again after the time.
        _ = unsafe poll(&entry, entry.fd < 0 ? 0 : 1, Int32(clamping: milliseconds))
    }

    /// Fails when the interface is no longer there or was taken down, of which some systems say nothing.
    public borrowing func check() throws(CaptureError) {
        guard isUp else { throw Self.down(name) }
    }

    /// What the kernel has counted. To be asked now and then: its own counters have 32 bits.
    public mutating func counters() -> InterfaceCounters {
        var now = pcap_stat()
        // libpcap writes one structure of this kind. Of an interface that is gone the last answer stays.
        if unsafe pcap_stats(handle, &now) == 0 { counted.add(now) }
        return counted
    }

    /// The interfaces that can be listened to, as far as this user may know.
    public static var names: [String] {
        var message = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
        var list: UnsafeMutablePointer<pcap_if_t>?
        // libpcap writes at most PCAP_ERRBUF_SIZE bytes of message; the list is ours to free, once.
        guard unsafe pcap_findalldevs(&list, &message) == 0 else { return [] }
        defer { unsafe pcap_freealldevs(list) }
        var names: [String] = []
        var entry = unsafe list
        while let device = unsafe entry {
            // The list has more than interfaces: names that the system has no number for are left out.
            if let name = unsafe device.pointee.name.map({ unsafe String(cString: $0) }), unsafe if_nametoindex(name) != 0 {
                names.append(name)
            }
            unsafe entry = unsafe device.pointee.next
        }
        return names
    }

    // MARK: Setting up

    /// - Returns: a warning, or `nil`.
    private static func activate(_ handle: OpaquePointer, _ name: String, _ options: InterfaceOptions) throws(CaptureError) -> String? {
        // Before activation none of these can fail but by a handle that is active already.
        unsafe pcap_set_snaplen(handle, Int32(clamping: options.snapLength))
        unsafe pcap_set_promisc(handle, options.isPromiscuous ? 1 : 0)
        unsafe pcap_set_timeout(handle, Int32(InterfaceOptions.deliveryMilliseconds))
        unsafe pcap_set_buffer_size(handle, Int32(clamping: options.bufferBytes))
        // Where it has no nanoseconds there are microseconds.
        unsafe pcap_set_tstamp_precision(handle, PCAP_TSTAMP_PRECISION_NANO)
        let status = unsafe pcap_activate(handle)
        guard status >= 0 else { throw unsafe refusal(status, handle, name) }
        var message = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
        // libpcap writes at most PCAP_ERRBUF_SIZE bytes of message.
        guard unsafe pcap_setnonblock(handle, 1, &message) == 0 else {
            throw CaptureError(.cannotOpen, file: name, detail: "it cannot be read without waiting")
        }
        if let filter = options.filter { try unsafe set(filter, handle, name) }
        return status == 0 ? nil : unsafe self.message(handle)
    }

    private static func refusal(_ status: Int32, _ handle: OpaquePointer, _ name: String) -> CaptureError {
        switch status {
        case PCAP_ERROR_NO_SUCH_DEVICE: return missing(name)
        case PCAP_ERROR_PERM_DENIED, PCAP_ERROR_PROMISC_PERM_DENIED:
            return CaptureError(.noPermission, file: name, detail: "you may not capture on this interface")
        case PCAP_ERROR_IFACE_NOT_UP: return down(name)
        default:
            let text = unsafe message(handle)
            // The text of the code itself is always terminated.
            return CaptureError(.cannotOpen, file: name, detail: text.isEmpty ? unsafe String(cString: pcap_statustostr(status)) : text)
        }
    }

    private static func set(_ filter: String, _ handle: OpaquePointer, _ name: String) throws(CaptureError) {
        var program = unsafe bpf_program()
        guard unsafe pcap_compile(handle, &program, filter, 1, PCAP_NETMASK_UNKNOWN) == 0 else {
            throw CaptureError(.badFilter, file: name, detail: "'\(filter)': \(unsafe message(handle))")
        }
        // Compiled, so it is ours to free, once.
        defer { unsafe pcap_freecode(&program) }
        guard unsafe pcap_setfilter(handle, &program) == 0 else {
            throw CaptureError(.badFilter, file: name, detail: "'\(filter)': \(unsafe message(handle))")
        }
    }

    private static func message(_ handle: OpaquePointer) -> String {
        // The text is libpcap's own and terminated.
        unsafe pcap_geterr(handle).map { unsafe String(cString: $0) } ?? ""
    }

    private static func missing(_ name: String) -> CaptureError {
        let names = names
        return CaptureError(
            .noInterface, file: name,
            detail: "there is no such interface" + (names.isEmpty ? "" : "; there are " + names.joined(separator: ", ")))
    }

    private static func down(_ name: String) -> CaptureError {
        // The name is a Swift string, terminated for the call.
        let isThere = unsafe if_nametoindex(name) != 0
        return CaptureError(.interfaceDown, file: name, detail: isThere ? "the interface is down" : "the interface is gone")
    }

    /// Whether the interface is there and up; true where that cannot be told, as of `any`.
    private var isUp: Bool {
        var list: UnsafeMutablePointer<ifaddrs>?
        guard name != "any", unsafe getifaddrs(&list) == 0 else { return true }
        // The list is ours to free, once; its names are terminated.
        defer { unsafe freeifaddrs(list) }
        var entry = unsafe list
        while let address = unsafe entry {
            if unsafe String(cString: address.pointee.ifa_name) == name {
                return unsafe address.pointee.ifa_flags & UInt32(truncatingIfNeeded: IFF_UP) != 0
            }
            unsafe entry = unsafe address.pointee.ifa_next
        }
        return false
    }

    // MARK: Packets

    private struct Delivery {
        let body: (CapturedPacket, Span<UInt8>) -> Void
        let linkType: LinkType
        let fraction: Int64
        var number: Int
    }

    private static let deliver: pcap_handler = { context, header, data in
        // The context is the `Delivery` of the call in hand, which nobody else touches meanwhile.
        guard let context = unsafe context, let found = unsafe header?.pointee, let data = unsafe data else { return }
        let delivery = unsafe UnsafeMutableRawPointer(context).assumingMemoryBound(to: Delivery.self)
        let fraction = unsafe delivery.pointee.fraction
        let packet = CapturedPacket(
            time: Timestamp(seconds: Int64(found.ts.tv_sec), nanoseconds: Int64(found.ts.tv_usec) * fraction),
            linkType: unsafe delivery.pointee.linkType, capturedLength: Int(found.caplen), wireLength: Int(found.len),
            number: unsafe delivery.pointee.number)
        unsafe delivery.pointee.number += 1
        // libpcap holds `caplen` bytes at `data` during the callback.
        unsafe delivery.pointee.body(packet, UnsafeBufferPointer(start: data, count: Int(found.caplen)).span)
    }
}
