import NGFWCore

extension LibraryCompiler {
    /// Builds one table per transport and side. A signature stands in the table of each side that it has a line for, under the
    /// first bytes of its most selective line there; all its lines are checked when it is tried.
    mutating func compileTables() {
        let matcher = PatternMatcher(matchLimit: limits.patternMatchLimit)
        var firstBytes: [Int: [Bool]] = [:]
        for line in lines where firstBytes[line.pattern] == nil {
            firstBytes[line.pattern] = (0...255).map { matcher.canBegin(patterns, line.pattern, with: UInt8($0)) }
        }
        tables = []
        for transport in Transport.allCases {
            for side in [Side.client, .server] {
                var candidates = [[UInt16]](repeating: [], count: 256)
                for (number, signature) in signatures.enumerated() where signature.transports & transport.bit != 0 {
                    guard let bytes = triggers(of: signature, on: side, firstBytes) else { continue }
                    for byte in 0..<256 where bytes[byte] { candidates[byte].append(UInt16(number)) }
                }
                tables.append(DispatchTable(candidates.map(inOrder)))
            }
        }
    }

    private func triggers(of signature: CompiledSignature, on side: Side, _ firstBytes: [Int: [Bool]]) -> [Bool]? {
        lines[signature.lines].filter { $0.side == side || $0.side == nil }
            .compactMap { firstBytes[$0.pattern] }
            .min { Self.width($0) < Self.width($1) }
    }

    private static func width(_ bytes: [Bool]) -> Int { bytes.reduce(0) { $0 + ($1 ? 1 : 0) } }

    /// Strongest first.
    private func inOrder(_ numbers: [UInt16]) -> [UInt16] {
        numbers.sorted { left, right in
            let (first, second) = (signatures[Int(left)], signatures[Int(right)])
            return (second.priority, second.strength, Int(left)) < (first.priority, first.strength, Int(right))
        }
    }

    /// A stable hash (FNV-1a, 64 bits) of names and texts.
    static func revision(of sources: [SignatureSource], _ listed: [Application]) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func add(_ text: String) {
            for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
            hash = (hash ^ 0xFF) &* 0x0000_0100_0000_01B3
        }
        for source in sources {
            add(source.name)
            add(source.text)
        }
        for application in listed { add(application.name) }
        return hash
    }
}
