import NGFWTestSupport
import Testing

@Suite("Simulated traffic")
struct SimulatorTests {
    private static let seeds = UInt64(1)...6

    @Test("At every step the books balance, the table keeps its bound and witnesses pass", arguments: seeds)
    func invariants(seed: UInt64) { Simulation(seed: seed).checkInvariants() }

    @Test("With hardly any room everything stays within its bounds and the books balance", arguments: seeds)
    func crowding(seed: UInt64) { Simulation(seed: seed).checkCrowding() }

    @Test("In batches every packet gets the verdict that it gets alone", arguments: seeds)
    func batches(seed: UInt64) { Simulation(seed: seed).checkBatches() }

    @Test("Several workers make the sessions and the log of one", arguments: [1, 2, 3, 7], seeds)
    func workers(count: Int, seed: UInt64) { Simulation(seed: seed).checkWorkers(count) }

    @Test("While registrations and policies change, sessions open and go on as the reference says at that moment", arguments: seeds)
    func churn(seed: UInt64) {
        var run = ChurnRun(seed: seed)
        run.run(packets: Simulation.packetCount)
        #expect(run.tally.openings > 300, "seed \(seed)")
    }

    @Test("What changes meanwhile does change answers")
    func churnMatters() {
        var tally = ChurnRun.Tally()
        for seed in UInt64(100)...103 {
            var run = ChurnRun(seed: seed)
            run.run(packets: 2_000)
            tally.add(run.tally)
        }
        #expect(tally.changedOpenings * 20 > tally.openings, "\(tally)")
        #expect(tally.blockedOpenings * 10 > tally.openings, "\(tally)")
        #expect(tally.followedChanges > 1_000, "\(tally)")
        #expect(tally.policies > 4, "\(tally)")
    }
}
