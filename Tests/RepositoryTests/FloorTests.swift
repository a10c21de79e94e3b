import Testing

/// Docs/ARCHITECTURE.md, "Floors": a target imports lower floors only.
@Suite("Floors")
struct FloorTests {
    static let allowed: [String: Set<String>] = [
        "NGFWCore": ["CPrefetch"],
        "NGFWPacket": ["NGFWCore"],
        "NGFWAppID": ["NGFWCore", "CPCRE2"],
        "NGFWPolicy": ["NGFWCore"],
        "NGFW": ["NGFWCore", "NGFWPacket", "NGFWAppID", "NGFWPolicy", "CPrefetch"],
        "NGFWPANOS": ["NGFWCore", "NGFWPolicy", "NGFWAppID", "CLibXML2"],
        "NGFWCapture": ["NGFWCore", "NGFWPacket", "CPCAP"],
        "NGFWSuites": ["NGFWCore", "NGFWPacket", "NGFWAppID", "NGFWPolicy", "NGFW", "NGFWPANOS", "NGFWCapture"],
    ]

    @Test("every import goes down", arguments: allowed.keys.sorted())
    func importsGoDown(target: String) throws {
        let ours = Set(Self.allowed.keys).union(["CPCRE2", "CLibXML2", "CPCAP", "CPrefetch", "NGFWTesting"])
        let permitted = try #require(Self.allowed[target])
        let files = Repository.files(under: "Sources/\(target)/")
        #expect(!files.isEmpty)
        for path in files {
            for line in try Repository.lines(path) {
                let words = line.split(separator: " ")
                guard let position = words.firstIndex(of: "import"), position <= 2, position + 1 < words.count else { continue }
                let module = String(words[position + 1])
                if ours.contains(module) {
                    #expect(permitted.contains(module), "\(path) imports \(module)")
                }
            }
        }
    }

    @Test("every source folder is described in Docs/ARCHITECTURE.md")
    func everyTargetIsDescribed() throws {
        let folders = Set(
            Repository.files.compactMap { path -> String? in
                let parts = path.split(separator: "/")
                return parts.count > 2 && parts[0] == "Sources" ? String(parts[1]) : nil
            })
        #expect(folders.count > 5)
        let text = try Repository.text("Docs/ARCHITECTURE.md")
        for folder in folders.sorted() {
            #expect(text.contains("`\(folder)`"), "\(folder)")
        }
    }
}
