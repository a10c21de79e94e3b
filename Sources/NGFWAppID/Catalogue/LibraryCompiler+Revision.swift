import NGFWCore

extension LibraryCompiler {
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
