/// A table that nobody writes any more, in memory of a ``FrozenMemory``: the packets of all threads read it, and to read it counts no
/// references, which they would contend for.
///
/// Whoever keeps a table keeps its memory too: nothing counts the table itself.
@safe
struct FrozenTable<Element: BitwiseCopyable & Sendable>: RandomAccessCollection, BitwiseCopyable, @unchecked Sendable {
    // The elements are only read from the time on that the table exists: that is the proof for `@unchecked`.
    private let base: UnsafePointer<Element>
    let count: Int

    /// - Parameter base: the first of `count` elements, which are never written again.
    fileprivate init(_ base: UnsafePointer<Element>, count: Int) {
        unsafe self.base = base
        self.count = count
    }

    var startIndex: Int { 0 }
    var endIndex: Int { count }

    @inline(__always)
    subscript(index: Int) -> Element {
        precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
        // Inside the table: just checked.
        return unsafe base[index]
    }
}

/// The memory of some ``FrozenTable``s, given back at its end. Filled by one thread, before others are given the tables.
@safe
final class FrozenMemory: @unchecked Sendable {
    // Used by nobody but the thread that fills it, and by the last owner's `deinit`: that is the proof for `@unchecked`.
    private var pieces = unsafe [UnsafeMutableRawPointer]()

    /// A table of the same elements.
    func freeze<Element>(_ elements: [Element]) -> FrozenTable<Element> {
        let piece = UnsafeMutablePointer<Element>.allocate(capacity: elements.count)
        // Within the capacity; plain values need no deinitialisation.
        for (index, element) in elements.enumerated() { unsafe (piece + index).initialize(to: element) }
        unsafe pieces.append(UnsafeMutableRawPointer(piece))
        return unsafe FrozenTable(piece, count: elements.count)
    }

    deinit {
        // Every piece was allocated here and is freed once; who has its table has this memory too.
        for index in unsafe pieces.indices { unsafe pieces[index].deallocate() }
    }
}
