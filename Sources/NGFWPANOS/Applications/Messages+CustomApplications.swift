internal import NGFWCore

/// Codes X090 to X099.
extension Messages {
    static func pattern(_ problem: String, remedy: String, _ application: String, at place: Place) -> Diagnostic {
        Diagnostic(
            .error, "NGFW-X090", "pattern of application '\(clipped(application))': \(clipped(problem))", at: place,
            notes: [clipped(remedy)])
    }
    static func unknownContext(_ name: String, near: String?, at place: Place) -> Diagnostic {
        Diagnostic(
            .warning, "NGFW-X091", "context '\(clipped(name))' is not known; the condition never holds", at: place,
            notes: near.map { ["did you mean '\($0)'?"] } ?? [])
    }
    static func contextNotEvaluated(_ name: String, at place: Place) -> Diagnostic {
        Diagnostic(
            .warning, "NGFW-X092", "nothing here decodes what context '\(name)' stands for; the condition never holds", at: place)
    }
    static func unknownQualifier(_ name: String, _ value: String, near: String?, at place: Place) -> Diagnostic {
        Diagnostic(
            .warning, "NGFW-X093", "qualifier '\(clipped(name))' with value '\(clipped(value))' is not known; the condition never holds",
            at: place, notes: near.map { ["did you mean '\($0)'?"] } ?? [])
    }
    static func wrongOperator(_ name: String, _ context: String, _ kind: String, at place: Place) -> Diagnostic {
        Diagnostic(
            .error, "NGFW-X094", "'\(clipped(name))' does not go with context '\(context)', which holds \(article(kind))", at: place,
            notes: ["a text is matched by 'pattern-match', a number compared by 'equal-to', 'less-than', 'greater-than'"])
    }
    static func unknownOperator(_ name: String, at place: Place) -> Diagnostic {
        Diagnostic(
            .error, "NGFW-X094", "'\(clipped(name))' is no operator; expected 'pattern-match', 'equal-to', 'less-than' or 'greater-than'",
            at: place)
    }
    static func noOperator(_ name: String, at place: Place) -> Diagnostic {
        Diagnostic(.error, "NGFW-X094", "condition '\(clipped(name))' needs exactly one operator in each alternative", at: place)
    }
    static func noContext(_ name: String, missing: String = "context", at place: Place) -> Diagnostic {
        Diagnostic(.error, "NGFW-X094", "'\(clipped(name))' has no '\(missing)'", at: place)
    }
    static func negatedPattern(at place: Place) -> Diagnostic {
        Diagnostic(
            .error, "NGFW-X094", "a pattern of an application cannot be negated", at: place,
            notes: ["'negate' belongs to threat signatures; leave it out or write 'no'"])
    }
    static func tooManyConditions(limit: Int, at place: Place) -> Diagnostic {
        Diagnostic(.error, "NGFW-X095", "more than \(limit) and-conditions", at: place, notes: ["spread them over several signatures"])
    }
    static func emptySignature(_ name: String, _ application: String, at place: Place) -> Diagnostic {
        Diagnostic(
            .error, "NGFW-X095", "signature '\(clipped(name))' of application '\(clipped(application))' has no condition", at: place)
    }
    static func signatureNotUsed(_ name: String, _ application: String, at place: Place) -> Diagnostic {
        Diagnostic(
            .warning, "NGFW-X096",
            "application '\(clipped(application))' is not recognised by its signature '\(clipped(name))', which could not be read whole",
            at: place, notes: ["rules that block the application do not block what the signature describes"])
    }
    static func signatureNeverMatches(_ name: String, _ application: String, at place: Place) -> Diagnostic {
        Diagnostic(
            .warning, "NGFW-X096",
            "signature '\(clipped(name))' of application '\(clipped(application))' never matches, because one of its conditions never holds",
            at: place, notes: ["rules that allow the application do not let its traffic pass, rules that block it do not block it"])
    }
    static func protocolOfMany(_ number: String, _ application: String, at place: Place) -> Diagnostic {
        Diagnostic(
            .error, "NGFW-X097", "IP protocol \(clipped(number)) carries many applications, so it does not name '\(clipped(application))'",
            at: place, notes: ["describe the traffic by ports and a signature, or give the application by an override rule"])
    }
    static func tooManyCustomApplications(limit: Int, at place: Place) -> Diagnostic {
        Diagnostic(.warning, "NGFW-X098", "more than \(limit) custom applications, which a firewall refuses", at: place)
    }
    static func nameOfContainer(_ name: String, at place: Place) -> Diagnostic {
        Diagnostic(
            .error, "NGFW-X051", "application '\(clipped(name))' has the name of a container of built-in applications; rename it", at: place
        )
    }
    static func ownParent(_ name: String, at place: Place) -> Diagnostic {
        Diagnostic(
            .error, "NGFW-X052", "application '\(clipped(name))' is inside itself by its 'parent-app', so nothing is ever recognised as it",
            at: place, notes: ["take 'parent-app' out, or name the application that it is inside"])
    }
    static func tuningOfUnknown(_ name: String, near: String?, at place: Place) -> Diagnostic {
        Diagnostic(
            .warning, "NGFW-X099", "there is no predefined application '\(clipped(name))' to set timeouts or risk of", at: place,
            notes: near.map { ["did you mean '\($0)'?"] } ?? [])
    }

    private static func article(_ kind: String) -> String { kind == "bytes" ? "bytes" : "a \(kind)" }
}
