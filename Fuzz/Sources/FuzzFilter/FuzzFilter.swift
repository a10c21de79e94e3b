import NGFW
import NGFWCore

private let record: TrafficLogRecord = {
    let tuple = FiveTuple(source: IPAddress(v4: 1), destination: IPAddress(v6High: 2, low: 3), destinationPort: 22, ipProtocol: .tcp)
    var session = SessionSummary(id: 7, tuple: tuple, start: Timestamp(seconds: 1_763_800_000))
    session.application = "ssh"
    session.user = "lab\\ann"
    return TrafficLogRecord(.end, at: Timestamp(seconds: 1_763_800_031), sequenceNumber: 9, device: DeviceIdentity(), session: session)
}()

/// Filters: one that is read is asked, and written out it is the same filter.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    // libFuzzer hands over `count` bytes that live during the call.
    let input = unsafe Array(UnsafeBufferPointer(start: data, count: count))
    let text = String(decoding: input, as: UTF8.self)
    do throws(SessionFilterError) {
        let filter = try SessionFilter(text)
        let answer = filter.matches(record)
        var options = SessionFilter.Options()
        // Written out it has more parentheses and quotes.
        options.limits.sessionFilterBytes = 1 << 20
        options.limits.sessionFilterDepth = 1 << 8
        guard let again = try? SessionFilter(filter.description, options: options), again == filter, again.matches(record) == answer else {
            fatalError("written out it is another filter: \(filter)")
        }
    } catch {
        guard (1...text.utf8.count + 1).contains(error.column) else { fatalError("column \(error.column)") }
    }
    return 0
}
