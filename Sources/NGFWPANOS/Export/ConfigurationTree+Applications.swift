internal import NGFWAppID
internal import NGFWCore
internal import NGFWPolicy

extension ConfigurationTree {
    mutating func addApplications() {
        let custom = policy.catalogue.identifiers.map { policy.catalogue[$0] }.filter { $0.origin == .custom }
        container("application", custom) { $0.add($1) }
    }

    private mutating func add(_ application: Application) {
        entry(application.name, at: nil) { tree in
            for (name, value) in [
                ("category", application.category), ("subcategory", application.subcategory), ("technology", application.technology),
            ] where !value.isEmpty { tree.leaf(name, value) }
            tree.leaf("risk", "\(application.risk)")
            if let parent = application.parent { tree.leaf("parent-app", parent) }
            if let timeout = application.tcpTimeout { tree.leaf("tcp-timeout", "\(timeout)") }
            if let timeout = application.udpTimeout { tree.leaf("udp-timeout", "\(timeout)") }
            for (name, flag) in Application.Characteristics.named where application.characteristics.contains(flag) { tree.flag(name, true) }
            tree.addPorts(application)
        }
    }

    private mutating func addPorts(_ application: Application) {
        guard !application.defaultPorts.isEmpty else { return }
        open("default")
        optionalList("port", application.defaultPorts.filter { $0.ipProtocol.hasPorts }.map(\.description))
        for port in application.defaultPorts where !port.ipProtocol.hasPorts {
            if let type = port.icmpType {
                open(port.ipProtocol == .icmp ? "ident-by-icmp-type" : "ident-by-icmp6-type")
                leaf("type", "\(type)")
                close()
            } else {
                leaf("ident-by-ip-protocol", "\(port.ipProtocol.rawValue)")
            }
        }
        close()
    }

    mutating func add(_ filter: ApplicationFilter) {
        entry(filter.name, at: filter.location) { tree in
            tree.optionalList("category", filter.categories)
            tree.optionalList("subcategory", filter.subcategories)
            tree.optionalList("technology", filter.technologies)
            tree.optionalList("risk", filter.risks.map { "\($0)" })
            for (name, flag) in ConfigurationReader.filterFlags.sorted(by: { $0.key < $1.key }) where filter.characteristics.contains(flag)
            {
                tree.flag(name, true)
            }
            if !filter.tags.isEmpty {
                tree.open("tagging")
                tree.list("tag", filter.tags)
                tree.close()
            }
            tree.optionalList("exclude", filter.excluded)
            if filter.risks == [0] {
                tree.diagnostics.add(Messages.objectNotWritten("application filter", filter.name, at: filter.location))
            }
        }
    }
}
