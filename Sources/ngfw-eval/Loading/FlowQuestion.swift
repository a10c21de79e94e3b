import ArgumentParser
import NGFW
import NGFWCore
import NGFWPolicy
import NGFWSuites

/// One flow, put to a firewall of a configuration whose registrations have just been sent.
struct FlowQuestion: ~Copyable {
    let loaded: LoadedConfiguration
    /// With its time.
    let flow: FlowDescription
    private var firewall: Firewall

    init(_ record: FlowRecord, _ options: ConfigurationOptions, _ status: inout RunStatus, _ console: Console) throws {
        loaded = try ConfigurationLoader(options: options, console: console).load(&status)
        var flow = record.flow
        let start = TimeOption.start(flow.time)
        flow.time = flow.time ?? start
        self.flow = flow
        var warned: Set<String> = []
        loaded.warn(ofUnknownZones: record, &warned, console)
        firewall = loaded.firewall()
        for update in loaded.updates { status.report(firewall.apply(update, at: start), console) }
    }

    mutating func ask<Answer>(_ body: (inout Firewall, FlowDescription) throws(FlowError) -> Answer) throws(InputError) -> Answer {
        do {
            return try body(&firewall, flow)
        } catch {
            throw InputError("\(error)")
        }
    }

    /// The rules as they are with the registrations of now.
    var runningPolicy: RunningPolicy? { firewall.policy.map { RunningPolicy($0) } }

    /// What an answer in text begins with.
    func head(_ decision: Decision) -> [String] {
        func list(_ names: [String]) -> String { names.isEmpty ? "none" : names.joined(separator: ", ") }
        let ports = flow.ipProtocol.hasPorts ? "/\(flow.destinationPort)" : ""
        return [
            "\(flow.source) -> \(flow.destination) \(flow.ipProtocol)\(ports), application \(decision.application)",
            "zones: \(decision.from ?? "none") -> \(decision.to ?? "none")", "source groups: \(list(decision.sourceGroups))",
            "destination groups: \(list(decision.destinationGroups))",
        ] + decision.notes.map { "note: \($0)" }
    }
}
