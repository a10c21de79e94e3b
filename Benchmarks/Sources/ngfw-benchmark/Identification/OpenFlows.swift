/// Many connections whose first message has not ended, so that the application is still looked for.
enum OpenFlows: String, CaseIterable {
    case opened = "three packets of a handshake"
    case hello = "and the first 200 bytes of a TLS hello"
    case request = "and half a line of an HTTP request"
    case noise = "and 200 bytes that nothing is known by"

    private func message(_ generator: inout Generator) -> [UInt8] {
        switch self {
        case .opened: return []
        case .hello:
            let random = (0..<189).map { _ in UInt8.random(in: 0...255, using: &generator) }
            return [0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3] + random
        case .request: return Array("GET /orders/4711?view=full&page=".utf8)
        case .noise: return (0..<200).map { _ in UInt8.random(in: 128...255, using: &generator) }
        }
    }

    func packets(_ count: Int) -> PacketBuffer {
        var generator = Generator(state: 11)
        var buffer = PacketBuffer()
        for number in 0..<count {
            let up = (
                UInt32(0xac10_0000) + UInt32(number % 4_096), UInt16(1_024 + number / 4_096), UInt32(0xac10_8000) + UInt32(number % 251),
                UInt16(7_777)
            )
            let down = (up.2, up.3, up.0, up.1)
            let time = CaptureSet.start
            buffer.add(Traffic.tcp(up, 1_000, 0, 0x02, []), at: time)
            buffer.add(Traffic.tcp(down, 5_000, 1_001, 0x12, []), at: time)
            buffer.add(Traffic.tcp(up, 1_001, 5_001, 0x10, []), at: time)
            let message = message(&generator)
            if !message.isEmpty { buffer.add(Traffic.tcp(up, 1_001, 5_001, 0x18, message), at: time) }
        }
        return buffer
    }
}
