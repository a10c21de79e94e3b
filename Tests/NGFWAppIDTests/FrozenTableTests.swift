import NGFWCore
import Testing

@testable import NGFWAppID

@Suite("Frozen tables")
struct FrozenTableTests {
    private static let text = """
        application: web-browsing
        category: x / y / z
        reference: r
        final: no
        signature: request
        client: ^GET [!-~]
        decoder: http

        application: shop
        category: x / y / z
        reference: r
        hosts: shop.example
        """

    @Test(arguments: [[], [7], Array(0..<1_000)])
    func aTableHasTheElementsItWasMadeOf(_ elements: [Int]) {
        let memory = FrozenMemory()
        let table = memory.freeze(elements)
        #expect(table.count == elements.count)
        #expect(table.elementsEqual(elements))
        let half = elements.count / 2
        #expect(table[half..<elements.count].elementsEqual(elements[half...]))
        withExtendedLifetime(memory) {}
    }

    /// Its tables are those of the library that it extends, which nobody else keeps here.
    @Test func anExtendedLibraryKeepsItsTables() throws {
        func extended() throws -> SignatureLibrary {
            var diagnostics = Diagnostics()
            let base = SignatureLibrary(compiling: [SignatureSource(name: "t.app", text: Self.text)], diagnostics: &diagnostics)
            let payroll = custom("payroll", [try condition("http-req-uri-path", "/payslip")])
            let catalogue = base.catalogue.adding([Application(name: "payroll", origin: .custom)])
            return base.extended(by: [payroll], catalogue: catalogue)
        }
        var classifier = Classifier(try extended())
        var inspection = Inspection(ipProtocol: .tcp, startsMidStream: false)
        let bytes = Array("GET / HTTP/1.1\r\nHost: www.shop.example\r\n\r\n".utf8)
        let answer = classifier.inspect(&inspection, bytes.span, .clientToServer, timeToLive: 64).application
        let name = classifier.library.catalogue.name(answer)
        #expect(name == "shop")
    }
}
