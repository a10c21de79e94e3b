import NGFWCore

/// What `application-default` means for one application, options taken into account. Source: reference section 2.7.
struct DefaultPorts: Sendable {
    var clear: [DefaultPort]
    /// For decrypted sessions; empty means the same as clear.
    var secure: [DefaultPort]
    /// Known by its IP protocol or ICMP type alone: the protocol itself is the default.
    var isPortless: Bool
    /// What counts while the application is not known.
    var possible: [DefaultPort]

    init(_ application: Application, _ options: PolicyOptions) {
        let dynamic = [IPProtocol.tcp, .udp, .sctp].map { DefaultPort($0) }
        clear = application.defaultPorts
        secure = application.securePorts
        isPortless = clear.isEmpty && (application.origin == .signature || application.origin == .list)
        if application.origin == .custom, clear.isEmpty, options.customApplicationPorts == .any {
            clear = dynamic
            isPortless = true
        }
        if application.origin == .pseudo, options.unknownApplicationPorts == .any {
            switch application.name {
            case "unknown-tcp", "non-syn-tcp": clear = [dynamic[0]]
            case "unknown-udp": clear = [dynamic[1]]
            case "unknown-p2p": clear = [dynamic[0], dynamic[1]]
            default: break
            }
        }
        possible = options.setupSecurePorts == .counted ? clear + secure : clear
    }

    /// Whether a session of the application, once it is known, is on a default port.
    func contains(_ input: MatchInput) -> Bool {
        if input.isDecrypted, !secure.isEmpty { return Self.contains(secure, input) }
        return isPortless && !input.tuple.ipProtocol.hasPorts || Self.contains(clear, input)
    }

    /// Whether a session of an unknown application might turn out to be this one on a default port.
    func mayContain(_ input: MatchInput) -> Bool {
        isPortless && !input.tuple.ipProtocol.hasPorts || Self.contains(possible, input)
    }

    private static func contains(_ ports: [DefaultPort], _ input: MatchInput) -> Bool {
        for port in ports where port.contains(input.tuple.ipProtocol, port: input.tuple.destinationPort, icmpType: input.icmpType) {
            return true
        }
        return false
    }
}

extension ResolvedPolicy {
    /// Whether a session of an identified application is on the application's default ports: the secure ones when it is
    /// decrypted and the application has such.
    func isOnDefaultPort(_ id: ApplicationID, _ input: MatchInput) -> Bool {
        Int(id.rawValue) < defaultPorts.count && defaultPorts[Int(id.rawValue)].contains(input)
    }

    func mayBeOnDefaultPort(_ id: ApplicationID, _ input: MatchInput) -> Bool { defaultPorts[Int(id.rawValue)].mayContain(input) }

    /// Whether the rule's service leaves room for the tuple while the application is not known: for `application-default`
    /// the default ports of the rule's applications and of their implicit parents.
    func isPortPossible(_ rule: ResolvedRule, _ input: MatchInput) -> Bool {
        switch rule.service {
        case .any: return true
        case .services(let indexes): return indexes.contains { services[$0].contains(input.tuple) }
        case .applicationDefault:
            switch rule.applications {
            case .any:
                if options.anyApplicationPorts == .all { return true }
                return catalogue.identifiers.contains { $0.isLegalInRule && mayBeOnDefaultPort($0, input) }
            case .set(let index):
                let set = applicationSets[index]
                return set.members.contains { mayBeOnDefaultPort($0, input) }
                    || set.implicitParents.contains { mayBeOnDefaultPort($0, input) }
            }
        }
    }

    /// Whether a rule that an application of it implicitly permits another by has room for the tuple.
    /// Source: reference sections 2.5 and 2.7, Unverified 3.
    func isImplicitPortPossible(_ rule: ResolvedRule, _ parent: ApplicationID, _ input: MatchInput) -> Bool {
        guard case .applicationDefault = rule.service, case .set(let index) = rule.applications else {
            return isPortPossible(rule, input)
        }
        switch options.implicitPorts {
        case .named: return applicationSets[index].heirs(of: parent).contains { mayBeOnDefaultPort($0, input) }
        case .rule: return isPortPossible(rule, input)
        case .parent: return isOnDefaultPort(parent, input)
        }
    }
}
