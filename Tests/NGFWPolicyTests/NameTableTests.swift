import NGFWCore
import NGFWTestSupport
import Testing

@testable import NGFWPolicy

@Suite struct NameTableTests {
    @Test func `names have numbers in the order in which they are met, whatever their length`() {
        var table = NameTable(["any"])
        let names = (0..<3_000).map { String(repeating: "x", count: $0 % 40) + "\($0)" }
        let first = names.map { table.number(of: $0) }
        let again = table.numbers(of: names.reversed())
        let any = table.number(of: "any")
        #expect(first == Array(1...3_000))
        #expect(again.map { Int($0) } == first.reversed())
        #expect(any == 0)
        #expect(table[3_000] == names[2_999])
        #expect(table.count == 3_001)
    }

    /// As in a dictionary: canonically equivalent strings are equal, and where the bytes are kept does not matter.
    @Test(arguments: [
        ("caf\u{e9}", "cafe\u{301}"), ("web", "web"), ("\u{212A}vm;`", "Kvm\u{37E}\u{1FEF}"),
        ("a name that is long enough for the heap", "a name that is long enough for the heap"),
    ])
    func `equal strings have one number`(first: String, second: String) {
        var table = NameTable(["any"])
        let copy = String(decoding: Array(second.utf8), as: UTF8.self)
        let shortened = String((second + "\u{e9}").dropLast())
        let numbers = table.numbers(of: [first, second, copy, shortened])
        #expect(numbers == [1, 1, 1, 1])
        let isNew = [second, second + "!"].map { table.insert($0) }
        #expect(isNew == [false, true])
    }

    @Test func `equal lists have one number, other orders and lengths have others`() {
        var names = NameTable(["any"])
        var lists = NameLists<Int>(seed: 7)
        func number(_ list: [String]) -> Int { lists.number(of: list, &names) }
        let any = [number([]), number(["any"])]
        #expect(any == [NameLists<Int>.any, NameLists<Int>.any])
        let numbers = (0..<2_000).map { number(["a\($0 % 50)", "b\($0)"]) }
        let again = (0..<2_000).map { number(["a\($0 % 50)", "b\($0)"]) }
        #expect(Set(numbers).count == 2_000)
        #expect(again == numbers)
        let turned = number(["b7", "a7"])
        let mixed = number(["a7", "any"])
        let single = number(["a7"])
        let double = number(["a7", "a7"])
        #expect(Set([turned, numbers[7], mixed, single, double]).count == 5)
        let sorted = [lists.sorted(turned), lists.sorted(numbers[7])]
        #expect(sorted[0] == sorted[1])
        #expect(lists.isAny(mixed) && lists.mixesAny(mixed) && !lists.isAny(turned))
        lists[turned] = 5
        #expect(lists[turned] == 5 && lists[numbers[7]] == nil)
        #expect(lists.names(of: turned).map { names[Int($0)] } == ["b7", "a7"])
    }

    @Test func `groups that hold themselves are found through any number of others`() {
        #expect(GroupCycles([[1], [2], [0], [0], [4], [], [5, 5]]).groups == [0, 1, 2, 4])
        let chain = (0..<10_000).map { $0 == 9_999 ? [0] : [$0 + 1] }
        #expect(GroupCycles(chain).groups.count == 10_000)
        #expect(GroupCycles(chain.dropLast() + [[]]).groups.isEmpty)
    }
}
