import Foundation
import Synchronization

/// Ctrl-C and SIGTERM as a wish to end, for commands that would go on for ever. The second one ends the program at once.
enum Interrupt {
    private static let wish = Atomic<Bool>(false)

    static var isRequested: Bool { wish.load(ordering: .relaxed) }

    /// From here on the first signal is a wish.
    static func listen() {
        // Made before a handler may run: a handler must not be the first to ask.
        guard !isRequested else { return }
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
        unsafe pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    }
}
