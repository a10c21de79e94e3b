public import NGFWCore

extension SignatureLibrary {
    /// The built-in part of this library with custom applications beside it; they win where both recognise a session.
    ///
    ///     let library = try SignatureLibrary.builtIn().extended(by: imported.customApplications, catalogue: imported.policy.catalogue)
    ///
    /// What is compiled already is shared, so that the cost is that of the custom patterns alone.
    ///
    /// - Parameters:
    ///   - catalogue: holds the custom applications by name.
    ///   - builtInWins: the built-in ones win instead, but for the protocol below a custom application and for its parent.
    /// - Precondition: the catalogue extends that of this library, or numbers would name other applications.
    public func extended(
        by applications: [CustomApplication], catalogue: ApplicationCatalogue, limits: Limits = .standard, builtInWins: Bool = false
    ) -> SignatureLibrary {
        guard !applications.isEmpty else { return self }
        precondition(catalogue.extends(base.catalogue), "the catalogue numbers applications otherwise than the library")
        let custom = CustomCompiler.compile(applications, catalogue, limits, builtInWins: builtInWins)
        return SignatureLibrary(extending: base, custom, catalogue)
    }
}
