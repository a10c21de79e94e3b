public import NGFWCore

/// An application that a configuration defines: how its traffic is recognised. What filters and logs say of it stands in its
/// ``NGFWCore/Application`` of the catalogue, under the same name.
///
///     var payroll = CustomApplication(name: "corp-payroll")
///     payroll.parent = "web-browsing"
///     payroll.signatures = [signature]
///     let library = try SignatureLibrary.builtIn().extended(by: [payroll], catalogue: policy.catalogue)
///
/// Without signature, protocol and ICMP type it can be given by application overrides and flow descriptions only.
/// Source: reference section 2.9.
public struct CustomApplication: Hashable, Sendable {
    public var name: String
    /// Only sessions inside this application are looked at.
    public var parent: String?
    /// An IP protocol number that names it by itself; not TCP, UDP or SCTP, which carry many applications.
    public var ipProtocol: UInt8?
    public var icmp: ICMPIdentity?
    /// Any of them will do.
    public var signatures: [CustomSignature] = []
    public var location: SourceLocation?

    public init(name: String) { self.name = name }

    /// An ICMP type, and a code when it matters, that names an application.
    public struct ICMPIdentity: Hashable, Sendable {
        /// ``IPProtocol/icmp`` or ``IPProtocol/icmpv6``.
        public var ipProtocol: IPProtocol
        public var type: UInt8
        /// `nil` for any.
        public var code: UInt8?

        public init(_ ipProtocol: IPProtocol, type: UInt8, code: UInt8? = nil) {
            self.ipProtocol = ipProtocol
            self.type = type
            self.code = code
        }
    }
}

/// One way to recognise a custom application: and-conditions, each of which holds when one of its alternatives does.
public struct CustomSignature: Hashable, Sendable {
    /// Where the conditions have to hold.
    public enum Scope: String, Hashable, Sendable {
        /// All within one transaction, such as a request with its response.
        case transaction = "protocol-data-unit"
        /// Spread over the session.
        case session
    }

    public var name: String
    public var scope = Scope.transaction
    /// Whether the conditions must come true in their order: `order-free no`, the default.
    public var isOrdered = true
    /// All must hold; at most ``maximumConditions``.
    public var conditions: [[CustomCondition]] = []
    public var location: SourceLocation?

    public static let maximumConditions = 16

    public init(name: String) { self.name = name }
}

/// A test of one context: a pattern in a text, a comparison of a number, or four bytes at a position.
public struct CustomCondition: Hashable, Sendable {
    public enum Test: Hashable, Sendable {
        case pattern(SignaturePattern)
        case equal(Int64)
        case less(Int64)
        case greater(Int64)
        /// Four bytes at an offset, in network order and masked, are a value.
        case bytes(offset: Int, mask: UInt32, value: UInt32)
    }

    /// A name of ``SignatureContext/all``.
    public var context: String
    public var test: Test
    public var qualifiers: [Qualifier] = []

    public init(context: String, _ test: Test) {
        self.context = context
        self.test = test
    }

    /// What restricts a condition: `http-method` is `GET`.
    public struct Qualifier: Hashable, Sendable {
        public var name: String
        public var value: String

        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The offset of a position in the four-byte comparison: `first-4bytes` is 0.
    ///
    /// Up to `sixteenth-4bytes` would be 60; names past the fourth are not known to exist. Source: reference section 2.9.
    public static func offset(ofPosition name: String) -> Int? {
        ["first-4bytes", "second-4bytes", "third-4bytes", "fourth-4bytes"].firstIndex(of: name).map { $0 * 4 }
    }
}
