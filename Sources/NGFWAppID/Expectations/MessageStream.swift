internal import NGFWCore

/// Takes one direction of a binary protocol apart into messages that say their own length in a head of fixed size.
struct MessageStream {
    private var kept: [UInt8] = []
    /// Bytes of a message nobody wants that are still to come.
    private var passing = 0
    /// A head made no sense: where messages begin is not known any more.
    private(set) var isBroken = false

    /// What a head says.
    struct Head {
        /// Of the message with its head.
        var length: Int
        var isWanted: Bool
    }

    /// - Parameters:
    ///   - headLength: Bytes that `head` needs.
    ///   - take: Gets every wanted message that is not longer than there is room for; returns false when it wants no more.
    mutating func read(
        _ payload: Span<UInt8>, keptBytes: Int, headLength: Int, _ head: (Span<UInt8>) -> Head?, _ take: (Span<UInt8>) -> Bool
    ) {
        var offset = 0
        while offset < payload.count, !isBroken {
            if passing > 0 {
                let count = min(passing, payload.count - offset)
                passing -= count
                offset += count
                continue
            }
            // Whole in this payload, as nearly always: nothing is copied.
            if kept.isEmpty, payload.count - offset >= headLength {
                guard let found = head(payload.extracting(offset..<payload.count)), found.length >= headLength else { return lose() }
                if !found.isWanted || found.length > keptBytes {
                    passing = found.length
                    continue
                }
                if payload.count - offset >= found.length {
                    if !take(payload.extracting(offset..<(offset + found.length))) { return lose() }
                    offset += found.length
                    continue
                }
            }
            let wanted = kept.count < headLength ? headLength : head(kept.span)?.length ?? 0
            guard wanted >= headLength else { return lose() }
            let end = min(payload.count, offset + max(0, wanted - kept.count))
            for index in offset..<end { kept.append(payload[index]) }
            offset = end
            finishKept(keptBytes, headLength, head, take)
        }
    }

    private mutating func finishKept(
        _ keptBytes: Int, _ headLength: Int, _ head: (Span<UInt8>) -> Head?, _ take: (Span<UInt8>) -> Bool
    ) {
        guard kept.count >= headLength else { return }
        guard let found = head(kept.span), found.length >= headLength else { return lose() }
        if !found.isWanted || found.length > keptBytes {
            passing = found.length - kept.count
            kept = []
        } else if kept.count >= found.length {
            let goesOn = take(kept.span)
            kept = []
            if !goesOn { lose() }
        }
    }

    private mutating func lose() {
        kept = []
        isBroken = true
    }
}
