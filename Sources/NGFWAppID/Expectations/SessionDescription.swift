internal import NGFWCore

/// The media of an SDP description (RFC 8866): where its author wants to receive them.
///
///     c=IN IP4 192.0.2.1            m=audio 49170 RTP/AVP 0        a=rtcp:53020
///
/// Each stream has a port for RTP and the next one for RTCP (RFC 3550 section 11), unless `a=rtcp` names another
/// (RFC 3605) or `a=rtcp-mux` says there is none (RFC 5761).
struct SessionDescription {
    /// Port pairs of one `m=` line: `m=video 49170/2 RTP/AVP 31`.
    private static let mostPairs = 4
    /// A callee may be rung for three minutes before media flow (RFC 3261 section 16.6, timer C).
    private static let lifetime: Int64 = 180

    private var address: IPAddress?
    private var media: Media?

    private struct Media {
        var port: Int
        var pairs: Int
        /// `nil` for that of the session.
        var address: IPAddress?
        /// 0 for none.
        var controlPort: Int
        var controlAddress: IPAddress?
        /// A connection line that cannot be read: the session's address is not meant.
        var isUnreadable = false
    }

    /// - Parameter owner: The host that sends the description.
    mutating func read(_ line: Span<UInt8>, of owner: IPAddress, _ negotiation: inout Negotiation) {
        guard line.count > 2, line[1] == 0x3D else { return }
        switch line[0] {
        case UInt8(ascii: "v"):
            finish(of: owner, &negotiation)
            address = nil
        case UInt8(ascii: "m"):
            finish(of: owner, &negotiation)
            media = Self.media(line)
        case UInt8(ascii: "c"):
            let known = Self.connection(line, at: 2)
            guard media != nil else {
                address = known
                return
            }
            media?.address = known
            media?.isUnreadable = known == nil
        case UInt8(ascii: "a"): attribute(line)
        default: break
        }
    }

    /// The description is over, or the next stream begins: what it says of the last one is complete.
    mutating func finish(of owner: IPAddress, _ negotiation: inout Negotiation) {
        guard let media else { return }
        self.media = nil
        // Port 0 declines the stream (RFC 3264 section 6).
        guard media.port != 0 else { return }
        guard !media.isUnreadable, let address = media.address ?? address else { return negotiation.refuse() }
        for pair in 0..<media.pairs {
            let port = media.port + 2 * pair
            negotiation.announce(
                .udp, from: nil, to: address, of: owner, port: port, application: "rtp-base", lifetime: Self.lifetime)
            let control = pair == 0 ? media.controlPort : port + 1
            guard control != 0 else { continue }
            negotiation.announce(
                .udp, from: nil, to: media.controlAddress ?? address, of: owner, port: control, application: "rtcp",
                lifetime: Self.lifetime)
        }
    }

    mutating func reset() { self = SessionDescription() }

    private static func media(_ line: Span<UInt8>) -> Media? {
        let kind = line.endOfWord(2)
        guard kind > 2, let (port, end) = line.decimal(at: line.skippingBlanks(kind)) else { return nil }
        var next = end
        var pairs = 1
        if line.holds(1, at: end), line[end] == 0x2F {
            guard let (count, after) = line.decimal(at: end + 1) else { return nil }
            pairs = min(max(1, count), mostPairs)
            next = after
        }
        let transport = line.skippingBlanks(next)
        guard transport > next else { return nil }
        // RTP/AVP, RTP/SAVPF, UDP/TLS/RTP/SAVPF; over TCP or DCCP there is no datagram to expect.
        guard line.begins("rtp/", at: transport) || line.begins("udp/tls/rtp/", at: transport) else { return nil }
        return Media(port: port, pairs: pairs, controlPort: port + 1)
    }

    /// `IN IP4 192.0.2.1`, `IN IP6 2001:db8::1`; of a multicast group with its life after a slash.
    private static func connection(_ line: Span<UInt8>, at start: Int) -> IPAddress? {
        guard line.begins("in ip4 ", at: start) || line.begins("in ip6 ", at: start) else { return nil }
        let text = line.skippingBlanks(start + 7)
        return line.address(text..<line.endOfWord(text, 0x2F))
    }

    private mutating func attribute(_ line: Span<UInt8>) {
        guard media != nil else { return }
        if line.begins("a=rtcp-mux"), line.count == 10 {
            // A port that was named stays: it is where an answer without multiplexing goes.
            if media?.controlPort == (media?.port ?? 0) + 1 { media?.controlPort = 0 }
        } else if line.begins("a=rtcp:"), let (port, end) = line.decimal(at: 7) {
            media?.controlPort = port
            let rest = line.skippingBlanks(end)
            if rest < line.count {
                let address = Self.connection(line, at: rest)
                media?.controlAddress = address
                if address == nil { media?.controlPort = 0 }
            }
        }
    }
}
