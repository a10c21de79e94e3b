/// A rule that a lookup has found, with what must be known of it to answer; or that there is none.
struct RuleAnswer: Hashable, Sendable {
    private(set) var bits: UInt32

    /// More rules than this have no number here.
    static let ruleLimit = 1 << 24 - 1

    static let none = RuleAnswer(bits: .max)

    /// - Parameter bits: Those of another answer.
    init(bits: UInt32) { self.bits = bits }

    /// - Parameter isChecked: whether the rule asks for something that rows do not hold.
    init(rule: Int, action: RuleAction, isChecked: Bool, isAnyApplication: Bool, isAnyCategory: Bool) {
        let number: UInt32 =
            switch action {
            case .allow: 0
            case .deny: 1
            case .drop: 2
            case .resetClient: 3
            case .resetServer: 4
            case .resetBoth: 5
            }
        bits =
            UInt32(truncatingIfNeeded: rule) << 8 | (isAnyCategory ? 128 : 0) | (isAnyApplication ? 64 : 0) | (isChecked ? 32 : 0)
            | number << 2
    }

    @inline(__always)
    var rule: Int { Int(bits >> 8) }

    @inline(__always)
    var isChecked: Bool { bits & 32 != 0 }

    @inline(__always)
    var isAnyApplication: Bool { bits & 64 != 0 }

    @inline(__always)
    var isAnyCategory: Bool { bits & 128 != 0 }

    @inline(__always)
    var standing: RuleMatch.Standing {
        get { bits & 3 == 0 ? .decided : bits & 3 == 1 ? .tentative : .implicit }
        set { bits = bits & ~3 | UInt32(newValue.rawValue) }
    }

    @inline(__always)
    var action: RuleAction {
        switch bits >> 2 & 7 {
        case 0: .allow
        case 1: .deny
        case 2: .drop
        case 3: .resetClient
        case 4: .resetServer
        default: .resetBoth
        }
    }
}
