import Foundation

/// One figure: nanoseconds of processor time an operation, over several rounds.
struct Measurement {
    let name: String
    /// Sorted, nanoseconds an operation, one a round.
    let rounds: [Double]

    var median: Double { rounds[rounds.count / 2] }
    var minimum: Double { rounds[0] }
    var maximum: Double { rounds[rounds.count - 1] }

    /// Runs `body`, which does `operations` operations, once to warm up and then `rounds` times.
    ///
    /// `body` returns a number made of its results, so that nothing is optimised away; the numbers of all rounds must
    /// agree, or the rounds did not do the same work.
    static func run(_ name: String, operations: Int, rounds: Int = 9, _ body: () -> Int) -> Measurement {
        let expected = body()
        var times: [Double] = []
        for _ in 0..<rounds {
            let start = processorTime()
            let result = body()
            times.append((processorTime() - start) / Double(operations))
            guard result == expected else {
                print("error: \(name): a round gave \(result), the first \(expected)")
                exit(1)
            }
        }
        return Measurement(name: name, rounds: times.sorted())
    }

    /// Of this thread, nanoseconds: preemption does not count, the neighbours' use of the cache does.
    private static func processorTime() -> Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
    }

    var row: String { "| \(name) | \(Self.digits(median)) | \(Self.digits(minimum)) | \(Self.digits(maximum)) |" }

    static func digits(_ value: Double) -> String {
        value < 100 ? String(format: "%.1f", value) : String(format: "%.0f", value)
    }
}
