import NGFWCore
import NGFWPANOS
import NGFWPolicy

private let importer = ConfigurationImporter(catalogue: ApplicationCatalogue([]))

/// Configuration import in every format, what an export makes of it, and registration messages, these also in two pieces.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    // libFuzzer hands over `count` bytes that live during the call.
    let input = unsafe Array(UnsafeBufferPointer(start: data, count: count))
    let imported = importer.read(input, name: "fuzz.xml")
    if !imported.diagnostics.hasErrors {
        for format in ConfigurationFormat.allCases { checkExport(of: imported, as: format) }
    }
    let whole = RegistrationReader.read(input, name: "fuzz.xml").updates
    var reader = RegistrationReader(name: "fuzz.xml")
    var updates = reader.feed(Array(input[..<(count / 2)]))
    updates += reader.feed(Array(input[(count / 2)...]))
    reader.finish()
    // Behind a broken message the search for the next one may begin at another place.
    guard updates.count == whole.count || reader.diagnostics.hasErrors else {
        fatalError("\(whole.count) updates in one piece, \(updates.count) in two")
    }
    return 0
}

/// What can be written is read as the same policy again.
private func checkExport(of imported: ImportedConfiguration, as format: ConfigurationFormat) {
    let export = ConfigurationExporter().export(imported, as: format)
    guard !export.diagnostics.hasErrors else { return }
    let again = importer.read(export.text, name: "fuzz.xml")
    var expected = ConfigurationExporter.flattened(imported)
    expected.name = again.policy.name
    // A clock that has no name is not written; the export says so.
    if !export.diagnostics.isEmpty { expected.timeZone = again.policy.timeZone }
    guard again.policy == expected else { fatalError("\(format) says something else:\n\(String(decoding: export.text, as: UTF8.self))") }
}
