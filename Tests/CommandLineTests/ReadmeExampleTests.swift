import Foundation
import NGFW
import NGFWAppID
import NGFWCore
import NGFWPANOS
import NGFWPolicy
import Testing

/// The library example of README.md: `DocumentTests` compares the two texts, this test runs it.
@Suite("README", .serialized)
struct ReadmeExampleTests {
    @Test("the library example allows ssh by its rule")
    func libraryExample() throws {
        var answer: Decision?
        try example { answer = $0 }
        #expect(answer?.action == .allow)
        #expect(answer?.rule == "allow-ssh-web-to-app")
    }

    // The example is written for the root of the repository.
    private func example(_ use: (Decision) -> Void) throws {
        let root = URL(filePath: #filePath).appending(path: "../../..").standardized.path
        func path(_ relative: String) -> String { "\(root)/\(relative)" }
        let library = try SignatureLibrary.builtIn()
        let imported = ConfigurationImporter(catalogue: library.catalogue).read(path: path("Examples/web-app-segmentation/firewall.xml"))
        let policy = ResolvedPolicy(imported.policy)
        guard !imported.diagnostics.hasErrors, !policy.diagnostics.hasErrors else { return }

        var configuration = FirewallConfiguration(hashSeed: .random(in: .min ... .max))
        configuration.zones = imported.zoneMap
        var firewall = Firewall(configuration: configuration, library: library, policy: PolicyEngine(policy))

        let registrations = RegistrationReader.read(path: path("Examples/web-app-segmentation/register.xml"))
        for update in registrations.updates { firewall.apply(update, at: .zero) }

        guard let web = IPAddress("172.16.10.11"), let app = IPAddress("172.16.20.21") else { return }
        var flow = FlowDescription(source: web, destination: app, ipProtocol: .tcp)
        flow.destinationPort = 22
        flow.application = "ssh"
        let decision = try firewall.decide(flow)
        use(decision)
    }
}
