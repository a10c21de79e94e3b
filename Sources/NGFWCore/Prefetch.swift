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
