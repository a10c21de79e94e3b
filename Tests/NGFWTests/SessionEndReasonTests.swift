import NGFW
import Testing

@Suite("Session end reasons")
struct SessionEndReasonTests {
    @Test("Of two reasons the one that stands first in the precedence list is logged, in either order")
    func precedence() {
        let names = [
            "threat", "policy-deny", "decrypt-cert-validation", "decrypt-unsupport-param", "decrypt-error", "tcp-rst-from-client",
            "tcp-rst-from-server", "resources-unavailable", "tcp-fin", "tcp-reuse", "decoder", "aged-out", "unknown", "n/a",
        ]
        let order = names.compactMap(SessionEndReason.init(rawValue:))
        #expect(order.count == names.count)
        #expect(Set(order) == Set(SessionEndReason.allCases))
        for (index, stronger) in order.enumerated() {
            for weaker in order[index...] {
                #expect(stronger.orStronger(weaker) == stronger)
                #expect(weaker.orStronger(stronger) == stronger)
            }
        }
    }

    @Test("Names are those of the traffic log")
    func names() {
        #expect(SessionEndReason.tcpResetFromServer.rawValue == "tcp-rst-from-server")
        #expect(SessionEndReason.agedOut.rawValue == "aged-out")
        #expect(SessionEndReason.notApplicable.rawValue == "n/a")
    }
}
