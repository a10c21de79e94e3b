/// Bounds-checked big- and little-endian reads; `nil` past the end.
extension Span where Element == UInt8 {
    @inline(__always)
    func u8(_ offset: Int) -> Int? {
        offset >= 0 && offset < count ? Int(self[offset]) : nil
    }

    @inline(__always)
    func u16be(_ offset: Int) -> Int? {
        holds(2, at: offset) ? Int(self[offset]) << 8 | Int(self[offset + 1]) : nil
    }

    @inline(__always)
    func u16le(_ offset: Int) -> Int? {
        holds(2, at: offset) ? Int(self[offset + 1]) << 8 | Int(self[offset]) : nil
    }

    @inline(__always)
    func u24be(_ offset: Int) -> Int? {
        holds(3, at: offset) ? Int(self[offset]) << 16 | Int(self[offset + 1]) << 8 | Int(self[offset + 2]) : nil
    }

    @inline(__always)
    func u24le(_ offset: Int) -> Int? {
        holds(3, at: offset) ? Int(self[offset + 2]) << 16 | Int(self[offset + 1]) << 8 | Int(self[offset]) : nil
    }

    @inline(__always)
    func u32be(_ offset: Int) -> Int? {
        guard let high = u16be(offset), let low = u16be(offset + 2) else { return nil }
        return high << 16 | low
    }

    @inline(__always)
    func u32le(_ offset: Int) -> Int? {
        guard let low = u16le(offset), let high = u16le(offset + 2) else { return nil }
        return high << 16 | low
    }

    /// Whether `length` bytes are present from `offset` on; total for any numbers.
    @inline(__always)
    func holds(_ length: Int, at offset: Int) -> Bool {
        offset >= 0 && length >= 0 && offset <= count && length <= count - offset
    }

    /// The first place of a byte from `start` on, before `end`; eight bytes at a time.
    func firstIndex(of byte: UInt8, from start: Int, to end: Int) -> Int? {
        var position = start
        let all = UInt64(byte) &* 0x0101_0101_0101_0101
        // Bytes have no padding.
        let bytes = unsafe self.bytes
        while position + 8 <= end, position >= 0, end <= count {
            // Eight bytes from `position` lie before `end`, which is within the span.
            let word = unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: position, as: UInt64.self).littleEndian
            let difference = word ^ all
            // The lowest zero byte keeps its mark whatever is above it.
            let zeros = (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080
            if zeros != 0 { return position + zeros.trailingZeroBitCount / 8 }
            position += 8
        }
        while position < end {
            if self[position] == byte { return position }
            position += 1
        }
        return nil
    }

    /// Whether the bytes at `offset` are these; false past the end.
    func starts(with text: StaticString, at offset: Int = 0) -> Bool {
        let length = text.utf8CodeUnitCount
        guard holds(length, at: offset) else { return false }
        // The pointer of a StaticString is valid for utf8CodeUnitCount bytes and lives as long as the program.
        for index in 0..<length where unsafe self[offset + index] != text.utf8Start[index] { return false }
        return true
    }

    /// Whether the bytes of a range are this lower-case text, in any case.
    func isText(_ text: StaticString, at range: Range<Int>) -> Bool {
        guard range.count == text.utf8CodeUnitCount, holds(range.count, at: range.lowerBound) else { return false }
        for index in 0..<range.count {
            let byte = self[range.lowerBound + index]
            let lower = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
            // The pointer of a StaticString is valid for utf8CodeUnitCount bytes.
            guard unsafe lower == text.utf8Start[index] else { return false }
        }
        return true
    }
}
