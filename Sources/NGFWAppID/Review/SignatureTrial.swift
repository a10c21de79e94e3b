public import NGFWCore

/// What one signature made of one session, in words: which of its parts held, and which was the first that did not.
public struct SignatureTrial: Hashable, Sendable {
    public var application: String
    public var signature: String
    public var priority: Int
    /// Of the signature in its text.
    public var location: SourceLocation
    public var outcome: Outcome
    /// Parts that held before that: patterns, conditions, decoders, fields.
    public var held: Int

    public enum Outcome: Hashable, Sendable {
        case matched
        /// So many datagrams matched of those that it wants.
        case tooFew(Int, of: Int)
        /// That end has said nothing.
        case silent(String)
        case pattern(String)
        case condition(String)
        case decoder(String)
        /// The field is not there.
        case absent(String)
        case field(String, pattern: String)
    }

    public var isMatch: Bool { outcome == .matched }
}

extension SignatureTrial.Outcome: CustomStringConvertible {
    public var description: String {
        switch self {
        case .matched: "matched"
        case .tooFew(let count, let wanted): "only \(count) of \(wanted) datagrams match"
        case .silent(let side): "the \(side) has said nothing"
        case .pattern(let pattern): "the bytes do not match \(pattern)"
        case .condition(let condition): "not so: \(condition)"
        case .decoder(let name): "decoder '\(name)' does not accept the bytes"
        case .absent(let field): "there is no \(field)"
        case .field(let field, let pattern): "\(field) does not match \(pattern)"
        }
    }
}

/// Payload of a session as the classifier was given it: for TCP in order and without repetitions, else one datagram.
public struct InspectedPayload: Sendable {
    /// The session's ``Inspection/label``.
    public var label: UInt64
    public var ipProtocol: IPProtocol
    public var direction: FlowDirection
    public var timeToLive: UInt8
    public var bytes: [UInt8]

    public init(label: UInt64, ipProtocol: IPProtocol, direction: FlowDirection, timeToLive: UInt8, bytes: [UInt8]) {
        self.label = label
        self.ipProtocol = ipProtocol
        self.direction = direction
        self.timeToLive = timeToLive
        self.bytes = bytes
    }
}
