import Foundation

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
        FileHandle.standardError.write(Data("\r\(grouped(count)) \(unit)".utf8))
    }

    /// Takes the line away.
    mutating func end() {
        guard isShown else { return }
        isShown = false
        FileHandle.standardError.write(Data("\r\u{1b}[K".utf8))
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
