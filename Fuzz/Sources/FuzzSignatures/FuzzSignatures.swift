import NGFWAppID
import NGFWCore

/// Signature texts: parser, condition and pattern compiler, then the classifier with what came out of it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    // libFuzzer hands over `count` bytes that live during the call.
    let input = unsafe Array(UnsafeBufferPointer(start: data, count: count))
    var diagnostics = Diagnostics()
    let library = SignatureLibrary(
        compiling: [SignatureSource(name: "fuzz.app", text: String(decoding: input, as: UTF8.self))], diagnostics: &diagnostics)
    var classifier = Classifier(library)
    for ipProtocol in [IPProtocol.tcp, .udp] {
        var inspection = Inspection(ipProtocol: ipProtocol, startsMidStream: false)
        _ = classifier.inspect(&inspection, input.span, .clientToServer, timeToLive: 64)
        _ = classifier.inspect(&inspection, input.span, .serverToClient, timeToLive: 64)
        _ = classifier.finish(&inspection)
    }
    return 0
}
