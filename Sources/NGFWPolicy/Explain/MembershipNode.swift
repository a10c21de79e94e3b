/// Why an address is, or is not, in what a rule or group names: group → group → filter → tag → source.
///
///     static group 'servers'
///       dynamic group 'DAG-WEB'
///         filter 'web' and 'prod'
///           tag 'web' (register.xml:3, since 2026-11-22T10:49:56.644Z)
public struct MembershipNode: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable {
        case object = "address object"
        case staticGroup = "static group"
        case dynamicGroup = "dynamic group"
        case externalList = "external list"
        case region = "region"
        case literal = "literal"
        case unknown = "unknown name"
        case userGroup = "user group"
        case dynamicUserGroup = "dynamic user group"
        case filter = "filter"
        case tag = "tag"
        /// Tags that are not there and that would satisfy the filter together.
        case missingTags = "missing tags"
    }

    public var kind: Kind
    public var name: String
    public var holds: Bool
    /// The value of an object, the reason of a configured member.
    public var detail: String?
    /// The registered range or subnet that a tag is inherited from.
    public var inheritedFrom: RegisteredObject?
    /// Of a registered tag, and of a registered user group.
    public var provenance: Provenance?
    public var children: [MembershipNode] = []
    /// Members that would be here too, left out.
    public var omitted = 0

    init(_ kind: Kind, _ name: String, holds: Bool, detail: String? = nil) {
        self.kind = kind
        self.name = name
        self.holds = holds
        self.detail = detail
    }
}
