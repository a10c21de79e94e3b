public import NGFWCore

/// Two versions of one stream.
///
/// Who sends different bytes for the same place means the receiver to read one version and the firewall another. Neither can know
/// which; so both are named, and whoever decides takes the stricter answer.
extension Classifier {
    /// What a session would be called if other bytes stood at a place in a direction's stream.
    ///
    /// - Complexity: that of inspecting the session's bytes once more.
    public mutating func alternative(
        _ inspection: borrowing Inspection, with bytes: Span<UInt8>, at offset: Int, _ direction: FlowDirection
    ) -> Classification {
        var mine = direction == .clientToServer ? inspection.fromInitiator : inspection.fromResponder
        let other = direction == .clientToServer ? inspection.fromResponder : inspection.fromInitiator
        for index in max(0, offset)..<max(0, min(mine.count, offset + bytes.count)) { mine[index] = bytes[index - offset] }
        var again = Inspection(ipProtocol: inspection.ipProtocol, startsMidStream: inspection.startsMidStream)
        // The client speaks first, unless nothing of it is held.
        let (first, second) = direction == .clientToServer ? (mine, other) : (other, mine)
        if !first.isEmpty { _ = inspect(&again, first.span, .clientToServer, timeToLive: inspection.timeToLive) }
        if !second.isEmpty, again.classification.state != .final {
            _ = inspect(&again, second.span, .serverToClient, timeToLive: inspection.timeToLive)
        }
        return finish(&again)
    }
}

extension Inspection {
    /// Whether bytes for a place in a direction's stream differ from those that were given before. Bytes past what is held, or that
    /// are no longer held because the application is final, differ from nothing.
    ///
    /// PERF: mutating, or a copy is made to be asked.
    ///
    /// - Parameter offset: Of the first byte, from the first byte that the inspection was given for this direction.
    public mutating func contradicts(_ bytes: Span<UInt8>, at offset: Int, _ direction: FlowDirection) -> Bool {
        direction == .clientToServer
            ? Self.differ(fromInitiator.span, bytes, at: offset) : Self.differ(fromResponder.span, bytes, at: offset)
    }

    private static func differ(_ held: Span<UInt8>, _ bytes: Span<UInt8>, at offset: Int) -> Bool {
        let start = max(0, offset)
        let end = min(held.count, offset + bytes.count)
        guard start < end else { return false }
        for index in start..<end where held[index] != bytes[index - offset] { return true }
        return false
    }
}
