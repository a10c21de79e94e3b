extension TrafficLogRecord {
    /// Field 29, the bits that have a name. Source: reference section 5.2; the lowest five bits are undocumented and kept.
    public struct Flags: OptionSet, Hashable, Sendable {
        public let rawValue: UInt32
        public init(rawValue: UInt32) { self.rawValue = rawValue }

        /// A packet capture goes with the session.
        public static let packetCapture = Flags(rawValue: 0x8000_0000)
        public static let multipath = Flags(rawValue: 0x4000_0000)
        /// Content was sent to the vendor's sandbox.
        public static let sentToSandbox = Flags(rawValue: 0x2000_0000)
        public static let credentialSubmission = Flags(rawValue: 0x1000_0000)
        /// The source is exempt from reconnaissance protection.
        public static let reconnaissanceExempt = Flags(rawValue: 0x0800_0000)
        public static let ipv6 = Flags(rawValue: 0x0200_0000)
        public static let decrypted = Flags(rawValue: 0x0100_0000)
        public static let urlDenied = Flags(rawValue: 0x0080_0000)
        public static let translated = Flags(rawValue: 0x0040_0000)
        /// The user logged in at a captive portal.
        public static let captivePortal = Flags(rawValue: 0x0020_0000)
        /// The application is not on one of its default ports.
        public static let nonStandardPort = Flags(rawValue: 0x0010_0000)
        /// The user column holds an address of an X-Forwarded-For header.
        public static let forwardedFor = Flags(rawValue: 0x0008_0000)
        public static let proxyTransaction = Flags(rawValue: 0x0004_0000)
        public static let containerPage = Flags(rawValue: 0x0000_8000)
        /// Allowed as an implicit dependency.
        public static let implicitApplication = Flags(rawValue: 0x0000_2000)
        /// Answers leave where the request came in.
        public static let symmetricReturn = Flags(rawValue: 0x0000_0800)

        /// Each bit with the name that JSON logs and filters use.
        public static let named: [(name: String, flag: Flags)] = [
            ("pcap", .packetCapture), ("multipath", .multipath), ("sandbox", .sentToSandbox), ("credential", .credentialSubmission),
            ("recon-exempt", .reconnaissanceExempt), ("ipv6", .ipv6), ("decrypted", .decrypted), ("url-denied", .urlDenied),
            ("nat", .translated), ("captive-portal", .captivePortal), ("non-standard-port", .nonStandardPort),
            ("x-forwarded-for", .forwardedFor), ("proxy", .proxyTransaction), ("container-page", .containerPage),
            ("implicit-application", .implicitApplication), ("symmetric-return", .symmetricReturn),
        ]
    }
}
