// swift-tools-version: 6.2
import PackageDescription

// A package of its own: the library's users do not build it.
let package = Package(
    name: "benchmarks",
    dependencies: [.package(name: "ngfw", path: "..")],
    targets: [
        // Counts allocations by standing in front of the C library's functions.
        .target(name: "CAllocations"),
        .executableTarget(
            name: "ngfw-benchmark",
            dependencies: [
                "CAllocations", .product(name: "NGFW", package: "ngfw"), .product(name: "NGFWPANOS", package: "ngfw"),
                .product(name: "NGFWCapture", package: "ngfw"),
            ],
            swiftSettings: [
                .swiftLanguageMode(.v6),
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("InternalImportsByDefault"),
                .enableUpcomingFeature("MemberImportVisibility"),
                .strictMemorySafety(),
                .treatAllWarnings(as: .error),
            ]),
    ]
)
