import NGFWAppID
import NGFWCore

/// A control session between 192.0.2.10 (client) and 198.51.100.20 (server), or two hosts of IPv6.
struct Conversation {
    var dialogue: ControlDialogue
    /// What was announced, in words.
    var announced: [String] = []

    init(
        _ control: ControlProtocol, over ipProtocol: IPProtocol = .tcp, v6: Bool = false, clientPort: UInt16 = 40_000,
        settings: NegotiationSettings = NegotiationSettings(), limits: Limits = .standard
    ) {
        let client = v6 ? IPAddress(v6High: 0x2001_0db8_0000_0000, low: 10) : IPAddress(v4: 0xc000_020a)
        let server = v6 ? IPAddress(v6High: 0x2001_0db8_0000_0000, low: 20) : IPAddress(v4: 0xc633_6414)
        let tuple = FiveTuple(source: client, sourcePort: clientPort, destination: server, destinationPort: 21, ipProtocol: ipProtocol)
        dialogue = ControlDialogue(control, tuple: tuple, settings: settings, limits: limits)
    }

    mutating func client(_ bytes: [UInt8]) { announced += dialogue.read(bytes.span, .clientToServer).map(\.description) }
    mutating func server(_ bytes: [UInt8]) { announced += dialogue.read(bytes.span, .serverToClient).map(\.description) }
    mutating func client(_ text: String) { client(Array(text.utf8)) }
    mutating func server(_ text: String) { server(Array(text.utf8)) }

    /// What the client said, then what the server said.
    static func ftp(_ command: String, _ reply: String = "", v6: Bool = false) -> [String] {
        var talk = Conversation(.ftp, v6: v6)
        talk.client(command)
        talk.server(reply)
        return talk.announced
    }
}
