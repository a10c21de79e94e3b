import CPCAP

/// What the kernel counted on an interface since the capture began; all of it passed the filter.
public struct InterfaceCounters: Hashable, Sendable {
    /// Packets that came, dropped ones among them where the system counts so (Linux).
    public var received: UInt64 = 0
    /// Packets lost because the buffer was full: the reader was too slow.
    public var droppedByKernel: UInt64 = 0
    /// Packets lost by the network card or its driver, where it tells.
    public var droppedByInterface: UInt64 = 0

    public init() {}

    /// What libpcap said last: counters of 32 bits, which start anew at their end.
    private var last = (received: UInt32(0), kernel: UInt32(0), interface: UInt32(0))

    mutating func add(_ now: pcap_stat) {
        add(received: now.ps_recv, kernel: now.ps_drop, interface: now.ps_ifdrop)
    }

    /// Takes counters in; they are asked more often than they can go round.
    mutating func add(received: UInt32, kernel: UInt32, interface: UInt32) {
        self.received &+= UInt64(received &- last.received)
        droppedByKernel &+= UInt64(kernel &- last.kernel)
        droppedByInterface &+= UInt64(interface &- last.interface)
        last = (received, kernel, interface)
    }

    public static func == (left: InterfaceCounters, right: InterfaceCounters) -> Bool {
        (left.received, left.droppedByKernel, left.droppedByInterface) == (right.received, right.droppedByKernel, right.droppedByInterface)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(received)
        hasher.combine(droppedByKernel)
        hasher.combine(droppedByInterface)
    }
}
