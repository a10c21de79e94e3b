import NGFWCore

/// Services by the certificate of their server, where the client did not name one.
extension Classifier {
    /// Looks up the names of the certificate that is decoded. The subject's name decides; without it, or with one that nobody has, the others
    /// do when all that are known name one application. A client that asked for a name nobody has goes by the subject's alone: certificates of
    /// hosting providers name many customers.
    mutating func lookUpCertificate(_ role: Roles, isNameAsked: Bool, prefix: Int) {
        guard !decoded.certificate.isEmpty else { return }
        let messages = flight
        let certificate = messages.span.extracting(decoded.certificate)
        let names = CertificateNames(certificate)
        var found = application(certificate.extracting(names.commonName))
        if found == nil, !isNameAsked {
            for name in names.alternatives {
                guard let next = application(certificate.extracting(name)) else { continue }
                if let found, found.application != next.application { return }
                found = next
            }
        }
        guard let found else { return }
        hits.append(
            Hit(
                application: found.application, base: tables.bases[.tls], priority: Hit.certificatePriority, strength: found.length,
                isFinal: true, isField: true, evidence: .certificate(found.number), role: role, signature: -1, prefix: prefix))
    }

    /// A wild card stands for the names below.
    private func application(_ name: Span<UInt8>) -> HostTable.Match? {
        tables.hosts.application(of: name.starts(with: "*.") ? name.extracting(2...) : name)
    }
}
