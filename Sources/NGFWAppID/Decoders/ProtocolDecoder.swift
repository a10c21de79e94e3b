/// The coded decoders that a signature can ask for with `decoder: NAME`, beside its pattern: they check structure that no
/// pattern can, such as lengths within lengths.
enum ProtocolDecoder: String, CaseIterable, Sendable {
    case http
    case tls
    case tlsRecords = "tls-records"
    case dtls
    case dns
    case mdns
    case llmnr
    case ssh
    case quic
    case dnp3
    case coap
    case ber = "asn1-ber"
    case radius
    case synchrophasor
    case hdlc

    /// What a decoder says of the bytes from the start of a direction, or of one datagram.
    enum Verdict: Equatable {
        case accepted
        /// Fits so far; a stream may bring the rest, a datagram is refused.
        case needsMore
        case rejected
    }

    /// Whether the two ends of the protocol speak differently.
    var dependsOnSide: Bool { self == .http || self == .tls }

    /// - Complexity: O(bytes); no allocation.
    func examine(_ bytes: Span<UInt8>, side: Side, transport: Transport) -> Verdict {
        switch self {
        case .http: side == .client ? HTTPRequest.examine(bytes) : HTTPResponse.examine(bytes)
        case .tls: TLSDecoder.examineHello(bytes, side: side)
        case .tlsRecords: TLSDecoder.examineRecords(bytes)
        case .dtls: DTLSDecoder.examine(bytes)
        case .dns: DNSDecoder.examine(bytes, transport: transport, dialect: .dns)
        case .mdns: DNSDecoder.examine(bytes, transport: transport, dialect: .multicast)
        case .llmnr: DNSDecoder.examine(bytes, transport: transport, dialect: .linkLocal)
        case .ssh: SSHBanner.examine(bytes)
        case .quic: QUICDecoder.examine(bytes)
        case .dnp3: DNP3Decoder.examine(bytes, transport: transport)
        case .coap: CoAPDecoder.examine(bytes, transport: transport)
        case .ber: BERDecoder.examine(bytes, transport: transport)
        case .radius: RADIUSDecoder.examine(bytes, transport: transport)
        case .synchrophasor: SynchrophasorDecoder.examine(bytes, transport: transport)
        case .hdlc: HDLCDecoder.examine(bytes, transport: transport)
        }
    }
}
