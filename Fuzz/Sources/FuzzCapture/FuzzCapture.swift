import Glibc
import NGFWCapture
import NGFWCore

/// A file in memory without a name, which the reader opens through the process's descriptors. Stays open.
private let descriptor: CInt = {
    let name = "/ngfw-fuzz-\(getpid())"
    let descriptor = unsafe shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0o600)
    unsafe shm_unlink(name)
    return descriptor
}()

/// Capture files: the pcapng block reader, and libpcap behind our limits.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    // libFuzzer hands over `count` bytes that live during the call.
    guard ftruncate(descriptor, 0) == 0, unsafe pwrite(descriptor, data, count, 0) == count else { fatalError("temporary file") }
    var packetCount = 0
    do throws(CaptureError) {
        var reader = try CaptureReader(path: "/proc/self/fd/\(descriptor)")
        while try reader.next({ packet, bytes in
            packetCount += 1
            guard bytes.count == packet.capturedLength, bytes.count <= 262_144, packet.number == packetCount else {
                fatalError("\(packet)")
            }
        }) {}
    } catch {
        guard error.packetNumber == 0 || error.packetNumber == packetCount + 1 else { fatalError("\(error)") }
    }
    return 0
}
