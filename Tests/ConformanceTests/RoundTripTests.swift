import NGFWAppID
import NGFWCore
import NGFWPANOS
import NGFWPolicy
import NGFWSuites
import NGFWTestSupport
import Testing

/// What the kit's configurations say is said again by each format that they can be written in.
@Suite struct RoundTripTests {
    private static let catalogue = Result { try SignatureLibrary.builtIn().catalogue }

    private func options(_ inputs: SuiteInputs) -> ImportOptions {
        var options = ImportOptions()
        for (name, source) in inputs.externalLists {
            switch source {
            case .value(let entries): options.externalLists[name] = entries
            case .file(let path, _): options.externalLists[name] = ExternalListFile.read(path: path).entries
            }
        }
        return options
    }

    private func read(_ text: SuiteText, _ file: KitFile, _ options: ImportOptions) throws -> ImportedConfiguration {
        let importer = ConfigurationImporter(catalogue: try Self.catalogue.get(), options: options)
        return switch text.content {
        case .file(let path): importer.read(path: path)
        case .inline(let bytes): importer.read(bytes, name: file.path)
        }
    }

    @Test(arguments: ConfigurationFormat.allCases)
    func `each configuration of the kit is read as the same policy after an export`(format: ConfigurationFormat) throws {
        var compared = 0
        var refused = 0
        for file in Kit.files {
            let suite = try file.read()
            guard let text = suite.configuration else { continue }
            var first = options(suite.inputs)
            (first.vsys, first.deviceGroup, first.serial) = (suite.inputs.vsys, suite.inputs.deviceGroup, suite.inputs.serial)
            (first.deviceTags, first.objectPrecedence) = (suite.inputs.deviceTags, suite.inputs.objectPrecedence)
            let original = try read(text, file, first)
            let export = ConfigurationExporter().export(original, as: format)
            // What could not be read cannot be said; what nothing is said of is not compared.
            if original.diagnostics.hasErrors || export.diagnostics.hasErrors {
                refused += 1
                continue
            }
            let importer = ConfigurationImporter(catalogue: try Self.catalogue.get(), options: options(suite.inputs))
            let imported = importer.read(export.text, name: file.path)
            var expected = ConfigurationExporter.flattened(original)
            expected.name = imported.policy.name
            #expect(
                !imported.diagnostics.hasErrors,
                "\(file.path): \(imported.diagnostics.all.first { $0.severity == .error }?.description ?? "")")
            let isSame = imported.policy == expected
            #expect(isSame, "\(file.path) as \(format): \(expected.firstDifference(to: imported.policy))")
            compared += 1
        }
        #expect(compared > 400, "\(compared) compared, \(refused) refused")
    }
}
