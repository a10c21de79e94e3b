import Foundation
import NGFWTestSupport
import Synchronization
import Testing

/// All invariants of the simulator on seeds that nobody has seen, for as long as it is told.
///
///     make simulate SIMULATE=3600                                     NGFW_SIMULATE to the tests: seconds
///     NGFW_SIMULATOR_SEED=123 swift test --filter SimulatorSoakTests  a failed seed again, alone
@Suite("Simulated traffic, for a long time")
struct SimulatorSoakTests {
    private static let environment = ProcessInfo.processInfo.environment

    private static func number(_ name: String) -> UInt64? { environment[name].flatMap { UInt64($0) } }

    /// - Returns: Packets that went through a firewall.
    private func check(_ seed: UInt64) -> Int {
        let simulation = Simulation(seed: seed)
        let workers = [1, 2, 3, 7]
        simulation.checkInvariants()
        simulation.checkCrowding()
        simulation.checkBatches()
        for count in workers { simulation.checkWorkers(count) }
        var run = ChurnRun(seed: seed)
        run.run(packets: Simulation.packetCount)
        // Batches and workers send everything twice.
        return (3 + 2 * (1 + workers.count)) * Simulation.packetCount
    }

    @Test("A seed that is given holds", .enabled(if: number("NGFW_SIMULATOR_SEED") != nil))
    func givenSeed() throws { _ = check(try #require(Self.number("NGFW_SIMULATOR_SEED"))) }

    @Test(
        "New seeds until the time is up: no invariant is violated, and memory does not grow",
        .enabled(if: Soak.isOn && number("NGFW_SIMULATOR_SEED") == nil))
    func newSeeds() {
        let seconds = Double(Self.number("NGFW_SIMULATE") ?? 3_600)
        let first = Self.number("NGFW_SIMULATOR_FIRST_SEED") ?? UInt64.random(in: 1_000...1 << 48)
        let start = ContinuousClock.now
        var seeds = 0
        var packets = 0
        var memory = 0
        print("simulator: seeds from \(first) on, for \(Int(seconds)) seconds")
        // Some bad seeds say as much as many.
        while start.duration(to: .now) < .seconds(seconds), Simulation.failureCount.load(ordering: .relaxed) < 20 {
            packets += check(first &+ UInt64(seeds))
            seeds += 1
            // By then every table has had its size once.
            if seeds == 20 { memory = Soak.residentBytes }
        }
        // For whoever runs it by hand: the figure that a soak is about.
        print("simulator: \(seeds) seeds, \(packets) packets, \(start.duration(to: .now)), memory \(Soak.residentBytes >> 20) MiB")
        #expect(seeds > 0)
        if memory > 0 { #expect(Soak.residentBytes < memory + 64 << 20) }
    }
}
