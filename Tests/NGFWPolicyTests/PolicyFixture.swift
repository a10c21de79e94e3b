import NGFWCore
import Testing

@testable import NGFWPolicy

/// A small catalogue with every kind of application that rules tell apart.
enum Applications {
    static let catalogue: ApplicationCatalogue = {
        func make(
            _ name: String, _ ports: [String] = [], secure: [String] = [], implicit: [String] = [], origin: Application.Origin = .signature
        )
            -> Application
        {
            var application = Application(
                name: name, category: name.hasPrefix("facebook") ? "collaboration" : "networking", subcategory: "encrypted-tunnel",
                technology: "client-server", risk: name.count % 5 + 1, origin: origin)
            application.defaultPorts = ports.compactMap { DefaultPort($0) }
            application.securePorts = secure.compactMap { DefaultPort($0) }
            application.uses = implicit
            application.implicitlyUses = implicit
            if name.hasPrefix("facebook-") { application.container = "facebook" }
            if name == "ssh" { application.characteristics = [.tunnelsOtherApplications] }
            return application
        }
        return ApplicationCatalogue([
            make("ssh", ["tcp/22"]), make("web-browsing", ["tcp/80"], secure: ["tcp/443"]), make("ssl", ["tcp/443"]),
            make("dns", ["tcp/53", "udp/53,5353"]), make("ping"), make("icmp"), make("ping6", ["icmp6/128"]),
            make("traceroute", ["icmp/dynamic", "udp/33434-33534"]), make("tor", ["tcp/dynamic"], origin: .list),
            make("facebook-base", ["tcp/80,443"], implicit: ["ssl", "web-browsing"]),
            make("facebook-chat", ["tcp/443"], implicit: ["ssl"], origin: .list),
            make("youtube-base", ["tcp/80,443"], implicit: ["ssl", "web-browsing"]), make("gre", ["ip/47"]),
            make("homegrown", origin: .custom),
        ])
    }()

    static func id(_ name: String) -> ApplicationID { catalogue.id(named: name) ?? .undecided }
}

/// Fails the test instead of trapping when a literal is wrong.
func ip(_ text: String) -> IPAddress { IPAddress(text) ?? IPAddress(v4: 0) }

/// A policy with some objects, on which tests put their rules.
func makePolicy(_ rules: [SecurityRule] = [], _ change: (inout Policy) -> Void = { _ in }) -> Policy {
    var policy = Policy(name: "test", catalogue: Applications.catalogue)
    policy.zones = ["A", "B", "C"].map { Zone(name: $0, identifiesUsers: true) }
    policy.rules = rules
    change(&policy)
    return policy
}

/// `rule("ssh-in") { $0.applications = ["ssh"] }`
func rule(_ name: String, _ action: RuleAction = .allow, _ change: (inout SecurityRule) -> Void = { _ in }) -> SecurityRule {
    var rule = SecurityRule(name: name)
    rule.action = action
    change(&rule)
    return rule
}

extension AddressObject {
    init(_ name: String, _ prefix: String, tags: [String] = []) {
        self.init(name: name, value: .prefix(IPPrefix(prefix) ?? .any), tags: tags)
    }
}

/// `options("implicit-ports", "rule")`; a name or value that is unknown fails the test.
func options(_ name: String, _ value: String) -> PolicyOptions {
    var options = PolicyOptions()
    do { try options.set(name, value) } catch { Issue.record("\(error)") }
    return options
}

/// A flow in a few words.
struct Flow {
    var from: String? = "A"
    var to: String? = "B"
    var source = "10.0.0.1"
    var destination = "10.0.0.2"
    var ipProtocol = IPProtocol.tcp
    var sourcePort: UInt16 = 40_000
    var port: UInt16 = 443
    var icmpType: UInt8?
    var application: String?
    var mayShift = false
    var isDecrypted = false
    var user = UserFact.unmapped
    var sourceHIP: [String] = []
    var destinationHIP: [String] = []
    var category: String?
    var time = Timestamp(seconds: 1_800_000_000)

    func input(_ policy: ResolvedPolicy) -> MatchInput {
        let zones = policy.zonePair(from: from, to: to)
        let tuple = FiveTuple(
            source: ip(source), sourcePort: sourcePort, destination: ip(destination), destinationPort: ipProtocol.hasPorts ? port : 0,
            ipProtocol: ipProtocol)
        return MatchInput(
            tuple: tuple, icmpType: icmpType, from: zones.from, to: zones.to, user: user,
            sourceHIP: policy.hipFact(matching: sourceHIP), destinationHIP: policy.hipFact(matching: destinationHIP),
            category: category.map(policy.categoryID(named:)),
            application: application.flatMap(policy.catalogue.id(named:)), applicationMayShift: mayShift, isDecrypted: isDecrypted,
            time: time)
    }
}

/// What a lookup came to, in a form that reads well in a failed expectation.
struct Answer: Equatable, CustomStringConvertible {
    var rule: String
    var action: RuleAction
    var standing: RuleMatch.Standing

    init(_ rule: String, _ action: RuleAction, _ standing: RuleMatch.Standing = .decided) {
        self.rule = rule
        self.action = action
        self.standing = standing
    }

    init(_ match: RuleMatch, _ policy: ResolvedPolicy) {
        action = match.action
        standing = match.standing
        switch match.author {
        case .rule(let index): rule = policy.rules[index].name
        case .intrazoneDefault: rule = policy.intrazoneDefault.name
        case .interzoneDefault: rule = policy.interzoneDefault.name
        }
    }

    var description: String { "\(rule) \(action.rawValue) \(standing)" }
}

/// All three evaluators on one flow; their answers must agree.
struct Answers {
    var reference: Answer
    var engine: Answer
    var explanation: Answer

    init(
        _ policy: Policy, _ flow: Flow, _ operations: [RegistrationUpdate.Operation] = [], options: PolicyOptions = PolicyOptions(),
        lenient: Bool = false
    ) {
        let resolved = ResolvedPolicy(policy, options: options, lenient: lenient, at: flow.time)
        var engine = PolicyEngine(resolved)
        engine.apply(RegistrationUpdate(operations), at: flow.time)
        let input = flow.input(resolved)
        reference = Answer(ReferenceEvaluator(resolved).match(input, engine.registry), resolved)
        explanation = Answer(engine.explain(input).match, resolved)
        self.engine = Answer(engine.match(input), resolved)
    }

    func are(_ rule: String, _ action: RuleAction, _ standing: RuleMatch.Standing = .decided) -> Bool {
        let expected = Answer(rule, action, standing)
        return reference == expected && engine == expected && explanation == expected
    }
}
