public import NGFWAppID

extension Firewall {
    /// Has somebody told of all payload that applications are looked for in, with the session's id as its label: to explain an answer
    /// (``SignatureExplainer``). Not for traffic that must be fast.
    public mutating func observePayload(_ observer: @escaping @Sendable (InspectedPayload) -> Void) {
        classifier.observer = observer
    }
}

extension FirewallGroup {
    /// ``Firewall/observePayload(_:)`` of all workers; they tell from threads of their own.
    public func observePayload(_ observer: @escaping @Sendable (InspectedPayload) -> Void) {
        for shard in shards { shard.firewall.observePayload(observer) }
    }
}
