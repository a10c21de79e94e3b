internal import NGFWCore

/// Every message of this target in one place, by code. Codes stay; texts may improve.
enum Messages {
    typealias Place = SourceLocation?

    // MARK: Registrations (R)

    static func registrationElement(_ path: String, count: Int, at place: Place) -> Diagnostic {
        Diagnostic(.warning, "NGFW-R001", "'\(path)' is not supported and has no effect\(times(count))", at: place)
    }
    static func registrationRoot(_ name: String, at place: Place) -> Diagnostic {
        Diagnostic(.error, "NGFW-R002", "expected a 'uid-message' document, found '\(name)'", at: place)
    }
    static func registrationType(_ type: String, at place: Place) -> Diagnostic {
        Diagnostic(.error, "NGFW-R003", "message type '\(type)' is not 'update'; the message is refused", at: place)
    }
    static func registrationAttribute(_ attribute: String, of entry: String, at place: Place) -> Diagnostic {
        Diagnostic(.error, "NGFW-R004", "the entry of '\(entry)' has no attribute '\(attribute)'; the entry is refused", at: place)
    }
    static func registrationObject(_ text: String, at place: Place) -> Diagnostic {
        Diagnostic(
            .error, "NGFW-R005", "'\(clipped(text))' is no address, range or prefix; the entry is refused", at: place)
    }
    static func registrationFamily(_ text: String, at place: Place) -> Diagnostic {
        Diagnostic(
            .error, "NGFW-R005", "'\(clipped(text))' is of IPv6, where only single addresses can be registered; the entry is refused",
            at: place)
    }
    static func registrationHost(_ text: String, _ section: String, at place: Place) -> Diagnostic {
        Diagnostic(.error, "NGFW-R005", "'\(clipped(text))' of this \(section) is not one address; the entry is refused", at: place)
    }
    static func registrationTag(_ tag: String, _ reason: String, at place: Place) -> Diagnostic {
        Diagnostic(.error, "NGFW-R006", "tag '\(clipped(tag))' \(reason); the entry is refused", at: place)
    }
    static func registrationTimeout(_ text: String, range: ClosedRange<Int64>, unit: String, at place: Place) -> Diagnostic {
        Diagnostic(
            .error, "NGFW-R007",
            "timeout '\(clipped(text))' is not a number of \(unit) from \(range.lowerBound) to \(range.upperBound); the entry is refused",
            at: place)
    }
    static func registrationPersistence(count: Int, at place: Place) -> Diagnostic {
        Diagnostic(
            .note, "NGFW-R008", "'persistent' has no effect: registrations live as long as the process\(times(count))", at: place)
    }
    static func registrationUnclosed(at place: Place) -> Diagnostic {
        Diagnostic(.error, "NGFW-R009", "the message ends early; it is refused", at: place)
    }
    static func registrationEmpty(_ name: String, at place: Place) -> Diagnostic {
        Diagnostic(.error, "NGFW-R010", "\(name) is empty; the entry is refused", at: place)
    }

    // MARK: XML documents (X0)

    static func unreadable(_ path: String, _ reason: String) -> Diagnostic {
        Diagnostic(.error, "NGFW-X001", "cannot read the file: \(reason)", at: SourceLocation(file: path))
    }
    static func tooLarge(limit: Int, at place: Place) -> Diagnostic {
        Diagnostic(.error, "NGFW-X002", "the document is longer than \(limit) bytes", at: place)
    }
    static func tooLargeJSON(limit: Int, at place: Place) -> Diagnostic {
        Diagnostic(
            .error, "NGFW-X002", "the document is longer than \(limit) bytes of JSON", at: place,
            notes: ["JSON is held whole in memory; the same configuration as XML or set commands may be longer"])
    }
    static func malformed(_ reason: String, at place: Place) -> Diagnostic {
        let text = reason.split(whereSeparator: \.isNewline).joined(separator: " ")
        return Diagnostic(.error, "NGFW-X003", "not well-formed XML: \(clipped(lowerFirst(text)))", at: place)
    }
    static func documentType(at place: Place) -> Diagnostic {
        Diagnostic(
            .error, "NGFW-X004", "a document type declaration is refused, because its entities can grow without end; remove the DOCTYPE",
            at: place)
    }
    static func tooDeep(limit: Int, at place: Place) -> Diagnostic {
        Diagnostic(.error, "NGFW-X005", "elements are nested deeper than \(limit)", at: place)
    }
    static func textTooLong(limit: Int, at place: Place) -> Diagnostic {
        Diagnostic(.error, "NGFW-X006", "a text is longer than \(limit) bytes", at: place)
    }
    static func tooManyAttributes(limit: Int, at place: Place) -> Diagnostic {
        Diagnostic(.error, "NGFW-X007", "an element has more than \(limit) attributes", at: place)
    }
    static func encoding(_ name: String, at place: Place) -> Diagnostic {
        Diagnostic(.error, "NGFW-X008", "the document is \(name); save it as UTF-8", at: place)
    }
    static func markupTooLong(limit: Int, at place: Place) -> Diagnostic {
        Diagnostic(.error, "NGFW-X009", "a tag, comment or CDATA section is longer than \(limit) bytes", at: place)
    }
    static func strayText(count: Int, at place: Place) -> Diagnostic {
        Diagnostic(.warning, "NGFW-X010", "text between elements is ignored\(times(count))", at: place)
    }
    static func strayText(in path: String, count: Int, at place: Place) -> Diagnostic {
        Diagnostic(
            .error, "NGFW-X010", "'\(path)' holds text between its elements\(times(count)); put it into one, or take it out", at: place)
    }
    static func tooManyElements(limit: Int, at place: Place) -> Diagnostic {
        Diagnostic(.error, "NGFW-X011", "the document has more than \(limit) elements", at: place)
    }
    static func tooManyNames(limit: Int, at place: Place) -> Diagnostic {
        Diagnostic(.error, "NGFW-X011", "the document has more than \(limit) different names of elements", at: place)
    }

    static func partial(_ parts: [(names: [String], place: String)], at place: Place) -> Diagnostic {
        let texts = parts.map { "\(list($0.names)) as of '\($0.place)'" }
        return Diagnostic(.note, "NGFW-X013", "this is a part of a configuration: it is read \(texts.joined(separator: ", "))", at: place)
    }
    static func setSyntax(_ reason: String, at place: Place) -> Diagnostic {
        Diagnostic(.error, "NGFW-X014", "not a configuration in set format: \(reason)", at: place)
    }
    static func setAbsent(_ name: String, _ command: String, at place: Place) -> Diagnostic {
        // A rule that was meant to be gone, or further up, would decide.
        Diagnostic(
            .error, "NGFW-X015", "there is no '\(clipped(name))' to \(command); the command has no effect", at: place,
            notes: ["write the name as it was set, or take the command out"])
    }
    static func errorResponse(_ text: String, at place: Place) -> Diagnostic {
        Diagnostic(.error, "NGFW-X016", "the document is an error message of a device: '\(clipped(text))'", at: place)
    }
    static func json(_ reason: String, at place: Place) -> Diagnostic {
        Diagnostic(.error, "NGFW-X017", "not a configuration in JSON: \(clipped(reason))", at: place)
    }
    static func braces(at place: Place) -> Diagnostic {
        Diagnostic(
            .error, "NGFW-X018", "configurations in braces are not read", at: place,
            notes: ["'set cli config-output-format set' or 'xml' makes 'show' print one that is"])
    }

    // MARK: The view (X02x)

    static func root(_ name: String, at place: Place) -> Diagnostic {
        Diagnostic(
            .error, "NGFW-X020", "expected a 'config' document, found '\(name)'", at: place,
            notes: ["export it by 'export configuration version running-config.xml' or 'show config running' in XML"])
    }
    static func chooseVsys(_ names: [String], at place: Place) -> Diagnostic {
        Diagnostic(.error, "NGFW-X021", "the firewall has several virtual systems; choose one of \(list(names)) (--vsys)", at: place)
    }
    static func unknownVsys(_ name: String, _ names: [String], at place: Place) -> Diagnostic {
        Diagnostic(.error, "NGFW-X022", "there is no virtual system '\(name)'; choose one of \(list(names)) (--vsys)", at: place)
    }
    static func chooseDeviceGroup(_ names: [String], at place: Place) -> Diagnostic {
        Diagnostic(
            .error, "NGFW-X023", "this Panorama has several device groups; choose one of \(list(names)) (--device-group)", at: place)
    }
    static func unknownDeviceGroup(_ name: String, _ names: [String], at place: Place) -> Diagnostic {
        Diagnostic(
            .error, "NGFW-X024", "there is no device group '\(name)'; choose one of \(list(names)) (--device-group)", at: place)
    }
    static func noHierarchy(at place: Place) -> Diagnostic {
        Diagnostic(
            .warning, "NGFW-X025", "the export has no 'readonly' part, so every device group is taken as a child of shared", at: place)
    }
    static func notInHierarchy(_ name: String, at place: Place) -> Diagnostic {
        Diagnostic(
            .warning, "NGFW-X025", "device group '\(name)' does not stand in the 'readonly' part, so it is taken as a child of shared",
            at: place)
    }
    static func brokenHierarchy(_ name: String, _ parent: String, _ reason: String, at place: Place) -> Diagnostic {
        Diagnostic(.error, "NGFW-X026", "device group '\(name)': parent '\(parent)' \(reason)", at: place)
    }
    static func noVsys(at place: Place) -> Diagnostic {
        Diagnostic(.error, "NGFW-X027", "the configuration has neither a virtual system nor a device group", at: place)
    }
    static func objectsAlone(at place: Place) -> Diagnostic {
        Diagnostic(.note, "NGFW-X019", "there is no virtual system; the shared objects are read alone", at: place)
    }
    static func deviceGroupOfFirewall(at place: Place) -> Diagnostic {
        Diagnostic(
            .error, "NGFW-X028", "this is a firewall's configuration, which has no device groups; leave the device group out", at: place)
    }
    static func vsysOfPanorama(at place: Place) -> Diagnostic {
        Diagnostic(
            .warning, "NGFW-X029", "this is a Panorama configuration: the virtual system only chooses among rule targets and templates",
            at: place)
    }

    // MARK: Elements (X03x)

    static func unsupported(_ path: String, count: Int, at place: Place) -> Diagnostic {
        Diagnostic(.warning, "NGFW-X030", "'\(path)' is not supported yet and has no effect\(times(count))", at: place)
    }
    static func unrecognised(_ path: String, count: Int, at place: Place) -> Diagnostic {
        Diagnostic(.warning, "NGFW-X031", "'\(path)' is not known and has no effect\(times(count))", at: place)
    }
    static func unreadRules(_ path: String, count: Int, at place: Place) -> Diagnostic {
        Diagnostic(
            .error, "NGFW-X031", "'\(path)' is not known, and the rules in it are left out\(times(count))", at: place,
            notes: [
                "rules stand in security/rules of the rulebase of a virtual system, or of the pre-rulebase or post-rulebase of shared "
                    + "or a device group"
            ])
    }
    static func foreign(_ path: String, count: Int, at place: Place) -> Diagnostic {
        Diagnostic(.error, "NGFW-X031", "'\(path)' is not known, and what it stands for is left out\(times(count))", at: place)
    }
    static func noName(_ kind: String, at place: Place) -> Diagnostic {
        Diagnostic(.error, "NGFW-X032", "this \(kind) has no name and is left out", at: place)
    }
    static func nameless(_ path: String, count: Int, at place: Place) -> Diagnostic {
        Diagnostic(.error, "NGFW-X032", "this '\(path)' has no name and is left out\(times(count))", at: place)
    }
    static func misplacedText(_ path: String, count: Int, at place: Place) -> Diagnostic {
        Diagnostic(.error, "NGFW-X012", "'\(path)' holds text where elements are expected\(times(count))", at: place)
    }
    static func badName(_ kind: String, _ name: String, _ reason: String, at place: Place) -> Diagnostic {
        Diagnostic(.error, "NGFW-X033", "the name '\(clipped(name))' of this \(kind) \(reason); it is left out", at: place)
    }
    static func duplicate(_ kind: String, _ name: String, first: Place, at place: Place) -> Diagnostic {
        let notes = first.map { ["the first is at \($0)"] } ?? []
        return Diagnostic(.warning, "NGFW-X034", "\(kind) '\(name)' is defined twice; the first one stays", at: place, notes: notes)
    }
    static func twin(_ kind: String, _ name: String, first: Place, at place: Place) -> Diagnostic {
        var diagnostic = duplicate(kind, clipped(name), first: first, at: place)
        diagnostic.severity = .error
        return diagnostic
    }
    static func repeatedDefaultRule(_ name: String, first: Place, at place: Place) -> Diagnostic {
        var diagnostic = duplicate("default rule", name, first: first, at: place)
        // Its name may be meant to be the other one's, which then stays as the product has it.
        diagnostic.severity = .error
        return diagnostic
    }
    static func overrideForbidden(_ kind: String, _ name: String, owner: Place, at place: Place) -> Diagnostic {
        let notes = owner.map { ["it is defined at \($0)"] } ?? []
        return Diagnostic(
            .error, "NGFW-X045", "\(kind) '\(name)' may not be overridden (disable-override); this one is left out", at: place, notes: notes
        )
    }
    static func pushedTwin(_ kind: String, _ name: String, first: Place, at place: Place) -> Diagnostic {
        Diagnostic(
            .error, "NGFW-X059", "\(kind) '\(clipped(name))' is the firewall's own and a pushed one; a firewall refuses that, rename one",
            at: place, notes: first.map { ["the other one is at \($0)"] } ?? [])
    }
    static func missing(_ child: String, in kind: String, _ name: String, at place: Place) -> Diagnostic {
        Diagnostic(.error, "NGFW-X035", "\(kind) '\(name)' has no '\(child)' and is left out", at: place)
    }
    static func badValue(_ value: String, _ expected: String, at place: Place) -> Diagnostic {
        Diagnostic(.error, "NGFW-X036", "'\(clipped(value))' is not \(expected)", at: place)
    }
    static func onlyOfTCP(_ name: String, at place: Place) -> Diagnostic {
        Diagnostic(.error, "NGFW-X036", "'\(name)' stands in a service that is not of tcp, which has no close", at: place)
    }
    static func emptyList(_ name: String, at place: Place) -> Diagnostic {
        Diagnostic(.error, "NGFW-X037", "'\(name)' is empty; write 'any' where any is meant", at: place)
    }
    static func repeated(_ path: String, count: Int, at place: Place) -> Diagnostic {
        Diagnostic(
            .error, "NGFW-X038", "'\(path)' stands a second time in the same element\(times(count)); join the two, only one counts",
            at: place)
    }
    static func emptySchedule(_ name: String, at place: Place) -> Diagnostic {
        Diagnostic(.error, "NGFW-X037", "schedule '\(name)' holds no times, so that its rules never match", at: place)
    }
    static func severalDefaults(_ application: String, _ kinds: [String], at place: Place) -> Diagnostic {
        Diagnostic(
            .error, "NGFW-X039", "application '\(application)' has more than one of \(list(kinds)) as default; none is used", at: place)
    }
    static func severalTypes(_ kind: String, _ name: String, _ types: [String], at place: Place) -> Diagnostic {
        Diagnostic(.error, "NGFW-X039", "\(kind) '\(name)' has more than one of \(list(types)) and is left out", at: place)
    }

    // MARK: Rules (X04x)

    static func absent(_ child: String, rule: String, taken: String, at place: Place) -> Diagnostic {
        Diagnostic(.warning, "NGFW-X040", "rule '\(rule)' has no '\(child)'; '\(taken)' is taken", at: place)
    }
    static func flaw(_ child: String) -> String {
        switch child {
        case SetWords.unreadableName: "a command about it cannot be read"
        case XMLTree.strayName: "it holds text between its elements"
        default: "its '\(clipped(child))' cannot be understood"
        }
    }
    static func ruleNotUsed(_ rule: String, _ flaw: String, at place: Place) -> Diagnostic {
        Diagnostic(.error, "NGFW-X041", "rule '\(rule)' could not be read whole, so it matches nothing: \(flaw)", at: place)
    }
    static func tooManyRules(limit: Int, at place: Place) -> Diagnostic {
        Diagnostic(.error, "NGFW-X042", "more than \(limit) rules; the rest is left out", at: place)
    }
    static func targetWithoutSerial(count: Int, at place: Place) -> Diagnostic {
        Diagnostic(
            .warning, "NGFW-X043",
            "rules with target devices are read as for a device that no target names\(times(count)); give the serial number to choose one",
            at: place)
    }
    static func targetTags(_ rule: String, at place: Place) -> Diagnostic {
        Diagnostic(
            .error, "NGFW-X044", "rule '\(rule)' chooses its targets by device tags, and the tags of this device are not known", at: place,
            notes: ["give the serial number of a device that the file has, or the device tags"])
    }
    static func notOverridable(_ child: String, of rule: String, at place: Place) -> Diagnostic {
        Diagnostic(.error, "NGFW-X046", "'\(child)' of default rule '\(rule)' cannot be changed and is ignored", at: place)
    }
    static func unknownDefaultRule(_ rule: String, at place: Place) -> Diagnostic {
        Diagnostic(
            .error, "NGFW-X047", "'\(clipped(rule))' is no default rule; expected 'intrazone-default' or 'interzone-default'", at: place)
    }
    static func defaultRuleBlocks(_ rule: String, at place: Place) -> Diagnostic {
        Diagnostic(.error, "NGFW-X049", "default rule '\(rule)' could not be read whole, so it blocks", at: place)
    }

    static func vsysRulesOfPanorama(_ vsys: String, at place: Place) -> Diagnostic {
        Diagnostic(
            .error, "NGFW-X048", "the rules of virtual system '\(clipped(vsys))' are not read, because this is a Panorama configuration",
            at: place)
    }

    // MARK: Objects (X05x)

    static func unknownApplication(_ name: String, near: String?, at place: Place) -> Diagnostic {
        Diagnostic(
            .warning, "NGFW-X050", "application '\(clipped(name))' is not known; it is never identified in traffic", at: place,
            notes: near.map { ["did you mean '\($0)'?"] } ?? [])
    }
    static func applicationExists(_ name: String, at place: Place) -> Diagnostic {
        Diagnostic(.error, "NGFW-X051", "application '\(name)' is built in; the custom one is left out", at: place)
    }
    static func nameOfTwo(_ kind: String, _ name: String, _ other: String, first: Place, at place: Place) -> Diagnostic {
        Diagnostic(
            .error, "NGFW-X055", "\(kind) '\(clipped(name))' has the name of \(other), which rules mean by it; rename one", at: place,
            notes: first.map { ["that one is at \($0)"] } ?? [])
    }
    static func catalogueFull(at place: Place) -> Diagnostic {
        Diagnostic(.error, "NGFW-X053", "more than 65,535 applications; the rest is left out", at: place)
    }
    static func filterCriterion(_ criterion: String, _ filter: String, at place: Place) -> Diagnostic {
        Diagnostic(
            .error, "NGFW-X054", "'\(criterion)' of application filter '\(filter)' is not supported, so the filter matches nothing",
            at: place, notes: ["name the applications in an application group instead"])
    }
    static func unknownApplicationTag(_ tag: String, _ filter: String, near: String?, at place: Place) -> Diagnostic {
        Diagnostic(
            .error, "NGFW-X056",
            "no application has the tag '\(clipped(tag))' of application filter '\(clipped(filter))' here, so the filter matches nothing",
            at: place,
            notes: [
                near.map { "did you mean '\($0)'?" } ?? "tags that come with the vendor's content are not known here; "
                    + "give applications the tag in 'application-tag', or name them in an application group"
            ])
    }
    static func tagOfUnknownApplication(_ name: String, near: String?, at place: Place) -> Diagnostic {
        Diagnostic(
            .warning, "NGFW-X058", "there is no application '\(clipped(name))' to give tags to", at: place,
            notes: near.map { ["did you mean '\($0)'?"] } ?? [])
    }
    static func timeZone(_ name: String, at place: Place) -> Diagnostic {
        Diagnostic(
            .warning, "NGFW-X057", "time zone '\(clipped(name))' is not known here: schedules are read in UTC",
            at: place)
    }

    // MARK: Network (X06x)

    static func unresolvedInterfaceAddress(_ text: String, _ interface: String, at place: Place) -> Diagnostic {
        Diagnostic(
            .warning, "NGFW-X060",
            "'\(clipped(text))' of interface '\(interface)' is no address and no address object; its zone is unknown",
            at: place)
    }
    static func routeWithoutZone(_ route: String, at place: Place) -> Diagnostic {
        Diagnostic(
            .warning, "NGFW-X061", "static route '\(clipped(route))' leads to no zone; addresses behind it have none", at: place)
    }
    static func dynamicAddress(_ interface: String, at place: Place) -> Diagnostic {
        Diagnostic(
            .warning, "NGFW-X062", "interface '\(interface)' takes its address by DHCP or PPPoE; its network is not in the zone map",
            at: place)
    }
    static func unresolvedVariable(_ name: String, _ type: String, at place: Place) -> Diagnostic {
        Diagnostic(
            .error, "NGFW-X064", "'\(clipped(name))' is no variable of type '\(type)' with a value in the templates of this device",
            at: place)
    }
    static func unresolvedInterface(_ name: String, at place: Place) -> Diagnostic {
        Diagnostic(
            .warning, "NGFW-X064",
            "'\(clipped(name))' is no variable of type 'interface' with a value in the templates of this device; networks behind it have no zone",
            at: place)
    }
    static func unknownTemplate(_ name: String, at place: Place) -> Diagnostic {
        Diagnostic(.warning, "NGFW-X063", "there is no template '\(clipped(name))'; its zones are missing", at: place)
    }

    // MARK: Text files (X07x)

    static func badLine(_ text: String, _ expected: String, at place: Place) -> Diagnostic {
        Diagnostic(.error, "NGFW-X070", "'\(clipped(text))' is not \(expected); the line is left out", at: place)
    }
    static func tooManyEntries(limit: Int, at place: Place) -> Diagnostic {
        Diagnostic(.error, "NGFW-X071", "more than \(limit) entries; the rest is left out", at: place)
    }
    static func conflictingLine(_ prefix: String, _ zone: String, at place: Place) -> Diagnostic {
        Diagnostic(.error, "NGFW-X072", "'\(prefix)' is in zone '\(zone)' already; the line is left out", at: place)
    }
    static func commentLikeEntry(_ text: String, _ entry: String, at place: Place) -> Diagnostic {
        Diagnostic(
            .warning, "NGFW-X074", "of '\(clipped(text))' only '\(clipped(entry))' is taken, what follows is a comment", at: place,
            notes: ["write one entry a line, without blanks in it"])
    }
    static func skippedLine(_ text: String, at place: Place) -> Diagnostic {
        Diagnostic(.warning, "NGFW-X073", "'\(clipped(text))' is no address, prefix or range; the line is skipped", at: place)
    }

    // MARK: Exports (X08x)

    static func unspeakable(_ reason: String) -> Diagnostic {
        Diagnostic(.error, "NGFW-X080", "the configuration cannot be written: \(reason)")
    }
    static func unspeakableName(_ name: String, at place: Place) -> Diagnostic {
        Diagnostic(.error, "NGFW-X081", "the name '\(clipped(name))' is empty or has blanks at its ends, which would be lost", at: place)
    }
    static func objectNotWritten(_ kind: String, _ name: String, at place: Place) -> Diagnostic {
        Diagnostic(.error, "NGFW-X082", "\(kind) '\(clipped(name))' was not read whole and is not written", at: place)
    }
    static func objectLeftOut(_ kind: String, _ name: String) -> Diagnostic {
        Diagnostic(
            .warning, "NGFW-X082",
            "\(kind) '\(clipped(name))' was not read whole and is left out; rules that name it are written as disabled ones")
    }
    static func flawedRuleWritten(_ rule: String, at place: Place) -> Diagnostic {
        Diagnostic(.warning, "NGFW-X083", "rule '\(clipped(rule))' was not read whole and is written as a disabled one", at: place)
    }
    static func timeZoneNotWritten(hasSchedules: Bool) -> Diagnostic {
        Diagnostic(
            hasSchedules ? .error : .warning, "NGFW-X084", "the time zone of schedules is no whole hour from UTC and is not written")
    }

    // MARK: Pieces

    private static func times(_ count: Int) -> String { count > 1 ? " (\(count) times, first here)" : "" }

    private static func list(_ names: [String]) -> String {
        let shown = names.prefix(20).map { "'\(clipped($0))'" }.joined(separator: ", ")
        return names.count > 20 ? "\(shown) and \(names.count - 20) more" : shown
    }

    /// Names come from outside: long ones are cut, control characters shown as dots.
    static func clipped(_ text: String) -> String {
        let shown = String(text.prefix(100).map { $0.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7f } ? $0 : "." })
        return text.count > 100 ? shown + "…" : shown
    }

    private static func lowerFirst(_ text: String) -> String {
        let words = text.split(separator: " ", maxSplits: 1)
        guard let first = words.first, first.dropFirst().allSatisfy(\.isLowercase) else { return text }
        return text.prefix(1).lowercased() + text.dropFirst()
    }
}
