public import NGFWAppID
public import NGFWCore
public import NGFWPolicy

/// Another policy for a running firewall. Source: reference section 4.5.
extension Firewall {
    /// Puts another policy in force: new sessions and application shifts are decided by it at once. Registrations,
    /// zones and timeouts stay; rules that keep their name keep their hits.
    ///
    ///     try firewall.replacePolicy(ResolvedPolicy(policy), at: now)
    ///
    /// Running sessions are looked up again by what is known of them now: an allowed one may come under another rule, one
    /// that is no longer allowed is blocked and logged as such. Blocked sessions stay so until their discard timeout.
    ///
    /// - Parameters:
    ///   - policy: One whose catalogue extends that of this firewall's ``library``, or that of the library that is given.
    ///   - library: Signatures with the new policy's custom applications. Without it the present ones stay, unless the policy numbers
    ///     them otherwise: then only the built-in ones do. Running sessions keep the names that they have, and are looked at for
    ///     built-in applications only.
    ///   - rematch: `false` leaves running sessions under the rule that let them pass, until their application shifts.
    ///   - time: `nil` is the latest time seen.
    /// - Throws: ``FlowError`` (`noPolicy`) when the firewall was made without a policy: it stays so.
    /// - Complexity: compiling the policy, and one lookup a running session.
    public mutating func replacePolicy(
        _ policy: ResolvedPolicy, library: SignatureLibrary? = nil, rematch: Bool = true, at time: Timestamp? = nil
    ) throws(FlowError) {
        guard let owner else { throw FlowError(.noPolicy) }
        if let time { moveClock(to: time) }
        settleReports()
        owner.replacePolicy(policy)
        zones.adopt(policy)
        takeOver(library, policy.catalogue)
        let former = rules
        rules = RuleBook(policy, after: former, at: now)
        follows = PolicyFollowing(policy, at: now)
        let live = table.live
        for index in live {
            table[index].author = table[index].author.map { rules.adopt($0, of: former) }
        }
        guard rematch else { return }
        for index in live where table[index].state == .active { askAgain(index) }
    }

    /// Puts other signatures in force; no session is lost. Decided sessions keep their names, the others are looked at with the new
    /// signatures from the bytes on that are kept of them.
    ///
    ///     var diagnostics = Diagnostics()
    ///     firewall.replaceSignatures(SignatureLibrary(builtInWith: texts, diagnostics: &diagnostics))
    ///
    /// With a policy only signatures of the same applications can be put in like this; for others make the policy anew with the
    /// library's catalogue and give both to ``replacePolicy(_:library:rematch:at:)``.
    ///
    /// - Throws: ``FlowError`` (`foreignLibrary`) when the policy has other numbers for the library's applications: nothing changes.
    /// - Complexity: O(sessions under inspection + different identifications).
    public mutating func replaceSignatures(_ library: SignatureLibrary) throws(FlowError) {
        guard owner == nil || catalogue.extends(library.catalogue) else { throw FlowError(.foreignLibrary) }
        settleReports()
        takeOver(library, owner == nil ? library.catalogue : catalogue)
    }

    /// Gives everything that names an application its number in another catalogue.
    private mutating func takeOver(_ given: SignatureLibrary?, _ others: ApplicationCatalogue) {
        let former = catalogue
        catalogue = others
        applicationTimeouts = ApplicationTimeouts(others, configuration.settings.timeouts)
        controls.changeCatalogue(to: others)
        var next = given ?? library
        if !others.extends(next.catalogue) { next = next.base }
        let isSame = next === library
        if isSame, others.extends(former) { return }
        let numbers = former.identifiers.map { others.id(named: former.name($0)) }
        func renumber(_ id: ApplicationID) -> ApplicationID? { numbers[Int(id.rawValue)] }
        let evidence = EvidenceTranslation(from: library, to: next)
        identifications.renumber(evidence, renumber)
        inspections.forEach { $0.inspection.libraryChanged(evidence, renumber) }
        guard !isSame else { return }
        library = next
        let observer = classifier.observer
        classifier = Classifier(next, limits: configuration.limits)
        classifier.observer = observer
        classifier.keepsDecidedBytes = owner != nil
    }

    /// Whether another worker of the group has the session that announced this one.
    private mutating func isFostered(_ index: Int) -> Bool {
        kinship != nil && table[index].traits.contains(.hasParent) && parents[index]?.worker != nil
    }

    /// Asks again about the sessions that others' have announced, after all others have asked about theirs.
    mutating func rematchFostered() {
        for index in table.live where table[index].state == .active && isFostered(index) { askAgain(index) }
    }

    /// The lookup of a running session by what is known of it now. One whose time is over ran before there was anything new to ask.
    mutating func askAgain(_ index: Int) {
        if table.isExpired(index, at: now) { return }
        // Its parent's worker may not have asked about the parent yet.
        if isFostered(index), kinship?.kin == nil {
            kinship?.owesRematch = true
            return
        }
        guard application(index) == .undecided else {
            _ = lookUpAgain(index, nil, .clientToServer)
            return
        }
        guard let match = lookUp(table[index], client(of: index), application: nil) else { return }
        take(match, index)
        guard !match.action.isAllow else { return }
        // What little is known names it in the log.
        concludeIdentification(index)
        block(index, .drop, nil, .clientToServer)
    }
}
