/// What a filter can ask about, in the words of the monitor tab and of `show session all filter`.
///
/// A field of two sides (`addr`, `port`, `zone`, `user`) is true of a record when it is true of one of them.
enum FilterField: CaseIterable {
    case address, sourceAddress, destinationAddress, translatedSource, translatedDestination
    case port, sourcePort, destinationPort
    case ipProtocol
    case application, rule, ruleUUID, action, category
    case zone, sourceZone, destinationZone
    case user, sourceUser, destinationUser
    case group, sourceGroup, destinationGroup
    case endReason, subtype, actionSource, flags, nat
    case state, kind
    case vsys, deviceName, serial, logSetting, tunnelType
    case sourceLocation, destinationLocation, inboundInterface, outboundInterface
    case time, start
    case bytes, bytesSent, bytesReceived, packets, packetsSent, packetsReceived
    case elapsed, age, sessionID, parentID, sequenceNumber, repeatCount, risk

    /// What its values are, and so which operators it takes.
    enum Kind {
        case address, ports, ipProtocol, text, number, time, flags, truth
        /// One of some words, small letters or capitals.
        case word([String])

        var operators: [FilterOperator] {
            switch self {
            case .address: [.equal, .notEqual, .isIn, .isNotIn]
            case .ports: [.equal, .notEqual, .isIn, .isNotIn, .atMost, .atLeast, .below, .above]
            case .ipProtocol, .truth, .word: [.equal, .notEqual]
            case .text: [.equal, .notEqual, .contains]
            case .number, .time: [.equal, .notEqual, .atMost, .atLeast, .below, .above]
            case .flags: [.equal, .notEqual, .contains]
            }
        }
    }

    var kind: Kind {
        switch self {
        case .address, .sourceAddress, .destinationAddress, .translatedSource, .translatedDestination: .address
        case .port, .sourcePort, .destinationPort: .ports
        case .ipProtocol: .ipProtocol
        case .application, .rule, .ruleUUID, .category, .zone, .sourceZone, .destinationZone, .user, .sourceUser, .destinationUser, .group,
            .sourceGroup, .destinationGroup, .vsys, .deviceName, .serial, .logSetting, .tunnelType, .sourceLocation, .destinationLocation,
            .inboundInterface, .outboundInterface:
            .text
        case .action: .word(["allow", "deny", "drop", "drop-icmp", "reset-client", "reset-server", "reset-both"])
        case .endReason: .word(SessionEndReason.allCases.map(\.rawValue))
        case .subtype: .word(TrafficLogRecord.Subtype.allCases.map(\.rawValue))
        case .actionSource: .word(TrafficLogRecord.ActionSource.allCases.map(\.rawValue))
        case .state: .word(SessionState.allCases.map(\.rawValue))
        case .kind: .word(SessionKind.allCases.map(\.rawValue) + ["predict"])
        case .flags: .flags
        case .nat: .truth
        case .time, .start: .time
        case .bytes, .bytesSent, .bytesReceived, .packets, .packetsSent, .packetsReceived, .elapsed, .age, .sessionID, .parentID,
            .sequenceNumber, .repeatCount, .risk:
            .number
        }
    }

    /// The monitor tab's name first, then other spellings.
    var names: [String] {
        switch self {
        case .address: ["addr", "address"]
        case .sourceAddress: ["addr.src", "source", "src"]
        case .destinationAddress: ["addr.dst", "destination", "dst"]
        case .translatedSource: ["natsrc"]
        case .translatedDestination: ["natdst"]
        case .port: ["port"]
        case .sourcePort: ["port.src", "source-port", "sport"]
        case .destinationPort: ["port.dst", "destination-port", "dport"]
        case .ipProtocol: ["proto", "protocol"]
        case .application: ["app", "application"]
        case .rule: ["rule"]
        case .ruleUUID: ["rule_uuid"]
        case .action: ["action"]
        case .category: ["category"]
        case .zone: ["zone"]
        case .sourceZone: ["zone.src", "from"]
        case .destinationZone: ["zone.dst", "to"]
        case .user: ["user"]
        case .sourceUser: ["user.src", "source-user", "srcuser"]
        case .destinationUser: ["user.dst", "destination-user", "dstuser"]
        case .group: ["dag", "group"]
        case .sourceGroup: ["dag.src", "source-group", "src_dag"]
        case .destinationGroup: ["dag.dst", "destination-group", "dst_dag"]
        case .endReason: ["session_end_reason", "end-reason"]
        case .subtype: ["subtype"]
        case .actionSource: ["action_source"]
        case .flags: ["flags", "flag"]
        case .nat: ["nat"]
        case .state: ["state"]
        case .kind: ["type"]
        default: namesOfRest
        }
    }

    private var namesOfRest: [String] {
        switch self {
        case .vsys: ["vsys"]
        case .deviceName: ["device_name"]
        case .serial: ["serial"]
        case .logSetting: ["logset", "log-setting"]
        case .tunnelType: ["tunnel_type", "tunnel"]
        case .sourceLocation: ["srcloc"]
        case .destinationLocation: ["dstloc"]
        case .inboundInterface: ["interface.src", "inbound_if"]
        case .outboundInterface: ["interface.dst", "outbound_if"]
        case .time: ["receive_time", "time_generated", "time_received"]
        case .start: ["start", "start-time"]
        case .bytes: ["bytes"]
        case .bytesSent: ["bytes_sent"]
        case .bytesReceived: ["bytes_received"]
        case .packets: ["packets"]
        case .packetsSent: ["pkts_sent", "packets_sent"]
        case .packetsReceived: ["pkts_received", "packets_received"]
        case .elapsed: ["elapsed"]
        case .age: ["min-age", "age"]
        case .sessionID: ["sessionid", "session-id", "id"]
        case .parentID: ["parent_session_id", "parent-session"]
        case .sequenceNumber: ["seqno"]
        case .repeatCount: ["repeatcnt"]
        case .risk: ["risk", "risk-of-app"]
        default: []
        }
    }

    static let byName: [String: FilterField] = {
        var table: [String: FilterField] = [:]
        for field in allCases { for name in field.names { table[name] = field } }
        return table
    }()
}

enum FilterOperator: String, CaseIterable {
    case equal = "eq"
    case notEqual = "neq"
    case isIn = "in"
    case isNotIn = "notin"
    case atMost = "leq"
    case atLeast = "geq"
    case below = "lt"
    case above = "gt"
    case contains

    /// Other spellings.
    static let byName: [String: FilterOperator] = {
        var table: [String: FilterOperator] = [
            "=": .equal, "==": .equal, "is": .equal, "!=": .notEqual, "ne": .notEqual, "not-in": .isNotIn, "<=": .atMost, "le": .atMost,
            ">=": .atLeast, "ge": .atLeast, "<": .below, ">": .above, "has": .contains,
        ]
        for item in allCases { table[item.rawValue] = item }
        return table
    }()
}
