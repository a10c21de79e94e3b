// swift-tools-version: 6.2
import PackageDescription

/// Settings of every Swift target: see CONTRIBUTING.md, "Strictness".
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

/// A library target under `Sources/`; its dependencies are lower floors only (Docs/ARCHITECTURE.md).
func floor(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// A test target under `Tests/`.
func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

/// Keys of QUIC's first packets.
let crypto: [Target.Dependency] = ["Crypto", "CryptoExtras"].map { .product(name: $0, package: "swift-crypto") }

let package = Package(
    name: "ngfw",
    products: [
        .library(
            name: "NGFW",
            targets: ["NGFWCore", "NGFWPacket", "NGFWAppID", "NGFWPolicy", "NGFW"]),
        .library(name: "NGFWPANOS", targets: ["NGFWPANOS"]),
        .library(name: "NGFWCapture", targets: ["NGFWCapture"]),
        .library(name: "NGFWSuites", targets: ["NGFWSuites"]),
        .library(name: "NGFWTesting", targets: ["NGFWTesting"]),
        .executable(name: "ngfw-eval", targets: ["ngfw-eval"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // Floor 0: system libraries.
        .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CPCAP", pkgConfig: "libpcap", providers: [.apt(["libpcap-dev"])]),

        // Instructions of the processor and calls of the system that Swift has no names for.
        .systemLibrary(name: "CPrefetch"),

        // Floor 1: vocabulary.
        floor("NGFWCore", ["CPrefetch"]),

        // Floor 2: bytes, applications, policy.
        floor("NGFWPacket", ["NGFWCore"]),
        floor("NGFWAppID", ["NGFWCore", "CPCRE2"] + crypto),
        floor("NGFWPolicy", ["NGFWCore"]),

        // Floor 3: the front door and the ways in.
        floor("NGFW", ["NGFWCore", "NGFWPacket", "NGFWAppID", "NGFWPolicy", "CPrefetch"]),
        floor("NGFWPANOS", ["NGFWCore", "NGFWPolicy", "NGFWAppID", "CLibXML2"]),
        floor("NGFWCapture", ["NGFWCore", "NGFWPacket", "CPCAP"]),

        // Floor 4: users' rule suites, from files.
        floor(
            "NGFWSuites",
            [
                "NGFWCore", "NGFWPacket", "NGFWAppID", "NGFWPolicy", "NGFW", "NGFWPANOS", "NGFWCapture",
                .product(name: "Yams", package: "Yams"),
            ]),

        // Floor 5: front ends.
        floor(
            "NGFWTesting",
            ["NGFWCore", "NGFWPacket", "NGFWAppID", "NGFWPolicy", "NGFW", "NGFWPANOS", "NGFWCapture", "NGFWSuites"]),
        .executableTarget(
            name: "ngfw-eval",
            dependencies: [
                "NGFWCore", "NGFWPacket", "NGFWAppID", "NGFWPolicy", "NGFW", "NGFWPANOS", "NGFWCapture", "NGFWSuites",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),

        // Writes Sources/NGFWAppID/Generated from Signatures/ (`make signatures`).
        .executableTarget(name: "generate-signatures", dependencies: [], swiftSettings: strict),

        // Packet builder, seeded random numbers and other helpers that several test targets share.
        .target(
            name: "NGFWTestSupport", dependencies: ["NGFWCore", "NGFWPacket", "NGFWAppID", "NGFWPolicy"], path: "Tests/NGFWTestSupport",
            swiftSettings: strict),

        tests("NGFWCoreTests", ["NGFWCore"]),
        tests("NGFWPacketTests", ["NGFWCore", "NGFWPacket", "NGFWTestSupport"]),
        tests("NGFWCaptureTests", ["NGFWCore", "NGFWPacket", "NGFWCapture", "NGFWTestSupport"]),
        tests("NGFWAppIDTests", ["NGFWCore", "NGFWAppID", "NGFWTestSupport"] + crypto),
        tests("NGFWPolicyTests", ["NGFWCore", "NGFWPolicy", "NGFWTestSupport"]),
        tests("NGFWPANOSTests", ["NGFWCore", "NGFWPolicy", "NGFWAppID", "NGFWPANOS", "NGFWTestSupport"], exclude: ["Fixtures"]),
        tests("NGFWTests", ["NGFWCore", "NGFWPacket", "NGFWAppID", "NGFWPolicy", "NGFW", "NGFWCapture", "NGFWTestSupport"]),
        tests(
            "NGFWSuitesTests",
            ["NGFWCore", "NGFWAppID", "NGFWPolicy", "NGFW", "NGFWPANOS", "NGFWSuites", "NGFWTestSupport"]),
        tests(
            "CommandLineTests",
            [
                "ngfw-eval", "NGFWCore", "NGFWPacket", "NGFWAppID", "NGFWPolicy", "NGFW", "NGFWPANOS", "NGFWCapture", "NGFWSuites",
                "NGFWTesting", "NGFWTestSupport",
            ]),
        // The files of Tests/Conformance.
        tests("ConformanceTests", ["NGFWCore", "NGFWAppID", "NGFWPolicy", "NGFWPANOS", "NGFWSuites", "NGFWTestSupport"]),
        tests("RepositoryTests", []),
    ]
)
