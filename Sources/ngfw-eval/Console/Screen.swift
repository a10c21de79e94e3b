import Foundation

/// Standard output as something that is looked at anew and anew.
struct Screen {
    private let isTerminal = isatty(1) == 1

    /// Takes away what was there before: a terminal is shown one look at a time.
    var clearing: String { isTerminal ? "\u{1b}[H\u{1b}[2J" : "" }

    /// Lines that fit; `nil` for any number. Asked each time: windows change.
    var rowCount: Int? {
        var size = winsize()
        // The call writes one structure of this kind.
        guard isTerminal, unsafe ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0 else { return nil }
        return Int(size.ws_row)
    }
}
