/// Integers in network byte order. Every access is bounds-checked by `Span`; callers check lengths first, so that none traps.
extension Span where Element == UInt8 {
    @inline(__always)
    func u16(_ offset: Int) -> UInt16 { UInt16(self[offset]) << 8 | UInt16(self[offset + 1]) }

    @inline(__always)
    func u32(_ offset: Int) -> UInt32 { UInt32(u16(offset)) << 16 | UInt32(u16(offset + 2)) }

    @inline(__always)
    func u64(_ offset: Int) -> UInt64 { UInt64(u32(offset)) << 32 | UInt64(u32(offset + 4)) }

    @inline(__always)
    func u16LittleEndian(_ offset: Int) -> UInt16 { u16(offset).byteSwapped }

    @inline(__always)
    func u32LittleEndian(_ offset: Int) -> UInt32 { u32(offset).byteSwapped }

    /// Throws unless `length` bytes stand at the offset.
    @inline(__always)
    func require(_ length: Int, at offset: Int) throws(PacketError) {
        guard count - offset >= length else { throw PacketError(.truncated, at: offset) }
    }
}
