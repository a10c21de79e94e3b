import Foundation

/// A Panorama export of any size, seeded: what a large estate's file looks like, indented as the product writes it.
///
/// A tenth is shared objects; the rest are device groups in a tree (four children each, so four levels for 40 groups), each with its own objects, groups, services, pre and post rules. Every name that a rule uses
/// is defined in its own group or shared, so that the import has nothing to complain of. Written piece by piece: the
/// file is never in memory whole.
struct PanoramaFile {
    private(set) var deviceGroups = 0
    private(set) var rules = 0
    private(set) var objects = 0
    private(set) var bytes = 0

    private var generator: Generator
    private var piece: [UInt8] = []
    private let file: FileHandle
    private let groupCount: Int

    private static let applications = ["ssl", "web-browsing", "dns", "ssh", "ntp", "smtp", "ldap", "mysql", "snmp-base", "ftp"]
    /// Bytes that a rule, an address, a group and a service take, roughly.
    private static let groupShares = (rules: 0.55, addresses: 0.27, groups: 0.13, services: 0.05)

    /// Writes a file of about `target` bytes; what it holds is in the result.
    static func write(to path: String, bytes target: Int, groups: Int, seed: UInt64) throws -> PanoramaFile {
        guard FileManager.default.createFile(atPath: path, contents: nil), let file = FileHandle(forWritingAtPath: path) else {
            throw Failure("cannot write \(path)")
        }
        var panorama = PanoramaFile(generator: Generator(state: seed), file: file, groupCount: groups)
        try panorama.writeAll(target)
        try file.close()
        return panorama
    }

    private init(generator: Generator, file: FileHandle, groupCount: Int) {
        self.generator = generator
        self.file = file
        self.groupCount = groupCount
    }

    private mutating func writeAll(_ target: Int) throws {
        line(0, "<?xml version=\"1.0\"?>")
        line(0, "<config version=\"11.1.0\" urldb=\"paloaltonetworks\">")
        line(1, "<shared>")
        try writeObjects(prefix: "shared", depth: 2, bytes: Double(target) * 0.1)
        line(1, "</shared>")
        line(1, "<devices>")
        line(2, "<entry name=\"localhost.localdomain\">")
        line(3, "<device-group>")
        for index in 0..<groupCount { try writeGroup(index, bytes: Double(target) * 0.9 / Double(groupCount)) }
        line(3, "</device-group>")
        line(2, "</entry>")
        line(1, "</devices>")
        writeHierarchy()
        line(0, "</config>")
        try flush()
    }

    private mutating func writeHierarchy() {
        line(1, "<readonly>")
        line(2, "<devices>")
        line(3, "<entry name=\"localhost.localdomain\">")
        line(4, "<device-group>")
        for index in 0..<groupCount {
            line(5, "<entry name=\"dg-\(index)\">")
            line(6, "<id>\(index + 11)</id>")
            if index > 0 { line(6, "<parent-dg>dg-\((index - 1) / 4)</parent-dg>") }
            line(5, "</entry>")
        }
        line(4, "</device-group>")
        line(3, "</entry>")
        line(2, "</devices>")
        line(1, "</readonly>")
    }

    private mutating func writeGroup(_ index: Int, bytes: Double) throws {
        deviceGroups += 1
        line(4, "<entry name=\"dg-\(index)\">")
        let names = try writeObjects(prefix: "dg-\(index)", depth: 5, bytes: bytes * (1 - Self.groupShares.rules))
        for (rulebase, share) in [("pre-rulebase", 0.8), ("post-rulebase", 0.2)] {
            line(5, "<\(rulebase)>")
            line(6, "<security>")
            line(7, "<rules>")
            let count = Int(bytes * Self.groupShares.rules * share / 1_320)
            for number in 0..<count { try writeRule("dg-\(index)-\(rulebase.prefix(4))\(number)", names) }
            line(7, "</rules>")
            line(6, "</security>")
            line(5, "</\(rulebase)>")
        }
        line(4, "</entry>")
    }

    /// How many objects of each kind a scope has; their names are `PREFIX-KIND-NUMBER`.
    private struct Names {
        let prefix: String
        let addresses: Int
        let groups: Int
        let services: Int
    }

    @discardableResult
    private mutating func writeObjects(prefix: String, depth: Int, bytes: Double) throws -> Names {
        let shares = Self.groupShares
        let unit = bytes / (1 - shares.rules)
        let names = Names(
            prefix: prefix, addresses: max(4, Int(unit * shares.addresses / 122)), groups: max(2, Int(unit * shares.groups / 560)),
            services: max(2, Int(unit * shares.services / 175)))
        objects += names.addresses + names.groups + names.services
        line(depth, "<address>")
        for number in 0..<names.addresses { try writeAddress("\(prefix)-net-\(number)", depth + 1) }
        line(depth, "</address>")
        line(depth, "<address-group>")
        for number in 0..<names.groups { try writeAddressGroup(number, names, depth + 1) }
        line(depth, "</address-group>")
        line(depth, "<service>")
        for number in 0..<names.services {
            let port = Int.random(in: 1...65_000, using: &generator)
            line(depth + 1, "<entry name=\"\(prefix)-svc-\(number)\">")
            line(depth + 2, "<protocol>")
            line(depth + 3, number % 4 == 0 ? "<udp>" : "<tcp>")
            line(depth + 4, "<port>\(number % 7 == 0 ? "\(port)-\(port + 500)" : "\(port)")</port>")
            line(depth + 3, number % 4 == 0 ? "</udp>" : "</tcp>")
            line(depth + 2, "</protocol>")
            line(depth + 1, "</entry>")
        }
        line(depth, "</service>")
        return names
    }

    private mutating func writeAddress(_ name: String, _ depth: Int) throws {
        let number = generator.next()
        let host = "10.\(number >> 8 & 255).\(number >> 16 & 255).\(number >> 24 & 255)"
        line(depth, "<entry name=\"\(name)\">")
        switch number >> 32 & 15 {
        case 0: line(depth + 1, "<ip-range>10.\(number >> 8 & 255).0.1-10.\(number >> 8 & 255).9.\(number >> 24 & 255)</ip-range>")
        case 1...5: line(depth + 1, "<ip-netmask>\(host)/\(16 + number >> 40 % 15)</ip-netmask>")
        case 6: line(depth + 1, "<ip-netmask>2001:db8:\(String(number >> 8 & 0xffff, radix: 16))::/48</ip-netmask>")
        default: line(depth + 1, "<ip-netmask>\(host)</ip-netmask>")
        }
        if number >> 56 & 3 == 0 { line(depth + 1, "<description>\(name), requested by change \(number % 100_000)</description>") }
        line(depth, "</entry>")
        try flushIfFull()
    }

    /// Two thirds static groups of 1 to 12 addresses or of earlier groups, one third dynamic.
    private mutating func writeAddressGroup(_ number: Int, _ names: Names, _ depth: Int) throws {
        line(depth, "<entry name=\"\(names.prefix)-group-\(number)\">")
        if number % 3 == 0 {
            line(depth + 1, "<dynamic>")
            line(depth + 2, "<filter>'tag-\(Int.random(in: 0..<400, using: &generator))' and 'tier-\(number % 5)'</filter>")
            line(depth + 1, "</dynamic>")
        } else {
            line(depth + 1, "<static>")
            for _ in 0..<Int.random(in: 1...12, using: &generator) {
                let isNested = number > 8 && Int.random(in: 0..<20, using: &generator) == 0
                let member = isNested ? "group-\(Int.random(in: 0..<number / 4, using: &generator))" : randomAddress(names)
                line(depth + 2, "<member>\(names.prefix)-\(member)</member>")
            }
            line(depth + 1, "</static>")
        }
        line(depth, "</entry>")
        try flushIfFull()
    }

    private mutating func randomAddress(_ names: Names) -> String { "net-\(Int.random(in: 0..<names.addresses, using: &generator))" }

    private mutating func writeRule(_ name: String, _ names: Names) throws {
        rules += 1
        line(8, "<entry name=\"\(name)\">")
        list("from", ["zone-\(Int.random(in: 0..<12, using: &generator))"])
        list("to", ["zone-\(Int.random(in: 0..<12, using: &generator))"])
        list("source", addresses(names))
        list("source-user", ["any"])
        list("destination", addresses(names))
        list("category", ["any"])
        let isAny = Int.random(in: 0..<2, using: &generator) == 0
        list("application", isAny ? ["any"] : Array(Self.applications.shuffled(using: &generator).prefix(2)))
        let service = "\(names.prefix)-svc-\(Int.random(in: 0..<names.services, using: &generator))"
        list("service", isAny ? [service] : ["application-default"])
        list("source-hip", ["any"])
        list("destination-hip", ["any"])
        line(9, "<action>\(Int.random(in: 0..<5, using: &generator) == 0 ? "deny" : "allow")</action>")
        line(9, "<log-setting>default</log-setting>")
        line(9, "<description>\(name), for the \(names.prefix) estate; reviewed</description>")
        line(8, "</entry>")
        try flushIfFull()
    }

    private mutating func addresses(_ names: Names) -> [String] {
        switch Int.random(in: 0..<10, using: &generator) {
        case 0: ["any"]
        case 1...4: ["\(names.prefix)-group-\(Int.random(in: 0..<names.groups, using: &generator))"]
        default: (0..<Int.random(in: 1...4, using: &generator)).map { _ in "\(names.prefix)-\(randomAddress(names))" }
        }
    }

    // MARK: Text

    private mutating func list(_ name: String, _ members: [String]) {
        line(9, "<\(name)>")
        for member in members { line(10, "<member>\(member)</member>") }
        line(9, "</\(name)>")
    }

    private mutating func line(_ depth: Int, _ text: String) {
        piece.append(contentsOf: repeatElement(0x20, count: depth * 2))
        piece.append(contentsOf: text.utf8)
        piece.append(0x0a)
    }

    private mutating func flushIfFull() throws {
        if piece.count > 1 << 20 { try flush() }
    }

    private mutating func flush() throws {
        bytes += piece.count
        try file.write(contentsOf: piece)
        piece.removeAll(keepingCapacity: true)
    }
}
