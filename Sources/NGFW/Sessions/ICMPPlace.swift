internal import NGFWCore

/// What an ICMP message has in common with those of its session: a question with its answers is one session, begun by who asks;
/// each other type and code is one of its own, in each direction, because rules may tell them apart.
///
///     ICMPPlace(type: 14, code: 0, isIPv4: true)      // type 13, isAnswer: the reply to a time stamp request
///
/// Types are those of the IANA registries for ICMP and ICMPv6.
struct ICMPPlace: Equatable {
    /// The type of the question, for an answer too.
    let type: UInt8
    /// Of the question, which answers do not repeat: theirs count as zero.
    let code: UInt8
    let isEcho: Bool
    let isAnswer: Bool

    init(type: UInt8, code: UInt8, isIPv4: Bool) {
        let question = isIPv4 ? Self.question(ofV4: type) : Self.question(ofV6: type)
        isAnswer = question != nil
        self.type = question ?? type
        self.code = isAnswer ? 0 : code
        isEcho = self.type == (isIPv4 ? 8 : 128)
    }

    /// What an answer of ICMP (RFC 792, 950, 1256, 8335 and the registry) answers; `nil` for what is none.
    private static func question(ofV4 type: UInt8) -> UInt8? {
        switch type {
        case 0: 8
        case 9: 10
        case 14: 13
        case 16: 15
        case 18: 17
        case 34: 33
        case 36: 35
        case 38: 37
        case 43: 42
        default: nil
        }
    }

    /// The same of ICMPv6 (RFC 4443, 4861, 4620, 3122, 6275, 3971, 6775, 8335).
    private static func question(ofV6 type: UInt8) -> UInt8? {
        switch type {
        case 129, 134, 136, 140, 142, 145, 147, 149, 158, 161: type - 1
        default: nil
        }
    }
}
