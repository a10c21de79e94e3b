// The fuzz target FuzzExpectations compiles this file too (a symbolic link): input means the same to it and to the test suite.
import NGFWAppID
import NGFWCore

/// Reads a fuzz input as a control session and checks what is promised of announcements.
///
/// The input: protocol and transport (a byte), then payloads: a byte of flags (1 from the server, 2 bytes are missing before
/// it), length (two bytes, network order), bytes; the last one may be shorter.
///
/// - Returns: the broken promise, `nil` when all are kept.
public func replayDialogue(_ input: [UInt8]) -> String? {
    guard let first = input.first else { return nil }
    let control = ControlProtocol.allCases[Int(first & 0x7F) % ControlProtocol.allCases.count]
    let client = IPAddress(v4: 0xC000_020A)
    let server = IPAddress(v4: 0xC633_6414)
    let tuple = FiveTuple(
        source: client, sourcePort: 40_000, destination: server, destinationPort: 21, ipProtocol: first & 0x80 == 0 ? .tcp : .udp)
    var limits = Limits()
    limits.controlBytes = 512
    var dialogue = ControlDialogue(control, tuple: tuple, settings: NegotiationSettings(), limits: limits)
    var offset = 1
    while input.count - offset >= 3 {
        let direction: FlowDirection = input[offset] & 1 == 0 ? .clientToServer : .serverToClient
        if input[offset] & 2 != 0 { dialogue.skip(direction) }
        let length = min(Int(input[offset + 1]) << 8 | Int(input[offset + 2]), input.count - offset - 3)
        let payload = Array(input[(offset + 3)..<(offset + 3 + length)])
        offset += 3 + length
        let wasOver = dialogue.isOver
        let announced = dialogue.read(payload.span, direction)
        if wasOver, !announced.isEmpty || !dialogue.isOver { return "a dialogue that was over goes on" }
        if announced.count > 32 { return "\(announced.count) flows of one payload" }
        for flow in announced {
            if flow.destination != client, flow.destination != server { return "a flow to another host: \(flow)" }
            if let source = flow.source, source != client, source != server { return "a flow from another host: \(flow)" }
            if flow.source == flow.destination { return "a flow to itself: \(flow)" }
            if flow.destinationPort < 1_024 { return "a flow to a well-known port: \(flow)" }
            if !(1...180).contains(flow.lifetime) || flow.application.isEmpty { return "a flow without name or end: \(flow)" }
        }
    }
    return nil
}
