import NGFWAppID
import NGFWCore
import Testing

@Suite("Data connections that FTP negotiates")
struct FTPDialogueTests {
    private static let toClient = "tcp 198.51.100.20[any] -> 192.0.2.10[5001] ftp-data"
    private static let toServer = "tcp 192.0.2.10[any] -> 198.51.100.20[5001] ftp-data"

    @Test(
        "PORT and EPRT announce a connection of the server's",
        arguments: [
            "PORT 192,0,2,10,19,137\r\n", "port 192,0,2,10,19,137\n", "Port  192, 0, 2, 10, 19, 137 \r\n",
            "EPRT |1|192.0.2.10|5001|\r\n", "eprt !1!192.0.2.10!5001!\r\n", "NOOP\r\nPORT 192,0,2,10,19,137\r\n",
        ])
    func active(_ command: String) { #expect(Conversation.ftp(command) == [Self.toClient]) }

    @Test(
        "the answer to PASV announces a connection of the client's, however it is spelled",
        arguments: [
            "227 Entering Passive Mode (198,51,100,20,19,137).\r\n", "227 Entering Passive Mode 198,51,100,20,19,137\r\n",
            "227 =198,51,100,20,19,137\r\n", "227 Entering Passive Mode (198, 51, 100, 20, 19, 137)\r\n",
            "227 Mode 2 (198,51,100,20,19,137)\r\n", "125 wait\r\n227 ok 198,51,100,20,19,137\r\n",
            "227-Passive\r\n227 (198,51,100,20,19,137)\r\n",
        ])
    func passive(_ reply: String) { #expect(Conversation.ftp("PASV\r\n", reply) == [Self.toServer]) }

    @Test(
        "the answer to EPSV announces a connection to the server, whose address need not be there",
        arguments: [
            "229 Entering Extended Passive Mode (|||5001|)\r\n", "229 Ok (!!!5001!).\r\n", "229 Ok (|1|198.51.100.20|5001|)\r\n",
        ])
    func extendedPassive(_ reply: String) {
        #expect(Conversation.ftp("EPSV\r\n", reply) == [Self.toServer])
        #expect(Conversation.ftp("epsv 1\r\n", reply) == [Self.toServer])
    }

    @Test("the extended commands carry IPv6")
    func v6() {
        let reply = "229 Extended (|||6446|)\r\n"
        #expect(Conversation.ftp("EPSV\r\n", reply, v6: true) == ["tcp 2001:db8::a[any] -> 2001:db8::14[6446] ftp-data"])
        let command = "EPRT |2|2001:DB8:0:0::A|5282|\r\n"
        #expect(Conversation.ftp(command, v6: true) == ["tcp 2001:db8::14[any] -> 2001:db8::a[5282] ftp-data"])
    }

    @Test(
        "what is malformed, another host's, or a known service's announces nothing",
        arguments: [
            ("PORT 192,0,2,11,19,137\r\n", ""), ("PORT 192,0,2,10,0,22\r\n", ""), ("PORT 192,0,2,10,3,255\r\n", ""),
            ("PORT 192,0,2,10,19\r\n", ""), ("PORT 192,0,2,10,19,256\r\n", ""), ("PORT 192,0,2,10,19,1370\r\n", ""),
            ("PORT 192,0,2,10,19,137,1\r\n", ""), ("PORT 1192,0,2,10,19,137\r\n", ""), ("PORT 192,0,2,10,19,137", ""),
            ("PORTS 192,0,2,10,19,137\r\n", ""), ("XPORT 192,0,2,10,19,137\r\n", ""), ("PORT 0,0,0,0,19,137\r\n", ""),
            ("PORT 192,0,2,10,99999999999999999999,1\r\n", ""), ("PORT \r\n", ""), ("PORT\r\n", ""), ("EPRT \r\n", ""),
            ("EPRT |2|192.0.2.10|5001|\r\n", ""), ("EPRT |1|2001:db8::a|5001|\r\n", ""), ("EPRT |1|192.0.2.10|5001\r\n", ""),
            ("EPRT |1|192.0.2.10|65536|\r\n", ""), ("EPRT |1|192.0.2.10|0|\r\n", ""), ("EPRT ||||\r\n", ""), ("EPRT |||5001|\r\n", ""),
            ("EPRT |1|224.0.0.1|5001|\r\n", ""), ("PASV\r\n", "227 Entering Passive Mode (198,51,100,21,19,137)\r\n"),
            ("PASV\r\n", "227 Entering Passive Mode (198,51,100,20,0,80)\r\n"), ("PASV\r\n", "227 Entering Passive Mode\r\n"),
            ("PASV\r\n", "229 Extended (|||5001|)\r\n"), ("EPSV\r\n", "227 Passive (198,51,100,20,19,137)\r\n"),
            ("EPSV\r\n", "229 Extended (|||5001)\r\n"), ("EPSV\r\n", "229 Extended |||5001|\r\n"),
            ("EPSV\r\n", "229 Extended (|1|198.51.100.21|5001|)\r\n"), ("EPSV\r\n", "229 (|2||5001|)\r\n"), ("EPSV\r\n", "229 (\r\n"),
            // Nobody asked, or it was refused in between.
            ("NOOP\r\n", "227 Passive (198,51,100,20,19,137)\r\n"), ("", "229 Extended (|||5001|)\r\n"),
            ("PASV\r\n", "500 no\r\n227 Passive (198,51,100,20,19,137)\r\n"),
            // The beginning of a line, not the middle of one.
            ("PASV\r\n", "550 227 Passive (198,51,100,20,19,137)\r\n"), ("PASV\r\n", "2270 (198,51,100,20,19,137)\r\n"),
            ("PASV\r\n", " 227 (198,51,100,20,19,137)\r\n"),
        ])
    func refused(_ command: String, _ reply: String) { #expect(Conversation.ftp(command, reply).isEmpty) }

    @Test("an answer counts once")
    func once() {
        #expect(Conversation.ftp("PASV\r\n", "227 (198,51,100,20,19,137)\r\n227 (198,51,100,20,19,138)\r\n") == [Self.toServer])
    }

    @Test("lines may come in pieces of any size")
    func pieces() {
        let command = Array("USER a\r\nPORT 192,0,2,10,19,137\r\nPASV\r\n".utf8)
        let reply = Array("331 ?\r\n227 (198,51,100,20,19,137)\r\n".utf8)
        for size in 1...command.count {
            var talk = Conversation(.ftp)
            for start in stride(from: 0, to: command.count, by: size) {
                talk.client(Array(command[start..<min(start + size, command.count)]))
            }
            for start in stride(from: 0, to: reply.count, by: size) { talk.server(Array(reply[start..<min(start + size, reply.count)])) }
            #expect(talk.announced == [Self.toClient, Self.toServer], "pieces of \(size)")
        }
    }

    @Test("other hosts are believed only where the configuration says so")
    func thirdParties() {
        var settings = NegotiationSettings()
        settings.thirdParties = .allowed
        var talk = Conversation(.ftp, settings: settings)
        talk.client("PORT 203,0,113,5,19,137\r\n")
        #expect(talk.announced == ["tcp any[any] -> 203.0.113.5[5001] ftp-data"])
        talk = Conversation(.ftp)
        talk.client("PORT 203,0,113,5,19,137\r\n")
        #expect(talk.announced.isEmpty && talk.dialogue.refusedCount == 1)
    }

    @Test("a line longer than there is room for is left out, the next one is read")
    func longLine() {
        var limits = Limits()
        limits.controlBytes = 100
        var talk = Conversation(.ftp, limits: limits)
        let long = String(repeating: "x", count: 70)
        talk.client("STOR \(long)")
        talk.client(long + "\r\nPORT 192,0,2,10,19,137")
        talk.client("\r\n")
        #expect(talk.announced == [Self.toClient])
        talk = Conversation(.ftp, limits: limits)
        talk.client("STOR \(long)")
        talk.client("\(long)PORT 192,0,2,10,19,137\r\n")
        #expect(talk.announced.isEmpty)
    }

    @Test("behind missing bytes reading begins with the next line")
    func gap() {
        var talk = Conversation(.ftp)
        talk.client("PORT 192,0")
        talk.dialogue.skip(.clientToServer)
        talk.client("PORT 192,0,2,10,19,137\r\nPORT 192,0,2,10,19,138\r\n")
        #expect(talk.announced == ["tcp 198.51.100.20[any] -> 192.0.2.10[5002] ftp-data"])
    }
}
