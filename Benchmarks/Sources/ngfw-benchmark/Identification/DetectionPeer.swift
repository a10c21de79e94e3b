import Foundation

/// libndpi by the harness of Benchmarks/Peers: a process that reads captures and prints its figures.
struct DetectionPeer {
    /// What is asked of the library; the harness says what each means.
    enum Way: String, CaseIterable {
        case reference, first, none
    }

    struct Figures {
        var packets = 0
        var flows = 0
        var named = 0
        /// Of these by a guess alone.
        var guessed = 0
        /// Nanoseconds of a round.
        var median = 0.0
        var minimum = 0.0
        /// Of `struct ndpi_flow_struct`, and of the harness's own entry of a flow.
        var structBytes = 0
        var entryBytes = 0
        var residentBytes = 0
        var allocatedBytes = 0
        var openFlows = 0
    }

    let harness: String

    func time(_ capture: String, rounds: Int, _ way: Way) throws -> Figures { try run(["time", "\(rounds)", way.rawValue, capture]) }
    func memory(_ capture: String) throws -> Figures { try run(["memory", "0", Way.reference.rawValue, capture]) }

    private func run(_ arguments: [String]) throws -> Figures {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: harness)
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure("\(harness) ended with \(process.terminationStatus)") }
        var values: [String: [Double]] = [:]
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            values[String(words[0])] = words.dropFirst().compactMap { Double($0) }
        }
        func number(_ name: String) throws -> Int {
            guard let value = values[name]?.first else { throw Failure("the harness does not say '\(name)'") }
            return Int(value)
        }
        var figures = Figures()
        guard try number("undecodable") == 0 else { throw Failure("the harness cannot decode \(try number("undecodable")) packets") }
        (figures.packets, figures.flows) = (try number("packets"), try number("flows"))
        (figures.named, figures.guessed) = (try number("named"), try number("guessed"))
        (figures.structBytes, figures.entryBytes) = (try number("struct"), try number("entry"))
        if let round = values["round"], round.count == 2 {
            (figures.median, figures.minimum) = (round[0], round[1])
        } else {
            (figures.residentBytes, figures.allocatedBytes) = (try number("resident"), try number("allocated"))
            figures.openFlows = try number("open")
        }
        return figures
    }
}
