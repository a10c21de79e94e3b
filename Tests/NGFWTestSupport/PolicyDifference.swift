public import NGFWPolicy

extension Policy {
    /// The first thing in which another policy differs, for the message of a test.
    public func firstDifference(to other: Policy) -> String {
        func difference<T: Equatable>(_ name: String, _ path: KeyPath<Policy, T>) -> String? {
            self[keyPath: path] == other[keyPath: path] ? nil : "\(name): \(self[keyPath: path]) became \(other[keyPath: path])"
        }
        return [
            difference("addresses", \.addresses), difference("groups", \.addressGroups), difference("services", \.services),
            difference("service groups", \.serviceGroups), difference("application groups", \.applicationGroups),
            difference("filters", \.applicationFilters), difference("schedules", \.schedules), difference("zones", \.zones),
            difference("regions", \.regions), difference("lists", \.externalLists), difference("incomplete", \.incompleteAddresses),
            difference("rules", \.rules), difference("overrides", \.applicationOverrides), difference("tunnels", \.tunnelInspections),
            difference("intrazone", \.intrazoneDefault),
            difference("interzone", \.interzoneDefault), difference("user groups", \.dynamicUserGroups),
            difference("exceptions", \.externalListExceptions), difference("time zone", \.timeZone),
        ].compactMap(\.self).first ?? "the catalogue, or what is not listed"
    }
}
