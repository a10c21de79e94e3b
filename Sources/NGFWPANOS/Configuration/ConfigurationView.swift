internal import NGFWCore

/// Which parts of a configuration one firewall sees, and in which order they count.
struct ConfigurationView {
    struct Layer {
        /// `vsys1`, `shared pre`, `DC post`.
        var name: String
        var rulebase: XMLElement
    }

    /// What holds objects, nearest first. Source: reference section 3.6.
    var scopes: [XMLElement] = []
    /// Those of ``scopes`` that Panorama pushed to a firewall, by their elements.
    var pushed: Set<Int> = []
    /// Rulebases in the order of reference section 1.1.
    var layers: [Layer] = []
    /// What may hold `default-security-rules`, strongest first. Source: reference section 1.2.
    var overriding: [XMLElement] = []
    /// What holds `network` and `deviceconfig`, nearest first: the firewall, or its templates.
    var devices: [XMLElement] = []
    /// The virtual systems of ``devices``, for their zones.
    var systems: [XMLElement] = []
    var vsysName = "vsys1"
    /// Tags of the device that rules may choose it by; `nil` when nobody knows them. Source: reference section 1.9.
    var deviceTags: Set<String>?
    /// Variables of templates with their values, the nearest ones. Source: reference section 6.2.
    var variables: [String: XMLElement] = [:]
    /// Elements of other vsys, device groups and templates.
    var hidden: Set<Int> = []
    var isPanorama = false

    /// Appends rulebases of an element that has them, if it has them.
    mutating func append(_ rulebase: String, of element: XMLElement, name: String) {
        for child in element.children where child.name == rulebase { layers.append(Layer(name: name, rulebase: child)) }
    }
}

/// Finds the view that the options ask for.
struct ViewFinder {
    let root: XMLElement
    let options: ImportOptions
    private(set) var diagnostics: [Diagnostic] = []

    init(root: XMLElement, options: ImportOptions) {
        self.root = root
        self.options = options
    }

    /// `nil` when there is no such view; ``diagnostics`` says why.
    mutating func find() -> ConfigurationView? {
        guard root.name == "config" else { return refuse(Messages.root(Messages.clipped(root.name), at: root.location)) }
        let isPanorama =
            !entries(root, "devices", "entry", "device-group").isEmpty || root.descendant("shared", "pre-rulebase") != nil
            || root.descendant("shared", "post-rulebase") != nil
        return isPanorama ? panorama() : firewall()
    }

    // MARK: Firewall

    private mutating func firewall() -> ConfigurationView? {
        guard options.deviceGroup == nil else { return refuse(Messages.deviceGroupOfFirewall(at: root.location)) }
        let systems = entries(root, "devices", "entry", "vsys")
        let names = systems.map(\.entryName)
        guard !systems.isEmpty else { return objectsAlone() }
        if let wanted = options.vsys, !names.contains(wanted) {
            return refuse(Messages.unknownVsys(Messages.clipped(wanted), names, at: systems[0].location))
        }
        guard options.vsys != nil || systems.count == 1 else { return refuse(Messages.chooseVsys(names, at: systems[0].location)) }
        guard let system = systems.first(where: { $0.entryName == options.vsys ?? names[0] }) else { return nil }

        noteTwins(of: system, "virtual system", among: systems)

        var view = ConfigurationView()
        view.vsysName = system.entryName
        view.hidden = Set(systems.filter { $0.index != system.index }.map(\.index))
        let pushedSystems = entries(root, "panorama", "vsys")
        let pushed = pushedSystems.first { $0.entryName == system.entryName }
        view.hidden.formUnion(pushedSystems.filter { $0.index != pushed?.index }.map(\.index))
        if let pushed { noteTwins(of: pushed, "virtual system", among: pushedSystems) }
        let pushedShared = root.descendant("panorama", "shared")
        view.scopes = [system, pushed, root.child("shared"), pushedShared].compactMap { $0 }
        view.pushed = Set([pushed, pushedShared].compactMap { $0?.index })

        for (element, name) in [(pushedShared, "shared pre"), (pushed, "pushed pre")] {
            if let element { view.append("pre-rulebase", of: element, name: name) }
        }
        // A merged export has the pushed rules beside the local ones. Source: section 6.1.
        view.append("pre-rulebase", of: system, name: "\(system.entryName) pre")
        view.append("rulebase", of: system, name: system.entryName)
        view.append("post-rulebase", of: system, name: "\(system.entryName) post")
        for (element, name) in [(pushed, "pushed post"), (pushedShared, "shared post")] {
            if let element { view.append("post-rulebase", of: element, name: name) }
        }
        view.overriding =
            [
                system.child("rulebase"), system.child("post-rulebase"), pushed?.child("post-rulebase"),
                pushedShared?.child("post-rulebase"),
            ].compactMap { $0 }
        view.devices = root.children.filter { $0.name == "devices" }.flatMap { $0.children.filter { $0.name == "entry" } }
        view.systems = [system]
        return view
    }

    /// Shared objects without any virtual system are part of a configuration.
    private mutating func objectsAlone() -> ConfigurationView? {
        guard let shared = root.child("shared"), !shared.isLeaf, options.vsys == nil else {
            return refuse(Messages.noVsys(at: root.location))
        }
        diagnostics.append(Messages.objectsAlone(at: shared.location))
        var view = ConfigurationView()
        view.scopes = [shared]
        view.devices = root.children.filter { $0.name == "devices" }.flatMap { $0.children.filter { $0.name == "entry" } }
        return view
    }

    // MARK: Panorama

    private mutating func panorama() -> ConfigurationView? {
        let groups = entries(root, "devices", "entry", "device-group")
        guard let leaf = leafGroup(groups) else { return nil }
        guard let chain = leaf.map({ ancestry($0, groups) }) ?? [] else { return nil }
        if options.vsys != nil { diagnostics.append(Messages.vsysOfPanorama(at: root.location)) }

        for group in chain { noteTwins(of: group, "device group", among: groups) }

        var view = ConfigurationView()
        view.isPanorama = true
        view.vsysName = options.vsys ?? onlySystem(chain) ?? "vsys1"
        view.deviceTags = (options.deviceTags ?? deviceTags(view.vsysName)).map { Set($0) }
        let shared = root.child("shared")
        view.scopes = chain + [shared].compactMap { $0 }
        if let shared { view.append("pre-rulebase", of: shared, name: "shared pre") }
        for group in chain.reversed() { view.append("pre-rulebase", of: group, name: "\(group.entryName) pre") }
        for group in chain { view.append("post-rulebase", of: group, name: "\(group.entryName) post") }
        if let shared { view.append("post-rulebase", of: shared, name: "shared post") }
        view.overriding = view.scopes.compactMap { $0.child("post-rulebase") }
        let visible = Set(chain.map(\.index))
        view.hidden = Set(groups.map(\.index).filter { !visible.contains($0) })
        for system in entries(root, "devices", "entry", "vsys") {
            let rulebases = ["rulebase", "pre-rulebase", "post-rulebase"].compactMap { system.child($0) }
            if let rule = rulebases.lazy.compactMap({ $0.descendant("security", "rules", "entry") }).first {
                diagnostics.append(Messages.vsysRulesOfPanorama(system.entryName, at: rule.location))
            }
            view.hidden.insert(system.index)
        }
        addTemplates(chain, &view)
        return view
    }

    /// The device group that was asked for; `.some(nil)` is shared alone.
    private mutating func leafGroup(_ groups: [XMLElement]) -> XMLElement?? {
        let names = groups.map(\.entryName)
        if let wanted = options.deviceGroup {
            if wanted == "shared" { return .some(nil) }
            guard let group = groups.first(where: { $0.entryName == wanted }) else {
                return refuse(Messages.unknownDeviceGroup(Messages.clipped(wanted), names, at: groups.first?.location ?? root.location))
            }
            return group
        }
        if let serial = options.serial {
            let holding = groups.filter { group in entries(group, "devices").contains { $0.entryName == serial } }
            if holding.count == 1 { return holding[0] }
        }
        guard groups.count <= 1 else { return refuse(Messages.chooseDeviceGroup(names, at: groups[0].location)) }
        return .some(groups.first)
    }

    /// The group, its parent, and so on; `nil` when the tree is broken. Source: reference section 6.2.
    private mutating func ancestry(_ leaf: XMLElement, _ groups: [XMLElement]) -> [XMLElement]? {
        let hierarchy =
            entries(root, "readonly", "devices", "entry", "device-group") + entries(root, "readonly", "dg-meta-data", "dginfo")
        if hierarchy.isEmpty, groups.count > 1 { diagnostics.append(Messages.noHierarchy(at: groups[0].location)) }
        var parents: [String: XMLElement] = [:]
        for entry in hierarchy {
            guard let parent = entry.child("parent-dg"), parent.text != "shared" else { continue }
            if parent.text.isEmpty {
                return refuse(Messages.brokenHierarchy(Messages.clipped(entry.entryName), "", "is no name", at: parent.location))
            }
            if let other = parents[entry.entryName], other.text != parent.text {
                return refuse(
                    Messages.brokenHierarchy(
                        Messages.clipped(entry.entryName), Messages.clipped(parent.text), "is not its only one", at: parent.location))
            }
            parents[entry.entryName] = parent
        }
        if !hierarchy.isEmpty, !hierarchy.contains(where: { $0.entryName == leaf.entryName }) {
            diagnostics.append(Messages.notInHierarchy(Messages.clipped(leaf.entryName), at: leaf.location))
        }
        let byName = Dictionary(groups.map { ($0.entryName, $0) }) { first, _ in first }
        var chain = [leaf]
        var seen: Set = [leaf.entryName]
        while let parent = parents[chain[chain.count - 1].entryName] {
            let child = Messages.clipped(chain[chain.count - 1].entryName)
            guard let group = byName[parent.text] else {
                return refuse(Messages.brokenHierarchy(child, Messages.clipped(parent.text), "does not exist", at: parent.location))
            }
            guard seen.insert(parent.text).inserted else {
                return refuse(Messages.brokenHierarchy(child, Messages.clipped(parent.text), "is its own descendant", at: parent.location))
            }
            chain.append(group)
        }
        return chain
    }

    /// The virtual system of the device that the device group has, when it is one.
    private func onlySystem(_ chain: [XMLElement]) -> String? {
        guard let serial = options.serial, let leaf = chain.first else { return nil }
        let systems = entries(leaf, "devices").filter { $0.entryName == serial }.flatMap { entries($0, "vsys") }
        return systems.count == 1 ? systems[0].entryName : nil
    }

    /// Tags that the file has for the device and its virtual system; `nil` when it does not have the device.
    private func deviceTags(_ vsys: String) -> [String]? {
        guard let serial = options.serial else { return nil }
        let devices = entries(root, "mgt-config", "devices").filter { $0.entryName == serial }
        guard !devices.isEmpty else { return nil }
        let holders = devices + devices.flatMap { entries($0, "vsys").filter { $0.entryName == vsys } }
        return holders.flatMap { $0.children.filter { $0.name == "tags" || $0.name == "tag" } }.flatMap { $0.members.map(\.text) }
    }

    /// The device that templates make: the device's own stack, or those that the device groups refer to. Source: reference
    /// section 6.2.
    private mutating func addTemplates(_ chain: [XMLElement], _ view: inout ConfigurationView) {
        var finder = TemplateFinder(
            templates: entries(root, "devices", "entry", "template"), stacks: entries(root, "devices", "entry", "template-stack"))
        let chosen = finder.find(serial: options.serial, groups: chain)
        diagnostics += finder.diagnostics
        view.hidden.formUnion(finder.hidden)
        for holder in chosen {
            for device in holder.descendant("config", "devices")?.entries ?? [] {
                view.hidden.formUnion(entries(device, "vsys").filter { $0.entryName != view.vsysName }.map(\.index))
            }
        }
        let devices = chosen.flatMap { $0.descendant("config", "devices")?.entries ?? [] }
        if let device = TreeMerge.merged(devices) {
            view.devices = [device]
            view.systems = entries(device, "vsys").filter { $0.entryName == view.vsysName }
        }
        view.variables = finder.variables
        let own = root.children.filter { $0.name == "devices" }.flatMap { $0.children.filter { $0.name == "entry" } }
        // The hostname and settings of the Panorama itself are not the firewall's.
        view.hidden.formUnion(own.compactMap { $0.child("deviceconfig")?.index })
    }

    /// Of two with one name only the first is read; what the other one forbids would be allowed.
    private mutating func noteTwins(of element: XMLElement, _ kind: String, among all: [XMLElement]) {
        let name = element.entryName
        guard let twin = all.first(where: { $0.index != element.index && $0.entryName == name }) else { return }
        diagnostics.append(Messages.twin(kind, name, first: element.location, at: twin.location))
    }

    private func entries(_ element: XMLElement, _ path: String...) -> [XMLElement] {
        var found = [element]
        for name in path + ["entry"] { found = found.flatMap { $0.children.filter { $0.name == name } } }
        return found
    }

    private mutating func refuse<Value>(_ diagnostic: Diagnostic) -> Value? {
        diagnostics.append(diagnostic)
        return nil
    }
}

extension XMLElement {
    /// The attribute `name`, empty when absent.
    var entryName: String { attribute("name") ?? "" }

    var members: [XMLElement] { children.filter { $0.name == "member" } }

    var entries: [XMLElement] { children.filter { $0.name == "entry" } }
}
