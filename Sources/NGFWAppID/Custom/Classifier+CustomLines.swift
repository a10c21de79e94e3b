import NGFWCore

/// Protocols of command and reply lines: a command with the replies up to the next command is one transaction.
extension Classifier {
    private enum State {
        static let command: UInt8 = 0
        /// The header lines of a mail message.
        static let mailHeaders: UInt8 = 1
        static let mailBody: UInt8 = 2
        /// The rest of a line that is too long.
        static let skipping: UInt8 = 3
    }

    /// Bytes of one line that are looked at (RFC 5321 section 4.5.3.1 allows 512 and 1,000).
    private static let maximumLine = 4_096

    mutating func feedLines(
        _ inspection: inout Inspection, _ custom: CustomLibrary, _ flow: inout CustomFlow, _ decoder: ContextDecoder, _ chunk: Span<UInt8>,
        _ side: Side
    ) {
        var position = 0
        while position < chunk.count, !flow.isOff, inspection.custom.phase != .done {
            var end = position
            while end < chunk.count, chunk[end] != 0x0A { end += 1 }
            let isWhole = end < chunk.count
            if flow.state == State.skipping {
                if isWhole { flow.state = State.command }
            } else if flow.buffer.isEmpty, isWhole {
                lineCame(&inspection, custom, &flow, decoder, chunk.extracting(position..<Self.trimmed(chunk, position..<end)), side)
            } else {
                for index in position..<min(end, position + max(0, Self.maximumLine - flow.buffer.count)) {
                    flow.buffer.append(chunk[index])
                }
                if isWhole || flow.buffer.count >= Self.maximumLine {
                    var line: [UInt8] = []
                    swap(&line, &flow.buffer)
                    let length = Self.trimmed(line.span, 0..<line.count)
                    lineCame(&inspection, custom, &flow, decoder, line.span.extracting(0..<length), side)
                    if !isWhole, flow.state == State.command { flow.state = State.skipping }
                }
            }
            position = end + 1
        }
    }

    private static func trimmed(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Int {
        line.upperBound > line.lowerBound && bytes[line.upperBound - 1] == 0x0D ? line.upperBound - 1 : line.upperBound
    }

    private mutating func lineCame(
        _ inspection: inout Inspection, _ custom: CustomLibrary, _ flow: inout CustomFlow, _ decoder: ContextDecoder, _ line: Span<UInt8>,
        _ side: Side
    ) {
        guard side == .client else { return replyCame(&inspection, custom, &flow, decoder, line) }
        if flow.state == State.mailHeaders || flow.state == State.mailBody {
            return mailLine(&inspection, custom, &flow, line)
        }
        endTransactions(through: flow.count, &inspection)
        flow.count += 1
        flow.facts = UnitFacts(transaction: flow.count, unit: inspection.custom.nextUnit())
        var rest = 0..<line.count
        switch decoder {
        case .imap:
            add(.imapCommandLine, rest, custom)
            _ = Self.word(line, &rest)
            _ = Self.word(line, &rest)
            let first = Self.word(line, &rest)
            add(.imapFirstParameter, first, custom)
            add(.imapFurtherParameters, rest, custom)
        case .irc:
            if line.count > 0, line[0] == UInt8(ascii: ":") {
                let prefix = Self.word(line, &rest)
                add(.ircPrefix, (prefix.lowerBound + 1)..<prefix.upperBound, custom)
            }
            _ = Self.word(line, &rest)
            add(.ircParameters, rest, custom)
        default:
            let verb = line.extracting(Self.word(line, &rest))
            if decoder == .ftp {
                let number = QualifierTable.number(of: verb, in: QualifierTable.commands, isCaseSensitive: false)
                flow.facts.command = number == 255 ? QualifierTable.unknownCommand : number
                add(.ftpParameters, rest, custom)
                add(.ftpParameterLength, rest.count, custom)
                // What follows is TLS, if the server agrees.
                if verb.isText("auth", at: 0..<verb.count) { flow.isOff = true }
            } else {
                add(.smtpArgument, rest, custom)
                // After BDAT comes a message without lines' structure (RFC 3030).
                if verb.isText("starttls", at: 0..<verb.count) || verb.isText("bdat", at: 0..<verb.count) { flow.isOff = true }
            }
        }
        emit(line, flow.facts, &inspection, custom)
    }

    private mutating func replyCame(
        _ inspection: inout Inspection, _ custom: CustomLibrary, _ flow: inout CustomFlow, _ decoder: ContextDecoder, _ line: Span<UInt8>
    ) {
        let command = inspection.custom.client.facts
        let facts = UnitFacts(
            transaction: inspection.custom.client.count, unit: inspection.custom.nextUnit(), command: command.command)
        let all = 0..<line.count
        switch decoder {
        case .ftp:
            if inspection.custom.client.count == 0 { add(.ftpBanner, all, custom) }
            add(.ftpMessage, all, custom)
        case .smtp:
            add(.smtpReply, all, custom)
            // The message follows when the server asks for it (RFC 5321 section 4.1.1.4).
            if line.starts(with: "354") { inspection.custom.client.state = State.mailHeaders }
        default: break
        }
        emit(line, facts, &inspection, custom)
    }

    /// A line of a mail message: its header lines are gathered up to the empty line (RFC 5322 section 2.1).
    private mutating func mailLine(_ inspection: inout Inspection, _ custom: CustomLibrary, _ flow: inout CustomFlow, _ line: Span<UInt8>) {
        let isEnd = line.count == 1 && line[0] == UInt8(ascii: ".")
        if flow.state == State.mailHeaders {
            if line.count == 0 || isEnd || flow.block.count >= limits.inspectedBytes {
                let block = flow.block
                flow.block = []
                flow.facts.unit = inspection.custom.nextUnit()
                add(.mailHeaders, 0..<block.count, custom)
                emit(block.span, flow.facts, &inspection, custom)
                flow.state = State.mailBody
            } else if custom.uses(.mailHeaders) {
                for index in 0..<min(line.count, max(0, limits.inspectedBytes - flow.block.count)) { flow.block.append(line[index]) }
                flow.block += [0x0D, 0x0A]
            }
        }
        if isEnd { flow.state = State.command }
    }

    /// The next word, which is taken from the rest together with the blank behind it.
    private static func word(_ line: Span<UInt8>, _ rest: inout Range<Int>) -> Range<Int> {
        let end = rest.first { line[$0] == 0x20 } ?? rest.upperBound
        let word = rest.lowerBound..<end
        rest = min(end + 1, rest.upperBound)..<rest.upperBound
        return word
    }
}
