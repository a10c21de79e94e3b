internal import NGFWAppID
internal import NGFWCore
internal import NGFWPolicy

/// Makes the tree of a configuration of a policy: the inverse of ``ConfigurationReader``.
struct ConfigurationTree {
    let policy: Policy
    var settings = DeviceSettings()
    var customApplications: [CustomApplication] = []
    /// Applications that were not read whole.
    var leftOutApplications: Set<String> = []
    var diagnostics: Diagnostics
    private var builder = TreeBuilder()

    init(_ policy: Policy, limits: Limits) {
        self.policy = policy
        diagnostics = Diagnostics(limit: limits.diagnostics)
    }

    mutating func build() -> XMLElement {
        open("config", ("version", "11.1.0"))
        open("devices")
        open("entry", ("name", "localhost.localdomain"))
        addDevice()
        open("vsys")
        open("entry", ("name", settings.vsys))
        addZones()
        addObjects()
        open("rulebase")
        addRules()
        addOverrides()
        addDefaultRules()
        close()
        for _ in 0..<5 { close() }
        return builder.tree(LineTable(file: policy.name)).root
    }

    // MARK: Pieces

    mutating func open(_ name: String, _ attributes: (name: String, value: String)...) {
        builder.openElement(name, at: 0)
        for attribute in attributes { builder.addAttribute(builder.identifier(attribute.name), attribute.value.utf8) }
    }

    mutating func close() { builder.closeElement() }

    mutating func leaf(_ name: String, _ text: String) {
        builder.openElement(name, at: 0)
        builder.addText(text.utf8)
        builder.closeElement()
    }

    mutating func flag(_ name: String, _ value: Bool) { leaf(name, value ? "yes" : "no") }

    mutating func list(_ name: String, _ members: [String]) {
        open(name)
        for member in members { leaf("member", member) }
        close()
    }

    /// A list that is left out when it is empty.
    mutating func optionalList(_ name: String, _ members: [String]) {
        if !members.isEmpty { list(name, members) }
    }

    /// An element that holds entries, left out when there are none.
    mutating func container<Entry>(_ name: String, _ entries: [Entry], _ body: (inout ConfigurationTree, Entry) -> Void) {
        guard !entries.isEmpty else { return }
        open(name)
        for entry in entries { body(&self, entry) }
        close()
    }

    mutating func entry(_ name: String, at location: SourceLocation?, _ body: (inout ConfigurationTree) -> Void) {
        check(name, at: location)
        open("entry", ("name", name))
        body(&self)
        close()
    }

    /// Blanks at the ends of a name do not survive a reading.
    func isSpeakable(_ name: String) -> Bool {
        let bytes = Array(name.utf8)
        return !name.isEmpty && bytes.first.map(XMLTree.isSpace) == false && bytes.last.map(XMLTree.isSpace) == false
    }

    mutating func check(_ name: String, at location: SourceLocation?) {
        if !isSpeakable(name) { diagnostics.add(Messages.unspeakableName(name, at: location)) }
    }

    // MARK: The device

    private mutating func addDevice() {
        let seconds = Self.timeouts.filter { settings.timeouts[keyPath: $0.path] != SessionTimeouts()[keyPath: $0.path] }
        let zone = timeZone()
        guard settings.hostname?.isEmpty == false || zone != nil || !seconds.isEmpty || settings.acceptsNonSYN else { return }
        open("deviceconfig")
        if settings.hostname?.isEmpty == false || zone != nil {
            open("system")
            if let hostname = settings.hostname, !hostname.isEmpty { leaf("hostname", hostname) }
            if let zone { leaf("timezone", zone) }
            close()
        }
        if !seconds.isEmpty || settings.acceptsNonSYN {
            open("setting")
            open("session")
            for timeout in seconds { leaf(timeout.name, "\(settings.timeouts[keyPath: timeout.path])") }
            if settings.acceptsNonSYN { leaf("tcp-reject-non-syn", "no") }
            close()
            close()
        }
        close()
    }

    /// The name of a fixed offset, whose sign is that of POSIX.
    private mutating func timeZone() -> String? {
        let hours = policy.timeZone.initialOffset / 3600
        guard policy.timeZone != .utc else { return nil }
        if let name = settings.timeZoneName, TimeZoneTable.rule(of: name).flatMap({ TimeZoneRules(posix: $0) }) == policy.timeZone {
            return name
        }
        guard policy.timeZone == TimeZoneRules(offset: hours * 3600), (-12...14).contains(hours) else {
            if let name = TimeZoneTable.name(of: policy.timeZone) { return name }
            diagnostics.add(Messages.timeZoneNotWritten(hasSchedules: !policy.schedules.isEmpty))
            return nil
        }
        return "Etc/GMT\(hours > 0 ? "-" : "+")\(abs(hours))"
    }

    private static let timeouts: [(name: String, path: any KeyPath<SessionTimeouts, Int64> & Sendable)] = [
        ("timeout-tcp", \.tcp), ("timeout-tcpinit", \.tcpInit), ("timeout-tcphandshake", \.tcpHandshake),
        ("timeout-tcp-half-closed", \.tcpHalfClosed), ("timeout-tcp-time-wait", \.tcpTimeWait),
        ("timeout-tcp-unverified-rst", \.tcpUnverifiedReset), ("timeout-udp", \.udp), ("timeout-icmp", \.icmp),
        ("timeout-default", \.other), ("timeout-discard-tcp", \.discardTCP), ("timeout-discard-udp", \.discardUDP),
        ("timeout-discard-default", \.discardOther),
    ]

    private mutating func addZones() {
        container("zone", policy.zones ?? []) { tree, zone in
            tree.entry(zone.name, at: zone.location) { if zone.identifiesUsers { $0.flag("enable-user-identification", true) } }
        }
    }
}
