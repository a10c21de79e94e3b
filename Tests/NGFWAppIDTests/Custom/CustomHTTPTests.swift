import NGFWCore
import Testing

@testable import NGFWAppID

/// Custom applications over HTTP: fields, transactions, order, qualifiers.
@Suite("Custom applications over HTTP")
struct CustomHTTPTests {
    static let page =
        "POST /pay/slip~1?month=11&user=eve HTTP/1.1\r\nHost: PAYROLL.corp.example\r\nUser-Agent: slip-agent/2\r\nCookie: id=abc\r\n"
        + "X-Forwarded-For: 192.0.2.7\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 12\r\n\r\nsum=12345678"
    static let answer =
        "HTTP/1.1 404 Not Here\r\nServer: slip/1\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
        + "6;x=y\r\n<html>\r\nA\r\nslip gone!\r\n0\r\nTrailer: t\r\n\r\n"

    @Test(
        "every text of a request and its response",
        arguments: [
            ("http-req-host-header", #"payroll\.corp\.example"#), ("http-req-uri", #"/pay/slip~1\?month"#),
            ("http-req-uri-path", "^/pay/slip~1$"),
            ("http-req-params", "month=11&user"), ("http-req-params", "sum=1234"), ("http-req-headers", "X-Forwarded-For: 192"),
            ("http-req-cookie", "^id=abc$"), ("http-req-user-agent-header", "^slip-agent/2$"), ("http-req-message-body", "^sum=12345678$"),
            ("http-rsp-headers", "Server: slip/1"), ("http-rsp-reason", "^Not Here$"),
            ("http-rsp-non-2xx-response-body", "^<html>slip gone!$"), ("file-html-body", "slip gone!$"),
        ])
    func texts(context: String, pattern: String) throws {
        let lab = try CustomLab([custom("slip", [try condition(context, pattern)])])
        #expect(lab.name([client(Self.page), server(Self.answer)]) == "slip")
        #expect(
            lab.name([client("GET / HTTP/1.1\r\nHost: x.example\r\n\r\n"), server("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")])
                == "web-browsing")
    }

    @Test(
        "every number of a request and its response",
        arguments: [
            ("http-req-content-length", 12), ("http-req-param-length", 17), ("http-req-uri-path-length", 11),
            ("http-req-uri-tilde-count-num", 1),
            ("http-rsp-code", 404), ("http-rsp-total-headers-len", 69), ("http-req-header-length", 167),
        ])
    func numbers(context: String, value: Int64) throws {
        let steps = [client(Self.page), server(Self.answer)]
        let tests: [(CustomCondition.Test, Bool)] = [
            (.equal(value), true), (.equal(value + 1), false), (.less(value), false), (.less(value + 1), true), (.greater(value), false),
            (.greater(value - 1), true),
        ]
        for (test, expected) in tests {
            let lab = try CustomLab([custom("slip", [CustomCondition(context: context, test)])])
            #expect(lab.name(steps) == (expected ? "slip" : "web-browsing"), "\(test)")
        }
    }

    @Test(
        "qualifiers restrict a condition to a method or a header",
        arguments: [
            ("http-req-uri-path", "/pay/", "http-method=POST", true), ("http-req-uri-path", "/pay/", "http-method=GET", false),
            ("http-rsp-headers", "slip/1", "http-method=POST", true), ("http-rsp-headers", "slip/1", "http-method=PUT", false),
            ("http-req-headers", "192.0", "http-header-field=X_FORWARD_FOR", true),
            ("http-req-headers", "192.0", "http-header-field=HOST", false),
            ("http-req-headers", "slip-agent", "http-header-field=UNKNOWN_HDR", true),
            ("http-req-uri-path", "/pay/", "http-header-field=HOST", false), ("http-req-uri-path", "/pay/", "http-method=BREW", false),
            ("http-req-uri-path", "/pay/", "weather=fine", false),
        ])
    func qualifiers(context: String, pattern: String, qualifier: String, expected: Bool) throws {
        let lab = try CustomLab([custom("slip", [try condition(context, pattern, qualifier)])])
        #expect(lab.name([client(Self.page), server(Self.answer)]) == (expected ? "slip" : "web-browsing"))
    }

    private static func get(_ path: String, _ host: String = "a.example") -> String {
        "GET \(path) HTTP/1.1\r\nHost: \(host)\r\n\r\n"
    }
    private static func ok(_ body: String) -> String { "HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)" }

    @Test("later requests of a kept connection are looked at, pipelined ones too")
    func laterRequests() throws {
        let lab = try CustomLab([custom("slip", [try condition("http-req-uri-path", "^/payslip")])])
        let result = lab.run([client(Self.get("/a")), server(Self.ok("one")), client(Self.get("/payslip")), server(Self.ok("two"))])
        #expect(result.path == ["web-browsing", "slip"])
        #expect(result.evidence == "signature 's' of custom application slip")
        #expect(lab.name([client(Self.get("/a") + Self.get("/b") + Self.get("/payslip"))]) == "slip")
        // What a body says is no request.
        let body =
            "POST /a HTTP/1.1\r\nHost: a.example\r\nContent-Length: 60\r\n\r\n\(Self.get("/payslip"))\(String(repeating: " ", count: 40))"
        #expect(lab.name([client(body)]) == "web-browsing")
    }

    @Test("within one transaction means one request with its response")
    func transactions() throws {
        let conditions = [[try condition("http-req-uri-path", "/payslip")], [try condition("http-rsp-headers", "X-Slip: 1")]]
        let slip = "HTTP/1.1 200 OK\r\nX-Slip: 1\r\nContent-Length: 0\r\n\r\n"
        let apart = [client(Self.get("/payslip")), server(Self.ok("")), client(Self.get("/b")), server(slip)]
        let together = [client(Self.get("/a")), server(Self.ok("")), client(Self.get("/payslip")), server(slip)]
        let pipelined = [client(Self.get("/a") + Self.get("/payslip")), server(Self.ok("x") + slip)]
        let crossed = [client(Self.get("/payslip") + Self.get("/a")), server(Self.ok("x") + slip)]
        for (scope, steps, expected) in [
            (CustomSignature.Scope.transaction, apart, "web-browsing"), (.transaction, together, "slip"), (.transaction, pipelined, "slip"),
            (.transaction, crossed, "web-browsing"), (.session, apart, "slip"), (.session, together, "slip"),
        ] {
            let lab = try CustomLab([custom("slip", scope: scope, conditions[0], conditions[1])])
            #expect(lab.name(steps) == expected, "\(scope)")
        }
    }

    @Test("HEAD, 204 and interim responses have no body, and responses keep to their requests")
    func bodiless() throws {
        let lab = try CustomLab([
            custom("slip", [try condition("http-req-uri-path", "/payslip")], [CustomCondition(context: "http-rsp-code", .equal(201))])
        ])
        let created = "HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n"
        let head = "HEAD /a HTTP/1.1\r\nHost: a.example\r\n\r\n"
        let headed = "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n"
        #expect(lab.name([client(head + Self.get("/payslip")), server(headed + created)]) == "slip")
        #expect(lab.name([client(Self.get("/a") + Self.get("/payslip")), server("HTTP/1.1 204 No\r\n\r\n" + created)]) == "slip")
        #expect(lab.name([client(Self.get("/payslip")), server("HTTP/1.1 100 Continue\r\n\r\n" + created)]) == "slip")
        #expect(lab.name([client(Self.get("/a") + Self.get("/payslip")), server(created + headed)]) == "web-browsing")
    }

    @Test("ordered conditions come in their order, by message and within one field")
    func order() throws {
        let first = try condition("http-req-headers", "X-One:")
        let second = try condition("http-req-headers", "X-Two:")
        let response = try condition("http-rsp-headers", "X-Answer:")
        func request(_ headers: String) -> Sample.Step { client("GET / HTTP/1.1\r\nHost: a.example\r\n\(headers)\r\n\r\n") }
        let answer = server("HTTP/1.1 200 OK\r\nX-Answer: 1\r\nContent-Length: 0\r\n\r\n")
        let inOrder = try CustomLab([custom("slip", ordered: true, [first], [second], [response])])
        #expect(inOrder.name([request("X-One: 1\r\nX-Two: 2"), answer]) == "slip")
        #expect(inOrder.name([request("X-Two: 2\r\nX-One: 1"), answer]) == "web-browsing")
        #expect(inOrder.name([request("X-Two: 2\r\nX-One: 1\r\nX-Two: 2"), answer]) == "slip")
        let answerFirst = try CustomLab([custom("slip", ordered: true, [response], [first])])
        #expect(answerFirst.name([request("X-One: 1"), answer]) == "web-browsing")
        #expect(try CustomLab([custom("slip", [response], [first])]).name([request("X-One: 1"), answer]) == "slip")
        // Different fields of one head come at the same time.
        let hostThenPath = try CustomLab([
            custom(
                "slip", ordered: true, [try condition("http-req-host-header", #"a\.example"#)],
                [try condition("http-req-uri-path", "^/payslip")])
        ])
        #expect(hostThenPath.name([client(Self.get("/payslip"))]) == "slip")
        // Over a session the order is that of the messages.
        let steps = [client(Self.get("/one")), server(Self.ok("")), client(Self.get("/two")), server(Self.ok(""))]
        let one = try condition("http-req-uri-path", "/one")
        let two = try condition("http-req-uri-path", "/two")
        #expect(try CustomLab([custom("slip", scope: .session, ordered: true, [one], [two])]).name(steps) == "slip")
        #expect(try CustomLab([custom("slip", scope: .session, ordered: true, [two], [one])]).name(steps) == "web-browsing")
    }

    @Test("one of the alternatives of each condition is enough")
    func alternatives() throws {
        let lab = try CustomLab([
            custom(
                "slip", [try condition("http-req-uri-path", "/one"), try condition("http-req-uri-path", "/two")],
                [try condition("http-req-host-header", #"b\.example"#), try condition("http-req-host-header", #"a\.example"#)])
        ])
        #expect(lab.name([client(Self.get("/two"))]) == "slip")
        #expect(lab.name([client(Self.get("/one", "b.example"))]) == "slip")
        #expect(lab.name([client(Self.get("/three"))]) == "web-browsing")
        #expect(lab.name([client(Self.get("/one", "c.example"))]) == "web-browsing")
    }

    @Test("a condition that is not evaluated holds nothing, and the signature with it nothing")
    func unevaluated() throws {
        let both = try CustomLab([custom("slip", [try condition("http-req-uri-path", "/one")], [try condition("file-pdf-body", "PDF-1")])])
        #expect(both.name([client(Self.get("/one"))]) == "web-browsing")
        #expect(both.library.custom?.signatures.isEmpty == true)
        let either = try CustomLab([custom("slip", [try condition("file-pdf-body", "PDF-1"), try condition("http-req-uri-path", "/one")])])
        #expect(either.name([client(Self.get("/one"))]) == "slip")
    }

    @Test("custom applications win over predefined ones, and those of a parent are found only inside it")
    func precedence() throws {
        let request = client("GET /photo HTTP/1.1\r\nHost: www.facebook.com\r\n\r\n")
        let plain = try CustomLab([])
        #expect(plain.name([request]) == "facebook-base")
        let host = try condition("http-req-host-header", #"\.facebook\.com"#)
        let path = try condition("http-req-uri-path", "/photo")
        #expect(try CustomLab([custom("mine", [host])]).run([request]).path == ["web-browsing", "facebook-base", "mine"])
        #expect(try CustomLab([custom("mine", parent: "facebook-base", [host])]).name([request]) == "mine")
        #expect(try CustomLab([custom("mine", parent: "web-browsing", [host])]).name([request]) == "mine")
        #expect(try CustomLab([custom("mine", parent: "ssl", [host])]).name([request]) == "facebook-base")
        #expect(try CustomLab([custom("mine", parent: "nobody", [host])]).name([request]) == "facebook-base")
        // Inside another custom application.
        let nested = try CustomLab([custom("outer", [host]), custom("inner", parent: "outer", [path])])
        #expect(nested.run([request]).path == ["web-browsing", "facebook-base", "outer", "inner"])
        #expect(nested.name([client(Self.get("/photo"))]) == "web-browsing")
        // Of two the one with a parent, then the longer pattern.
        #expect(try CustomLab([custom("a", [host]), custom("b", parent: "web-browsing", [path])]).name([request]) == "b")
        #expect(try CustomLab([custom("a", [path]), custom("b", [host])]).name([request]) == "b")
    }

    /// A custom application for the host of a built-in one, and one inside that.
    @Test func `the built-in application keeps its session where the option says so`() throws {
        func steps(_ host: String) -> [Sample.Step] {
            [client("GET /slip HTTP/1.1\r\nHost: \(host)\r\n\r\n"), server("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")]
        }
        let plain = try custom("ours", [condition("http-req-uri-path", "/slip")])
        let builtIn = try CustomLab([custom("other", [condition("http-req-uri-path", "/nothing-here")])]).name(steps("www.office365.com"))
        #expect(builtIn != "web-browsing")
        for isOption in [false, true] {
            let lab = try CustomLab([plain], builtInWins: isOption)
            #expect(lab.name(steps("www.office365.com")) == (isOption ? builtIn : "ours"))
            // The protocol below is no rival, and nor is the parent.
            #expect(lab.name(steps("www.example.com")) == "ours")
            let inside = try custom("ours", parent: builtIn, [condition("http-req-uri-path", "/slip")])
            #expect(try CustomLab([inside], builtInWins: isOption).name(steps("www.office365.com")) == "ours")
        }
    }
}
