/// Which columns the PAN-OS traffic log has. Each version adds some at the end. Source: reference section 5.1.
public enum PANOSLogVersion: Hashable, Sendable, CaseIterable {
    /// 8.0: up to the tunnel type.
    case v8_0
    /// 8.1: SCTP added.
    case v8_1
    /// 9.0: the rule's UUID and HTTP/2 added.
    case v9_0
    /// 10.1 to 11.x: dynamic address groups, the time in milliseconds, the application's metadata added.
    case v10_1

    /// Columns of a line: 61, 65, 67, 115.
    public var fieldCount: Int {
        switch self {
        case .v8_0: 61
        case .v8_1: 65
        case .v9_0: 67
        case .v10_1: 115
        }
    }
}
