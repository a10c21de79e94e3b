public import CPrefetch

extension Array {
    /// Asks the processor for the element's line of memory, so that a read of it a hundred instructions later need not wait.
    ///
    /// A read in advance would do the same, but holds up all that follows it until the memory has answered.
    @inlinable
    @inline(__always)
    package func prefetch(_ index: Int) {
        unsafe withUnsafeBufferPointer { elements in
            // The instruction reads nothing and cannot fault: any address will do.
            if let first = elements.baseAddress { unsafe ngfw_prefetch(first + index) }
        }
    }
}

extension Array {
    /// The same for an element of an element.
    ///
    /// PERF: the place is found first and asked for afterwards; between the two the compiler counts a reference to the page.
    @inlinable
    @inline(__always)
    package func prefetch<Inner>(_ index: Int, in page: Int) where Element == [Inner] {
        let inner = unsafe self[page].withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
        // The instruction reads nothing and cannot fault: any address will do.
        unsafe ngfw_prefetch(UnsafeRawPointer(bitPattern: inner &+ UInt(bitPattern: index &* MemoryLayout<Inner>.stride)))
    }
}
