import NGFWCore
import NGFWPacket

/// Packets of a capture that no session could be made of, by kind, for one notice at its end.
///
/// Only packets that the firewall could not decode come here: they are decoded once more, for the reason.
struct SkippedPackets {
    private let decoder = PacketDecoder()
    private var counts: [String: Int] = [:]

    mutating func count(_ bytes: Span<UInt8>, linkType: LinkType) {
        do throws(PacketError) {
            let packet = try decoder.decode(bytes, linkType: linkType)
            // The packet itself is sound: what was put together of fragments is not.
            counts[packet.fragment == nil ? "other" : "malformed datagram in fragments", default: 0] += 1
        } catch {
            counts[error.frame.map(\.description) ?? error.code.rawValue, default: 0] += 1
        }
    }

    /// `3 arp, 1 lldp, 1 truncated`, the most frequent first; `nil` when nothing was skipped.
    var text: String? {
        guard !counts.isEmpty else { return nil }
        let ordered = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        return ordered.map { "\(grouped($0.value)) \($0.key)" }.joined(separator: ", ")
    }
}
