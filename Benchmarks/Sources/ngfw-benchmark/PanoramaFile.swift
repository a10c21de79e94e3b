import NGFWPANOS

/// A Panorama export of any size, seeded: what a large estate's file looks like, laid out as the product writes it.
///
/// A tenth is shared objects; the rest are device groups in a tree (four children each, so four levels for 40 groups), each
/// with its own objects, groups, services, pre and post rules. Every name that a rule uses is defined in its own group or
/// shared, so that the import has nothing to complain of. Written piece by piece: the file is never in memory whole.
struct PanoramaFile {
    private(set) var deviceGroups = 0
    private(set) var rules = 0
    private(set) var objects = 0
    var bytes: Int { text.bytes }

    private var generator: Generator
    private var text: ConfigurationText
    private let groupCount: Int

    private static let applications = ["ssl", "web-browsing", "dns", "ssh", "ntp", "smtp", "ldap", "mysql", "snmp-base", "ftp"]
    /// Parts of a group that rules and objects take.
    private static let groupShares = (rules: 0.55, addresses: 0.27, groups: 0.13, services: 0.05)
    /// Bytes that a rule, an address, a group and a service take, roughly.
    private struct Sizes {
        var rule: Double
        var address: Double
        var group: Double
        var service: Double

        init(_ format: ConfigurationFormat) {
            switch format {
            case .xml: (rule, address, group, service) = (1_320, 122, 560, 175)
            case .set: (rule, address, group, service) = (1_130, 94, 210, 70)
            case .json: (rule, address, group, service) = (730, 105, 220, 140)
            }
        }
    }

    /// Writes a file of about `target` bytes; what it holds is in the result.
    static func write(
        to path: String, as format: ConfigurationFormat, bytes target: Int, groups: Int, seed: UInt64
    ) throws -> PanoramaFile {
        var panorama = PanoramaFile(
            generator: Generator(state: seed), text: try ConfigurationText(format, path: path), groupCount: groups)
        try panorama.writeAll(Double(target))
        return panorama
    }

    private init(generator: Generator, text: ConfigurationText, groupCount: Int) {
        self.generator = generator
        self.text = text
        self.groupCount = groupCount
    }

    private mutating func writeAll(_ target: Double) throws {
        text.element("config", inCommands: false)
        text.element("shared")
        try writeObjects(prefix: "shared", bytes: target * 0.1)
        text.close()
        text.element("devices", holdsEntries: true, inCommands: false)
        text.entry("localhost.localdomain", inCommands: false)
        text.element("device-group", holdsEntries: true)
        for index in 0..<groupCount { try writeGroup(index, bytes: target * 0.9 / Double(groupCount)) }
        for _ in 0..<3 { text.close() }
        writeHierarchy()
        text.close()
        try text.finish()
    }

    private mutating func writeHierarchy() {
        text.element("readonly")
        text.element("devices", holdsEntries: true)
        text.entry("localhost.localdomain")
        text.element("device-group", holdsEntries: true)
        for index in 0..<groupCount {
            text.entry("dg-\(index)")
            text.leaf("id", "\(index + 11)")
            if index > 0 { text.leaf("parent-dg", "dg-\((index - 1) / 4)") }
            text.close()
        }
        for _ in 0..<4 { text.close() }
    }

    private mutating func writeGroup(_ index: Int, bytes: Double) throws {
        deviceGroups += 1
        text.entry("dg-\(index)")
        let names = try writeObjects(prefix: "dg-\(index)", bytes: bytes * (1 - Self.groupShares.rules))
        for (rulebase, share) in [("pre-rulebase", 0.8), ("post-rulebase", 0.2)] {
            text.element(rulebase)
            text.element("security")
            text.element("rules", holdsEntries: true)
            let count = Int(bytes * Self.groupShares.rules * share / Sizes(text.format).rule)
            for number in 0..<count { try writeRule("dg-\(index)-\(rulebase.prefix(4))\(number)", names) }
            for _ in 0..<3 { text.close() }
        }
        text.close()
    }

    /// How many objects of each kind a scope has; their names are `PREFIX-KIND-NUMBER`.
    private struct Names {
        let prefix: String
        let addresses: Int
        let groups: Int
        let services: Int
    }

    @discardableResult
    private mutating func writeObjects(prefix: String, bytes: Double) throws -> Names {
        let shares = Self.groupShares
        let sizes = Sizes(text.format)
        let unit = bytes / (1 - shares.rules)
        let names = Names(
            prefix: prefix, addresses: max(4, Int(unit * shares.addresses / sizes.address)),
            groups: max(2, Int(unit * shares.groups / sizes.group)), services: max(2, Int(unit * shares.services / sizes.service)))
        objects += names.addresses + names.groups + names.services
        text.element("address", holdsEntries: true)
        for number in 0..<names.addresses { try writeAddress("\(prefix)-net-\(number)") }
        text.close()
        text.element("address-group", holdsEntries: true)
        for number in 0..<names.groups { try writeAddressGroup(number, names) }
        text.close()
        text.element("service", holdsEntries: true)
        for number in 0..<names.services {
            let port = Int.random(in: 1...65_000, using: &generator)
            text.entry("\(prefix)-svc-\(number)")
            text.element("protocol")
            text.element(number % 4 == 0 ? "udp" : "tcp")
            text.leaf("port", number % 7 == 0 ? "\(port)-\(port + 500)" : "\(port)")
            for _ in 0..<3 { text.close() }
        }
        text.close()
        return names
    }

    private mutating func writeAddress(_ name: String) throws {
        let number = generator.next()
        let host = "10.\(number >> 8 & 255).\(number >> 16 & 255).\(number >> 24 & 255)"
        text.entry(name)
        switch number >> 32 & 15 {
        case 0: text.leaf("ip-range", "10.\(number >> 8 & 255).0.1-10.\(number >> 8 & 255).9.\(number >> 24 & 255)")
        case 1...5: text.leaf("ip-netmask", "\(host)/\(16 + number >> 40 % 15)")
        case 6: text.leaf("ip-netmask", "2001:db8:\(String(number >> 8 & 0xffff, radix: 16))::/48")
        default: text.leaf("ip-netmask", host)
        }
        if number >> 56 & 3 == 0 { text.leaf("description", "\(name), requested by change \(number % 100_000)") }
        text.close()
        try text.flushIfFull()
    }

    /// Two thirds static groups of 1 to 12 addresses or of earlier groups, one third dynamic.
    private mutating func writeAddressGroup(_ number: Int, _ names: Names) throws {
        text.entry("\(names.prefix)-group-\(number)")
        if number % 3 == 0 {
            text.element("dynamic")
            text.leaf("filter", "'tag-\(Int.random(in: 0..<400, using: &generator))' and 'tier-\(number % 5)'")
            text.close()
        } else {
            let members = (0..<Int.random(in: 1...12, using: &generator)).map { _ in
                let isNested = number > 8 && Int.random(in: 0..<20, using: &generator) == 0
                return isNested ? "group-\(Int.random(in: 0..<number / 4, using: &generator))" : randomAddress(names)
            }
            text.list("static", members.map { "\(names.prefix)-\($0)" })
        }
        text.close()
        try text.flushIfFull()
    }

    private mutating func randomAddress(_ names: Names) -> String { "net-\(Int.random(in: 0..<names.addresses, using: &generator))" }

    private mutating func writeRule(_ name: String, _ names: Names) throws {
        rules += 1
        text.entry(name)
        text.list("from", ["zone-\(Int.random(in: 0..<12, using: &generator))"])
        text.list("to", ["zone-\(Int.random(in: 0..<12, using: &generator))"])
        text.list("source", addresses(names))
        text.list("source-user", ["any"])
        text.list("destination", addresses(names))
        text.list("category", ["any"])
        let isAny = Int.random(in: 0..<2, using: &generator) == 0
        text.list("application", isAny ? ["any"] : Array(Self.applications.shuffled(using: &generator).prefix(2)))
        let service = "\(names.prefix)-svc-\(Int.random(in: 0..<names.services, using: &generator))"
        text.list("service", isAny ? [service] : ["application-default"])
        text.list("source-hip", ["any"])
        text.list("destination-hip", ["any"])
        text.leaf("action", Int.random(in: 0..<5, using: &generator) == 0 ? "deny" : "allow")
        text.leaf("log-setting", "default")
        text.leaf("description", "\(name), for the \(names.prefix) estate; reviewed")
        text.close()
        try text.flushIfFull()
    }

    private mutating func addresses(_ names: Names) -> [String] {
        switch Int.random(in: 0..<10, using: &generator) {
        case 0: ["any"]
        case 1...4: ["\(names.prefix)-group-\(Int.random(in: 0..<names.groups, using: &generator))"]
        default: (0..<Int.random(in: 1...4, using: &generator)).map { _ in "\(names.prefix)-\(randomAddress(names))" }
        }
    }
}
