/// Rows of bits, one bit a rule, in blocks of 256: what lookups AND together. Rows are made on demand and never moved.
struct RuleBits: Sendable {
    typealias Block = SIMD4<UInt64>

    /// Blocks a row; at least one.
    let width: Int
    private(set) var blocks: [Block] = []

    init(ruleCount: Int) { width = max(1, (ruleCount + 255) / 256) }

    /// How many rows there are.
    var count: Int { blocks.count / width }

    /// Makes a row of zeros and gives its number.
    mutating func makeRow() -> UInt32 {
        blocks.append(contentsOf: repeatElement(Block.zero, count: width))
        return UInt32(count - 1)
    }

    mutating func makeRow(copying other: UInt32) -> UInt32 {
        let row = makeRow()
        copy(other, to: row)
        return row
    }

    mutating func copy(_ other: UInt32, to row: UInt32) {
        let from = Int(other) * width
        let to = Int(row) * width
        for index in 0..<width { blocks[to + index] = blocks[from + index] }
    }

    mutating func removeRows(from first: Int) { blocks.removeLast(blocks.count - first * width) }

    mutating func set(_ rule: UInt32, in row: UInt32) {
        blocks[Int(row) * width + Int(rule >> 8)][Int(rule >> 6) & 3] |= 1 << UInt64(rule & 63)
    }

    mutating func set(_ rules: some Sequence<UInt32>, in row: UInt32) { for rule in rules { set(rule, in: row) } }

    func contains(_ rule: UInt32, in row: UInt32) -> Bool {
        blocks[Int(row) * width + Int(rule >> 8)][Int(rule >> 6) & 3] >> UInt64(rule & 63) & 1 == 1
    }

    mutating func formIntersection(_ row: UInt32, _ other: UInt32) {
        let to = Int(row) * width
        let from = Int(other) * width
        for index in 0..<width { blocks[to + index] &= blocks[from + index] }
    }
}
