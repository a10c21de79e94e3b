import NGFWCapture
import NGFWCore
import NGFWPacket
import NGFWTestSupport

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file that is there while the body runs.
func withFile<Result>(_ bytes: [UInt8], _ body: (String) throws -> Result) throws -> Result {
    try withTemporaryPath { path in
        let stream = unsafe fopen(path, "wb")
        guard let stream = unsafe stream else { throw CaptureError(.cannotWrite, file: path, detail: "fopen") }
        let written = unsafe bytes.withUnsafeBufferPointer { unsafe fwrite($0.baseAddress, 1, $0.count, stream) }
        guard unsafe fclose(stream) == 0, written == bytes.count else { throw CaptureError(.cannotWrite, file: path, detail: "fwrite") }
        return try body(path)
    }
}

/// A new name in the directory for temporary files; the file is removed afterwards.
func withTemporaryPath<Result>(_ body: (String) throws -> Result) throws -> Result {
    let directory = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
    let pattern = String(repeating: "X", count: 6)
    var template = Array("\(directory)/ngfw-capture-\(pattern)".utf8CString)
    let descriptor = unsafe mkstemp(&template)
    let path = unsafe template.withUnsafeBufferPointer { unsafe $0.baseAddress.map { unsafe String(cString: $0) } ?? "" }
    guard descriptor >= 0 else { throw CaptureError(.cannotWrite, file: path, detail: "mkstemp") }
    close(descriptor)
    defer { unsafe unlink(path) }
    return try body(path)
}

/// A packet as it was read.
struct ReadPacket: Equatable {
    var packet: CapturedPacket
    var bytes: [UInt8]
}

/// Reads all packets; the error, if any, beside those before it.
func readAll(_ path: String, limits: Limits = .standard) -> (packets: [ReadPacket], error: CaptureError?) {
    var packets: [ReadPacket] = []
    do throws(CaptureError) {
        var reader = try CaptureReader(path: path, limits: limits)
        while try reader.next({ packet, span in
            var bytes: [UInt8] = []
            for index in 0..<span.count { bytes.append(span[index]) }
            packets.append(ReadPacket(packet: packet, bytes: bytes))
        }) {}
        return (packets, nil)
    } catch {
        return (packets, error)
    }
}

/// Integers of a file in one byte order.
struct FileBytes {
    var bytes: [UInt8] = []
    let isLittleEndian: Bool

    init(isLittleEndian: Bool) { self.isLittleEndian = isLittleEndian }

    mutating func append<Value: FixedWidthInteger>(_ value: Value) {
        if isLittleEndian { bytes.append(littleEndian: value) } else { bytes.append(bigEndian: value) }
    }
}

/// Writes pcap bytes by hand, for byte orders and damages that no writer makes.
func pcapFile(_ packets: [[UInt8]], linkType: UInt32 = 1, nanoseconds: Bool = false, isLittleEndian: Bool = true) -> [UInt8] {
    var file = FileBytes(isLittleEndian: isLittleEndian)
    file.append(UInt32(nanoseconds ? 0xa1b2_3c4d : 0xa1b2_c3d4))
    for value in [UInt16(2), 4] { file.append(value) }
    for value in [UInt32(0), 0, 65_535, linkType] { file.append(value) }
    for (index, packet) in packets.enumerated() {
        for value in [UInt32(1000 + index), 500, UInt32(packet.count), UInt32(packet.count + 7)] { file.append(value) }
        file.bytes += packet
    }
    return file.bytes
}

/// Writes pcapng blocks by hand.
struct BlockFile {
    var file: FileBytes

    init(isLittleEndian: Bool = true) {
        file = FileBytes(isLittleEndian: isLittleEndian)
        var body = FileBytes(isLittleEndian: isLittleEndian)
        body.append(UInt32(0x1a2b_3c4d))
        for value in [UInt16(1), 0] { body.append(value) }
        body.append(Int64(-1))
        block(0x0a0d_0d0a, body.bytes)
    }

    var bytes: [UInt8] { file.bytes }

    mutating func block(_ type: UInt32, _ body: [UInt8]) {
        let padded = body + Array(repeating: 0, count: (4 - body.count % 4) % 4)
        file.append(type)
        file.append(UInt32(12 + padded.count))
        file.bytes += padded
        file.append(UInt32(12 + padded.count))
    }

    mutating func interface(_ linkType: UInt16, snapLength: UInt32 = 0, options: [(code: UInt16, value: [UInt8])] = []) {
        var body = FileBytes(isLittleEndian: file.isLittleEndian)
        for value in [linkType, 0] { body.append(value) }
        body.append(snapLength)
        for (code, value) in options {
            body.append(code)
            body.append(UInt16(value.count))
            body.bytes += value + Array(repeating: 0, count: (4 - value.count % 4) % 4)
        }
        block(1, body.bytes)
    }

    mutating func enhancedPacket(_ interface: UInt32, time: UInt64, _ packet: [UInt8], capturedLength: UInt32? = nil) {
        var body = FileBytes(isLittleEndian: file.isLittleEndian)
        let length = capturedLength ?? UInt32(packet.count)
        for value in [interface, UInt32(time >> 32), UInt32(truncatingIfNeeded: time), length, UInt32(packet.count + 7)] {
            body.append(value)
        }
        block(6, body.bytes + packet)
    }

    mutating func simplePacket(_ packet: [UInt8], wireLength: UInt32) {
        var body = FileBytes(isLittleEndian: file.isLittleEndian)
        body.append(wireLength)
        block(3, body.bytes + packet)
    }
}
