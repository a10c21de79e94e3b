internal import CPrefetch

/// A fixed number of plain values in memory of their own, all bits zero at first, aligned to pages.
///
/// An array's elements stand 32 bytes into its memory, so that a value of one cache line would always lie on two. A page is
/// taken from the system when it is first written: room that is never used costs addresses only.
@safe
struct Slab<Element: BitwiseCopyable>: ~Copyable {
    private let base: UnsafeMutablePointer<Element>
    let count: Int

    init(count: Int) {
        let count = max(1, count)
        let raw = unsafe ngfw_pages_map(count * MemoryLayout<Element>.stride)
        // The mapping has room for `count` elements and starts a page; plain values need no initialisation beyond their bits.
        let first = unsafe raw?.bindMemory(to: Element.self, capacity: count)
        guard let first = unsafe first else { preconditionFailure("a mapping has an address") }
        self.count = count
        unsafe base = first
    }

    deinit { unsafe ngfw_pages_unmap(base, count * MemoryLayout<Element>.stride) }

    subscript(index: Int) -> Element {
        @inline(__always)
        _read {
            precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
            // Inside the mapping: just checked.
            yield unsafe base[index]
        }
        @inline(__always)
        _modify {
            precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
            // Inside the mapping: just checked.
            yield unsafe &base[index]
        }
    }

    /// Asks for the line of memory that lies some bytes into an element.
    @inline(__always)
    func prefetch(_ index: Int, offset: Int = 0) {
        // The instruction reads nothing and cannot fault: any address will do.
        unsafe ngfw_prefetch(UnsafeRawPointer(base + index) + offset)
    }
}
