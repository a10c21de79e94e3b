import NGFWCore

/// One file of signatures as written, before anything is compiled.
struct SignatureFile: Sendable {
    let source: SignatureSource
    var applications: [ApplicationDefinition] = []
}

/// An application with everything a signature file says of it.
struct ApplicationDefinition: Sendable {
    var application: Application
    var location: SourceLocation
    var reference = ""
    var ipProtocols: [UInt8] = []
    var icmpTypes: [UInt8] = []
    var icmp6Types: [UInt8] = []
    var hosts: [HostDefinition] = []
    var signatures: [SignatureDefinition] = []
    var samples: [Sample] = []
}

/// A host name that stands for an application, with all names below it.
struct HostDefinition: Sendable {
    var name: String
    var location: SourceLocation
}

/// One way to recognise an application: all lines and all fields must match.
struct SignatureDefinition: Sendable {
    static let defaultPriority = 50

    var name: String
    var location: SourceLocation
    var transports: UInt8 = 0
    var lines: [PayloadLine] = []
    var fields: [FieldLine] = []
    /// What must accept the bytes of every line, beside its pattern.
    var decoder: ProtocolDecoder?
    var packets = 1
    /// A field that all counted datagrams of a direction share.
    var constant: (text: String, location: SourceLocation)?
    /// A field that counts the datagrams of a direction.
    var rising: (text: String, location: SourceLocation)?
    var priority = SignatureDefinition.defaultPriority
    var isFinal = true
}

/// A pattern on the beginning of one direction's bytes, with what else must hold there.
struct PayloadLine: Sendable {
    /// Whose bytes; `nil` for either end's.
    var side: Side?
    var pattern: String
    var location: SourceLocation
    var condition: (text: String, location: SourceLocation)?
}

/// A pattern on one field that a decoder found.
struct FieldLine: Sendable {
    var context: FieldContext
    var pattern: String
    var location: SourceLocation
}

/// Traffic that an application's signatures must recognise, or must not.
struct Sample: Sendable {
    enum Kind: Sendable {
        case payload(Transport, startsMidStream: Bool, steps: [Step])
        /// An IP protocol number, and the type for ICMP.
        case ipProtocol(UInt8, icmpType: UInt8?)
    }

    /// Bytes that one end sends in one go: a write to the stream, or a datagram.
    struct Step: Sendable {
        var side: Side
        var bytes: [UInt8]
    }

    var isPositive: Bool
    var kind: Kind
    var location: SourceLocation
}
