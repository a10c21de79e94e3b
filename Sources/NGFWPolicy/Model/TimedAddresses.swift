public import NGFWCore

/// The addresses of a fqdn from some time on, until the next set of the same name holds. Source: reference section 3.1.
///
///     policy.resolutions["www.example.com"] = [
///         TimedAddresses([old]), TimedAddresses([new], from: noon),     // `old` until noon, `new` from then on
///     ]
public struct TimedAddresses: Hashable, Sendable {
    /// `.distantPast` for addresses that hold from the beginning.
    public var from: Timestamp
    public var addresses: [IPAddress]

    public init(_ addresses: [IPAddress], from: Timestamp = .distantPast) {
        self.from = from
        self.addresses = addresses
    }
}
