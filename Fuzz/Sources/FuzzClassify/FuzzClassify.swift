import NGFWAppID
import NGFWCore

private let library: SignatureLibrary = {
    do throws(SignatureError) { return try SignatureLibrary.builtIn() } catch { fatalError("\(error)") }
}()

/// The classifier with all signatures.
///
/// The input is: protocol and pick-up (one byte), then payloads: direction (one byte), length (two bytes, network order), bytes.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    // libFuzzer hands over `count` bytes that live during the call.
    let input = unsafe Array(UnsafeBufferPointer(start: data, count: count))
    guard let first = input.first else { return 0 }
    let ipProtocol = [IPProtocol.tcp, .udp, .sctp, .gre][Int(first & 3)]
    var inspection = Inspection(ipProtocol: ipProtocol, startsMidStream: first & 4 != 0)
    var classifier = Classifier(library)
    var offset = 1
    while input.count - offset >= 3 {
        let direction: FlowDirection = input[offset] & 1 == 0 ? .clientToServer : .serverToClient
        let length = min(Int(input[offset + 1]) << 8 | Int(input[offset + 2]), input.count - offset - 3)
        let payload = Array(input[(offset + 3)..<(offset + 3 + length)])
        offset += 3 + length
        let before = inspection.classification
        let after = classifier.inspect(&inspection, payload.span, direction, timeToLive: 64)
        guard before.state != .final || before == after else { fatalError("a final answer changed: \(before), \(after)") }
    }
    let end = classifier.finish(&inspection)
    _ = library.describe(end.evidence)
    return 0
}
