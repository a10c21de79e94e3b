import NGFWCore
import Testing

@testable import NGFWPolicy

/// Criteria that a flow description gives as facts; every flow goes through all three evaluators.
@Suite struct CriteriaTests {
    @Test(arguments: [
        (["any"], [], true), (["any"], ["patched"], true), (["no-hip"], [], true), (["no-hip"], ["patched"], false),
        (["no-hip"], ["unheard-of"], false), (["patched"], [], false), (["patched"], ["patched"], true),
        (["patched"], ["encrypted"], false), (["patched", "encrypted"], ["encrypted"], true), (["no-hip", "patched"], [], true),
        (["patched"], ["Patched"], false), (["patched"], ["unheard-of", "patched"], true),
    ])
    func `host information matches by profile name on either side`(wanted: [String], has: [String], matches: Bool) {
        let source = makePolicy([rule("s") { $0.sourceHIP = wanted }, rule("other", .drop) { $0.sourceHIP = ["encrypted"] }])
        let fallback = has.contains("encrypted") ? Answer("other", .drop) : Answer("interzone-default", .deny)
        let expected = matches ? Answer("s", .allow) : fallback
        #expect(Answers(source, Flow(sourceHIP: has)).are(expected.rule, expected.action))
        let destination = makePolicy([rule("d", .drop) { $0.destinationHIP = wanted }, rule("rest")])
        #expect(Answers(destination, Flow(destinationHIP: has)).are(matches ? "d" : "rest", matches ? .drop : .allow))
        #expect(
            Answers(destination, Flow(sourceHIP: has)).are(
                Set(wanted).isDisjoint(with: ["any", "no-hip"]) ? "rest" : "d",
                Set(wanted).isDisjoint(with: ["any", "no-hip"]) ? .allow : .drop), "the source's profiles are not the destination's")
    }

    @Test func `policies are equal when they say the same, wherever it was written`() {
        func policy(line: Int, tag: String = "web") -> Policy {
            makePolicy([rule("r") { $0.location = SourceLocation(file: "a.xml", line: line) }]) {
                $0.addresses = [
                    AddressObject(
                        name: "web-1", value: .fqdn("www.example.com"), tags: [tag], location: SourceLocation(file: "a.xml", line: line))
                ]
            }
        }
        #expect(policy(line: 1) == policy(line: 2))
        #expect(policy(line: 1) != policy(line: 1, tag: "db"))
    }
}
