/// One line on standard error that says how far a long input has got; only where somebody watches.
struct Progress {
    private let isOn: Bool
    private let unit: String
    private let step: Int
    private var count = 0
    private var isShown = false

    init(_ console: Console, unit: String, every step: Int) {
        isOn = console.showsProgress
        self.unit = unit
        self.step = step
    }

    mutating func advance(by more: Int = 1) {
        let steps = count / step
        count += more
        guard isOn, count / step > steps else { return }
        isShown = true
        Console.write("\r\(grouped(count)) \(unit)")
    }

    /// Takes the line away.
    mutating func end() {
        guard isShown else { return }
        isShown = false
        Console.write("\r\u{1b}[K")
    }
}

/// `1,234,567`
func grouped(_ number: some BinaryInteger) -> String {
    var text = ""
    for (index, digit) in String(number).reversed().enumerated() {
        if index > 0, index % 3 == 0, digit != "-" { text.append(",") }
        text.append(digit)
    }
    return String(text.reversed())
}
