import Foundation
import NGFWAppID
import NGFWCore
import NGFWSuites
import Testing

/// A small configuration and suites about it.
enum SuiteFixture {
    static let runner = Result { try SuiteRunner() }

    static func rule(
        _ name: String, from: String = "any", to: String = "any", source: String = "any", destination: String = "any",
        application: String = "any", service: String = "any", action: String = "allow", more: String = ""
    ) -> String {
        func list(_ key: String, _ value: String) -> String {
            "<\(key)>" + value.split(separator: " ").map { "<member>\($0)</member>" }.joined() + "</\(key)>"
        }
        return "<entry name=\"\(name)\">" + list("from", from) + list("to", to) + list("source", source)
            + list("destination", destination) + list("source-user", "any") + list("category", "any")
            + list("application", application) + list("service", service) + "<action>\(action)</action>\(more)</entry>"
    }

    /// - Parameter more: rulebases beside that of the security rules.
    static func configuration(_ rules: [String], objects: String = "", more: String = "") -> String {
        """
        <config version="10.1.0"><devices><entry name="localhost.localdomain"><vsys><entry name="vsys1">
        <zone><entry name="a"><network><layer3/></network></entry><entry name="b"><network><layer3/></network></entry></zone>
        \(objects)
        <rulebase><security><rules>
        \(rules.joined(separator: "\n"))
        </rules></security>
        \(more)
        </rulebase>
        </entry></vsys></entry></devices></config>
        """
    }

    static let groups = """
        <address-group><entry name="WEB"><dynamic><filter>'web'</filter></dynamic></entry></address-group>
        """

    /// A configuration as a block of a suite.
    static func block(_ configuration: String) -> String {
        "configuration: |\n" + configuration.split(separator: "\n").map { "  \($0)\n" }.joined()
    }

    static func read(_ text: String, folder: String = "") -> (suite: SuiteFile?, diagnostics: Diagnostics) {
        SuiteReader.read(Array(text.utf8), name: "s.yaml", folder: folder)
    }

    static func run(_ text: String, evaluator: SuiteRunner.Evaluator = .compiled, folder: String = "") throws -> SuiteResult {
        let (suite, diagnostics) = read(text, folder: folder)
        return try runner.get().run(try #require(suite, "\(diagnostics.all)"), evaluator: evaluator)
    }
}
