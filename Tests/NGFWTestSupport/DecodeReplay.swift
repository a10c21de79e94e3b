// The fuzz target FuzzDecode compiles this file too (a symbolic link): input means the same to it and to the test suite.
import NGFWCore
import NGFWPacket

/// Runs a fuzz input through decoder and reassembler and checks what they promise.
///
/// The input is a list of frames: link type (an index), length (two bytes, network order), bytes; the last one may be shorter.
///
/// - Returns: the broken promise, `nil` when all are kept.
public func replayDecode(_ input: [UInt8]) -> String? {
    let linkTypes: [LinkType] = [
        .ethernet, .null, .loop, .raw, .ipv4, .ipv6, .linuxSLL, .linuxSLL2, .ppp, .pppHDLC, .pppEther, .ciscoHDLC, .frameRelay, .fddi,
        .tokenRing, .ieee80211, .ieee80211Radiotap, .ppi, .nflog,
    ]
    var limits = Limits()
    limits.fragmentedDatagrams = 4
    limits.fragmentsPerDatagram = 16
    limits.fragmentBytes = 20_000
    let decoder = PacketDecoder(limits: limits)
    var reassembler = FragmentReassembler(limits: limits)
    var offset = 0
    var number: Int64 = 0
    while input.count - offset >= 3 {
        let linkType = linkTypes[Int(input[offset]) % linkTypes.count]
        let length = min(Int(input[offset + 1]) << 8 | Int(input[offset + 2]), input.count - offset - 3)
        let frame = Array(input[(offset + 3)..<(offset + 3 + length)])
        offset += 3 + length
        number += 1
        guard let packet = try? decoder.decode(frame.span, linkType: linkType) else { continue }
        if let problem = problem(packet, frame.count) { return problem }
        if let problem = openTunnels(frame, packet, limits) { return problem }
        _ = ChecksumVerifier.state(of: packet, in: frame.span)
        let whole = reassembler.add(frame.span, packet, domain: UInt32(number & 1), at: Timestamp(seconds: number))
        guard reassembler.count <= 4, reassembler.byteCount <= 20_000 else { return "\(reassembler.byteCount) bytes of fragments" }
        guard let whole else { continue }
        guard whole.count <= 65_575 else { return "a datagram of \(whole.count) bytes" }
        if let inner = try? decoder.decode(whole.span, linkType: .raw) {
            if let problem = problem(inner, whole.count) { return problem }
            if inner.fragment != nil { return "a reassembled datagram is a fragment" }
        }
    }
    return nil
}

/// Opens tunnels within tunnels.
private func openTunnels(_ frame: [UInt8], _ packet: DecodedPacket, _ limits: Limits) -> String? {
    let tunnels = TunnelDecoder(limits: limits)
    var packet = packet
    for _ in 0..<limits.tunnelDepth {
        guard case .packet(let inner)? = tunnels.open(frame.span, packet)?.content else { return nil }
        if let problem = problem(inner, frame.count) { return "inside a tunnel: \(problem)" }
        packet = inner
    }
    return nil
}

private func problem(_ packet: DecodedPacket, _ count: Int) -> String? {
    let end = packet.payloadOffset + packet.payloadLength
    if packet.networkOffset < 0 || packet.payloadOffset < packet.networkOffset || packet.payloadLength < 0 || end > count {
        return "offsets leave the bytes: \(packet)"
    }
    if packet.wirePayloadLength < packet.payloadLength || packet.datagramLength < end - packet.networkOffset {
        return "lengths contradict one another: \(packet)"
    }
    return nil
}
