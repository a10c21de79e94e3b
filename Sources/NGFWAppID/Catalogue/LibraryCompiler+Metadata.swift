import NGFWCore

/// What the lists do not say of applications.
extension LibraryCompiler {
    /// A listed application that host names tell: it is found inside TLS or HTTP, and needs both.
    static func service(_ listed: Application) -> Application {
        var application = listed
        application.origin = .signature
        application.parent = "ssl"
        application.uses = ["ssl", "web-browsing"]
        application.implicitlyUses = application.uses
        application.denyAction = .dropReset
        return application
    }

    /// Functions get the container that their names tell: of `facebook-base` and `facebook-chat` it is `facebook`, the longest name in
    /// front that has a `-base`. Inferred: the published list has no containers (reference section 2.6).
    static func withContainers(_ applications: [Application]) -> [Application] {
        let names = Set(applications.map { $0.name[...] })
        let containers = Set(names.filter { $0.hasSuffix("-base") }.map { $0.dropLast("-base".count) }).subtracting(names)
        return applications.map { listed in
            var application = listed
            var name = Substring(listed.name)
            while application.container == nil, let hyphen = name.lastIndex(of: "-") {
                name = name[..<hyphen]
                if containers.contains(name) { application.container = String(name) }
            }
            return application
        }
    }
}
