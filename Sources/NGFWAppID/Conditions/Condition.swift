/// A compiled `where` expression: steps for a small stack machine, total on any bytes.
///
/// A read beyond the bytes present and an overflow are *unknown*; unknown spreads as in three-valued logic, and only
/// true counts as a match.
struct Condition: BitwiseCopyable, Sendable {
    /// Deepest stack of an accepted expression.
    static let maximumStack = 16

    enum Step: BitwiseCopyable, Sendable {
        case push(Int64)
        case size
        case timeToLive
        case read(ConditionExpression.Field)
        case arithmetic(ConditionExpression.Arithmetic)
        case comparison(ConditionExpression.Comparison)
        case and
        case or
        case not
    }

    /// `nil` stands for unknown; truths are 1 and 0.
    private typealias Value = Int64?

    private let steps: FrozenTable<Step>

    /// Fails when the expression needs a deeper stack than there is.
    init?(_ expression: ConditionExpression, in memory: FrozenMemory) {
        var steps: [Step] = []
        guard Self.emit(expression, into: &steps) <= Self.maximumStack else { return nil }
        self.steps = memory.freeze(steps)
    }

    /// Appends the steps of an expression and returns the stack it needs.
    private static func emit(_ expression: ConditionExpression, into steps: inout [Step]) -> Int {
        switch expression {
        case .number(let value): steps.append(.push(value))
        case .always: steps.append(.push(1))
        case .size: steps.append(.size)
        case .timeToLive: steps.append(.timeToLive)
        case .read(let field, let offset):
            let depth = emit(offset, into: &steps)
            steps.append(.read(field))
            return depth
        case .arithmetic(let operation, let left, let right): return emit(left, right, .arithmetic(operation), into: &steps)
        case .comparison(let operation, let left, let right): return emit(left, right, .comparison(operation), into: &steps)
        case .and(let left, let right): return emit(left, right, .and, into: &steps)
        case .or(let left, let right): return emit(left, right, .or, into: &steps)
        case .not(let inner):
            let depth = emit(inner, into: &steps)
            steps.append(.not)
            return depth
        }
        return 1
    }

    private static func emit(
        _ left: ConditionExpression, _ right: ConditionExpression, _ step: Step, into steps: inout [Step]
    ) -> Int {
        let first = emit(left, into: &steps)
        let second = emit(right, into: &steps)
        steps.append(step)
        return max(first, second + 1)
    }

    /// Whether the condition is true of the bytes.
    ///
    /// - Complexity: O(steps); no allocation.
    func holds(_ bytes: Span<UInt8>, timeToLive: UInt8) -> Bool { value(bytes, timeToLive: timeToLive) == 1 }

    /// The number that the expression has on the bytes; `nil` when it reads beyond them.
    func value(_ bytes: Span<UInt8>, timeToLive: UInt8) -> Int64? {
        var stack = InlineArray<16, Value>(repeating: nil)
        // `emit` bounds the depth by `maximumStack`, and every step leaves one value in place of those it takes.
        var top = -1
        for step in steps {
            switch step {
            case .push(let value):
                top += 1
                stack[top] = value
            case .size:
                top += 1
                stack[top] = Int64(bytes.count)
            case .timeToLive:
                top += 1
                stack[top] = Int64(timeToLive)
            case .read(let field): stack[top] = Self.read(field, at: stack[top], bytes)
            case .not: stack[top] = stack[top].map { 1 - $0 }
            case .arithmetic(let operation):
                top -= 1
                stack[top] = Self.compute(operation, stack[top], stack[top + 1])
            case .comparison(let operation):
                top -= 1
                stack[top] = Self.compare(operation, stack[top], stack[top + 1])
            case .and:
                top -= 1
                let (left, right) = (stack[top], stack[top + 1])
                stack[top] = left == 0 || right == 0 ? 0 : left == nil || right == nil ? nil : 1
            case .or:
                top -= 1
                let (left, right) = (stack[top], stack[top + 1])
                stack[top] = left == 1 || right == 1 ? 1 : left == nil || right == nil ? nil : 0
            }
        }
        return stack[0]
    }

    private static func read(_ field: ConditionExpression.Field, at offset: Value, _ bytes: Span<UInt8>) -> Value {
        guard let offset, let offset = Int(exactly: offset) else { return nil }
        let value =
            switch field {
            case .u8: bytes.u8(offset)
            case .u16be: bytes.u16be(offset)
            case .u16le: bytes.u16le(offset)
            case .u24be: bytes.u24be(offset)
            case .u24le: bytes.u24le(offset)
            case .u32be: bytes.u32be(offset)
            case .u32le: bytes.u32le(offset)
            }
        return value.map(Int64.init)
    }

    private static func compute(_ operation: ConditionExpression.Arithmetic, _ left: Value, _ right: Value) -> Value {
        guard let left, let right else { return nil }
        let result: (partialValue: Int64, overflow: Bool)
        switch operation {
        case .add: result = left.addingReportingOverflow(right)
        case .subtract: result = left.subtractingReportingOverflow(right)
        case .multiply: result = left.multipliedReportingOverflow(by: right)
        // Division by zero reports an overflow.
        case .divide: result = left.dividedReportingOverflow(by: right)
        case .remainder: result = left.remainderReportingOverflow(dividingBy: right)
        case .and: return left & right
        // The smart shift: total for any distance.
        case .shiftRight: return right < 0 ? nil : left >> right
        }
        return result.overflow ? nil : result.partialValue
    }

    private static func compare(_ operation: ConditionExpression.Comparison, _ left: Value, _ right: Value) -> Value {
        guard let left, let right else { return nil }
        let truth =
            switch operation {
            case .equal: left == right
            case .notEqual: left != right
            case .less: left < right
            case .lessOrEqual: left <= right
            case .greater: left > right
            case .greaterOrEqual: left >= right
            }
        return truth ? 1 : 0
    }
}
