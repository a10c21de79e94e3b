import NGFWCore
import Testing

@testable import NGFWCapture

@Suite("Interfaces")
struct InterfaceTests {
    @Test("Kernel counters of 32 bits go on counting when they begin anew")
    func counters() {
        var counters = InterfaceCounters()
        counters.add(received: 4_294_967_290, kernel: 5, interface: 0)
        counters.add(received: 10, kernel: 7, interface: 4_294_967_295)
        counters.add(received: 10, kernel: 7, interface: 1)
        #expect(counters.received == 4_294_967_306)
        #expect(counters.droppedByKernel == 7)
        #expect(counters.droppedByInterface == 4_294_967_297)
    }

    @Test("An interface that is not there, or may not be listened to, is an error that says what to do")
    func refusal() {
        do throws(CaptureError) {
            _ = try InterfaceReader("no-such-tap")
            Issue.record("it was opened")
        } catch {
            #expect(error.code == .noInterface || error.code == .noPermission)
            #expect(error.file == "no-such-tap")
            #expect(!error.remedy.isEmpty)
        }
    }

    @Test("Every code has a remedy and a number of its own")
    func codes() {
        let diagnostics = CaptureError.Code.allCases.map { CaptureError($0, file: "x", detail: "y").diagnostic }
        #expect(Set(diagnostics.map(\.code)).count == diagnostics.count)
        #expect(diagnostics.allSatisfy { $0.notes.first?.isEmpty == false })
    }
}
