internal import NGFWCore

/// One comparison of a filter, with its value read.
struct FilterTest: Hashable, Sendable {
    enum Operand: Hashable {
        case range(IPRange)
        /// A name of an address group.
        case group(String)
        case ports(PortSet)
        case ipProtocol(IPProtocol)
        case text(String)
        /// A part of a text.
        case part(String)
        case numbers(Bounds<UInt64>)
        case times(Bounds<Int64>)
        /// All these bits are set.
        case flags(UInt32)
        /// These bits and no others.
        case exactFlags(UInt32)
        case nat(Translation)
    }

    enum Translation: String, CaseIterable {
        case none, any, source, destination, both
    }

    /// From one number to another; empty when the first is the larger one.
    struct Bounds<Number: Comparable & Hashable & Sendable>: Hashable, Sendable {
        var low: Number
        var high: Number

        func contains(_ number: Number) -> Bool { low <= number && number <= high }
    }

    var field: FilterField
    var isNegated: Bool
    var operand: Operand
    /// As the user wrote them.
    var spelling: FilterOperator
    var value: String

    /// What its value is a whole name of.
    var nameKind: SessionFilter.NameKind? {
        guard case .text = operand else { return nil }
        return switch field {
        case .application: .application
        case .rule: .rule
        case .zone, .sourceZone, .destinationZone: .zone
        default: nil
        }
    }

    @inline(__always)
    func matches(_ subject: some FilterSubject) -> Bool { isTrue(of: subject) != isNegated }

    private func isTrue(of subject: some FilterSubject) -> Bool {
        switch operand {
        case .range(let range): matches(subject, range)
        case .group(let name): matches(subject, group: name)
        case .ports(let ports): matches(subject, ports)
        case .ipProtocol(let number): subject.session.tuple.ipProtocol == number
        case .text(let text): matchesText(subject) { $0 == text }
        case .part(let part): matchesText(subject) { Self.contains($0, part) }
        case .numbers(let bounds): bounds.contains(number(subject))
        case .times(let bounds): bounds.contains(field == .start ? subject.session.start.nanoseconds : subject.time.nanoseconds)
        case .flags(let bits): subject.flags.rawValue & bits == bits
        case .exactFlags(let bits): subject.flags.rawValue == bits
        case .nat(let translation): matches(subject, translation)
        }
    }

    private func matches(_ subject: some FilterSubject, _ range: IPRange) -> Bool {
        switch field {
        case .sourceAddress: range.contains(subject.session.tuple.source)
        case .destinationAddress: range.contains(subject.session.tuple.destination)
        case .translatedSource: subject.translatedSource.map { range.contains($0) } ?? false
        case .translatedDestination: subject.translatedDestination.map { range.contains($0) } ?? false
        default: range.contains(subject.session.tuple.source) || range.contains(subject.session.tuple.destination)
        }
    }

    private func matches(_ subject: some FilterSubject, group name: String) -> Bool {
        switch field {
        case .sourceAddress: subject.sourceGroups.contains(name)
        case .destinationAddress: subject.destinationGroups.contains(name)
        // Nobody knows the groups of a translated address.
        case .translatedSource, .translatedDestination: false
        default: subject.sourceGroups.contains(name) || subject.destinationGroups.contains(name)
        }
    }

    private func matches(_ subject: some FilterSubject, _ ports: PortSet) -> Bool {
        switch field {
        case .sourcePort: ports.contains(subject.session.tuple.sourcePort)
        case .destinationPort: ports.contains(subject.session.tuple.destinationPort)
        default: ports.contains(subject.session.tuple.sourcePort) || ports.contains(subject.session.tuple.destinationPort)
        }
    }

    private func matches(_ subject: some FilterSubject, _ translation: Translation) -> Bool {
        let hasSource = subject.translatedSource != nil
        let hasDestination = subject.translatedDestination != nil
        return switch translation {
        case .none: !hasSource && !hasDestination && !subject.flags.contains(.translated)
        case .any: hasSource || hasDestination || subject.flags.contains(.translated)
        case .source: hasSource && !hasDestination
        case .destination: hasDestination && !hasSource
        case .both: hasSource && hasDestination
        }
    }

    private func matchesText(_ subject: some FilterSubject, _ isRight: (String) -> Bool) -> Bool {
        let session = subject.session
        return switch field {
        case .application: isRight(session.application)
        case .rule: session.rule.map(isRight) ?? false
        case .ruleUUID: session.ruleUUID.map(isRight) ?? false
        case .zone: (session.from.map(isRight) ?? false) || (session.to.map(isRight) ?? false)
        case .sourceZone: session.from.map(isRight) ?? false
        case .destinationZone: session.to.map(isRight) ?? false
        case .user: (session.user.map(isRight) ?? false) || (session.destinationUser.map(isRight) ?? false)
        case .sourceUser: session.user.map(isRight) ?? false
        case .destinationUser: session.destinationUser.map(isRight) ?? false
        case .group: subject.sourceGroups.contains(where: isRight) || subject.destinationGroups.contains(where: isRight)
        case .sourceGroup: subject.sourceGroups.contains(where: isRight)
        case .destinationGroup: subject.destinationGroups.contains(where: isRight)
        case .tunnelType: session.tunnelType.map(isRight) ?? false
        case .state: isRight(session.state.rawValue)
        case .kind: isRight(session.kind.rawValue)
        default: matchesLogText(subject, isRight)
        }
    }

    private func matchesLogText(_ subject: some FilterSubject, _ isRight: (String) -> Bool) -> Bool {
        switch field {
        case .action: isRight(subject.action)
        case .category: isRight(subject.category)
        case .endReason: isRight(subject.endReason.rawValue)
        case .subtype: subject.logSubtype.map { isRight($0.rawValue) } ?? false
        case .actionSource: isRight(subject.actionSource.rawValue)
        case .vsys: isRight(subject.device.vsys)
        case .deviceName: isRight(subject.device.hostname)
        case .serial: isRight(subject.device.serial)
        case .logSetting: subject.logSetting.map(isRight) ?? false
        case .sourceLocation: isKnown(subject.facts.sourceLocation, isRight)
        case .destinationLocation: isKnown(subject.facts.destinationLocation, isRight)
        case .inboundInterface: isKnown(subject.facts.inboundInterface, isRight)
        case .outboundInterface: isKnown(subject.facts.outboundInterface, isRight)
        default: false
        }
    }

    private func isKnown(_ text: String, _ isRight: (String) -> Bool) -> Bool { !text.isEmpty && isRight(text) }

    private func number(_ subject: some FilterSubject) -> UInt64 {
        let session = subject.session
        return switch field {
        case .bytes: session.bytes
        case .bytesSent: session.bytesSent
        case .bytesReceived: session.bytesReceived
        case .packets: session.packets
        case .packetsSent: session.packetsSent
        case .packetsReceived: session.packetsReceived
        case .elapsed: session.end.secondsSince(session.start).magnitude
        case .age: subject.time.secondsSince(session.start).magnitude
        case .sessionID: session.id
        case .parentID: session.parentID
        case .sequenceNumber: subject.sequenceNumber
        case .repeatCount: subject.repeatCount
        case .risk: UInt64(clamping: subject.application.risk)
        default: 0
        }
    }

    /// Whether a text holds another, byte by byte.
    private static func contains(_ text: String, _ part: String) -> Bool {
        let (whole, wanted) = (text.utf8, part.utf8)
        guard let first = wanted.first else { return true }
        var start = whole.startIndex
        while let found = whole[start...].firstIndex(of: first) {
            if whole[found...].starts(with: wanted) { return true }
            start = whole.index(after: found)
        }
        return false
    }
}

/// What a filter is asked of.
protocol FilterSubject {
    var session: SessionSummary { get }
    /// When the record was written, or when the session is looked at.
    var time: Timestamp { get }
    var device: DeviceIdentity { get }
    var application: Application { get }
    var action: String { get }
    var actionSource: TrafficLogRecord.ActionSource { get }
    var category: String { get }
    var endReason: SessionEndReason { get }
    var flags: TrafficLogRecord.Flags { get }
    var logSetting: String? { get }
    var logSubtype: TrafficLogRecord.Subtype? { get }
    var sequenceNumber: UInt64 { get }
    var repeatCount: UInt64 { get }
    var sourceGroups: [String] { get }
    var destinationGroups: [String] { get }
    var translatedSource: IPAddress? { get }
    var translatedDestination: IPAddress? { get }
    var facts: TrafficLogRecord.DeviceFacts { get }
}

extension TrafficLogRecord: FilterSubject {
    var logSubtype: Subtype? { subtype }
    var translatedSource: IPAddress? { facts.translatedSource }
    var translatedDestination: IPAddress? { facts.translatedDestination }
}
