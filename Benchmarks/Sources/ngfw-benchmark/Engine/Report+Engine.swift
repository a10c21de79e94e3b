import Foundation

/// The stages of the whole engine.
extension Report {
    static let sessionCount = 65_536

    func setup() throws {
        let engine = EngineBenchmarks(library)
        head("whole engine, connections of one SYN that time out: a connection")
        try engine.measurements(of: engine.unansweredConnections(Self.sessionCount), sessions: Self.sessionCount) { print($0.row) }
        head("whole engine, connections without payload, of 4 packets: a connection")
        try engine.measurements(of: engine.resetConnections(Self.sessionCount), sessions: Self.sessionCount) { print($0.row) }
    }

    func transactions() throws {
        let engine = EngineBenchmarks(library)
        let buffer = engine.transactions(Self.sessionCount)
        head("whole engine, HTTP transactions of 8 packets: a transaction")
        try engine.measurements(of: buffer, sessions: Self.sessionCount) { print($0.row) }
    }

    func sizes() {
        head("whole engine, packets of decided sessions in batches of 256")
        for payload in [6, 306, 1_406] {
            let measurement = EngineBenchmarks(library).decidedPackets(250_000, payload: payload)
            print(measurement.row)
            let rate = 1e9 / measurement.median
            let megapackets = Measurement.digits(rate / 1e6)
            print("| that is \(megapackets) M packets/s, \(Measurement.digits(rate * Double(54 + payload) * 8 / 1e9)) Gbit/s | | | | |")
        }
    }

    func floods() throws {
        let engine = EngineBenchmarks(library)
        head("floods beside 4,096 open sessions that lose nothing, of ten packets nine: a packet")
        for flood in EngineBenchmarks.floods { print(try engine.flood(flood.name, flood.packet).row) }
    }

    func logForms() {
        head("log lines: a record")
        for measurement in EngineBenchmarks(library).logForms(16_384) { print(measurement.row) }
    }

    func workers() throws {
        fflush(nil)
        print("\n| HTTP transactions of 8 packets by the clock on the wall, ns | 1 worker | 2 workers | times as fast |\n|---|---|---|---|")
        for (name, inWords) in [("log entries counted", false), ("log records in words counted", true)] {
            let times = try EngineBenchmarks(library).workers([1, 2], transactions: 32_768, inWords: inWords).map(\.nanoseconds)
            let ratio = String(format: "%.2f", times[0] / times[1])
            print("| \(name) | \(Measurement.digits(times[0])) | \(Measurement.digits(times[1])) | \(ratio) |")
        }
    }
}
