// Writes the texts of Signatures/ as Swift sources, so that the library carries them without resource bundles:
//
//     generate-signatures Signatures Sources/NGFWAppID/Generated
//
// One source per text, and an index. Files of texts that are gone are removed.
import Foundation

let arguments = CommandLine.arguments
guard arguments.count == 3 else {
    FileHandle.standardError.write(Data("usage: generate-signatures SIGNATURES-FOLDER OUTPUT-FOLDER\n".utf8))
    exit(2)
}

do {
    try Generator(texts: URL(fileURLWithPath: arguments[1]), output: URL(fileURLWithPath: arguments[2])).run()
} catch {
    FileHandle.standardError.write(Data("error: \(error)\n".utf8))
    exit(1)
}
