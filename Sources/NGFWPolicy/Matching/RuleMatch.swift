/// Which rule a lookup found, and whether that is the last word. Source: reference section 2.1.
public struct RuleMatch: Hashable, Sendable {
    /// Who decides.
    public enum Author: Hashable, Sendable {
        /// The rule at this index of ``ResolvedPolicy/rules``.
        case rule(Int)
        case intrazoneDefault
        case interzoneDefault
    }

    public enum Standing: UInt8, Hashable, Sendable {
        /// Binding for these facts; a changed application or category is looked up anew.
        case decided
        /// Forward and keep identifying: the rule names applications or categories that are not known yet.
        case tentative
        /// Allowed only because the application is an implicit dependency of one the rule names (reference section 2.5).
        case implicit
    }

    public var author: Author
    public var action: RuleAction
    public var standing: Standing

    public init(author: Author, action: RuleAction, standing: Standing) {
        self.author = author
        self.action = action
        self.standing = standing
    }
}
