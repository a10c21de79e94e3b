import Foundation

/// The inputs kept for a fuzz target under `Fuzz/Seeds`, in the order of their names; empty when the folder is not there.
///
///     for seed in fuzzSeeds("decode") { #expect(replayDecode(seed.bytes) == nil, "\(seed.name)") }
public func fuzzSeeds(_ target: String) -> [(name: String, bytes: [UInt8])] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let folder = root.appending(path: "Fuzz/Seeds/\(target)")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().compactMap { name in (try? Data(contentsOf: folder.appending(path: name))).map { (name, Array($0)) } }
}
