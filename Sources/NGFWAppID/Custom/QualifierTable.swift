/// The values that qualifiers can have. Source: reference section 2.9.
public enum QualifierTable {
    /// Methods of HTTP: GET and HEAD are seen in exports, the others are assumed (Unverified 12).
    static let methods = [
        "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH", "PROPFIND", "PROPPATCH", "MKCOL", "COPY", "MOVE",
        "LOCK", "UNLOCK", "SEARCH", "REPORT", "SUBSCRIBE", "UNSUBSCRIBE",
    ]

    /// Header names with what the qualifier calls them; any other header is `UNKNOWN_HDR`.
    static let headers: [(value: String, name: StaticString)] = [
        ("ACCEPT_LANGUAGE", "accept-language"), ("AUTHORIZATION", "authorization"), ("CONTENT_ENCODING", "content-encoding"),
        ("CONTENT_LENGTH", "content-length"), ("CONTENT_TYPE", "content-type"), ("HOST", "host"),
        ("IF_MOD_SINCE", "if-modified-since"), ("SUBSCRIBE_HDR", "subscribe"), ("TRANSFER_ENCODING", "transfer-encoding"),
        ("X_FORWARD_FOR", "x-forwarded-for"), ("UNKNOWN_HDR", ""),
    ]
    static let unknownHeader = UInt8(headers.count - 1)

    /// Commands of FTP; any other is `UNKNOWN-COMMAND`.
    static let commands = [
        "ABOR", "ACCT", "ALLO", "APPE", "AUTH", "CDUP", "CWD", "DELE", "EHLO", "ERPT", "HELO", "LIST", "MDTM", "MKD", "MODE", "NLIST",
        "OPTS",
        "PASS", "PASV", "PBSZ", "PORT", "PWD", "QUIT", "REIN", "REST", "RETR", "RMD", "RNFR", "RNTO", "SITE", "SIZE", "SMNT", "STAT",
        "STOR",
        "STOU", "STRU", "SYST", "TEST", "TYPE", "USER", "XCRC", "XMD5", "XSHA1", "UNLOCK", "UNKNOWN-COMMAND",
    ]
    static let unknownCommand = UInt8(commands.count - 1)

    /// The qualifiers that are evaluated.
    public static let names = ["http-method", "http-header-field", "ftp-command"]

    /// The values of a qualifier; `nil` for one that is not evaluated.
    public static func values(of name: String) -> [String]? {
        switch name {
        case "http-method": methods
        case "http-header-field": headers.map(\.value)
        case "ftp-command": commands
        default: nil
        }
    }

    /// `nil` when something is not known: the condition must not hold then.
    static func mask(_ qualifiers: [CustomCondition.Qualifier]) -> QualifierMask? {
        var mask = QualifierMask()
        for qualifier in qualifiers {
            guard let number = values(of: qualifier.name)?.firstIndex(of: qualifier.value) else { return nil }
            switch qualifier.name {
            case "http-method": mask.methods |= 1 << UInt64(number)
            case "http-header-field": mask.headers |= 1 << UInt64(number)
            default: mask.commands |= 1 << UInt64(number)
            }
        }
        return mask
    }

    /// The number of a text in a list, 255 when it is not there; case matters only where the protocol says so.
    static func number(of text: Span<UInt8>, in list: [String], isCaseSensitive: Bool) -> UInt8 {
        for (number, name) in list.enumerated() where name.utf8.count == text.count {
            var same = true
            for (index, byte) in name.utf8.enumerated() {
                let other = text[index]
                if other != byte, isCaseSensitive || !(0x61...0x7A).contains(other) || other & 0xDF != byte {
                    same = false
                    break
                }
            }
            if same { return UInt8(truncatingIfNeeded: number) }
        }
        return 255
    }
}
