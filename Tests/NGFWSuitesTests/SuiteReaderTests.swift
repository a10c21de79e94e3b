import NGFWCore
import NGFWSuites
import Testing

@Suite("Reading suites")
struct SuiteReaderTests {
    @Test(
        "a mistake is told at its place, with the way out",
        arguments: [
            (
                "suite: x\nconfiguraton: fw.xml\n",
                "s.yaml:2:1: error: unknown key 'configuraton'; did you mean 'configuration'? [NGFW-S003]"
            ),
            ("configuration: fw.xml\n", "s.yaml:1:1: error: missing key 'suite'"),
            ("suite: x\n", "s.yaml:1:1: error: missing key 'configuration'"),
            ("- suite: x\n", "s.yaml:1:1: error: expected a suite: a mapping with the key 'suite'"),
            ("", "expected a suite"),
            ("suite: x\nsuite: y\n", "key 'suite' is there twice"),
            ("suite: x\nconfiguration: [a]\n", "s.yaml:2:16: error: expected a path, or a configuration, not a list [NGFW-S004]"),
            ("suite: x\nconfiguration: f\nlenient: maybe\n", "s.yaml:3:10: error: expected yes or no, not 'maybe'"),
            ("suite: x\nconfiguration: f\nview: {vsis: a}\n", "s.yaml:3:8: error: unknown key 'vsis'; did you mean 'vsys'?"),
            ("suite: x\nconfiguration: f\noptions: {any-application-port: all}\n", "s.yaml:3:11: error: unknown option"),
            ("suite: x\nconfiguration: f\noptions: {any-application-ports: some}\n", "s.yaml:3:34: error: option"),
            ("suite: x\nconfiguration: f\nzones: {10.0.0/8: a}\n", "s.yaml:3:9: error: expected a network such as 10.0.0.0/8"),
            ("suite: x\nconfiguration: f\nflows: [{sorce: 10.0.0.1}]\n", "s.yaml:3:10: error: unknown key 'sorce'; did you mean 'source'?"),
            ("suite: x\nconfiguration: f\nflows: nowhere.csv\n", "s.yaml:3:8: error: cannot read 'nowhere.csv'"),
            ("suite: x\nconfiguration: f\nregister: {10.0.0.256: [a]}\n", "s.yaml:3:12: error: expected an address, a network or a range"),
            ("suite: x\nconfiguration: f\ntimeline: [{after: soon}]\n", "s.yaml:3:20: error: expected a time span"),
            ("suite: x\nconfiguration: f\ntimeline: [{at: noon}]\n", "s.yaml:3:17: error: expected a time"),
            ("suite: x\nconfiguration: f\ntimeline:\n  - register: {10.0.0.1: [{tig: a}]}\n", "s.yaml:4:28: error: unknown key 'tig'"),
            ("suite: x\nconfiguration: f\ndiagnostics: [{severity: error}]\n", "s.yaml:3:15: error: missing key 'code'"),
            ("suite: x\nconfiguration: f\ncapture: c\nsessions: [{port: 1}]\n", "s.yaml:4:13: error: unknown key 'port'"),
            ("suite: x\nconfiguration: f\nabout: &a x\nsection: *a\n", "s.yaml:3:8: error: anchors and aliases are not read here"),
            ("suite: x\n---\nsuite: y\n", "a file holds one suite"),
            ("suite: x\nconfiguration: f\nabout: {a: [}\n", "s.yaml:3:13: error: not YAML"),
            ("suite: \u{1}\n", "not YAML"),
        ])
    func mistakes(text: String, message: String) {
        let (suite, diagnostics) = SuiteFixture.read(text)
        #expect(suite == nil)
        #expect(diagnostics.all.contains { "\($0)".contains(message) }, "\(diagnostics.all)")
    }

    @Test("a suite that is too long, or no text, is refused")
    func limits() {
        var limits = Limits.standard
        limits.suiteBytes = 100
        limits.suiteSteps = 2
        let long = SuiteReader.read([UInt8](repeating: 0x20, count: 101), name: "s", folder: "", limits: limits)
        #expect(long.diagnostics.all.first?.code == "NGFW-S001")
        let steps = "suite: x\nconfiguration: f\ntimeline: [{after: 1}, {after: 1}]\n"
        #expect(SuiteReader.read(Array(steps.utf8), name: "s", folder: "", limits: limits).diagnostics.all.first?.code == "NGFW-S007")
        #expect(SuiteReader.read([0xff, 0xfe, 0x00], name: "s", folder: "").diagnostics.all.first?.message == "not UTF-8 text")
        #expect(SuiteReader.read(path: "/nowhere.yaml").diagnostics.all.first?.code == "NGFW-S001")
    }

    @Test("thousands of broken suites neither crash nor hang")
    func damaged() {
        let text = Array(
            "suite: x\nconfiguration: f\nregister: {10.0.0.1: [a, {tag: b, timeout: 1m}]}\nflows:\n  - {source: 10.0.0.1, expect: allow}\n"
                .utf8)
        for position in text.indices {
            for byte in "[{}]:-&*!|>'\"# \n,".utf8 {
                var copy = text
                copy[position] = byte
                _ = SuiteReader.read(copy, name: "s", folder: "/nowhere")
            }
            _ = SuiteReader.read(Array(text[..<position]), name: "s", folder: "/nowhere")
        }
    }
}
