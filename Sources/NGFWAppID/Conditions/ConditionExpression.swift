/// A `where` expression as written: a tree of numbers and truth values.
indirect enum ConditionExpression: Equatable, Sendable {
    case number(Int64)
    /// Bytes present: of a stream so far, of a datagram.
    case size
    /// The time to live that the packet arrived with.
    case timeToLive
    case read(Field, at: ConditionExpression)
    case arithmetic(Arithmetic, ConditionExpression, ConditionExpression)
    case comparison(Comparison, ConditionExpression, ConditionExpression)
    case and(ConditionExpression, ConditionExpression)
    case or(ConditionExpression, ConditionExpression)
    case not(ConditionExpression)
    case always

    enum Field: String, CaseIterable, Sendable {
        case u8, u16be, u16le, u24be, u24le, u32be, u32le

        /// How many numbers it can hold.
        var modulus: Int64 {
            switch self {
            case .u8: 1 << 8
            case .u16be, .u16le: 1 << 16
            case .u24be, .u24le: 1 << 24
            case .u32be, .u32le: 1 << 32
            }
        }
    }

    enum Arithmetic: String, Sendable {
        case add = "+"
        case subtract = "-"
        case multiply = "*"
        case divide = "/"
        case remainder = "%"
        case and = "&"
        case shiftRight = ">>"
    }

    enum Comparison: String, Sendable {
        case equal = "=="
        case notEqual = "!="
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="

        var mirrored: Comparison {
            switch self {
            case .equal, .notEqual: self
            case .less: .greater
            case .lessOrEqual: .greaterOrEqual
            case .greater: .less
            case .greaterOrEqual: .lessOrEqual
            }
        }
    }

    var isTruth: Bool {
        switch self {
        case .number, .size, .timeToLive, .read, .arithmetic: false
        case .comparison, .and, .or, .not, .always: true
        }
    }

    /// How the number grows with `size`: 0 not at all, 1 with it, `nil` in another way.
    private var growth: Int? {
        switch self {
        case .number, .timeToLive: 0
        case .size: 1
        case .read(_, let offset): offset.growth == 0 ? 0 : nil
        case .arithmetic(let operation, let left, let right):
            switch (operation, left.growth, right.growth) {
            case (_, 0?, 0?): 0
            case (.add, 0?, 1?), (.add, 1?, 0?), (.subtract, 1?, 0?): 1
            default: nil
            }
        case .comparison, .and, .or, .not, .always: nil
        }
    }

    /// The same condition for a stream, which has no end: it holds once it holds for some beginning of the stream, so the
    /// answer does not depend on how the stream was cut. `E == size` becomes `E <= size`, an upper bound on `size` says
    /// nothing. `nil` when there is no such reading, as for `10 - size == 3`.
    func forStream() -> ConditionExpression? {
        switch self {
        case .and(let left, let right):
            guard let left = left.forStream(), let right = right.forStream() else { return nil }
            return .and(left, right)
        case .or(let left, let right):
            guard let left = left.forStream(), let right = right.forStream() else { return nil }
            return .or(left, right)
        case .not(let inner): return inner.mentionsSize ? nil : self
        case .always: return self
        case .comparison(let comparison, let left, let right):
            switch (left.growth, right.growth) {
            case (0?, 0?): return self
            case (0?, 1?): return Self.comparison(comparison, left, right).bounded
            case (1?, 0?): return Self.comparison(comparison.mirrored, right, left).bounded
            default: return nil
            }
        case .number, .size, .timeToLive, .read, .arithmetic: return mentionsSize ? nil : self
        }
    }

    /// For `fixed OP size`.
    private var bounded: ConditionExpression {
        guard case .comparison(let comparison, let fixed, let growing) = self else { return self }
        switch comparison {
        case .equal, .lessOrEqual: return .comparison(.lessOrEqual, fixed, growing)
        case .less: return .comparison(.less, fixed, growing)
        // The fixed side must still be readable, so that the condition waits for its bytes.
        case .notEqual, .greater, .greaterOrEqual: return .comparison(.equal, fixed, fixed)
        }
    }

    var mentionsSize: Bool {
        switch self {
        case .number, .timeToLive, .always: false
        case .size: true
        case .read(_, let offset): offset.mentionsSize
        case .arithmetic(_, let left, let right), .comparison(_, let left, let right), .and(let left, let right), .or(let left, let right):
            left.mentionsSize || right.mentionsSize
        case .not(let inner): inner.mentionsSize
        }
    }
}
