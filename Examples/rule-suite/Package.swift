// swift-tools-version: 6.2
import PackageDescription

// A rule suite of your own looks like this; only the dependency's path differs:
//     .package(url: "https://…/ngfw", from: "0.1.0")
let package = Package(
    name: "rule-suite",
    dependencies: [.package(name: "ngfw", path: "../..")],
    targets: [
        .testTarget(
            name: "SegmentationTests",
            dependencies: [.product(name: "NGFWTesting", package: "ngfw"), .product(name: "NGFW", package: "ngfw")]),
        .testTarget(
            name: "SegmentationXCTests",
            dependencies: [.product(name: "NGFWTesting", package: "ngfw"), .product(name: "NGFW", package: "ngfw")]),
    ]
)
