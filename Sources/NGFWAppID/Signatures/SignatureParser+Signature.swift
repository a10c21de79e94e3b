import NGFWCore

extension SignatureParser {
    static let signatureKeys: Set<String> = ["over", "client", "server", "either", "where", "packets", "constant", "rising", "decoder"]

    mutating func readSignatureKey(_ entry: Entry, _ signature: inout SignatureDefinition) {
        if let context = FieldContext(rawValue: entry.key) {
            guard isShort(entry) else { return }
            signature.fields.append(FieldLine(context: context, pattern: entry.value, location: entry.valueLocation))
            return
        }
        switch entry.key {
        case "over":
            for name in entry.value.split(whereSeparator: { $0 == " " || $0 == "," }) {
                guard let transport = Transport(named: name) else {
                    diagnostics.error("NGFW-A008", "'over' is tcp, udp or sctp, not '\(name)'", at: entry.valueLocation)
                    continue
                }
                signature.transports |= transport.bit
            }
        case "client", "server", "either":
            guard isShort(entry) else { return }
            let side: Side? = entry.key == "client" ? .client : entry.key == "server" ? .server : nil
            signature.lines.append(PayloadLine(side: side, pattern: entry.value, location: entry.valueLocation))
        case "where":
            guard let last = signature.lines.indices.last else {
                diagnostics.error("NGFW-A015", "'where' needs a client, server or either line before it", at: entry.location)
                return
            }
            if let earlier = signature.lines[last].condition {
                // Several lines read as one condition.
                signature.lines[last].condition = ("(\(earlier.text)) and (\(entry.value))", entry.valueLocation)
            } else {
                signature.lines[last].condition = (entry.value, entry.valueLocation)
            }
        case "packets":
            if let packets = readNumber(entry, in: 1...8) { signature.packets = packets }
        case "constant": signature.constant = (entry.value, entry.valueLocation)
        case "rising": signature.rising = (entry.value, entry.valueLocation)
        default:
            guard let decoder = ProtocolDecoder(rawValue: entry.value) else {
                let names = ProtocolDecoder.allCases.map(\.rawValue)
                let notes =
                    nearestName(to: entry.value, in: names).map { ["did you mean '\($0)'?"] } ?? [
                        "there are " + names.joined(separator: ", ")
                    ]
                diagnostics.error("NGFW-A016", "unknown decoder '\(entry.value)'", at: entry.valueLocation, notes: notes)
                return
            }
            signature.decoder = decoder
        }
    }

    private mutating func isShort(_ entry: Entry) -> Bool {
        guard entry.value.utf8.count > limits.patternBytes else { return true }
        diagnostics.error(
            "NGFW-A017", "the pattern is longer than \(limits.patternBytes) bytes (Limits.patternBytes)", at: entry.valueLocation)
        return false
    }
}
