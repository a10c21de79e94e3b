public import NGFWCore

extension SignatureLibrary {
    /// This library with custom applications beside its own; they win where both recognise a session at the same time.
    ///
    ///     let library = try SignatureLibrary.builtIn().extended(by: imported.customApplications, catalogue: imported.policy.catalogue)
    ///
    /// What is compiled already is shared, so that the cost is that of the custom patterns alone.
    ///
    /// - Parameter catalogue: one that extends this library's and holds the custom applications by name.
    public func extended(
        by applications: [CustomApplication], catalogue: ApplicationCatalogue, limits: Limits = .standard
    ) -> SignatureLibrary {
        guard !applications.isEmpty else { return self }
        return SignatureLibrary(extending: self, CustomCompiler.compile(applications, catalogue, limits), catalogue)
    }
}
