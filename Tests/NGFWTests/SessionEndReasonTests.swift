import NGFW
import Testing

@Suite("Session end reasons")
struct SessionEndReasonTests {
    @Test("Of two reasons the one that stands first in the precedence list is logged, in either order")
    func precedence() {
        let order = SessionEndReason.allCases
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
