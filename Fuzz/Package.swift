// swift-tools-version: 6.2
import PackageDescription

/// Fuzz targets, run by `Scripts/fuzz`. A package of its own: libFuzzer brings the program's entry point and its instrumentation.
func fuzzer(_ name: String, _ products: [String]) -> Target {
    .executableTarget(
        name: name,
        dependencies: products.map { .product(name: $0, package: "ngfw") },
        swiftSettings: [
            .swiftLanguageMode(.v6),
            .enableUpcomingFeature("ExistentialAny"),
            .enableUpcomingFeature("InternalImportsByDefault"),
            .enableUpcomingFeature("MemberImportVisibility"),
            .strictMemorySafety(),
            .treatAllWarnings(as: .error),
            // There is no `main`: libFuzzer calls the C function that each target exports.
            .unsafeFlags(["-parse-as-library"]),
        ])
}

let package = Package(
    name: "fuzz",
    dependencies: [.package(name: "ngfw", path: "..")],
    targets: [
        fuzzer("FuzzDecode", ["NGFW"]),
        fuzzer("FuzzCapture", ["NGFW", "NGFWCapture"]),
        fuzzer("FuzzXML", ["NGFW", "NGFWPANOS"]),
        fuzzer("FuzzClassify", ["NGFW"]),
        fuzzer("FuzzSignatures", ["NGFW"]),
        fuzzer("FuzzCustom", ["NGFW"]),
        fuzzer("FuzzLogs", ["NGFW"]),
        fuzzer("FuzzFilter", ["NGFW"]),
        fuzzer("FuzzExpectations", ["NGFW"]),
    ]
)
