import NGFW
import NGFWAppID
import NGFWCore
import NGFWPacket
import NGFWPolicy
import NGFWTestSupport

/// A firewall with a clock in hand and a few applications of its own, between 10.1.0.0/16 (inside) and 10.2.0.0/16 (outside).
struct Lab: ~Copyable {
    static let start = Timestamp(seconds: 1_763_800_000)
    var firewall: Firewall
    var time = Lab.start

    /// Identifies only.
    init(_ change: (inout FirewallConfiguration) -> Void = { _ in }) {
        var configuration = Self.configuration
        change(&configuration)
        firewall = Firewall(configuration: configuration, library: Self.library, policy: nil)
    }

    init(
        rules: [SecurityRule], _ change: (inout FirewallConfiguration) -> Void = { _ in },
        policy changePolicy: (inout Policy) -> Void = { _ in }
    ) {
        var configuration = Self.configuration
        change(&configuration)
        firewall = Firewall(configuration: configuration, library: Self.library, policy: Self.engine(rules, changePolicy))
    }

    /// Under a policy that is resolved already.
    init(policy: ResolvedPolicy, _ change: (inout FirewallConfiguration) -> Void = { _ in }) {
        var configuration = Self.configuration
        change(&configuration)
        firewall = Firewall(configuration: configuration, library: Self.library, policy: PolicyEngine(policy))
    }

    static func policy(_ rules: [SecurityRule], _ change: (inout Policy) -> Void = { _ in }) -> ResolvedPolicy {
        var policy = Policy(name: "lab", catalogue: library.catalogue)
        policy.rules = rules
        policy.zones = [Zone(name: "inside", identifiesUsers: true), Zone(name: "outside")]
        change(&policy)
        return ResolvedPolicy(policy)
    }

    private static func engine(_ rules: [SecurityRule], _ change: (inout Policy) -> Void) -> PolicyEngine {
        PolicyEngine(policy(rules, change))
    }

    /// The same firewall several times, side by side.
    static func group(
        _ workers: Int, rules: [SecurityRule], _ change: (inout FirewallConfiguration) -> Void = { _ in }
    ) -> FirewallGroup {
        var configuration = Self.configuration
        change(&configuration)
        return FirewallGroup(workers: workers, configuration: configuration, library: library, policy: engine(rules) { _ in })
    }

    static var configuration: FirewallConfiguration {
        var configuration = FirewallConfiguration(hashSeed: 42)
        configuration.zones = ZoneMap(
            entries: [("10.1.0.0/16", "inside"), ("10.2.0.0/16", "outside"), ("2001:db8:1::/48", "inside"), ("2001:db8:2::/48", "outside")]
                .compactMap { text, zone in IPPrefix(text).map { ($0, zone) } })
        return configuration
    }

    mutating func send(_ bytes: [UInt8]) -> Verdict {
        firewall.process(bytes.span, wireLength: bytes.count, linkType: .ethernet, at: time)
    }

    /// Sends several packets; the last verdict.
    @discardableResult
    mutating func send(_ packets: [[UInt8]]) -> Verdict {
        var verdict = Verdict(.drop, .undecodable)
        for packet in packets { verdict = send(packet) }
        return verdict
    }

    mutating func pass(seconds: Int64) {
        time = time.advanced(bySeconds: seconds)
        firewall.advance(to: time)
    }

    /// Ends everything; the sessions in the order of their end.
    mutating func sessions() -> [SessionSummary] {
        firewall.finish()
        return firewall.takeEndedSessions()
    }

    static func rule(
        _ name: String, _ action: RuleAction, _ applications: [String] = ["any"], _ change: (inout SecurityRule) -> Void = { _ in }
    ) -> SecurityRule {
        var rule = SecurityRule(name: name)
        rule.action = action
        rule.applications = applications
        rule.services = ["application-default"]
        change(&rule)
        return rule
    }

    static let library: SignatureLibrary = {
        var diagnostics = Diagnostics()
        let library = SignatureLibrary(compiling: [SignatureSource(name: "lab.app", text: text)], diagnostics: &diagnostics)
        precondition(diagnostics.isEmpty, "\(diagnostics.all)")
        return library
    }()

    private static let text = """
        application: sctp
        category: networking / ip-protocol / network-protocol
        risk: 1
        ip-protocol: 132
        reference: RFC 9260

        application: ssh
        category: networking / encrypted-tunnel / client-server
        risk: 4
        characteristics: able-to-transfer-file, tunnel-other-application
        ports: tcp/22
        timeout-tcp: 7200
        reference: RFC 4253 section 4.2

        signature: banner
        either: ^SSH-2\\.0-

        application: web-browsing
        category: general-internet / internet-utility / browser-based
        risk: 4
        ports: tcp/80
        secure-ports: tcp/443
        reference: RFC 9112
        final: no

        signature: request
        client: ^GET /
        final: no

        application: video
        category: media / photo-video / browser-based
        ports: tcp/80,443
        uses: web-browsing
        implicitly-uses: web-browsing
        parent: web-browsing
        deny-action: drop-reset
        reference: the lab

        signature: film
        client: ^GET /film HTTP/1\\.1\\r\\n
        priority: 90

        application: shop
        category: general-internet / internet-utility / browser-based
        parent: web-browsing
        hosts: shop.example
        reference: the lab

        application: dns
        category: networking / infrastructure / network-protocol
        ports: udp/53
        timeout-udp: 10
        reference: RFC 1035

        signature: query
        over: udp
        client: ^..\\x01\\x00\\x00\\x01

        application: ping
        category: general-internet / internet-utility / network-protocol
        icmp-type: 8, 0
        reference: RFC 792

        application: icmp
        category: networking / ip-protocol / network-protocol
        ip-protocol: 1
        reference: RFC 792

        application: time-stamp
        category: networking / ip-protocol / network-protocol
        icmp-type: 13, 14
        reference: RFC 792

        application: sip
        category: collaboration / voip-video / peer-to-peer
        risk: 4
        ports: udp/5060
        reference: RFC 3261

        signature: request
        over: udp
        client: ^INVITE sip:

        application: rtp-base
        category: collaboration / voip-video / peer-to-peer
        risk: 2
        reference: RFC 3550

        signature: padded
        over: udp
        client: ^\\xbf\\x7f

        application: rtcp
        category: collaboration / voip-video / peer-to-peer
        risk: 2
        reference: RFC 3550

        signature: farewell
        over: udp
        client: ^\\xbf\\xcb

        application: gre
        category: networking / ip-protocol / network-protocol
        ip-protocol: 47
        reference: RFC 2784

        """
}

/// Both ends of a TCP connection, which make the right sequence numbers.
struct Talk {
    var client: PacketBuilder
    let sourcePort: UInt16
    let destinationPort: UInt16
    var clientNext: UInt32
    var serverNext: UInt32

    init(
        port destinationPort: UInt16, sourcePort: UInt16 = 40_000, from source: String = "10.1.0.1", to destination: String = "10.2.0.1",
        firstSequence: UInt32 = 1_000
    ) {
        client = PacketBuilder(from: source, to: destination)
        self.sourcePort = sourcePort
        self.destinationPort = destinationPort
        clientNext = firstSequence
        serverNext = firstSequence &+ 0x4000_0000
    }

    mutating func syn(payload: [UInt8] = []) -> [UInt8] {
        defer { clientNext &+= 1 &+ UInt32(payload.count) }
        return client.tcp(sourcePort, destinationPort, flags: .syn, sequence: clientNext, payload: payload)
    }

    mutating func synAck() -> [UInt8] {
        defer { serverNext &+= 1 }
        return client.reply.tcp(destinationPort, sourcePort, flags: [.syn, .ack], sequence: serverNext, acknowledgment: clientNext)
    }

    func ack() -> [UInt8] {
        client.tcp(sourcePort, destinationPort, flags: .ack, sequence: clientNext, acknowledgment: serverNext)
    }

    func serverAck() -> [UInt8] {
        client.reply.tcp(destinationPort, sourcePort, flags: .ack, sequence: serverNext, acknowledgment: clientNext)
    }

    mutating func handshake() -> [[UInt8]] { [syn(), synAck(), ack()] }

    mutating func send(_ text: String, flags: TCPFlags = [.ack, .psh]) -> [UInt8] {
        let payload = Array(text.utf8)
        defer { clientNext &+= UInt32(payload.count) &+ (flags.contains(.fin) ? 1 : 0) }
        return client.tcp(
            sourcePort, destinationPort, flags: flags, sequence: clientNext, acknowledgment: serverNext, payload: payload)
    }

    mutating func answer(_ text: String, flags: TCPFlags = [.ack, .psh]) -> [UInt8] {
        let payload = Array(text.utf8)
        defer { serverNext &+= UInt32(payload.count) &+ (flags.contains(.fin) ? 1 : 0) }
        return client.reply.tcp(
            destinationPort, sourcePort, flags: flags, sequence: serverNext, acknowledgment: clientNext, payload: payload)
    }

    mutating func finish() -> [[UInt8]] { [send("", flags: [.fin, .ack]), answer("", flags: [.fin, .ack]), ack()] }

    func reset(offset: UInt32 = 0) -> [UInt8] {
        client.tcp(sourcePort, destinationPort, flags: .rst, sequence: clientNext &+ offset)
    }

    func serverReset() -> [UInt8] {
        client.reply.tcp(destinationPort, sourcePort, flags: [.rst, .ack], sequence: serverNext, acknowledgment: clientNext)
    }

    static let sshBanner = "SSH-2.0-lab\r\n"
}
