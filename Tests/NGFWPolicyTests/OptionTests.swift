import NGFWCore
import Testing

@testable import NGFWPolicy

/// Each named option in each of its settings; every flow goes through all three evaluators.
@Suite struct OptionTests {
    @Test func `the table has each option once with a default among its values`() throws {
        #expect(Set(PolicyOptions.table.map(\.name)).count == PolicyOptions.table.count)
        for entry in PolicyOptions.table {
            #expect(entry.values.contains(entry.defaultValue) && entry.values.count > 1, "\(entry.name)")
            #expect(entry.value(in: PolicyOptions()) == entry.defaultValue, "\(entry.name)")
            for value in entry.values {
                var options = PolicyOptions()
                try options.set(entry.name, value)
                #expect(entry.value(in: options) == value)
                #expect((options == PolicyOptions()) == (value == entry.defaultValue), "\(entry.name) \(value)")
            }
        }
    }

    @Test func `an unknown option or value is an error that names what is known`() {
        var options = PolicyOptions()
        #expect(throws: PolicyOptionError.self) { try options.set("any-aplication-ports", "all") }
        do {
            try options.set("any-application-ports", "al")
            Issue.record("accepted")
        } catch {
            #expect(error.description == "option 'any-application-ports' cannot be 'al'; did you mean 'all'? (one of known, all)")
        }
        #expect(options == PolicyOptions())
    }
}
