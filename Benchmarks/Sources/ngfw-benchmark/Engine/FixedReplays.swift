import NGFW
import NGFWAppID
import NGFWCore

/// Three replays that never change, for a tool that counts instructions: `Scripts/instructions` names them and divides.
///
/// Each warms up by a round that is not counted: what is counted is what ``fixedReplayRounds`` does, under its own symbol.
struct FixedReplays {
    static let names = ["decided", "setup", "http"]
    static let sessionCount = 2_048

    let library: SignatureLibrary

    /// Prints how many operations were done: packets of decided sessions, connections, transactions.
    func replay(_ name: String) throws {
        let engine = EngineBenchmarks(library)
        switch name {
        case "decided":
            var prepared = engine.decidedSessions(Self.sessionCount)
            print(Self.run(&prepared, rounds: 4))
        case "setup":
            var prepared = engine.prepared(engine.resetConnections(Self.sessionCount), sessions: 8 * Self.sessionCount)
            print(Self.run(&prepared, rounds: 4))
        case "http":
            var prepared = engine.prepared(engine.transactions(Self.sessionCount), sessions: 8 * Self.sessionCount)
            print(Self.run(&prepared, rounds: 4))
        default: throw Failure("no replay '\(name)'; there are \(Self.names.joined(separator: ", "))")
        }
    }

    private static func run(_ prepared: inout EngineBenchmarks.Prepared, rounds: Int) -> Int {
        var verdicts: [Verdict] = []
        for _ in 0..<2 { _ = prepared.round(&verdicts) }
        _ = fixedReplayRounds(&prepared, &verdicts, count: rounds)
        return rounds * sessionCount
    }
}

/// The symbol that the instruction counter looks for.
@inline(never)
@_silgen_name("ngfw_fixed_replay_rounds")
func fixedReplayRounds(_ prepared: inout EngineBenchmarks.Prepared, _ verdicts: inout [Verdict], count: Int) -> Int {
    var records = 0
    for _ in 0..<count { records &+= prepared.round(&verdicts) }
    return records
}

extension EngineBenchmarks.Prepared {
    @inline(never)
    fileprivate mutating func round(_ verdicts: inout [Verdict]) -> Int {
        var records = 0
        buffer.moveOn(by: EngineBenchmarks.round)
        _ = buffer.run(through: &firewall, verdicts: &verdicts) { $0.takeLogEntries { records &+= $0.subtype == .end ? 1 : 0 } }
        return records
    }
}
