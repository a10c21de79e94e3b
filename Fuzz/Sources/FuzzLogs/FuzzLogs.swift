import NGFW
import NGFWCore

/// Lines of logs: what is read as a record is written in every version and read again, and is then the same for good.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    // libFuzzer hands over `count` bytes that live during the call.
    let input = unsafe Array(UnsafeBufferPointer(start: data, count: count))
    let reader = PANOSCSVLogReader()
    for line in input.split(separator: 0x0a) {
        guard case .traffic(let record)? = try? reader.read(Array(line)) else { continue }
        for format in TrafficLogFormat.allCases {
            var output: [UInt8] = []
            format.write(record, to: &output)
            guard output.last == 0x0a, output.filter({ $0 == 0x0a }).count == 1 else { fatalError("\(format) is not one line") }
            guard case .panosCSV = format else { continue }
            guard case .traffic(let again)? = try? reader.read(output) else { fatalError("\(format) is not read back") }
            var repeated: [UInt8] = []
            format.write(again, to: &repeated)
            guard repeated == output else { fatalError("\(format) changes when it is read and written") }
        }
    }
    return 0
}
