internal import NGFWCore
internal import NGFWPolicy

// Source: reference sections 2.4-2.9.
extension ConfigurationReader {
    /// Element of a filter → flag. Source: section 2.6.
    static let filterFlags: [String: Application.Characteristics] = [
        "evasive": .evasive, "excessive-bandwidth-use": .excessiveBandwidth, "used-by-malware": .usedByMalware,
        "transfers-files": .transfersFiles, "has-known-vulnerabilities": .hasKnownVulnerabilities,
        "tunnels-other-apps": .tunnelsOtherApplications, "prone-to-misuse": .proneToMisuse, "pervasive": .pervasive, "is-saas": .saas,
    ]
    /// "Did you mean" compares with every name of the catalogue, so only the first unknown names get one.
    static let suggestionLimit = 20
    private static let candidateLimit = 50_000

    // MARK: Groups and filters

    mutating func readApplicationGroup(_ entry: XMLElement, _ scope: Int) {
        guard let name = claim(entry, "application group", in: .applications, scope: scope) else { return }
        refer(entry.child("members")?.members ?? [])
        policy.applicationGroups.append(NamedGroup(name: name, members: members(entry.child("members")), location: entry.location))
    }

    mutating func readApplicationFilter(_ entry: XMLElement, _ scope: Int) {
        guard let name = claim(entry, "application filter", in: .applications, scope: scope) else { return }
        var filter = ApplicationFilter(name: name, location: entry.location)
        var isWhole = true
        for child in entry.children {
            let list = child.name == "tagging" ? child.child("tag") : child
            if let list, !isList(list) { isWhole = false }
            switch child.name {
            case "category": filter.categories = members(child)
            case "subcategory": filter.subcategories = members(child)
            case "technology": filter.technologies = members(child)
            case "risk":
                let risks = child.members.map { number($0, 1...5).map { Int($0) } }
                filter.risks = risks.compactMap { $0 }
                isWhole = isWhole && !risks.contains(nil)
            case "tagging":
                filter.tags = members(child.child("tag"))
                if let other = child.children.first(where: { $0.name != "tag" }) {
                    isWhole = refuse(other, filter: name)
                } else if child.isLeaf {
                    diagnostics.add(Messages.emptyList(child.name, at: child.location))
                    isWhole = false
                }
            case "exclude":
                refer(child.members)
                filter.excluded = members(child)
            case "disable-override": break
            default:
                if let flag = Self.filterFlags[child.name] {
                    if yesNo(child) == true { filter.characteristics.insert(flag) }
                } else {
                    isWhole = refuse(child, filter: name)
                }
            }
        }
        // A criterion that is left out would let more applications through: no application has risk 0.
        if !isWhole { filter.risks = [0] }
        policy.applicationFilters.append(filter)
    }

    /// Whether a criterion that is a list has members and nothing else.
    private mutating func isList(_ element: XMLElement) -> Bool {
        guard ["category", "subcategory", "technology", "risk", "tagging", "tag", "exclude"].contains(element.name) else { return true }
        guard element.name == "exclude" || !element.members.isEmpty else {
            diagnostics.add(Messages.emptyList(element.name, at: element.location))
            return false
        }
        return element.children.allSatisfy { $0.name == "member" && !$0.text.isEmpty }
    }

    private mutating func refuse(_ criterion: XMLElement, filter: String) -> Bool {
        diagnostics.add(Messages.filterCriterion(Messages.clipped(criterion.name), filter, at: criterion.location))
        return false
    }

    // MARK: Names in use

    /// Notes applications that something names, to be checked when all definitions are known.
    mutating func refer(_ members: [XMLElement]) {
        for member in members {
            let name = member.text
            guard name != "any", !name.isEmpty, referenced.insert(name).inserted else { continue }
            applicationReferences.append((name, member.location))
        }
    }

    /// Adds what nobody knows as opaque applications, so that rules keep their meaning: never identified, never matched.
    mutating func checkApplications() {
        let defined = taken[.applications] ?? [:]
        let unknown = applicationReferences.filter {
            policy.catalogue.id(named: $0.name) == nil && defined[$0.name] == nil && !containers.contains($0.name)
        }
        guard !unknown.isEmpty else { return }
        let candidates = policy.catalogue.identifiers.map { policy.catalogue.name($0) } + defined.keys
        var opaque: [Application] = []
        for (index, reference) in unknown.enumerated() {
            let isFew = index < Self.suggestionLimit && candidates.count <= Self.candidateLimit
            let near = isFew ? nearestName(to: reference.name, in: candidates) : nil
            diagnostics.add(Messages.unknownApplication(reference.name, near: near, at: reference.location))
            opaque.append(Application(name: reference.name, origin: .opaque))
        }
        // By name, whatever order they were read in: an export and its original have one catalogue.
        policy.catalogue = policy.catalogue.adding(opaque.sorted { $0.name < $1.name })
        if policy.catalogue.isFull { diagnostics.add(Messages.catalogueFull(at: unknown.last?.location)) }
    }
}
