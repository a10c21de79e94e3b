/// Who wrote a log, in the headers of CEF, LEEF and ECS.
public struct LogProduct: Hashable, Sendable {
    public var vendor: String
    public var name: String
    public var version: String

    public init(vendor: String, name: String, version: String) {
        self.vendor = vendor
        self.name = name
        self.version = version
    }

    public static let ngfw = LogProduct(vendor: "ngfw", name: "ngfw", version: "0.1.0")
}
