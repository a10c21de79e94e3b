import NGFW
import NGFWCore
import NGFWPacket
import NGFWTestSupport
import Testing

/// Connections that are open before a flood begins and go on talking through it; nothing of theirs may be lost.
struct Witnesses {
    private var talks: [Talk]
    private var turn = 0
    private(set) var packets = 0
    private(set) var lost: [PacketReason] = []

    /// Opens them: TCP connections whose application is known.
    init(_ count: Int, _ lab: inout Lab) {
        talks = (0..<count).map { Talk(port: 22, sourcePort: UInt16(50_000 + $0), from: "10.1.200.1", to: "10.2.200.1") }
        for index in talks.indices {
            for packet in talks[index].handshake() { send(packet, &lab) }
            send(talks[index].answer(Talk.sshBanner), &lab)
            send(talks[index].send(Talk.sshBanner), &lab)
        }
    }

    /// The next of them says something, which is answered.
    mutating func speak(_ lab: inout Lab) {
        turn = (turn + 1) % talks.count
        send(talks[turn].send("question"), &lab)
        send(talks[turn].answer("answer"), &lab)
    }

    private mutating func send(_ packet: [UInt8], _ lab: inout Lab) {
        packets += 1
        let verdict = lab.send(packet)
        if !verdict.isPass || verdict.sessionID == 0 { lost.append(verdict.reason) }
    }
}
