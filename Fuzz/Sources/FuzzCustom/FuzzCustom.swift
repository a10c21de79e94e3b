import NGFWAppID
import NGFWCore

private let builtIn: SignatureLibrary = {
    do throws(SignatureError) { return try SignatureLibrary.builtIn() } catch { fatalError("\(error)") }
}()

/// Patterns of custom applications, then sessions that are searched for them.
///
///     dialect byte, context byte, pattern up to the first zero byte, payload
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    // libFuzzer hands over `count` bytes that live during the call.
    let input = unsafe Array(UnsafeBufferPointer(start: data, count: count))
    guard count >= 3 else { return 0 }
    let rules = PatternRules(input[0] & 1 == 0 ? .classic : .enhanced)
    let text = String(decoding: input[2...].prefix { $0 != 0 }, as: UTF8.self)
    guard let pattern = try? SignaturePattern(text, rules) else { return 0 }
    var application = CustomApplication(name: "fuzz")
    var signature = CustomSignature(name: "fuzz")
    signature.isOrdered = input[0] & 2 == 0
    signature.scope = input[0] & 4 == 0 ? .transaction : .session
    let contexts = SignatureContext.all.filter { $0.kind == .text }
    signature.conditions = [[CustomCondition(context: contexts[Int(input[1]) % contexts.count].name, .pattern(pattern))]]
    if input[0] & 8 != 0 { signature.conditions.append([CustomCondition(context: "tcp-context-free", .pattern(pattern))]) }
    application.signatures = [signature]
    let library = builtIn.extended(by: [application], catalogue: builtIn.catalogue.adding([Application(name: "fuzz", origin: .custom)]))
    var classifier = Classifier(library)
    let payload = Array(input[2...].drop { $0 != 0 }.dropFirst())
    for ipProtocol in [IPProtocol.tcp, .udp] {
        var inspection = Inspection(ipProtocol: ipProtocol, startsMidStream: input[0] & 16 != 0)
        // The client's and the server's bytes alternate in thirds.
        for (number, start) in stride(from: 0, to: payload.count, by: max(1, payload.count / 3)).enumerated() {
            let part = Array(payload[start...].prefix(max(1, payload.count / 3)))
            _ = classifier.inspect(&inspection, part.span, number % 2 == 0 ? .clientToServer : .serverToClient, timeToLive: 64)
        }
        guard classifier.finish(&inspection).state == .final else { fatalError("a session that is over is not final") }
    }
    return 0
}
