internal import NGFWAppID
internal import NGFWCore
internal import NGFWPolicy

extension ConfigurationTree {
    mutating func addApplications() {
        let all = policy.catalogue.identifiers.map { policy.catalogue[$0] }.filter { !leftOutApplications.contains($0.name) }
        container("application", all.filter { $0.origin == .custom }) { $0.add($1) }
        container("application-tag", all.filter { !$0.tags.isEmpty }) { tree, application in
            tree.entry(application.name, at: nil) { $0.list("tag", application.tags) }
        }
        let tuned = all.filter { $0.origin != .custom && policy.tunedApplications.contains($0.name) }
        guard !tuned.isEmpty else { return }
        open("override")
        container("application", tuned) { tree, application in tree.entry(application.name, at: nil) { $0.addTuning(of: application) } }
        close()
    }

    /// What a configuration may set of built-in applications too. Source: reference section 2.9.
    private mutating func addTuning(of application: Application) {
        leaf("risk", "\(application.risk)")
        for (name, seconds) in [
            ("tcp-timeout", application.tcpTimeout), ("udp-timeout", application.udpTimeout),
            ("tcp-half-closed-timeout", application.tcpHalfClosedTimeout), ("tcp-time-wait-timeout", application.tcpTimeWaitTimeout),
        ] {
            if let seconds { leaf(name, "\(seconds)") }
        }
    }

    private mutating func add(_ application: Application) {
        entry(application.name, at: nil) { tree in
            for (name, value) in [
                ("category", application.category), ("subcategory", application.subcategory), ("technology", application.technology),
            ] where !value.isEmpty { tree.leaf(name, value) }
            if let parent = application.parent { tree.leaf("parent-app", parent) }
            tree.addTuning(of: application)
            for (name, flag) in Application.Characteristics.named where application.characteristics.contains(flag) { tree.flag(name, true) }
            tree.addPorts(application)
            tree.addSignatures(application)
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
                let identity = customApplications.first { $0.name == application.name }?.icmp
                if let code = identity?.code { leaf("code", "\(code)") }
                close()
            } else {
                leaf("ident-by-ip-protocol", "\(port.ipProtocol.rawValue)")
            }
        }
        close()
    }

    // MARK: Signatures

    /// Source: reference section 2.9.
    private mutating func addSignatures(_ application: Application) {
        let signatures = customApplications.filter { $0.name == application.name }.flatMap(\.signatures)
        container("signature", signatures) { tree, signature in
            tree.entry(signature.name, at: signature.location) { tree in
                tree.leaf("scope", signature.scope.rawValue)
                tree.flag("order-free", !signature.isOrdered)
                tree.container("and-condition", Array(signature.conditions.enumerated())) { tree, condition in
                    tree.entry("and \(condition.offset + 1)", at: nil) { tree in
                        tree.container("or-condition", Array(condition.element.enumerated())) { tree, alternative in
                            tree.entry("or \(alternative.offset + 1)", at: nil) { $0.add(alternative.element) }
                        }
                    }
                }
            }
        }
    }

    private mutating func add(_ condition: CustomCondition) {
        open("operator")
        switch condition.test {
        case .pattern: open("pattern-match")
        case .equal, .bytes: open("equal-to")
        case .less: open("less-than")
        case .greater: open("greater-than")
        }
        leaf("context", condition.context)
        switch condition.test {
        case .pattern(let pattern): leaf("pattern", pattern.text)
        case .equal(let value), .less(let value), .greater(let value): leaf("value", "\(value)")
        case .bytes(let offset, let mask, let value):
            if let position = ["first", "second", "third", "fourth"].dropFirst(offset / 4).first { leaf("position", "\(position)-4bytes") }
            leaf("mask", Self.hexadecimal(mask))
            leaf("value", Self.hexadecimal(value))
        }
        container("qualifier", condition.qualifiers) { tree, qualifier in
            tree.entry(qualifier.name, at: nil) { $0.leaf("value", qualifier.value) }
        }
        close()
        close()
    }

    private static func hexadecimal(_ value: UInt32) -> String {
        let digits = String(value, radix: 16)
        return "0x" + String(repeating: "0", count: 8 - digits.utf8.count) + digits
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
