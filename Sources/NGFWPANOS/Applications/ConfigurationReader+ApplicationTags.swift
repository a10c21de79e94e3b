internal import NGFWCore
internal import NGFWPolicy

// Tags that a configuration gives to applications, which filters may ask for. Source: reference section 2.6; where they stand is
// from memory.
extension ConfigurationReader {
    mutating func readApplicationTags(_ entry: XMLElement) {
        let errors = diagnostics.errorCount
        let name = entry.entryName
        let tags = members(entry.child("tag"))
        if name.isEmpty { diagnostics.add(Messages.noName("application tag", at: entry.location)) }
        if diagnostics.errorCount > errors || unknownObjects.contains(entry.index) { missesApplicationTags = true }
        // The nearest scope wins.
        guard applicationTags[name] == nil else { return }
        applicationTags[name] = tags
        applicationTagPlaces.append((name, entry.location))
    }

    /// Puts tags into the catalogue, when all applications are known, and refuses filters that ask for others.
    mutating func addApplicationTags() {
        var tagged: [Application] = []
        for (index, (name, location)) in applicationTagPlaces.enumerated() {
            guard let id = policy.catalogue.id(named: name), !id.isPseudo else {
                let near =
                    index < Self.suggestionLimit
                    ? nearestName(to: name, in: policy.catalogue.identifiers.map { policy.catalogue.name($0) }) : nil
                diagnostics.add(Messages.tagOfUnknownApplication(name, near: near, at: location))
                continue
            }
            var application = policy.catalogue[id]
            application.tags = applicationTags[name] ?? []
            tagged.append(application)
        }
        if !tagged.isEmpty { policy.catalogue = policy.catalogue.adding(tagged) }
        checkFilterTags(Set(tagged.flatMap(\.tags)))
    }

    /// A tag that nothing has here may come with the vendor's content: a rule that blocks by it would block nothing.
    private mutating func checkFilterTags(_ known: Set<String>) {
        for index in policy.applicationFilters.indices where !policy.applicationFilters[index].tags.isEmpty {
            let filter = policy.applicationFilters[index]
            let unknown = filter.tags.first { !known.contains($0) }
            if let unknown {
                let near = nearestName(to: unknown, in: known.sorted())
                diagnostics.add(Messages.unknownApplicationTag(unknown, filter.name, near: near, at: filter.location))
                policy.applicationFilters[index].risks = [0]
            }
            if unknown != nil || missesApplicationTags { policy.unreadNames.applications.insert(filter.name) }
        }
    }
}
