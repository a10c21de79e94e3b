internal import NGFWCore
internal import NGFWPolicy

/// Networks behind zones: the connected ones of interfaces, then static routes by interface or next hop.
struct NetworkReader {
    private let zones: [String: String]
    private let addresses: [String: IPPrefix]
    private let variables: [String: XMLElement]
    private(set) var diagnostics: [Diagnostic] = []
    /// Connected networks with their interface's zone, `nil` for an interface of no zone.
    private var connected: [(prefix: IPPrefix, zone: String?)] = []
    private var routes: [IPPrefix: Route] = [:]

    private struct Route {
        var interface: String?
        var nextHop: IPAddress?
        var metric: Int64
        var name: String
        var location: SourceLocation
    }

    /// - Parameters:
    ///   - zones: interface → zone.
    ///   - addresses: address objects and variables that interfaces and routes may name.
    ///   - variables: those of templates, for the names of interfaces.
    init(zones: [String: String], addresses: [String: IPPrefix], variables: [String: XMLElement]) {
        self.variables = variables
        self.zones = zones
        self.addresses = addresses
    }

    /// Reads `network` of a device; what an earlier device said stays.
    mutating func read(_ device: XMLElement) {
        guard let network = device.child("network") else { return }
        for kind in network.child("interface")?.children ?? .none(in: device.tree) {
            switch kind.name {
            case "ethernet", "aggregate-ethernet":
                for entry in kind.entries {
                    if let layer3 = entry.child("layer3") { readAddresses(layer3, of: entry.entryName) }
                }
            case "loopback", "tunnel", "vlan": readAddresses(kind, of: kind.name)
            default: break
            }
        }
        for router in network.child("virtual-router")?.entries ?? [] { readRoutes(router) }
        for router in network.child("logical-router")?.entries ?? [] {
            for instance in router.child("vrf")?.entries ?? [] { readRoutes(instance) }
        }
    }

    // MARK: Interfaces

    private mutating func readAddresses(_ holder: XMLElement, of interface: String) {
        for entry in (holder.child("ip")?.entries ?? []) + (holder.descendant("ipv6", "address")?.entries ?? []) {
            let text = entry.entryName
            if let prefix = IPPrefix(text) ?? addresses[text] {
                connected.append((prefix, zones[interface]))
            } else {
                diagnostics.append(Messages.unresolvedInterfaceAddress(text, Messages.clipped(interface), at: entry.location))
            }
        }
        if let dynamic = holder.child("dhcp-client") ?? holder.child("pppoe"), dynamic.child("enable")?.text != "no" {
            diagnostics.append(Messages.dynamicAddress(Messages.clipped(interface), at: dynamic.location))
        }
        for unit in holder.child("units")?.entries ?? [] { readAddresses(unit, of: unit.entryName) }
    }

    // MARK: Routes

    private mutating func readRoutes(_ router: XMLElement) {
        guard let table = router.child("routing-table") else { return }
        for family in table.children {
            for entry in family.child("static-route")?.entries ?? [] { readRoute(entry) }
        }
    }

    private mutating func readRoute(_ entry: XMLElement) {
        guard let destination = entry.child("destination"), let prefix = IPPrefix(destination.text) ?? addresses[destination.text] else {
            diagnostics.append(Messages.routeWithoutZone(entry.entryName, at: entry.location))
            return
        }
        let hop = entry.child("nexthop")
        let hopText = (hop?.child("ip-address") ?? hop?.child("ipv6-address"))?.text
        let route = Route(
            interface: entry.child("interface").map {
                ConfigurationReader.value(of: $0.text, "interface", in: variables) ?? $0.text
            }, nextHop: hopText.flatMap { IPPrefix($0)?.address ?? addresses[$0]?.address },
            metric: entry.child("metric").flatMap { Int64($0.text) } ?? 10, name: entry.entryName, location: entry.location)
        // The lower metric wins, of two equal ones the first.
        if let known = routes[prefix], known.metric <= route.metric { return }
        routes[prefix] = route
    }

    private func zone(of route: Route, _ networks: ZoneMap) -> String? {
        if let interface = route.interface, !interface.isEmpty { return zones[interface] }
        return route.nextHop.flatMap { networks.zone(of: $0) }
    }

    /// Connected networks win over routes to the same prefix.
    mutating func zoneMap() -> ZoneMap {
        // A network without a zone is in the map too, or the default route would answer for it.
        let networks = connected.map { ($0.prefix, $0.zone ?? "") }
        let direct = ZoneMap(entries: networks)
        var entries: [(IPPrefix, String)] = []
        for (prefix, route) in routes.sorted(by: { ($0.key.address, $0.key.length) < ($1.key.address, $1.key.length) }) {
            let zone = zone(of: route, direct)
            if zone == nil { diagnostics.append(Messages.routeWithoutZone(route.name, at: route.location)) }
            entries.append((prefix, zone ?? ""))
        }
        return ZoneMap(entries: entries + networks)
    }
}
