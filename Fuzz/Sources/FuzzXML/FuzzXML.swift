import NGFWCore
import NGFWPANOS

private let importer = ConfigurationImporter(catalogue: ApplicationCatalogue([]))

/// Configuration import and registration messages, the latter also in two pieces.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    // libFuzzer hands over `count` bytes that live during the call.
    let input = unsafe Array(UnsafeBufferPointer(start: data, count: count))
    _ = importer.read(input, name: "fuzz.xml")
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
