import NGFWCore

/// What became of a sample.
struct SampleResult {
    var application: String
    var base: String
    var path: [String]
    /// Every application that some signature or host named on the way.
    var observed: Set<String>
    var evidence: String
}

/// Runs samples of signature texts through the classifier.
struct SampleRunner {
    let library: SignatureLibrary

    /// - Parameter cut: The pieces that a step comes in, where it is TCP.
    func run(_ kind: Sample.Kind, cut: (Sample.Step) -> [ArraySlice<UInt8>] = { [$0.bytes[...]] }) -> SampleResult {
        switch kind {
        case .ipProtocol(let number, let icmpType):
            let id = library.application(forIPProtocol: IPProtocol(rawValue: number), icmpType: icmpType) ?? .undecided
            let name = library.catalogue.name(id)
            return SampleResult(application: name, base: name, path: [name], observed: [name], evidence: "the IP protocol")
        case .payload(let transport, let startsMidStream, let steps):
            return run(transport, startsMidStream, steps, cut)
        }
    }

    private func run(
        _ transport: Transport, _ startsMidStream: Bool, _ steps: [Sample.Step], _ cut: (Sample.Step) -> [ArraySlice<UInt8>]
    ) -> SampleResult {
        var classifier = Classifier(library)
        classifier.observedApplications = []
        let ipProtocol: IPProtocol = transport == .tcp ? .tcp : transport == .udp ? .udp : .sctp
        var inspection = Inspection(ipProtocol: ipProtocol, startsMidStream: startsMidStream)
        // The first sender is the initiator, unless the handshake says who is the client.
        let initiator = startsMidStream || transport != .tcp ? steps.first?.side ?? .client : .client
        for step in steps {
            let direction: FlowDirection = step.side == initiator ? .clientToServer : .serverToClient
            for part in cut(step) { _ = classifier.inspect(&inspection, Array(part).span, direction, timeToLive: 64) }
        }
        let answer = classifier.finish(&inspection)
        let catalogue = library.catalogue
        return SampleResult(
            application: catalogue.name(answer.application), base: catalogue.name(answer.base), path: inspection.path.map(catalogue.name),
            observed: Set((classifier.observedApplications ?? []).map(catalogue.name)), evidence: library.describe(answer.evidence))
    }
}
