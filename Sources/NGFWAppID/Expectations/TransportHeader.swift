internal import NGFWCore

/// The `Transport` header of an answer in RTSP.
///
///     RTP/AVP;unicast;client_port=4588-4589;server_port=6256-6257           RFC 2326 section 12.39
///     RTP/AVP;unicast;dest_addr=":3456"/":3457";src_addr=":5000"/":5001"    RFC 7826 section 18.54
///
/// Datagrams go from either side to the other's ports: the first of a pair for RTP, the second for RTCP.
enum TransportHeader {
    private static let longestParameter = 256

    private struct Parties {
        var client: IPAddress
        var server: IPAddress
        var clientPorts: [Int] = []
        var serverPorts: [Int] = []
        /// Interleaved, multicast, or not to be read.
        var isElsewhere = false
    }

    static func read(_ line: Span<UInt8>, from start: Int, _ negotiation: inout Negotiation) {
        var offset = line.skippingBlanks(start)
        let profile = end(of: line, offset)
        // RTP/AVP, RTP/AVP/UDP, RTP/SAVP, …; RTP/AVP/TCP comes interleaved.
        guard line.begins("rtp/", at: offset), !(profile - offset >= 4 && line.begins("/tcp", at: profile - 4)) else { return }
        let tuple = negotiation.tuple
        var parties = Parties(client: tuple.source, server: tuple.destination)
        offset = profile
        while line.holds(1, at: offset), line[offset] == 0x3B {
            let begin = line.skippingBlanks(offset + 1)
            offset = max(begin, end(of: line, begin))
            guard offset - begin <= longestParameter else { return negotiation.refuse() }
            parameter(line.extracting(begin..<offset), &parties)
        }
        guard !parties.isElsewhere else { return }
        guard parties.server == tuple.destination || negotiation.settings.thirdParties == .allowed else { return negotiation.refuse() }
        for (place, port) in parties.clientPorts.prefix(2).enumerated() {
            negotiation.announce(
                .udp, from: parties.server, to: parties.client, of: tuple.source, port: port, application: name(place))
        }
        for (place, port) in parties.serverPorts.prefix(2).enumerated() {
            negotiation.announce(
                .udp, from: parties.client, to: parties.server, of: tuple.destination, port: port, application: name(place))
        }
    }

    private static func name(_ place: Int) -> String { place == 0 ? "rtp-base" : "rtcp" }

    /// Where a parameter ends: at a semicolon, or a comma before the next transport, outside quotes.
    private static func end(of line: Span<UInt8>, _ start: Int) -> Int {
        var index = start
        var isQuoted = false
        while line.holds(1, at: index) {
            if line[index] == 0x22 { isQuoted.toggle() }
            if !isQuoted, line[index] == 0x3B || line[index] == 0x2C { return index }
            index += 1
        }
        return index
    }

    private static func parameter(_ text: Span<UInt8>, _ parties: inout Parties) {
        if text.begins("interleaved") || text.begins("multicast") {
            parties.isElsewhere = true
        } else if text.begins("client_port=") {
            parties.clientPorts = ports(text, at: 12)
        } else if text.begins("server_port=") {
            parties.serverPorts = ports(text, at: 12)
        } else if text.begins("source=") {
            let host = text.address(7..<text.count)
            parties.server = host ?? parties.server
            // A host by name may be any host.
            if host == nil { parties.isElsewhere = true }
        } else if text.begins("destination=") {
            let host = text.address(12..<text.count)
            parties.client = host ?? parties.client
            if host == nil { parties.isElsewhere = true }
        } else if text.begins("dest_addr=") {
            let (address, ports) = quoted(text, at: 10)
            parties.clientPorts = ports
            if let address { parties.client = address }
        } else if text.begins("src_addr=") {
            let (address, ports) = quoted(text, at: 9)
            parties.serverPorts = ports
            if let address { parties.server = address }
        }
    }

    /// `4588-4589`, or one port.
    private static func ports(_ text: Span<UInt8>, at start: Int) -> [Int] {
        guard let (first, end) = text.decimal(at: start) else { return [] }
        guard text.holds(1, at: end), text[end] == 0x2D, let (second, _) = text.decimal(at: end + 1) else { return [first] }
        return [first, second]
    }

    /// `"192.0.2.1:3456"/"192.0.2.1:3457"`, of which the host may be left out, and IPv6 stands in brackets.
    private static func quoted(_ text: Span<UInt8>, at start: Int) -> (IPAddress?, [Int]) {
        var address: IPAddress?
        var ports: [Int] = []
        var offset = start
        while ports.count < 2, text.holds(1, at: offset), text[offset] == 0x22, let close = text.first(0x22, from: offset + 1) {
            var colon = close - 1
            while colon > offset, text[colon] != 0x3A { colon -= 1 }
            guard colon > offset, let (port, end) = text.decimal(at: colon + 1), end == close else { return (nil, []) }
            var host = (offset + 1)..<colon
            if host.count > 2, text[host.lowerBound] == 0x5B, text[colon - 1] == 0x5D { host = (host.lowerBound + 1)..<(colon - 1) }
            if !host.isEmpty {
                guard let known = text.address(host), address == nil || address == known else { return (nil, []) }
                address = known
            }
            ports.append(port)
            offset = text.holds(1, at: close + 1) && text[close + 1] == 0x2F ? close + 2 : close + 1
        }
        return (address, ports)
    }
}
