import NGFWCore

/// A list in pieces of one size: when it grows, or one of two copies changes, no more than a piece is copied.
///
/// PERF: an array that doubles copies all of itself in one change of a million (benchmark `groups`).
struct ChunkedArray<Element: Sendable>: Sendable {
    private var chunks: [[Element]] = []
    private(set) var count = 0

    private static var shift: Int { 10 }
    private static var mask: Int { 1 << shift - 1 }

    var capacity: Int { chunks.count << Self.shift }

    @inline(__always)
    subscript(index: Int) -> Element {
        get { chunks[index >> Self.shift][index & Self.mask] }
        set { chunks[index >> Self.shift][index & Self.mask] = newValue }
    }

    /// Asks for the memory of an element; does nothing for one that is not there.
    @inline(__always)
    func prefetch(_ index: Int) { if index < count { chunks.prefetch(index & Self.mask, in: index >> Self.shift) } }

    mutating func append(_ element: Element) {
        if count & Self.mask == 0 {
            chunks.append([])
            // The first piece of many short lists grows as it is needed.
            if count > 0 { chunks[chunks.count - 1].reserveCapacity(1 << Self.shift) }
        }
        chunks[chunks.count - 1].append(element)
        count += 1
    }

    mutating func popLast() -> Element? {
        guard count > 0 else { return nil }
        count -= 1
        let last = chunks[chunks.count - 1].removeLast()
        if count & Self.mask == 0 { chunks.removeLast() }
        return last
    }

    /// Makes the list `wanted` long, if it is shorter.
    mutating func extend(to wanted: Int, with element: Element) { while count < wanted { append(element) } }
}
