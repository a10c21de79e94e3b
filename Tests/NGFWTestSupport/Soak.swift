import Foundation

/// Sizes of tests that have two: small in the ordinary suite, large in `make soak`, which sets NGFW_SOAK.
///
///     for seed in 0..<Soak.size(1_000, soak: 1_000_000) { … }
public enum Soak {
    public static let isOn = ProcessInfo.processInfo.environment["NGFW_SOAK"] != nil

    public static func size(_ ordinary: Int, soak: Int) -> Int { isOn ? soak : ordinary }

    /// Bytes of memory that the process holds now (Linux; 0 elsewhere). To be compared with itself in a soak, whose
    /// suites run one after the other.
    public static var residentBytes: Int {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return 0 }
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return pages * 4_096
    }
}
