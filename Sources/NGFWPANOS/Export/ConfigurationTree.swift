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
        addZoneProtection()
        open("vsys")
        open("entry", ("name", settings.vsys))
        addZones()
        addObjects()
        open("rulebase")
        addRules()
        addOverrides()
        addTunnelInspections()
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
        let zone = timeZone()
        let defaults = SessionSettings()
        let changed = SettingElement.all.filter { $0.text(settings.session) != $0.text(defaults) }
        guard settings.hostname?.isEmpty == false || zone != nil || !changed.isEmpty else { return }
        open("deviceconfig")
        if settings.hostname?.isEmpty == false || zone != nil {
            open("system")
            if let hostname = settings.hostname, !hostname.isEmpty { leaf("hostname", hostname) }
            if let zone { leaf("timezone", zone) }
            close()
        }
        if !changed.isEmpty {
            open("setting")
            for parent in ["session", "tcp"] {
                container(parent, changed.filter { $0.parents[0] == parent }) { $0.leaf($1.name, $1.text($0.settings.session)) }
            }
            close()
        }
        close()
    }

    /// Profiles that say what zones do otherwise, each called as its zone.
    private mutating func addZoneProtection() {
        let zones = writtenZones.filter { settings.session.zones[$0.name] != nil }
        guard !zones.isEmpty else { return }
        open("network")
        open("profiles")
        container("zone-protection-profile", zones) { tree, zone in
            tree.entry(zone.name, at: zone.location) { tree in
                guard let own = tree.settings.session.zones[zone.name] else { return }
                if let rejects = own.rejectsNonSYN { tree.flag("tcp-reject-non-syn", rejects) }
                if let path = own.asymmetricPath { tree.leaf("asymmetric-path", path.rawValue) }
            }
        }
        close()
        close()
    }

    private var writtenZones: [Zone] { policy.zones ?? [] }

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

    private mutating func addZones() {
        container("zone", writtenZones) { tree, zone in
            tree.entry(zone.name, at: zone.location) { tree in
                if zone.identifiesUsers { tree.flag("enable-user-identification", true) }
                guard tree.settings.session.zones[zone.name] != nil else { return }
                tree.open("network")
                tree.leaf("zone-protection-profile", zone.name)
                tree.close()
            }
        }
    }
}
