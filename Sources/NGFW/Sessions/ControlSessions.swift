internal import NGFWAppID
internal import NGFWCore
internal import NGFWPacket

/// The sessions that are read for what they negotiate, at most ``NGFWCore/Limits/controlSessions``: apart from the session
/// records, as few sessions are.
struct ControlSessions {
    /// One of them: what it says, put in order.
    fileprivate struct Control {
        let kind: ControlProtocol
        var dialogue: ControlDialogue
        var fromClient = StreamAssembler()
        var fromServer = StreamAssembler()
    }

    enum State {
        case goesOn
        /// Nothing more will be announced, or nobody knows what the receiver will read.
        case over
    }

    fileprivate var controls: [Int: Control] = [:]
    private var protocols: [ApplicationID: ControlProtocol] = [:]
    private let settings: NegotiationSettings
    private let limits: Limits

    init(_ catalogue: ApplicationCatalogue, settings: NegotiationSettings, limits: Limits) {
        self.settings = settings
        self.limits = limits
        changeCatalogue(to: catalogue)
    }

    /// Applications have other numbers now.
    mutating func changeCatalogue(to catalogue: ApplicationCatalogue) {
        protocols = [:]
        for control in ControlProtocol.allCases where !settings.disabled.contains(control.rawValue) {
            if let id = catalogue.id(named: control.rawValue) { protocols[id] = control }
        }
    }

    var count: Int { controls.count }
    var isFull: Bool { controls.count >= limits.controlSessions }

    /// The protocol whose sessions an application's are, `nil` for one that negotiates nothing.
    func control(of application: ApplicationID) -> ControlProtocol? { protocols[application] }

    mutating func add(_ index: Int, _ control: ControlProtocol, _ tuple: FiveTuple) {
        controls[index] = Control(
            kind: control, dialogue: ControlDialogue(control, tuple: tuple, settings: settings, limits: limits))
    }

    /// Those that may announce flows between other hosts than their own.
    var concerningOthers: [Int] { controls.filter { $0.value.kind.mayConcernOthers(settings) }.map(\.key) }

    mutating func remove(_ index: Int) { controls[index] = nil }

    /// What a packet of a control session announces, how often something was refused, and whether there will be more.
    mutating func read(
        _ index: Int, _ bytes: Span<UInt8>, _ packet: DecodedPacket, _ direction: FlowDirection
    ) -> (announced: [AnnouncedFlow], refusedCount: Int, state: State) {
        guard let place = controls.index(forKey: index) else { return ([], 0, .over) }
        let before = controls.values[place].dialogue.refusedCount
        var announced: [AnnouncedFlow] = []
        var isReadable = true
        if let fields = packet.tcp {
            isReadable = controls.values[place].read(bytes, packet, fields, direction, limits.controlBytes, &announced)
        } else if packet.payloadLength == packet.wirePayloadLength {
            announced = controls.values[place].dialogue.read(bytes.extracting(packet.payloadRange), direction)
        }
        let refused = controls.values[place].dialogue.refusedCount - before
        let isOver = !isReadable || controls.values[place].dialogue.isOver
        if isOver { controls.remove(at: place) }
        return (announced, refused, isOver ? .over : .goesOn)
    }
}

extension ControlSessions.Control {
    /// - Returns: False when so much waits behind a gap that nobody knows what the receiver will read.
    fileprivate mutating func read(
        _ bytes: Span<UInt8>, _ packet: DecodedPacket, _ fields: TCPFields, _ direction: FlowDirection, _ keptBytes: Int,
        _ announced: inout [AnnouncedFlow]
    ) -> Bool {
        let isWhole = packet.payloadLength == packet.wirePayloadLength
        if packet.wirePayloadLength > 0, !fields.flags.contains(.rst) {
            let sequence = fields.sequenceNumber &+ (fields.flags.contains(.syn) ? 1 : 0)
            switch self[direction].arrival(sequence, length: packet.wirePayloadLength, startsMidStream: false) {
            case .inOrder(let skip):
                if skip < packet.payloadLength {
                    let fresh = bytes.extracting(packet.payloadOffset + skip..<packet.payloadOffset + packet.payloadLength)
                    announced += dialogue.read(fresh, direction)
                }
                if !isWhole { dialogue.skip(direction) }
            case .early:
                // What the capture cut is as good as lost.
                if isWhole {
                    var copy: [UInt8] = []
                    for offset in packet.payloadRange { copy.append(bytes[offset]) }
                    self[direction].keep(sequence, copy, length: copy.count)
                }
            case .repeated: break
            }
        }
        if fields.flags.contains(.ack) { self[direction.opposite].peerAcknowledged(fields.acknowledgmentNumber) }
        for side in [direction, direction.opposite] {
            var isBehindGap = self[side].isBehindGap
            while let piece = self[side].takeReady(reorderBytes: keptBytes, .acknowledged) {
                if isBehindGap { dialogue.skip(side) }
                announced += dialogue.read(piece.span, side)
                isBehindGap = self[side].isBehindGap
            }
            if self[side].isStuck(reorderBytes: keptBytes) { return false }
        }
        return true
    }

    private subscript(direction: FlowDirection) -> StreamAssembler {
        get { direction == .clientToServer ? fromClient : fromServer }
        _modify {
            if direction == .clientToServer { yield &fromClient } else { yield &fromServer }
        }
    }
}
