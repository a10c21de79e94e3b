import NGFWCore

/// The custom applications of a ``SignatureLibrary``, ready to match.
final class CustomLibrary: Sendable {
    let signatures: [CompiledCustomSignature]
    let operators: [CustomOperator]
    let patterns: PatternSet
    /// Pattern operators by ``ContextField``.
    let indexes: [GramIndex]
    /// Theirs.
    private let memory: FrozenMemory
    /// Slots of all indexes.
    let slotCount: Int
    /// Operators that compare numbers or bytes, by ``ContextField``.
    let comparisons: [[UInt32]]
    /// Whether some operator looks at the field, by ``ContextField``.
    let isUsed: [Bool]
    /// Bits of the ``ContextDecoder``s that some operator needs over TCP.
    let tcpDecoders: UInt32
    let udpDecoders: UInt32
    let usesICMP: Bool
    /// Whether some operator looks at raw bytes of decoded protocols.
    let usesPayloads: Bool
    /// The decoder of each application of the catalogue, by its number; 255 for none.
    let decoderOfApplication: [UInt8]
    /// Applications that are the parent of a custom application.
    let parents: Set<ApplicationID>
    let byProtocol: [UInt8: ApplicationID]
    let byICMP: [ICMPKey: ApplicationID]
    /// Applications that traffic can show, for ``SignatureLibrary/identifiable``.
    let identifiable: Set<ApplicationID>
    let revision: UInt64
    /// Whether a built-in application keeps its session.
    let builtInWins: Bool

    struct ICMPKey: Hashable {
        var ipProtocol: UInt8
        var type: UInt8
        /// `nil` for any.
        var code: UInt8?
    }

    init(_ compiler: CustomCompiler, builtInWins: Bool) {
        self.builtInWins = builtInWins
        signatures = compiler.signatures
        operators = compiler.operators
        patterns = PatternSet(compiler.builder)
        var slots = 0
        let memory = FrozenMemory()
        self.memory = memory
        indexes = compiler.textOperators.map { operators in
            let index = GramIndex(operators, firstSlot: slots, in: memory)
            slots += index.slotCount
            return index
        }
        slotCount = slots
        comparisons = compiler.comparisons
        isUsed = zip(compiler.textOperators, compiler.comparisons).map { !$0.isEmpty || !$1.isEmpty }
        var masks: [UInt32] = [0, 0]
        for (transport, free, unknown) in [
            (0, [ContextField.freeTCP, .beforeClient, .beforeServer], Self.unknownTCP),
            (1, [.freeUDP, .beforeClient, .beforeServer], Self.unknownUDP),
        ] {
            let possible: Set<ContextDecoder> = transport == 0 ? Self.overTCP : Self.overUDP
            for decoder in possible { masks[transport] |= compiler.decoders & decoder.bit }
            for (fields, decoder) in [(free, ContextDecoder.free), (unknown, .unknown)] {
                let isNeeded = fields.contains { field in
                    !compiler.textOperators[Int(field.rawValue)].isEmpty || !compiler.comparisons[Int(field.rawValue)].isEmpty
                }
                if isNeeded { masks[transport] |= decoder.bit }
            }
        }
        (tcpDecoders, udpDecoders) = (masks[0], masks[1])
        usesPayloads = [
            ContextField.tlsClientPayload, .tlsServerPayload, .ftpClientPayload, .ftpServerPayload, .smtpClientPayload, .smtpServerPayload,
            .imapClientPayload, .imapServerPayload, .pop3ClientPayload, .pop3ServerPayload, .telnetClientData, .telnetServerData,
            .netbiosNamePayload, .netbiosDatagramPayload,
        ].contains { !compiler.textOperators[Int($0.rawValue)].isEmpty }
        usesICMP = compiler.decoders & ContextDecoder.icmp.bit != 0
        decoderOfApplication = compiler.decoderOfApplication
        parents = Set(compiler.signatures.map(\.parent).filter { $0 != .undecided })
        byProtocol = compiler.byProtocol
        byICMP = compiler.byICMP
        identifiable = compiler.identifiable
        revision = builtInWins ? ~compiler.revision : compiler.revision
    }

    func uses(_ field: ContextField) -> Bool { isUsed[Int(field.rawValue)] }

    /// Bits of the decoders that some operator needs on a transport.
    func decoders(_ transport: Transport) -> UInt32 {
        switch transport {
        case .tcp: tcpDecoders
        case .udp: udpDecoders
        case .sctp: 0
        }
    }

    private static let overTCP: Set<ContextDecoder> = [
        .http, .tls, .ssh, .dns, .ftp, .smtp, .imap, .pop3, .irc, .telnet, .sip, .rtsp, .ldap,
    ]
    private static let overUDP: Set<ContextDecoder> = [.dns, .sip, .ldap, .snmp, .dhcp, .netbiosNames, .netbiosDatagrams]
    static let unknownTCP: [ContextField] = [
        .unknownClientTCP, .unknownServerTCP, .unknownClientTCPPayload, .unknownServerTCPPayload,
    ]
    private static let unknownUDP: [ContextField] = [
        .unknownClientUDP, .unknownServerUDP, .unknownClientUDPPayload, .unknownServerUDPPayload,
    ]

    func decoder(of application: ApplicationID) -> ContextDecoder? {
        let number = Int(application.rawValue)
        return number < decoderOfApplication.count ? ContextDecoder(rawValue: decoderOfApplication[number]) : nil
    }

    /// The custom application that a protocol, or an ICMP type with or without code, names.
    func application(_ ipProtocol: IPProtocol, _ icmpType: UInt8?, _ icmpCode: UInt8?) -> ApplicationID? {
        if let icmpType, !byICMP.isEmpty {
            let exact = byICMP[ICMPKey(ipProtocol: ipProtocol.rawValue, type: icmpType, code: icmpCode)]
            if let found = exact ?? byICMP[ICMPKey(ipProtocol: ipProtocol.rawValue, type: icmpType, code: nil)] { return found }
        }
        return byProtocol[ipProtocol.rawValue]
    }
}

/// A signature of a custom application: numbers into the tables.
struct CompiledCustomSignature: Sendable {
    var name: String
    var application: ApplicationID
    /// The application whose sessions it is for; `.undecided` for all.
    var parent: ApplicationID
    var conditionCount: UInt8
    var isOrdered: Bool
    var isSessionWide: Bool
    /// It looks at bytes of a stream that nothing has named, which is certain only when a message is over.
    var needsUnknownStream: Bool
    /// Of two that match at once the stronger wins.
    var strength: Int
}

/// One alternative of one and-condition.
struct CustomOperator: Sendable {
    enum Test: Sendable {
        /// The number of a pattern.
        case pattern(Int)
        case equal(Int64)
        case less(Int64)
        case greater(Int64)
        case bytes(offset: Int, mask: UInt32, value: UInt32)
    }

    var signature: UInt32
    var condition: UInt8
    var test: Test
    var qualifiers = QualifierMask()

    func holds(_ number: Int64) -> Bool {
        switch test {
        case .equal(let value): number == value
        case .less(let value): number < value
        case .greater(let value): number > value
        case .pattern, .bytes: false
        }
    }
}

/// What qualifiers allow, as bits; nothing set allows everything.
struct QualifierMask: Sendable, Hashable {
    var methods: UInt64 = 0
    var headers: UInt64 = 0
    var commands: UInt64 = 0

    func allows(_ facts: UnitFacts, header: UInt8) -> Bool {
        Self.allows(methods, facts.method) && Self.allows(headers, header) && Self.allows(commands, facts.command)
    }

    private static func allows(_ mask: UInt64, _ number: UInt8) -> Bool { mask == 0 || (number < 64 && mask & (1 << UInt64(number)) != 0) }
}

/// What is known of a unit beside its fields.
struct UnitFacts {
    /// Which of the transactions of the session it belongs to, from 1.
    var transaction: UInt32
    /// The number of the unit: matches within one unit come at the same time.
    var unit: UInt32
    /// A number of ``QualifierTable``, 255 for none.
    var method: UInt8 = 255
    var command: UInt8 = 255
}
