/// What evidence of one library is in another.
public struct EvidenceTranslation {
    /// Whether both have the same signatures and host names, at the same numbers; custom applications may differ.
    let isSameSignatures: Bool
    private let isSame: Bool
    private let former: SignatureLibrary
    private let next: SignatureLibrary
    private var numbers: [String: UInt16] = [:]

    /// - Complexity: O(1) when the signatures are the same, else O(signatures).
    public init(from former: SignatureLibrary, to next: SignatureLibrary) {
        (self.former, self.next) = (former, next)
        isSame = former === next
        isSameSignatures = isSame || former.base.revision == next.base.revision
        guard !isSameSignatures else { return }
        for (number, title) in next.signatureTitles.enumerated() { numbers[title] = UInt16(number) }
    }

    /// - Returns: `none` for a signature or a name that the other library does not have.
    public func translate(_ evidence: Evidence) -> Evidence {
        switch evidence {
        case .none, .ipProtocol, .decoder, .given, .announced: evidence
        case .custom: isSame ? evidence : .none
        case .signature(let number): isSameSignatures ? evidence : signature(Int(number)).map(Evidence.signature) ?? .none
        case .host(let number): isSameSignatures ? evidence : host(number).map(Evidence.host) ?? .none
        case .certificate(let number): isSameSignatures ? evidence : host(number).map(Evidence.certificate) ?? .none
        }
    }

    private func signature(_ number: Int) -> UInt16? {
        former.signatureTitles.indices.contains(number) ? numbers[former.signatureTitles[number]] : nil
    }

    private func host(_ number: UInt32) -> UInt32? {
        guard let name = former.tables.hosts.name(number) else { return nil }
        return next.tables.hosts.application(of: Array(name.utf8).span)?.number
    }
}
