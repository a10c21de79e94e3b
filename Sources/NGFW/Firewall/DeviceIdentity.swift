/// Who writes the logs.
public struct DeviceIdentity: Hashable, Sendable {
    public var serial: String
    public var hostname: String
    /// `vsys1`
    public var vsys: String
    /// The display name of the vsys, often empty.
    public var vsysName: String

    public init(serial: String = "", hostname: String = "", vsys: String = "vsys1", vsysName: String = "") {
        self.serial = serial
        self.hostname = hostname
        self.vsys = vsys
        self.vsysName = vsysName
    }
}
