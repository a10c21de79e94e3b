import CAllocations
import Foundation

/// One figure: nanoseconds of processor time an operation, over several rounds.
struct Measurement {
    let name: String
    /// Sorted, nanoseconds an operation, one a round.
    let rounds: [Double]
    /// Allocations an operation, in the last round.
    let allocations: Double

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
        var allocations: UInt = 0
        for _ in 0..<rounds {
            let allocationsBefore = allocation_count()
            let start = processorTime()
            let result = body()
            let end = processorTime()
            allocations = allocation_count() - allocationsBefore
            times.append((end - start) / Double(operations))
            guard result == expected else {
                print("error: \(name): a round gave \(result), the first \(expected)")
                exit(1)
            }
        }
        return Measurement(name: name, rounds: times.sorted(), allocations: Double(allocations) / Double(operations))
    }

    /// Reads of random places, each telling the next one: what a miss of the caches costs while the neighbours do what they do.
    static func randomReads(megabytes: Int) -> Measurement {
        let count = megabytes << 20 / 64
        // A line of the cache each; one cycle through all of them.
        var next = [SIMD8<UInt64>](repeating: .zero, count: count)
        var generator = Generator(state: 5)
        let order = (0..<count).shuffled(using: &generator)
        for (index, place) in order.enumerated() { next[place][0] = UInt64(order[(index + 1) % count]) }
        return .run("a read of a random place of \(megabytes) MB, one after the other", operations: count) {
            var place = 0
            for _ in 0..<count { place = Int(next[place][0]) }
            return place
        }
    }

    /// Of this thread, nanoseconds: preemption does not count, the neighbours' use of the cache does.
    static func processorTime() -> Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
    }

    var row: String {
        let allocations = allocations == 0 ? "0" : String(format: "%.3g", self.allocations)
        return "| \(name) | \(Self.digits(median)) | \(Self.digits(minimum)) | \(Self.digits(maximum)) | \(allocations) |"
    }

    static func digits(_ value: Double) -> String {
        value < 100 ? String(format: "%.1f", value) : String(format: "%.0f", value)
    }
}
