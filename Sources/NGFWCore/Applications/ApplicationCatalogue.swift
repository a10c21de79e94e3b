/// All applications that policies and logs can name, immutable once built; an id is an index into it.
///
///     let catalogue = ApplicationCatalogue([ssh, ping])
///     catalogue.id(named: "ssh").map { catalogue[$0].defaultPorts }    // [tcp/22]
///
/// A policy's own applications come behind the base catalogue (``adding(_:)``), so base ids never move.
public struct ApplicationCatalogue: Equatable, Sendable {
    private var entries: [Application]
    private var ids: [String: ApplicationID]

    /// A catalogue of the pseudo applications and the given ones; of two with one name the first stays.
    public init(_ applications: some Sequence<Application>) {
        entries = Self.pseudo
        ids = [:]
        for (index, application) in entries.enumerated() {
            ids[application.name] = ApplicationID(rawValue: UInt16(index))
        }
        append(applications)
    }

    /// The pseudo applications alone.
    public static let empty = ApplicationCatalogue([])

    /// A catalogue with further applications behind these. An application of a known name replaces the metadata under
    /// the known id, so a custom application may refine an opaque or listed one.
    ///
    /// Past 65,536 entries the rest is left out; ``isFull`` says so.
    public func adding(_ applications: some Sequence<Application>) -> ApplicationCatalogue {
        var copy = self
        for application in applications { copy.insert(application) }
        return copy
    }

    /// Puts one application behind the others, or in the place of the one of its name; see ``adding(_:)``.
    public mutating func insert(_ application: Application) {
        if let id = ids[application.name] {
            if !id.isPseudo { entries[Int(id.rawValue)] = application }
        } else {
            append([application])
        }
    }

    private mutating func append(_ applications: some Sequence<Application>) {
        for application in applications where ids[application.name] == nil && !isFull {
            ids[application.name] = ApplicationID(rawValue: UInt16(entries.count))
            entries.append(application)
        }
    }

    /// Whether every id of the other catalogue means the same name here.
    ///
    /// - Complexity: O(*n*)
    public func extends(_ other: ApplicationCatalogue) -> Bool {
        other.count <= count && zip(entries, other.entries).allSatisfy { $0.name == $1.name }
    }

    /// Whether no id is left.
    public var isFull: Bool { entries.count > Int(UInt16.max) }

    public var count: Int { entries.count }

    /// All ids, ascending.
    public var identifiers: some Sequence<ApplicationID> {
        (0..<entries.count).lazy.map { ApplicationID(rawValue: UInt16($0)) }
    }

    /// The id of a name, case-sensitive as in the field. O(1).
    public func id(named name: String) -> ApplicationID? { ids[name] }

    /// - Precondition: the id comes from this catalogue or from one that it was built on.
    public subscript(id: ApplicationID) -> Application { entries[Int(id.rawValue)] }

    /// The App-ID name; the same precondition as the subscript's.
    public func name(_ id: ApplicationID) -> String { entries[Int(id.rawValue)].name }

    /// The functions of a container application: those that name it as their container.
    public func functions(ofContainer name: String) -> [ApplicationID] {
        identifiers.filter { self[$0].container == name }
    }

    private static let pseudo: [Application] = {
        let names = [
            "undecided", "incomplete", "insufficient-data", "not-applicable", "unknown-tcp", "unknown-udp", "unknown-p2p", "non-syn-tcp",
        ]
        return names.map { name in
            var application = Application(name: name, category: "unknown", origin: .pseudo)
            if name == "unknown-p2p" {
                application.category = "general-internet"
                application.subcategory = "file-sharing"
                application.technology = "peer-to-peer"
                application.risk = 5
            }
            return application
        }
    }()
}
