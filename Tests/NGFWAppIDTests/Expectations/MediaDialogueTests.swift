import NGFWAppID
import NGFWCore
import Testing

@Suite("Media that SIP, RTSP and MGCP negotiate")
struct MediaDialogueTests {
    private static func description(_ lines: [String]) -> String {
        (["v=0", "o=- 1 1 IN IP4 192.0.2.10"] + lines).map { $0 + "\r\n" }.joined()
    }

    private static func invite(_ lines: [String], length: Int? = nil) -> String {
        let body = description(lines)
        return "INVITE sip:bob@biloxi.example SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.10:5060\r\nContent-Type: application/sdp\r\n"
            + "Content-Length: \(length ?? body.utf8.count)\r\n\r\n" + body
    }

    private static func rtp(_ port: Int, _ control: Int? = nil, host: String = "192.0.2.10") -> [String] {
        ["udp any[any] -> \(host)[\(port)] rtp-base"] + (control == 0 ? [] : ["udp any[any] -> \(host)[\(control ?? port + 1)] rtcp"])
    }

    @Test(
        "a description announces the ports of its streams",
        arguments: [
            (["c=IN IP4 192.0.2.10", "m=audio 49170 RTP/AVP 0"], rtp(49_170)),
            (["m=audio 49170 RTP/AVP 0", "c=IN IP4 192.0.2.10"], rtp(49_170)),
            (["c=IN IP4 203.0.113.1", "m=audio 49170 RTP/AVP 0", "c=IN IP4 192.0.2.10"], rtp(49_170)),
            (["c=IN IP4 192.0.2.10", "m=audio 3456 RTP/AVP 97 96", "m=video 2232 RTP/SAVPF 31"], rtp(3_456) + rtp(2_232)),
            (["c=IN IP4 192.0.2.10", "m=audio 49170 UDP/TLS/RTP/SAVPF 0", "a=rtcp-mux"], rtp(49_170, 0)),
            (["c=IN IP4 192.0.2.10", "m=audio 49170 RTP/AVP 0", "a=rtcp:53020"], rtp(49_170, 53_020)),
            (["c=IN IP4 192.0.2.10", "m=audio 49170 RTP/AVP 0", "a=rtcp:53020 IN IP4 192.0.2.10"], rtp(49_170, 53_020)),
            (["c=IN IP4 192.0.2.10", "m=audio 49170 RTP/AVP 0", "a=rtcp:53020", "a=rtcp-mux"], rtp(49_170, 53_020)),
            (["c=IN IP4 192.0.2.10", "m=video 49170/2 RTP/AVP 31"], rtp(49_170) + rtp(49_172)),
            (["c=IN IP4 192.0.2.10", "m=audio 0 RTP/AVP 0"], []),
            (["c=IN IP4 192.0.2.10", "m=audio 49170 TCP/RTP/AVP 0"], []),
            (["c=IN IP4 192.0.2.10", "m=audio 22 RTP/AVP 0"], []),
            (["c=IN IP4 203.0.113.1", "m=audio 49170 RTP/AVP 0"], []),
            (["c=IN IP4 pc33.example", "m=audio 49170 RTP/AVP 0"], []),
            (["c=IN IP4 192.0.2.10", "m=audio 49170 RTP/AVP 0", "c=IN IP4 pc33.example"], []),
            (["c=IN IP4 224.2.1.1/127", "m=audio 49170 RTP/AVP 0"], []),
            (["m=audio 49170 RTP/AVP 0"], []), (["c=IN IP4 192.0.2.10", "m=audio 65536 RTP/AVP 0"], []),
            (["c=IN IP4 192.0.2.10", "m=audio x RTP/AVP 0"], []), (["c=IN IP4 192.0.2.10", "m="], []),
            (["c=IN IP4 192.0.2.10", "m=audio 65535 RTP/AVP 0"], rtp(65_535, 0)),
        ])
    func descriptions(_ lines: [String], _ expected: [String]) {
        var datagram = Conversation(.sip, over: .udp)
        datagram.client(Self.invite(lines))
        #expect(datagram.announced == expected)
        var stream = Conversation(.sip)
        for byte in Self.invite(lines).utf8 { stream.client([byte]) }
        #expect(stream.announced == expected)
    }

    @Test("both sides announce their own ports")
    func answer() {
        var talk = Conversation(.sip, over: .udp)
        talk.client(Self.invite(["c=IN IP4 192.0.2.10", "m=audio 49172 RTP/AVP 0"]))
        talk.server("SIP/2.0 180 Ringing\r\nContent-Length: 0\r\n\r\n")
        talk.server("SIP/2.0 200 OK\r\n\r\n" + Self.description(["c=IN IP4 198.51.100.20", "m=audio 3456 RTP/AVP 0"]))
        #expect(talk.announced == Self.rtp(49_172) + Self.rtp(3_456, host: "198.51.100.20"))
    }

    @Test("in a stream the body is as long as its head says, and messages follow one another")
    func stream() {
        var talk = Conversation(.sip)
        let lines = ["c=IN IP4 192.0.2.10", "m=audio 49170 RTP/AVP 0"]
        // The second description lies behind the end of the first message's body: it is the head of another.
        talk.client(Self.invite(lines) + Self.description(["c=IN IP4 192.0.2.10", "m=audio 5000 RTP/AVP 0"]) + "\r\n" + Self.invite(lines))
        #expect(talk.announced == Self.rtp(49_170) + Self.rtp(49_170))
    }

    @Test("what is not whole announces nothing")
    func cut() {
        let whole = Self.invite(["c=IN IP4 192.0.2.10", "m=audio 49170 RTP/AVP 0"])
        var stream = Conversation(.sip)
        stream.client(String(whole.dropLast(3)))
        #expect(stream.announced.isEmpty)
        var datagram = Conversation(.sip, over: .udp)
        datagram.client(String(whole.prefix { $0 != "\r\n" }) + "\r\nm=audio 49170 RTP/AVP 0\r\n")
        #expect(datagram.announced.isEmpty)
    }

    @Test("a flood of streams is cut off")
    func flood() {
        var talk = Conversation(.sip, over: .udp)
        talk.client(Self.invite(["c=IN IP4 192.0.2.10"] + (0..<2_000).map { "m=audio \(2_000 + 2 * $0) RTP/AVP 0" }))
        #expect(talk.announced.count == 32 && talk.dialogue.refusedCount == 2_000 * 2 - 32)
    }

    @Test("MGCP's descriptions stand behind an empty line")
    func mgcp() {
        var talk = Conversation(.mgcp, over: .udp)
        talk.client("200 1203 OK\r\nI: 1\r\n\r\n" + Self.description(["c=IN IP4 192.0.2.10", "m=audio 3456 RTP/AVP 0"]))
        #expect(talk.announced == Self.rtp(3_456))
    }

    private static func rtsp(_ transport: String, status: String = "200 OK", request: String = "SETUP rtsp://a.example/v RTSP/1.0")
        -> [String]
    {
        var talk = Conversation(.rtsp)
        talk.client("\(request)\r\nCSeq: 3\r\nTransport: RTP/AVP;unicast;client_port=9998-9999\r\n\r\n")
        talk.server("RTSP/1.0 \(status)\r\nCSeq: 3\r\nTransport: \(transport)\r\n\r\n")
        return talk.announced
    }

    private static let fourFlows = [
        "udp 198.51.100.20[any] -> 192.0.2.10[4588] rtp-base", "udp 198.51.100.20[any] -> 192.0.2.10[4589] rtcp",
        "udp 192.0.2.10[any] -> 198.51.100.20[6256] rtp-base", "udp 192.0.2.10[any] -> 198.51.100.20[6257] rtcp",
    ]

    @Test(
        "an answer to SETUP announces the flows of both directions",
        arguments: [
            "RTP/AVP;unicast;client_port=4588-4589;server_port=6256-6257",
            "RTP/AVP/UDP;unicast; client_port=4588-4589 ;server_port=6256-6257;ssrc=2A3F93ED;mode=\"PLAY\"",
            "RTP/AVP;unicast;source=198.51.100.20;destination=192.0.2.10;client_port=4588-4589;server_port=6256-6257",
            "RTP/AVP;unicast;dest_addr=\":4588\"/\":4589\";src_addr=\"198.51.100.20:6256\"/\"198.51.100.20:6257\"",
            "RTP/SAVP;client_port=4588-4589;server_port=6256-6257,RTP/AVP/TCP;interleaved=0-1",
        ])
    func setup(_ transport: String) { #expect(Self.rtsp(transport) == Self.fourFlows) }

    @Test(
        "interleaved, multicast, foreign, refused and unreadable transports announce nothing",
        arguments: [
            "RTP/AVP/TCP;unicast;interleaved=0-1", "RTP/AVP;unicast;client_port=4588-4589;interleaved=0-1",
            "RTP/AVP;multicast;client_port=4588-4589", "RTP/AVP;unicast;source=203.0.113.1;client_port=4588-4589",
            "RTP/AVP;unicast;destination=203.0.113.1;client_port=4588-4589", "RTP/AVP;unicast;client_port=80-81",
            "RTP/AVP;unicast;source=media.example;client_port=4588-4589", "RAW/RAW/UDP;unicast;client_port=4588-4589",
            "RTP/AVP;unicast;dest_addr=\"203.0.113.1:4588\"", "RTP/AVP;unicast;dest_addr=\":4588", "RTP/AVP;unicast;client_port=", "",
            "RTP/AVP;x=\(String(repeating: "y", count: 300));client_port=4588-4589",
        ])
    func noTransport(_ transport: String) { #expect(Self.rtsp(transport).isEmpty) }

    @Test("only success counts, and only when SETUP was asked")
    func unasked() {
        let transport = "RTP/AVP;unicast;client_port=4588-4589;server_port=6256-6257"
        #expect(Self.rtsp(transport, status: "461 Unsupported Transport").isEmpty)
        #expect(Self.rtsp(transport, request: "PLAY rtsp://a.example/v RTSP/1.0").isEmpty)
    }

    @Test("interleaved frames between the messages are passed over, whatever is in them and however they are cut")
    func interleaved() {
        let transport = "RTSP/1.0 200 OK\r\nTransport: RTP/AVP;client_port=4588-4589\r\n\r\n"
        let bytes = [0x24, 0, 0, UInt8(transport.utf8.count)] + Array(transport.utf8) + [0x24, 1, 0, 0] + Array(transport.utf8)
        for size in [1, 2, 3, 5, 64, bytes.count] {
            var talk = Conversation(.rtsp)
            talk.client("SETUP rtsp://a.example/v RTSP/1.0\r\n\r\nSETUP rtsp://a.example/a RTSP/1.0\r\n\r\n")
            for start in stride(from: 0, to: bytes.count, by: size) { talk.server(Array(bytes[start..<min(start + size, bytes.count)])) }
            #expect(talk.announced == Array(Self.fourFlows.prefix(2)), "pieces of \(size)")
        }
    }
}
