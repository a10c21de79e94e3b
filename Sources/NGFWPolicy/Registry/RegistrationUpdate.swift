public import NGFWCore

/// What tags are registered for: a host, a range or a subnet.
///
///     RegisteredObject("10.0.0.5/32")    // .host(10.0.0.5)
///     RegisteredObject("10.1.1.0/24")    // .prefix(10.1.1.0/24)
///
/// Source: reference section 3.4; IPv6 ranges and subnets are accepted too.
public enum RegisteredObject: Hashable, Sendable, LosslessStringConvertible {
    case host(IPAddress)
    case range(IPRange)
    case prefix(IPPrefix)

    /// Parses an address, `address/length` or `a-b`; what holds one address alone becomes a host.
    public init?(_ text: String) {
        if let prefix = IPPrefix(text) {
            self = RegisteredObject.prefix(prefix).normalized
        } else if let range = IPRange(text) {
            self = RegisteredObject.range(range).normalized
        } else {
            return nil
        }
    }

    /// The same object with one-address ranges and prefixes as hosts.
    public var normalized: RegisteredObject {
        let range = self.range
        return range.first == range.last ? .host(range.first) : self
    }

    /// All addresses of the object.
    public var range: IPRange {
        switch self {
        case .host(let address): IPPrefix(host: address).range
        case .range(let range): range
        case .prefix(let prefix): prefix.range
        }
    }

    public var description: String {
        switch self {
        case .host(let address): address.description
        case .range(let range): range.description
        case .prefix(let prefix): prefix.description
        }
    }
}

/// A tag and how long it stays.
public struct TagRegistration: Hashable, Sendable {
    public var tag: String
    /// Seconds; `nil` or 0 is for ever. The highest legal value is ``NGFWCore/Limits/registrationTimeout``.
    public var timeout: Int64?

    public init(_ tag: String, timeout: Int64? = nil) {
        self.tag = tag
        self.timeout = timeout
    }
}

/// One message to the registry: what a PAN-OS `uid-message` says, in neutral terms.
///
///     registry.apply(RegistrationUpdate([.register(.host(address), [TagRegistration("web")])]), at: now)
///
/// Source: reference section 3.5. Timeouts are seconds everywhere; an importer converts the minutes of a login.
public struct RegistrationUpdate: Sendable {
    public enum Operation: Hashable, Sendable {
        case register(RegisteredObject, [TagRegistration])
        /// No tags means all tags of the object.
        case unregister(RegisteredObject, [String])
        /// Forgets the tags of all addresses.
        case clearAddresses
        /// Forgets the tags of all users.
        case clearUsers
        /// Maps an address to a user; `timeout` in seconds, `nil` or 0 for ever.
        case login(user: String, address: IPAddress, timeout: Int64?)
        /// Forgets the mapping of an address; with a user only if it is that user's.
        case logout(user: String?, address: IPAddress)
        case registerUser(String, [TagRegistration])
        /// No tags means all tags of the user.
        case unregisterUser(String, [String])
        /// Replaces the members of a user group; without members it is forgotten.
        case setGroup(String, members: [String])

        /// The host whose tags it changes, if it is about one.
        var host: IPAddress? {
            switch self {
            case .register(.host(let address), _), .unregister(.host(let address), _): address
            default: nil
            }
        }

        /// The order in which the sections of one message take effect: clear, unregister before register, login before logout.
        var rank: Int {
            switch self {
            case .clearAddresses, .clearUsers: 0
            case .unregister, .unregisterUser: 1
            case .register, .registerUser: 2
            case .login: 3
            case .logout: 4
            case .setGroup: 5
            }
        }
    }

    /// In the order in which they take effect.
    public var operations: [Operation]
    /// The place of the message, for ``AddressRegistry/provenance(of:on:)``; `nil` for what no file holds.
    public var source: SourceLocation?

    public init(_ operations: [Operation]) { self.operations = operations }

    /// The sections of one message in any order; they are put into the order in which the device works through them.
    public init(sections: [Operation]) {
        let order = sections.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
        operations = order.map(\.element)
    }
}

/// What became of one part of a ``RegistrationUpdate``, or what expired.
public struct RegistrationOutcome: Hashable, Sendable, CustomStringConvertible {
    public enum Subject: Hashable, Sendable {
        case object(RegisteredObject)
        case login(IPAddress)
        case user(String)
        case group(String)
        case allAddresses
        case allUsers
    }

    public enum Result: Hashable, Sendable {
        case added
        case removed
        /// The time of a timeout has come.
        case expired
        /// The tag was there; its timeout begins anew.
        case refreshed
        /// Nothing to do: the tag, mapping or group is already so.
        case alreadyExists
        /// Nothing to do: there is no such tag, mapping or entry.
        case doesNotExist
        case refused(Refusal)
    }

    public enum Refusal: String, Hashable, Sendable {
        case tooManyAddresses = "max registered-ip reached"
        case tooManyTags = "more tags than an address or user may have"
        case tooManyTagNames = "more different tags than the limit allows"
        case tooManyUsers = "more users than the limit allows"
        case badTag = "not a legal tag"
        case badTimeout = "timeout is negative or longer than 30 days"
        case badUser = "not a legal user or group name"
    }

    public var subject: Subject
    /// The tag or user name that it is about.
    public var name: String?
    public var result: Result

    /// Whether what the registry says has changed.
    public var isEffective: Bool {
        switch result {
        case .added, .removed, .expired: true
        default: false
        }
    }

    /// Whether a client should see an error; no-ops are successes to clients. Source: reference section 3.4.
    public var isRefusal: Bool {
        if case .refused = result { return true }
        return false
    }

    /// `10.0.0.5 tag 'web' already exists, ignore`
    public var description: String {
        let what =
            switch subject {
            case .object(let object): "\(object)\(name.map { " tag '\($0)'" } ?? "")"
            case .login(let address): "\(address)\(name.map { " user '\($0)'" } ?? "")"
            case .user(let user): "user '\(user)'\(name.map { " tag '\($0)'" } ?? "")"
            case .group(let group): "group '\(group)'"
            case .allAddresses: "all registered addresses"
            case .allUsers: "all registered users"
            }
        let text =
            switch result {
            case .added: "registered"
            case .removed: "unregistered"
            case .expired: "expired"
            case .refreshed: "already exists, timeout refreshed"
            case .alreadyExists: "already exists, ignore"
            case .doesNotExist: "does not exist, ignore unreg"
            case .refused(let reason): "refused: \(reason.rawValue)"
            }
        return "\(what) \(text)"
    }
}
