import Foundation
import Synchronization

/// Signals as wishes, for commands that would go on for ever: Ctrl-C, SIGTERM and SIGHUP that it end, or SIGHUP that a log be opened anew.
enum Interrupt {
    private static let wish = Atomic<Bool>(false)
    private static let hangup = Atomic<Bool>(false)

    static var isRequested: Bool { wish.load(ordering: .relaxed) }

    static func request() { wish.store(true, ordering: .relaxed) }

    /// Whether SIGHUP came since the last call.
    static func takeHangup() -> Bool { hangup.exchange(false, ordering: .relaxed) }

    /// From here on the first signal is a wish; the second Ctrl-C or SIGTERM ends the program at once.
    ///
    /// - Parameter endsAtHangup: False when ``takeHangup()`` is asked.
    static func listen(endsAtHangup: Bool) {
        // Made before a handler may run: a handler must not be the first to ask.
        guard !isRequested, !takeHangup() else { return }
        // Some who start programs block signals, and programs inherit that.
        var signals = sigset_t()
        // The set is a local variable that outlives the calls.
        unsafe sigemptyset(&signals)
        for number in [SIGINT, SIGTERM] {
            unsafe sigaddset(&signals, number)
            // The handler does what handlers may do (POSIX.1-2024, 2.4.3): it stores into a lock-free atomic and calls `signal`.
            signal(number) { number in
                Interrupt.wish.store(true, ordering: .relaxed)
                signal(number, SIG_DFL)
            }
        }
        unsafe sigaddset(&signals, SIGHUP)
        // A terminal that goes away says it more than once, and each of these handlers too stores into an atomic alone.
        if endsAtHangup {
            // Who starts it with nohup wants it to go on: what `signal` gives back is what was set before.
            let before = signal(SIGHUP) { _ in Interrupt.wish.store(true, ordering: .relaxed) }
            if unsafe unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) { signal(SIGHUP, SIG_IGN) }
        } else {
            signal(SIGHUP) { _ in Interrupt.hangup.store(true, ordering: .relaxed) }
        }
        unsafe pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    }
}
